"""The dive to a point of a curve: the window closes in on it, the point stays where it is on stage."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Mobject, ValueTracker

from scenes.stage.plots.landmarks import Landmarks
from scenes.stage.plots.wide_panel import WideCurve
from scenes.stage.plots.window import Window, between


class Dive:
    """Windows in a row; `level` is where between them the view is, 1.5 half-way from the second to the third.

    The view follows `level` between `begin` and `end`.
    """

    def __init__(self, view: WideCurve, windows: Sequence[Window]) -> None:
        level = self.level = ValueTracker(0.0)
        self.view = view

        def follow(_: Mobject) -> None:
            reached = float(level.get_value())
            before = min(int(reached), len(windows) - 2)
            view.show_window(between(windows[before], windows[before + 1], reached - before))

        self._follow = follow

    def begin(self) -> None:
        """Follow the level from now on."""
        self.view.curve.add_updater(self._follow)
        self.view.landmarks.add_updater(Landmarks.follow)

    def end(self) -> None:
        """Stay where the view is."""
        self.view.curve.remove_updater(self._follow)
        self.view.landmarks.remove_updater(Landmarks.follow)
