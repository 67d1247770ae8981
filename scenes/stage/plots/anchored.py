"""A drawing that is put in place again and again, exactly: its points are kept as they lie."""

from __future__ import annotations

from manim import Mobject

from scenes.stage.plots.contour import Floats


class Anchored:
    """A mobject's points round an anchor of it. Moving it as Manim does adds a rounding error each time."""

    def __init__(self, mobject: Mobject, anchor: Floats | None = None) -> None:
        middle = mobject.get_center() if anchor is None else anchor
        self._kept = [(part, part.points - middle) for part in mobject.get_family()]

    def put(self, at: Floats) -> None:
        """Lay the mobject with its anchor at a place."""
        for part, points in self._kept:
            part.points = points + at
