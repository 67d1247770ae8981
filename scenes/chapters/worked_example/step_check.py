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
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.number import Number, show
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, allow, measured
from scenes.stage.plots.free_place import clearance, lay_free, sides, spread
from scenes.stage.plots.panel import PlotPanel

Floats = NDArray[np.float64]

_PARTED, _SAMPLES, _LABELS_APART, _NOTE = 0.45, 200, 0.2, 0.42
"""How far curve and tangent part, as a share of the rise; points along the curve; least room between two
labels of the panel; height over the panel for what is said about the scale."""

_MOST = 10**6
"""Enlargement above which the curve's own rounding would be seen."""

_Y_TICKS, _NAMES_APART, _NAMES_ROOM = 4, 0.06, 0.25
"""How many ticks the upright axis has at most; room between two names at the end, and beside them."""

_BEFORE, _SIDE, _AFTER, _UNDER, _BEYOND = 0.15, 0.05, 0.55, 0.3, 0.1
"""Shares of the step or rise: curve before the step; room before that, for names after the step, under the
step's bar, beyond the end."""

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
        self.theme, self.source, self.names = theme, curve, names
        self.start, self.end = float(place), float(place + step)
        change = curve.nudge(place, step)
        self.base, self.slope = float(curve.value(place)), float(curve.derivative(place))
        self.foretold, self.true = self.base + float(change.predicted), self.base + float(change.true_change)
        self.gap = float(change.gap)
        self.factor = self._factor()
        self.enlarged = ValueTracker(1.0)
        self.panel = self._ruled(room[0], room[1] - _NOTE, symbols)
        self._end_grid()
        self.hue = role_color(theme, symbols[1])
        self.xs = np.linspace(self.start - _BEFORE * float(step), self.end, _SAMPLES)
        self.curve = self.panel.curve(self.xs, self._heights(1.0), self.hue, stroke_width=6.0)
        self.curve.add_updater(lambda _: self._trace())
        foot = self.base - self.slope * _BEFORE * float(step)
        self.tangent = self._segment((self.xs[0], foot), (self.end, self.foretold), theme.gradient, 3.0)
        self.step = self._segment((self.start, self.base), (self.end, self.base), theme.input, 7.0)
        self.predicted = self._segment((self.end, self.base), (self.end, self.foretold), theme.gradient, 7.0)
        self.label = math([Piece(f"Delta {symbols[0].typst}", "symbol")], theme.input, size=SMALL)
        self._lay_label()
        self.add(self.panel, self.curve, self.tangent, self.step, self.label, self.predicted)
        self.parting: Line | None = None
        if self.gap and self.factor <= _MOST:
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

    def _factor(self) -> int:
        """Return 1, 2 or 5 times a power of ten, by which the gap is at most the share that is wanted."""
        rise = max(abs(self.foretold - self.base), abs(self.true - self.base))
        most = _PARTED * rise / abs(self.gap) if self.gap else 1.0
        if most < 2:
            return 1
        power = 10 ** int(np.floor(np.log10(most)))
        return int(max(part * power for part in (1, 2, 5) if part * power <= most))

    def _trace(self) -> None:
        self.panel.trace(self.curve, self.xs, self._heights(float(self.enlarged.get_value())))

    def _heights(self, enlarged: float) -> Floats:
        """Return how high the curve is drawn: its distance from the tangent so many times enlarged."""
        straight = self.base + self.slope * (self.xs - self.start)
        away = self.source.values(self.xs) - straight
        heights: Floats = straight + enlarged * away
        return heights

    def _hold_parting(self) -> None:
        """Make the gap's bar, the names of curve and tangent, and the note on the scale."""
        drawn = self.foretold + self.factor * self.gap
        self.parting = self._segment((self.end, self.foretold), (self.end, drawn), self.theme.loss, 8.0)
        measured(self.parting, self._read_parting)
        over = UP if self.gap > 0 else DOWN
        uphill = self.slope * (self.end - self.start) * (1 if self.end > self.start else -1) > 0
        aside = LEFT if uphill == (self.gap > 0) else RIGHT
        outward = RIGHT if self.end > self.start else LEFT
        curve, tangent, gap = self.labels = VGroup(
            text("curve", self.hue, size=SMALL),
            text("tangent", self.theme.gradient, size=SMALL),
            text("gap", self.theme.loss, size=SMALL),
        )
        tangent.next_to(self.panel.to_point(self.end, self.foretold), outward, buff=0.15)
        gap.next_to(self.parting, outward, buff=0.15)
        at_end = [tangent, gap]
        if not self._name_curve(curve, over, aside):
            curve.next_to(self.panel.to_point(self.end, drawn), outward, buff=0.15)
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
        curve, texts = self._enlarged_curve(), [self.label, *self._tick_labels()]
        lines = self.tangent, self.step, self.predicted, self.parting, *self.panel.axes, *self.panel.grid
        for share, side in product(_NAMED_AT, (over + aside, over, over - aside)):
            at = self.start + share * (self.end - self.start)
            straight = self.base + self.slope * (at - self.start)
            bent = straight + self.factor * (float(self.source.values(np.array([at]))[0]) - straight)
            name.next_to(self.panel.to_point(at, bent), side, buff=_NAME_GAP)
            if clearance(name, lines, (curve,), texts) >= _NAME_GAP / 2:
                return True
        return False

    def _ruled(self, wide: float, tall: float, symbols: tuple[Symbol, Symbol]) -> PlotPanel:
        """Return the panel that fits, labels included."""

        def made(width: float, height: float) -> PlotPanel:
            ranges = self._x_range(width), self._y_range()
            return PlotPanel(self.theme, *ranges, width, height, *symbols, y_ticks=_Y_TICKS)

        whole = made(wide, tall)
        return made(2 * wide - whole.width, 2 * tall - whole.height)

    def _end_grid(self) -> None:
        """Let the lines through zero end with the step: beyond it, names stand."""
        end, outward = float(self.panel.to_point(self.end, 0.0)[0]), np.sign(self.end - self.start)
        for line in [*self.panel.grid]:
            ends = line.points[[0, -1]]
            beyond = (ends[:, 0] - end) * outward > 0
            if beyond.all():
                self.panel.grid.remove(line)
            elif beyond.any():
                ends[beyond, 0] = end
                set_ends(line, ends)

    def _x_range(self, width: float) -> tuple[float, float]:
        """Return the range that leaves room after the step for names, on a panel so wide."""
        step, before = self.end - self.start, _BEFORE + _SIDE
        names = (text("tangent", self.theme.ink, size=SMALL).width + _NAMES_ROOM) / width
        after = max(_AFTER, (1.0 + before) * names / max(1.0 - names, 0.2))
        ends = self.start - before * step, self.end + after * step
        return min(ends), max(ends)

    def _y_range(self) -> tuple[float, float]:
        rise = max((self.foretold - self.base, self.true - self.base), key=abs) or 1.0
        before = float(self.source.values(np.array([self.start - _BEFORE * (self.end - self.start)]))[0])
        foot = self.base - self.slope * _BEFORE * (self.end - self.start)
        parted = self.foretold + self.factor * self.gap * (self.factor <= _MOST)
        ends = (
            self.base - _UNDER * rise,
            self.base + (1 + _BEYOND) * rise,
            self.foretold + _BEYOND * (self.foretold - self.base),
            before,
            foot,
            parted + _BEYOND * rise,
        )
        return min(ends), max(ends)

    def _lay_label(self) -> None:
        """Put the step's label where it is free, however much the curve's distance is enlarged."""
        lines = self.tangent, self.predicted, *self.panel.axes, *self.panel.grid
        curves, texts = (self.curve, self._enlarged_curve()), self._tick_labels()
        start, end = self.step.points[0], self.step.points[-1]
        first = sides(self.foretold < self.base)
        lay_free(self.label, start, end, first, lambda: clearance(self.label, lines, curves, texts))

    def _tick_labels(self) -> list[VMobject]:
        return [*self.panel.x_labels, *self.panel.y_labels]

    def _enlarged_curve(self) -> VMobject:
        """Return the curve as it is in the end."""
        factor = self.factor if self.factor <= _MOST else 1
        return self.panel.curve(self.xs, self._heights(factor), self.hue)

    def _segment(
        self, start: tuple[float, float], end: tuple[float, float], color: str, width: float
    ) -> Line:
        return Line(
            self.panel.to_point(*start), self.panel.to_point(*end), stroke_color=color, stroke_width=width
        )
