"""What a slope measures: a step of a round length across, and how far the tangent climbs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from manim import DL, DOWN, LEFT, RIGHT, UP, UR, Line, Mobject, VGroup
from numpy.typing import NDArray

from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.chapters.tangent_slider.clear_place import clearance
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.free_place import FREE

Floats = NDArray[np.float64]

ACROSS = Symbol("across", "across", "across")
LABEL_SIZE = 0.44
_LENGTHS = [Fraction(factor, 10**power) for power in range(6) for factor in (10, 5, 2)]
_SLACK, _LEAST, _LABEL_GAPS = 0.01, 0.02, (0.13, 0.3, 0.5, 0.8)
_SHARES = 0.75, 0.5, 0.25, 0.9, 0.0, 1.0, -0.4, 1.4
"""How far out of the panel the step may reach, as a share of it; how much of it stands at least; how far from
it its length stands, best first; where along it."""


class SlopeStep(VGroup):
    """A step across and the tangent's climb on it, to scale, with the view's point in its middle.

    Both stand under the tangent: where it falls, the step begins at its low end.

    `label` states the step's length, as it stands now; it is no part of what follows the
    point. The length is the longest of 1, 1/2, 1/5, 1/10 and so on that stays in the panel at all `places`;
    between them, where the curve is too steep for it, it is as long as the panel allows.
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
        self.add(self.run, self.rise)
        self.add_updater(SlopeStep.refresh)
        self.refresh(self)
        self._lay_label()

    @staticmethod
    def refresh(step: Mobject) -> None:
        """Lay both legs anew."""
        assert isinstance(step, SlopeStep)
        view, x, whole = step.view, float(step.view.x.get_value()), float(step.across.value)
        length = max(_LEAST * whole, min(whole, step._longest(x)))
        climb = view.slope(x) * length
        low, high = view.value(x) - abs(climb) / 2, view.value(x) + abs(climb) / 2
        way = -1 if climb < 0 else 1
        start, corner, end = (
            view.panel.to_point(x + side * length / 2, y)
            for side, y in ((-way, low), (way, low), (way, high))
        )
        set_ends(step.run, (start, corner))
        set_ends(step.rise, (corner, end))

    def _lay_label(self) -> None:
        """Put the length beside the step where it keeps farthest from everything else."""
        self.view.update()
        lines, (start, end) = (self.run, self.rise), self.run.points[[0, -1]]
        half = UP * float(self.label.height) / 2
        over = [side * (half + UP * gap) for gap in _LABEL_GAPS for side in (1, -1)]
        places = [start + (end - start) * share + away for away in over for share in _SHARES]
        aside = RIGHT * (_LABEL_GAPS[0] + float(self.label.width) / 2)
        places += [place + away for away in over for place in (end + aside, start - aside)]
        self.label.move_to(max(places, key=lambda place: self._room(place, lines)))

    def _room(self, place: Floats, lines: tuple[Line, Line]) -> float:
        panel, label = self.view.panel, self.label.move_to(place)
        edges = (
            panel.to_point(panel.x_range[0], panel.y_range[0]),
            panel.to_point(panel.x_range[1], panel.y_range[1]),
        )
        inside = min((label.get_corner(DL) - edges[0])[:2].min(), (edges[1] - label.get_corner(UR))[:2].min())
        return min(clearance(label, self.view, lines), FREE, float(inside))

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

    def _fits(self, x: float, length: float) -> bool:
        return length <= self._longest(x)

    def _longest(self, x: float) -> float:
        """Return the length of the longest step at a place that stays in the panel."""
        view = self.view
        (left, right), (low, high) = view.window
        aside, over = _SLACK * (right - left), _SLACK * (high - low)
        steep, value = abs(view.slope(x)), view.value(x)
        half = min(x - left + aside, right + aside - x)
        return 2 * (
            half if not steep else min(half, (value - low + over) / steep, (high + over - value) / steep)
        )
