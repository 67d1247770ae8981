"""A step on a curve beside its tangent, to scale, and a lens on its end, where the two part."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Self

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    Circle,
    Create,
    FadeIn,
    GrowFromPoint,
    Line,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, SMALL, math
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.panel import PlotPanel

_RADIUS, _PARTED, _SAMPLES = 1.25, 0.6, 200
"""The lens, how far apart it shows curve and tangent, and points along what it shows of the curve."""

_APART, _LABELS_APART = 0.45, 0.2
"""Stage units between panel and lens, and at least between two labels of the panel."""

_MOST = 1e6
"""Magnification above which the curve's own rounding would be seen."""

_TICKS, _Y_TICKS = (6, 5, 4, 3, 2), 4
"""How many ticks at most, the more the better."""

_BEFORE, _SIDE, _UNDER, _BEYOND = 0.15, 0.08, 0.42, 0.12
"""Shares of the step or rise: curve before the step; room beside, under the step's bar, beyond the end."""


class StepCheck(VGroup):
    """The curve over a step from a place, its tangent there, step and rise as bars, and a lens on the end.

    `panel`, `curve`, `tangent`, `step` and `predicted` lie in the panel; `lens` shows the end of the step so
    much larger that curve and tangent part, or is None where they do not or cannot be told apart. All of it
    takes a `room` so wide and high.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        place: Number,
        step: Number,
        symbols: tuple[Symbol, Symbol],
        room: tuple[float, float],
        names: dict[str, str],
    ) -> None:
        super().__init__()
        self.theme, self.source, self.names = theme, curve, names
        self.start, self.end = float(place), float(place + step)
        change = curve.nudge(place, step)
        self.base, self.slope = float(curve.value(place)), float(curve.derivative(place))
        self.foretold, self.true = self.base + float(change.predicted), self.base + float(change.true_change)
        self.panel = self._ruled(room[0] - (2 * _RADIUS + _APART) * (change.gap != 0), room[1], symbols)
        self.hue = role_color(theme, symbols[1])
        xs = np.linspace(self.start - _BEFORE * float(step), self.end, _SAMPLES)
        self.curve = self.panel.curve(xs, curve.values(xs), self.hue)
        foot = self.base - self.slope * _BEFORE * float(step)
        self.tangent = self._segment((xs[0], foot), (self.end, self.foretold), theme.gradient, 3.0)
        self.step = self._segment((self.start, self.base), (self.end, self.base), theme.input, 7.0)
        self.predicted = self._segment((self.end, self.base), (self.end, self.foretold), theme.gradient, 7.0)
        self.label = math([Piece(f"Delta {symbols[0].typst}", "symbol")], theme.input, size=SMALL)
        self.label.next_to(self.step, DOWN if self.foretold >= self.base else UP, buff=0.1)
        self.add(self.panel, self.curve, self.tangent, self.step, self.label, self.predicted)
        self.lens: VGroup | None = None
        if change.gap != 0 and self.magnification <= _MOST:
            self._hold_lens()

    @property
    def magnification(self) -> float:
        """How many times as large as in the panel things stand under the lens."""
        return max(1.0, _PARTED / max(abs(self.true - self.foretold) * self.panel.unit[1], 1e-300))

    def place(self, *, right: float, middle: float) -> Self:
        """Put the picture against a line at its right, centred on a height.

        Until the lens comes, the rest stands in the middle of the room for both.
        """
        parts = VGroup(self, self.lens) if self.lens is not None else VGroup(self)
        parts.shift((right - parts.get_right()[0], middle - parts.get_y(), 0.0))
        self._aside = RIGHT * (right - self.get_right()[0]) / 2
        return self.shift(self._aside)

    def take_step(self) -> list[Animation]:
        """Return the animation that draws the step."""
        return [Create(self.step), FadeIn(self.label)]

    def make_way(self) -> Animation:
        """Return the animation that makes room for the lens."""
        way: Animation = changing(self).shift(-self._aside)
        return way

    def enlarge(self) -> list[Animation]:
        """Return the animation in which the lens grows out of the step's end."""
        assert self.lens is not None
        return [GrowFromPoint(self.lens, self.spot.get_center())]

    def measurements(self) -> Iterable[Measurement]:
        """Read slope, step and rise off the ticks."""
        (left, low), (right, high) = (self.panel.read(self.predicted.points[i]) for i in (0, -1))
        begin = self.panel.read(self.step.points[0])
        end = self.panel.read(self.curve.points[-1])
        wide, tall = (1e-4 / unit for unit in self.panel.unit)
        yield Measurement("scale", self.names["step"], right - begin[0], wide)
        yield Measurement("scale", self.names["foretold"], high - low, tall)
        yield Measurement("scale", self.names["true"], end[1] - begin[1], tall)
        slope = self.panel.read_slope(self.tangent)
        yield Measurement("scale", self.names["slope"], slope, 1e-3 * abs(slope) + tall / (right - left or 1))

    def _read_parting(self, parting: Line) -> Iterable[Measurement]:
        """Read the gap through the lens."""
        seen = float(parting.points[-1][1] - parting.points[0][1])
        found = seen / self.magnification / self.panel.unit[1]
        tolerance = 1e-4 / self.panel.unit[1] / self.magnification
        yield Measurement("scale", self.names["gap"], found, tolerance)

    def _read_direction(self, tangent: VMobject) -> Iterable[Measurement]:
        """Read the slope of the tangent under the lens."""
        right, up, _ = (tangent.points[-1] - tangent.points[0]) / (*self.panel.unit, 1.0)
        yield Measurement("scale", self.names["slope"], float(up / right), 1e-3 * abs(self.slope) + 1e-9)

    def _ruled(self, wide: float, tall: float, symbols: tuple[Symbol, Symbol]) -> PlotPanel:
        """Return the panel that fits, labels included, with as many ticks as have room for their labels."""
        ranges = self._x_range(), self._y_range()
        for ticks in _TICKS:
            panel = PlotPanel(self.theme, *ranges, wide, tall, *symbols, ticks=ticks, y_ticks=_Y_TICKS)
            inner = 2 * wide - panel.width, 2 * tall - panel.height
            panel = PlotPanel(self.theme, *ranges, *inner, *symbols, ticks=ticks, y_ticks=_Y_TICKS)
            edges = [(label.get_left()[0], label.get_right()[0]) for label in panel.x_labels]
            if all(left - right >= _LABELS_APART for (_, right), (left, _) in pairwise(edges)):
                break
        return panel

    def _x_range(self) -> tuple[float, float]:
        step = self.end - self.start
        ends = self.start - (_BEFORE + _SIDE) * step, self.end + _SIDE * step
        return min(ends), max(ends)

    def _y_range(self) -> tuple[float, float]:
        rise = max((self.foretold - self.base, self.true - self.base), key=abs) or 1.0
        before = float(self.source.values(np.array([self.start - _BEFORE * (self.end - self.start)]))[0])
        ends = self.base - _UNDER * rise, self.base + (1 + _BEYOND) * rise, before
        return min(ends), max(ends)

    def _segment(
        self, start: tuple[float, float], end: tuple[float, float], color: str, width: float
    ) -> Line:
        return Line(
            self.panel.to_point(*start), self.panel.to_point(*end), stroke_color=color, stroke_width=width
        )

    def _hold_lens(self) -> None:
        """Draw the lens at the right of the panel, with curve, tangent and gap as they are, only larger."""
        larger = self.magnification
        self.rim = Circle(radius=_RADIUS, stroke_color=self.theme.ink, stroke_width=2.5)
        self.rim.set_fill(self.theme.background, 1).next_to(self.panel, RIGHT, buff=_APART).match_y(
            self.panel
        )
        parted = [self.panel.to_point(self.end, height) for height in (self.foretold, self.true)]
        focus = (parted[0] + parted[1]) / 2
        self.spot = Circle(radius=max(0.09, _RADIUS / larger), stroke_color=self.theme.ink, stroke_width=2.0)
        self.spot.move_to(focus)
        reach = min(abs(self.end - self.start), 2 * _RADIUS / (larger * self.panel.unit[0]))
        side = 1.0 if self.end > self.start else -1.0
        xs = self.end - side * np.linspace(reach, 0.0, _SAMPLES)
        straight = self.foretold + self.slope * (xs - self.end)
        curve, tangent = (
            self._under_lens(xs, ys, color, focus)
            for ys, color in ((self.source.values(xs), self.hue), (straight, self.theme.gradient))
        )
        ends = [self.rim.get_center() + (end - focus) * larger for end in parted]
        self.parting = Line(ends[0], ends[1], stroke_color=self.theme.ink, stroke_width=7)
        measured(self.parting, self._read_parting)
        measured(tangent, self._read_direction)
        label = math([Piece('"gap"', "symbol")], self.theme.ink, size=BODY)
        label.next_to(self.parting, RIGHT * side, buff=0.14)
        self.beams = VGroup(
            *(
                Line(self.spot.get_center(), self.rim.get_edge_center(edge), stroke_width=1.5)
                for edge in (UP, DOWN)
            )
        ).set_stroke(self.theme.dimmed, opacity=0.6)
        self.lens = VGroup(self.beams, self.spot, self.rim, curve, tangent, self.parting, label)

    def _under_lens(
        self, xs: NDArray[np.float64], ys: NDArray[np.float64], color: str, focus: NDArray[np.float64]
    ) -> VMobject:
        away = (self.panel.to_points(xs, ys) - focus) * self.magnification
        inside = np.linalg.norm(away, axis=1) < _RADIUS * 0.985
        line = VMobject(stroke_color=color, stroke_width=5.0)
        return line.set_points_as_corners(self.rim.get_center() + away[inside])
