"""What a slope says: on a step of one along the variable, the tangent rises by the slope."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.layout import Region
from scenes.stage.lettering import typesetting
from scenes.stage.measure import Measurement
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.free_spot import free_spot, places_along
from scenes.stage.plots.wall import Wall

ACROSS = Symbol("across", "across", "across")
_LABEL, _CLEAR, _LEAST, _OVER, _SHRINK = 0.5, 0.1, 0.04, (0.6, 0.5), (1.0, 0.9, 0.8)
"""Size of the numbers; their distance from lines, and the least one; how far right of each wall they may
stand; how much smaller they may be."""


class RunAndRise(VGroup):
    """The step `run` and the tangent's `rise` at a wall's point, with their numbers in `labels`, all at rest.

    It goes to the side on which it stays on the wall; where it does on neither, or its numbers find no room,
    it is not `there`.
    """

    def __init__(
        self, theme: Theme, wall: Wall, at: tuple[float, float], slope: Quantity, guide: VMobject
    ) -> None:
        super().__init__()
        self.wall, self.at = wall, at
        steep, here = float(slope.value), at[wall.along]
        height = float(wall.surface.values(*(np.array([place]) for place in at))[0])
        panel = wall.panel
        spans = (panel.y_range, panel.x_range) if wall.along else (panel.x_range, panel.y_range)
        sides = [
            side
            for side in (1, -1)
            if _inside(spans[0], here + side) and _inside(spans[1], height + side * steep)
        ]
        self.there = bool(sides) and steep != 0.0
        side = sides[0] if sides else 1
        ends = (here, height), (here + side, height), (here + side, height + side * steep)
        start, corner, end = (wall.place(*place) for place in ends)
        self.run = Line(start, corner, stroke_color=theme.ink, stroke_width=5.0)
        self.rise = Line(corner, end, stroke_color=theme.gradient, stroke_width=7.0)
        step = Quantity(ACROSS, Fraction(1))
        self.labels = VGroup(_number(step, theme.ink), _number(slope, theme.gradient))
        self.labels[0].part(1).number = typesetting.shown_number(step, {ACROSS.plain: step.value})
        self.there = self._put_labels(start, corner, end, guide) and self.there
        self.add(self.run, self.rise, self.labels)

    def _put_labels(self, start: Floats, corner: Floats, end: Floats, guide: VMobject) -> bool:
        """Put each number at its leg, off all that is drawn on the wall; tell whether there is room."""
        wall = self.wall
        drawn = wall.curve, wall.tangent, guide, self.run, self.rise, wall.panel.axes, wall.panel.grid
        low, middle = wall.panel.axes[0].get_start(), wall.panel.middle
        high = 2 * middle - low
        over = _OVER[wall.along]
        region = Region(float(low[0]), float(high[0]) + over, float(low[1]), float(high[1]))
        away = _outward(start, corner, end), _outward(corner, end, start)
        texts: list[VMobject] = []
        for index, leg in enumerate((self.run, self.rise)):
            label = self.labels[index]
            near = leg.get_center() + away[index] * (0.18 + max(label.width, label.height) / 2)
            free_spot(label, region, near, drawn, enough=_CLEAR, texts=tuple(texts), shrink=_SHRINK)
            texts.append(label)
        places = places_along(drawn)
        return not any(_touches(label, places) for label in self.labels)

    def measurements(self) -> Iterable[Measurement]:
        """Read the step, and the slope as rise over run, off the wall's ticks."""
        (here, low), (there, _) = self.wall.read(self.run.points[0]), self.wall.read(self.run.points[-1])
        _, high = self.wall.read(self.rise.points[-1])
        length, slope = abs(there - here), (high - low) / (there - here)
        yield Measurement("length", ACROSS.plain, length, 1e-6, {ACROSS.plain: 1.0})
        where = dict(zip(("x", "y"), self.at, strict=True))
        yield Measurement("slope", self.wall.slope_name, slope, 1e-6 * max(1.0, abs(slope)), where)


def _touches(label: VMobject, places: Floats) -> bool:
    half = np.array([label.width, label.height]) / 2 + _LEAST
    return bool((np.abs(places - label.get_center())[:, :2] < half).all(axis=1).any())


def _inside(span: tuple[float, float], value: float) -> bool:
    slack = 1e-9 * (span[1] - span[0])
    return span[0] - slack <= value <= span[1] + slack


def _outward(start: Floats, end: Floats, third: Floats) -> Floats:
    """Return the direction across a leg, away from the triangle's third corner."""
    across = (LEFT, RIGHT) if abs(end[0] - start[0]) < abs(end[1] - start[1]) else (DOWN, UP)
    middle = (start + end) / 2
    return max(across, key=lambda way: float(np.dot(way, middle - third)))


def _number(quantity: Quantity, color: str) -> typesetting.TypesetLine:
    piece = Piece(quantity.shown.typst, "number", quantity)
    return typesetting.math([piece], color, size=_LABEL, display=False)
