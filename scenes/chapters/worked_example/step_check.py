"""A step on a curve beside its tangent, to scale; then what parts the two, as many times as large as told."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import Self

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    Line,
    ValueTracker,
    VGroup,
    VMobject,
)

from backprop_core.curve import Curve
from backprop_core.number import Number, show
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.chapters.worked_example.step_geometry import Floats, StepGeometry
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, allow, measured
from scenes.stage.plots.free_place import clearance, lay_free, sides, spread
from scenes.stage.plots.panel import PlotPanel

_SAMPLES, _NOTE = 200, 0.42
"""Points along the curve; height over the panel for what is said about the scale."""

_Y_TICKS, _NAMES_APART, _NAMES_ROOM = 4, 0.06, 0.25
"""How many ticks the upright axis has at most; room between two names at the end, and beside them."""

_NAMED_AT, _NAME_GAP = (0.62, 0.5, 0.75, 0.4, 0.3, 0.85), 0.12
"""Shares of the step at which the curve's name may stand, best first; its distance from the curve."""


class StepCheck(VGroup):
    """The curve over a step from a place, its tangent there, step and rise as bars.

    `panel`, `curve`, `tangent`, `step` and `predicted` lie in the panel. `parting`, from the tangent's end to
    the curve's, is the gap; where it is too small to be seen, the curve's distance from the tangent grows to
    `factor` times itself first, as `note` says. None where there is no gap, or none that can be told from
    rounding. All of it takes a `room` so wide and high.
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
        self.theme, self.names = theme, names
        self.geometry = on = StepGeometry.of(curve, place, step)
        self.factor = on.factor
        self.enlarged = ValueTracker(1.0)
        self.panel = self._ruled(room[0], room[1] - _NOTE, symbols)
        self._end_grid()
        self.hue = role_color(theme, symbols[1])
        self.xs = np.linspace(on.begin, on.end, _SAMPLES)
        self.curve = self.panel.curve(self.xs, on.heights(self.xs, 1.0), self.hue, stroke_width=6.0)
        self.curve.add_updater(lambda _: self._trace())
        start, corner, end = (on.start, on.base), (on.end, on.base), (on.end, on.foretold)
        self.tangent = self._segment((self.xs[0], on.foot), end, theme.gradient, 3.0)
        self.step = self._segment(start, corner, theme.input, 7.0)
        self.predicted = self._segment(corner, end, theme.gradient, 7.0)
        self.label = math([Piece(f"Delta {symbols[0].typst}", "symbol")], theme.input, size=SMALL)
        self._lay_label()
        self.add(self.panel, self.curve, self.tangent, self.step, self.label, self.predicted)
        self.parting: Line | None = None
        if on.parts:
            self._hold_parting()

    def place(self, *, right: float, middle: float) -> Self:
        """Put the picture, the note above it included, against a line at its right, centred on a height."""
        rest = VGroup(self.parting, self.labels, self.note) if self.parting is not None else VGroup()
        parts = VGroup(self, rest)
        return self._move(parts, right - self.panel.get_right()[0], middle - _NOTE / 2 - self.panel.get_y())

    def take_step(self) -> list[Animation]:
        """Return the animation that draws the step."""
        return [Create(self.step), FadeIn(self.label)]

    def part(self) -> list[list[Animation]]:
        """Return the animations in which curve and tangent part and the gap is marked, in their order."""
        assert self.parting is not None
        grow = [FadeIn(self.note), changing(self.enlarged).set_value(float(self.factor))]
        return [
            *([grow] if self.factor > 1 else []),
            [FadeIn(self.labels[:2])],
            [Create(self.parting), FadeIn(self.labels[2])],
        ]

    def measurements(self) -> Iterable[Measurement]:
        """Read slope, step and rise off the ticks."""
        (left, low), (right, high) = (self.panel.read(self.predicted.points[i]) for i in (0, -1))
        begin = self.panel.read(self.step.points[0])
        wide, tall = (1e-4 / unit for unit in self.panel.unit)
        yield Measurement("scale", self.names["step"], right - begin[0], wide)
        yield Measurement("scale", self.names["foretold"], high - low, tall)
        end, larger = self.panel.read(self.curve.points[-1])[1], float(self.enlarged.get_value())
        yield Measurement("scale", self.names["true"], high - begin[1] + (end - high) / larger, tall)
        slope = self.panel.read_slope(self.tangent)
        yield Measurement("scale", self.names["slope"], slope, 1e-3 * abs(slope) + tall / (right - left or 1))

    def _read_parting(self, parting: Line) -> Iterable[Measurement]:
        """Read the gap, as often as it is enlarged."""
        unit = self.panel.unit[1] * self.factor
        found = float(parting.points[-1][1] - parting.points[0][1]) / unit
        yield Measurement("scale", self.names["gap"], found, 1e-4 / unit)

    def _move(self, parts: VGroup, across: float, up: float) -> Self:
        parts.shift((across, up, 0.0))
        return self

    def _trace(self) -> None:
        self.panel.trace(
            self.curve, self.xs, self.geometry.heights(self.xs, float(self.enlarged.get_value()))
        )

    def _hold_parting(self) -> None:
        """Make the gap's bar, the names of curve and tangent, and the note on the scale."""
        on = self.geometry
        drawn = on.foretold + on.factor * on.gap
        self.parting = self._segment((on.end, on.foretold), (on.end, drawn), self.theme.loss, 8.0)
        measured(self.parting, self._read_parting)
        over, outward = UP if on.gap > 0 else DOWN, RIGHT if on.end > on.start else LEFT
        uphill = on.slope * (on.end - on.start) * (1 if on.end > on.start else -1) > 0
        aside = LEFT if uphill == (on.gap > 0) else RIGHT
        curve, tangent, gap = self.labels = VGroup(
            text("curve", self.hue, size=SMALL),
            text("tangent", self.theme.gradient, size=SMALL),
            text("gap", self.theme.loss, size=SMALL),
        )
        tangent.next_to(self.panel.to_point(on.end, on.foretold), outward, buff=0.15)
        gap.next_to(self.parting, outward, buff=0.15)
        at_end = [tangent, gap]
        if not self._name_curve(curve, over, aside):
            curve.next_to(self.panel.to_point(on.end, drawn), outward, buff=0.15)
            at_end.append(curve)
        spread(at_end, over, _NAMES_APART, floor=float(self.panel.axes[0].get_y()) + 0.12)
        digits = show(Fraction(self.factor), 0).text
        axis = self.panel.axes[0]
        self.note = text(f"curve drawn with its gap × {digits}", self.theme.ink, size=SMALL)
        if self.note.width > axis.width:
            self.note = text(f"gap × {digits}", self.theme.ink, size=SMALL)
        allow(self.note, "untraced", "how many times the picture enlarges")
        self.note.next_to(self.panel, UP, buff=0.12).align_to(axis, LEFT)

    def _name_curve(self, name: VMobject, over: Floats, aside: Floats) -> bool:
        """Put the curve's name beside it, as it is in the end; tell whether there is room for it."""
        assert self.parting is not None
        on = self.geometry
        curve, texts = self._enlarged_curve(), [self.label, *self._tick_labels()]
        lines = self.tangent, self.step, self.predicted, self.parting, *self.panel.axes, *self.panel.grid
        for share, side in product(_NAMED_AT, (over + aside, over, over - aside)):
            at = on.start + share * (on.end - on.start)
            bent = float(on.heights(np.array([at]), on.factor)[0])
            name.next_to(self.panel.to_point(at, bent), side, buff=_NAME_GAP)
            if clearance(name, lines, (curve,), texts) >= _NAME_GAP / 2:
                return True
        return False

    def _ruled(self, wide: float, tall: float, symbols: tuple[Symbol, Symbol]) -> PlotPanel:
        """Return the panel that fits, labels included."""
        names = text("tangent", self.theme.ink, size=SMALL).width + _NAMES_ROOM

        def made(width: float, height: float) -> PlotPanel:
            ranges = self.geometry.x_range(names / width), self.geometry.y_range()
            return PlotPanel(self.theme, *ranges, width, height, *symbols, y_ticks=_Y_TICKS)

        whole = made(wide, tall)
        return made(2 * wide - whole.width, 2 * tall - whole.height)

    def _end_grid(self) -> None:
        """Let the lines through zero end with the step: beyond it, names stand."""
        on = self.geometry
        end, outward = float(self.panel.to_point(on.end, 0.0)[0]), np.sign(on.end - on.start)
        for line in [*self.panel.grid]:
            ends = line.points[[0, -1]]
            beyond = (ends[:, 0] - end) * outward > 0
            if beyond.all():
                self.panel.grid.remove(line)
            elif beyond.any():
                ends[beyond, 0] = end
                set_ends(line, ends)

    def _lay_label(self) -> None:
        """Put the step's label where it is free, however much the curve's distance is enlarged."""
        lines = self.tangent, self.predicted, *self.panel.axes, *self.panel.grid
        curves, texts = (self.curve, self._enlarged_curve()), self._tick_labels()
        start, end = self.step.points[0], self.step.points[-1]
        first = sides(self.geometry.foretold < self.geometry.base)
        lay_free(self.label, start, end, first, lambda: clearance(self.label, lines, curves, texts))

    def _tick_labels(self) -> list[VMobject]:
        return [*self.panel.x_labels, *self.panel.y_labels]

    def _enlarged_curve(self) -> VMobject:
        """Return the curve as it is in the end."""
        heights = self.geometry.heights(self.xs, self.geometry.enlarged_to)
        return self.panel.curve(self.xs, heights, self.hue)

    def _segment(
        self, start: tuple[float, float], end: tuple[float, float], color: str, width: float
    ) -> Line:
        return Line(
            self.panel.to_point(*start), self.panel.to_point(*end), stroke_color=color, stroke_width=width
        )
