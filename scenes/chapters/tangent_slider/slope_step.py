"""What a slope measures: a step of a round length across, and how far the tangent climbs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, VGroup

from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.stage.layout import Region
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.trackers import settled

ACROSS = Symbol("across", "across", "across")
CLIMB = Symbol("climb", "climb", "climb", "gradient")
LABEL_SIZE = 0.44
_MARK, _MOST_MARKS = 0.12, 9
"""Half the length of a mark; more of them would not be counted."""

_LENGTHS = [Fraction(factor, 10**power) for power in range(6) for factor in (10, 5, 2)]
_SLACK, _LEAST = 0.01, 0.02
"""How far out of the panel the step may reach, as a share of it; how much of it stands at least."""


class SlopeStep(VGroup):
    """A step across from the view's point, and how far the tangent climbs or falls on it, to scale.

    Where there is no room to the right the step ends at the point instead.

    `label` states the step's length, `climb` how far the tangent climbs on it, and `marks` cut that into
    lengths of the step; they are no part of what follows the point. The length is the longest of 1,
    1/2, 1/5, 1/10 and so on that stays in the panel at all `places`; between them, where the curve is too
    steep for it, it is as long as the panel allows.
    """

    def __init__(self, view: CurveView, places: Sequence[float]) -> None:
        super().__init__()
        self.view = view
        fits = (length for length in _LENGTHS[1:] if all(self._fits(x, float(length)) for x in places))
        whole = all(self._fits(x, 1.0) for x in places)
        self.across = Quantity(ACROSS, Fraction(1) if whole else next(fits, _LENGTHS[-1]))
        theme = view.theme
        self.run = Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=5.5)
        self.rise = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=7.0)
        piece = Piece(self.across.shown.typst, "number", self.across)
        self.label = typesetting.math([piece], theme.ink, size=LABEL_SIZE, display=False)
        self.label.part(1).number = typesetting.shown_number(self.across, {ACROSS.plain: self.across.value})
        self.marks = VGroup()
        self.climb = self.label.copy()
        self.add(self.run, self.rise)
        self.add_updater(SlopeStep.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(step: Mobject) -> None:
        """Lay both legs anew."""
        assert isinstance(step, SlopeStep)
        view, x, whole = step.view, float(step.view.x.get_value()), float(step.across.value)
        after, before = step._rooms(x)
        length = max(_LEAST * whole, min(whole, max(after, before)))
        climb = view.slope(x) * length
        back = 0.0 if after >= min(whole, before) else 1.0
        left, low = x - back * length, view.value(x) - back * climb
        places = (left, low), (left + length, low), (left + length, low + climb)
        start, corner, end = (view.panel.to_point(*place) for place in places)
        set_ends(step.run, (start, corner))
        set_ends(step.rise, (corner, end))

    def lay_labels(self, region: Region, drawn: Sequence[Mobject]) -> None:
        """Put both lengths beside the step as it is, inside a region, free of what else is drawn."""
        self._lay_marks()
        x, across, theme = settled(self.view.x), self.across.value, self.view.theme
        climb = Quantity(CLIMB, self.view.source.derivative(x) * across, decimals=2)
        piece = Piece(climb.shown.typst, "number", climb)
        self.climb = typesetting.math([piece], theme.gradient, size=LABEL_SIZE, display=False)
        self.climb.part(1).number = typesetting.shown_number(
            climb, {ACROSS.plain: across, self.view.names[0]: x}
        )
        legs = [*drawn, self.run, self.rise, self.marks]
        near = self.run.point_from_proportion(0.4) + UP * 0.3
        free_spot(self.label, region, near, legs, enough=0.12)
        beside = self.rise.get_center() + RIGHT * 0.5 * np.sign(self.rise.get_x() - self.run.get_x())
        free_spot(self.climb, region, beside, legs, enough=0.14, texts=[self.label])

    def _lay_marks(self) -> None:
        """Mark off the step's length on the way that the tangent climbs, as often as it goes into it."""
        start, end = self.rise.points[0], self.rise.points[-1]
        x = float(self.view.x.get_value())
        times = abs(self.view.slope(x))
        many = int(times + 1e-9)
        self.marks.submobjects = []
        if 1 <= many <= _MOST_MARKS:
            places = (start + (end - start) * count / times for count in range(1, many + 1))
            color = self.view.theme.gradient
            marks = (
                Line(place + LEFT * _MARK, place + RIGHT * _MARK, stroke_color=color, stroke_width=5.0)
                for place in places
            )
            self.marks.add(*marks)

    def measurements(self) -> Iterable[Measurement]:
        """Read the length of the step, and the slope as climb over step, off the panel's ticks."""
        panel = self.view.panel
        (left, low), (right, _) = panel.read(self.run.points[0]), panel.read(self.run.points[-1])
        _, high = panel.read(self.rise.points[-1])
        x, _ = panel.read(self.view.point.get_center())
        length, slope = abs(right - left), (high - low) / (right - left)
        whole = float(self.across.value)
        where = {ACROSS.plain: whole if abs(length - whole) <= 1e-6 * whole else length}
        yield Measurement("length", ACROSS.plain, length, 1e-6 * length, where)
        yield Measurement(
            "slope", self.view.slope_name, slope, 1e-5 * max(1.0, abs(slope)), {self.view.names[0]: x}
        )

    @property
    def length(self) -> float:
        """How long the tangent's stretch over the step is on stage."""
        return float(np.linalg.norm(self.rise.get_end() - self.run.get_start()))

    def _fits(self, x: float, length: float) -> bool:
        return length <= max(self._rooms(x))

    def _rooms(self, x: float) -> tuple[float, float]:
        """Return how long a step from a place can be, and one that ends there, without leaving the panel."""
        view = self.view
        (left, right), (low, high) = view.window
        aside, over = _SLACK * (right - left), _SLACK * (high - low)
        slope, value = view.slope(x), view.value(x)
        up, down = high + over - value, value - low + over
        first, second = (up, down) if slope > 0 else (down, up)
        steep = max(abs(slope), 1e-9)
        return min(right + aside - x, first / steep), min(x - left + aside, second / steep)
