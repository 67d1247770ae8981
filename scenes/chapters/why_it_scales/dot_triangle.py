"""Rows of dots, a multiplication each: a triangle where every row starts over, its edge where none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from manim import ManimColor, Mobject, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from config import Theme
from scenes.chapters.why_it_scales.lattice import dot_places
from scenes.chapters.why_it_scales.names import DEPTH, FROM_SCRATCH, IN_ONE_SWEEP
from scenes.stage.color import mixed
from scenes.stage.measure import Measurement, allow

SIGN, BALL = 0.075, 0.4
"""Radius of a dot that stands between two tiles, and of one that stands alone."""

ASH = 0.42
"""Share of the dimmed colour in what need not be worked out."""

_EDGE_GROWTH = 0.4
"""By how much a ball at the edge grows when the rest of its row turns to ash."""

_HANDLE = 4 / 3 * (2**0.5 - 1)
_QUARTER = np.array([[1.0, 0.0, 0.0], [1.0, _HANDLE, 0.0], [_HANDLE, 1.0, 0.0], [0.0, 1.0, 0.0]])
_TURN = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
_UNIT = np.concatenate([_QUARTER @ np.linalg.matrix_power(_TURN, quarter) for quarter in range(4)])
"""A circle of radius one in four cubic curves, half as many as Manim's: there are many dots to draw."""

_SEEN = 0.5
"""Opacity from which a row counts as drawn."""


class DotTriangle(VGroup):
    """`rows` rows of dots, one more in each: the last of each is in `edge`, all before it is one of `olds`.

    Three trackers say how it looks: how many rows are `reached`, in how many of them all but the last dot is
    `burnt` to ash, and the dots' `radius`.
    """

    def __init__(self, theme: Theme, rows: int) -> None:
        super().__init__()
        self.reached, self.burnt, self.radius = ValueTracker(0), ValueTracker(0), ValueTracker(SIGN)
        self.ink, self.bright = ManimColor(theme.ink), ManimColor(theme.gradient)
        self.ash = mixed(theme.background, theme.dimmed, ASH)
        self.olds = VGroup(*(VMobject(stroke_width=0.0, fill_opacity=0.0) for _ in range(rows)))
        self.edge = VGroup(*(VMobject(stroke_width=0.0, fill_opacity=0.0) for _ in range(rows)))
        self._drawn = [(0.0, 0.0, 0.0)] * rows
        self.add(self.olds, self.edge)
        allow(self, "close-up", "the triangle goes on beyond its first rows")
        self.add_updater(DotTriangle.follow)
        self.follow(self)

    @staticmethod
    def follow(triangle: Mobject) -> None:
        """Draw the rows as the trackers stand."""
        assert isinstance(triangle, DotTriangle)
        reached, burnt, radius = (
            float(tracker.get_value()) for tracker in (triangle.reached, triangle.burnt, triangle.radius)
        )
        for row, (old, new) in enumerate(zip(triangle.olds, triangle.edge, strict=True)):
            shown, done = (float(np.clip(value - row, 0.0, 1.0)) for value in (reached, burnt))
            if triangle._drawn[row] == (shown, done, radius):
                continue
            triangle._drawn[row] = shown, done, radius
            places = dot_places(row)
            swollen = radius * (1.0 + _EDGE_GROWTH * done * (radius - SIGN) / (BALL - SIGN))
            old.set_points(circles(places[:-1], radius))
            new.set_points(circles(places[-1:], swollen))
            old.set_fill(triangle.ink.interpolate(triangle.ash, done), shown)
            new.set_fill(triangle.ink.interpolate(triangle.bright, done), shown)

    def multiplications(self) -> int:
        """Count the dots that are drawn."""
        return sum(_dots(part) for part in (*self.olds, *self.edge) if part.get_fill_opacity() >= _SEEN)

    def kept(self) -> int:
        """Count the dots that are drawn in the gradient's colour."""
        return sum(_dots(part) for part in self._bright())

    def _bright(self) -> Iterator[VMobject]:
        for part in (*self.olds, *self.edge):
            seen = part.get_fill_opacity() >= _SEEN and len(part.points)
            if seen and part.get_fill_color().to_hex() == self.bright.to_hex():
                yield part

    def measurements(self) -> Iterable[Measurement]:
        """Count the dots that are drawn, and those that are left of them."""
        rows = sum(part.get_fill_opacity() >= _SEEN for part in self.edge)
        yield Measurement(
            "count", FROM_SCRATCH.plain, float(self.multiplications()), 0.0, {DEPTH.plain: rows + 1.0}
        )
        kept = self.kept()
        burnt = sum(part in self.edge for part in self._bright())
        yield Measurement("count", IN_ONE_SWEEP.plain, float(kept), 0.0, {DEPTH.plain: burnt + 1.0})


def circles(places: Point3D, radius: float) -> Point3D:
    """Return the outline of a circle at each place, one after the other."""
    return (places[:, None, :] + radius * _UNIT[None, :, :]).reshape(-1, 3)


def _dots(part: VMobject) -> int:
    return len(part.points) // len(_UNIT)
