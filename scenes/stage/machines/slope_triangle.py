"""How steep a straight line is, measured: one unit across, and what the line gains or loses over it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import Animation, Create, FadeIn, Line, Rectangle, VGroup
from manim.typing import Point3D

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import BODY, TypesetPart
from scenes.stage.machines.slopes import LinePicture
from scenes.stage.measure import Measurement
from scenes.stage.plots.free_spot import finds_spot

RUN = "run"
"""What the unit across is called where numbers are checked."""

_RUN, _RISE, _SHORTEST, _LEAST_RISE, _CLEAR, _APART = 4.0, 7.0, 0.4, 0.16, 0.1, 0.3
"""Strokes; the shortest way across and the smallest rise that are measured; room of a number, and
what it keeps from another one beside it."""


class SlopeTriangle(VGroup):
    """A step of one across and the rise over it, each with its number, at the point of a line's picture.

    It goes on from the point, or leads up to it where there is no room; `made` tells whether there is any.
    """

    def __init__(self, theme: Theme, picture: LinePicture) -> None:
        super().__init__()
        self.picture, self.legs, self.numbers = picture, VGroup(), VGroup()
        (at, height), steep = picture.place, float(picture.slope.value)
        starts = [(at + back, height + back * steep) for back in (0.0, -1.0)]
        corners = [self._corners(x, y, steep) for x, y in starts if self._inside(x, y, steep)]
        self.made = bool(corners) and self._is_seen(corners[0])
        if not self.made:
            return
        start, corner, end = corners[0]
        self.legs.add(
            Line(start, corner, stroke_color=theme.ink, stroke_width=_RUN),
            Line(corner, end, stroke_color=theme.gradient, stroke_width=_RISE),
        )
        run = number_line(theme, Quantity(Symbol("1", RUN, "one"), Fraction(1)), size=BODY, color=theme.ink)
        rise = number_line(theme, picture.slope, size=BODY)
        drawn = [picture, self.legs]
        region = self._room()
        away = -np.sign(float(end[1] - corner[1])) * np.array([0.0, 0.3, 0.0])
        over, beside = (start + corner) / 2 + away, (corner + end) / 2
        aside = beside + np.array([0.2 + float(rise.width) / 2, 0.0, 0.0])
        self.made = finds_spot(rise, region, aside, drawn, enough=_CLEAR)
        # Side by side on one line the two would be read as one number.
        kept = Rectangle(width=float(rise.width) + 2 * _APART, height=float(rise.height)).move_to(rise)
        if finds_spot(run, region, over, drawn, enough=_CLEAR, texts=[kept]):
            self.numbers.add(run)
        self.numbers.add(rise)
        self.digits: TypesetPart = rise.part(1)
        self.add(self.legs, self.numbers)

    def measure(self) -> list[Animation]:
        """Return the animations that go one across, then up or down to the line."""
        return [Create(self.legs, lag_ratio=1.0), FadeIn(self.numbers)]

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back from both legs."""
        if self.made:
            (low, _), (corner, top) = (self.picture.panel.read(leg.get_start()) for leg in self.legs)
            end = self.picture.panel.read(self.legs[1].get_end())
            yield Measurement("slope", self.picture.slope.name, (end[1] - top) / (corner - low), 1e-5)

    def _corners(self, x: float, y: float, steep: float) -> tuple[Point3D, Point3D, Point3D]:
        point = self.picture.panel.to_point
        return point(x, y), point(x + 1.0, y), point(x + 1.0, y + steep)

    def _inside(self, x: float, y: float, steep: float) -> bool:
        """Tell whether a step from there stays inside the plot."""
        (left, right), (low, high) = self.picture.panel.x_range, self.picture.panel.y_range
        return left <= x and x + 1.0 <= right and low <= min(y, y + steep) and max(y, y + steep) <= high

    def _is_seen(self, corners: tuple[Point3D, Point3D, Point3D]) -> bool:
        start, corner, end = corners
        across, up = (float(np.linalg.norm(one)) for one in (corner - start, end - corner))
        return across >= _SHORTEST and up >= _LEAST_RISE

    def _room(self) -> Region:
        """Return the plot's rectangle."""
        panel = self.picture.panel
        corners = [panel.to_point(*place) for place in zip(panel.x_range, panel.y_range, strict=True)]
        (left, bottom, _), (right, top, _) = ((float(one) for one in corner) for corner in corners)
        return Region(left, right, bottom, top)
