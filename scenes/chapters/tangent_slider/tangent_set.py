"""The set of the chapter on the tangent: curve, slider, readouts, and tables to note numbers in."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, LaggedStart, ValueTracker, VGroup

from backprop_core.curve import BESIDE_POLE, Curve
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import TangentSettings, Theme
from scenes.chapters.tangent_slider.note_table import NoteTable
from scenes.chapters.tangent_slider.nudge_view import GAP, PREDICTED, STEP, TRUE_CHANGE, NudgeView
from scenes.stage.formulas.equation import fit
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import fly
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lettering.typesetting import TypesetLine, math, shown_number
from scenes.stage.plots.curve_view import CurveView, Slider
from scenes.stage.plots.direction import Direction
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.pieces import SAMPLES
from scenes.stage.plots.window import Window
from scenes.stage.trackers import settled

X = Symbol("x", "x", "x", "input")
F = Symbol("f(x)", "f(x)", "f of x", "ink")
SLOPE = Symbol("f'(x)", "f'(x)", "f prime of x", "gradient")
STEP_RATIO, GAP_RATIO = Symbol('"step ratio"', "Δx ratio", "step"), Symbol('"gap ratio"', "gap ratio", "gap")

PANEL_WIDTHS, UNDER_PANEL, OVER_PANEL, ROW_SIZE = (6.4, 5.8, 5.2), 1.22, 0.3, 0.46
ROWS = {"x": 2.3, "f": 1.6, "slope": 0.75, "word": 0.1, "secant": -0.35}
STEP_ROWS, TABLE, RULE = (0.8, 0.15, -0.5, -1.15), -1.35, -2.55
"""Heights: of the readouts, of those of the step, of the table of slopes, and of the formula under it."""

GAP_TABLE, VISITS, LEAST = -2.2, ((0.25, 0.75), (0.25,)), 0.2
"""Height of the table of gaps; where to stop on a stretch; share of the range that a secant must have."""

SHARES, WAY = 12, range(6, 13)
"""Twelfths of the step through which it shrinks to its half."""


class TangentSet:
    """Everything that the chapter shows of the configured curve, below `top`.

    `x` is where the point stands, `step` the step from `start` on. `reach` is the stretch of the curve that
    the point walks on, `kink` the kink on it that is nearest to the start. The readouts stand in a column at
    the right. `visits` are the places to stop at, by the slope's sign there, in the order of a walk.
    """

    def __init__(self, theme: Theme, given: TangentSettings, top: float) -> None:
        self.theme, self.curve = theme, Curve.from_text(given.expression)
        self.low, self.high = float(given.low), float(given.high)
        self.start, nudge = float(given.start), float(given.nudge)
        self.x = ValueTracker(self.start)
        shape = self.curve.shape(given.low, given.high)
        self.reach = shape.around(given.start, BESIDE_POLE * (self.high - self.low))
        kinks = [kink for kink in shape.of("kink") if self.reach[0] < kink.x < self.reach[1]]
        self.kink = min(kinks, key=lambda kink: abs(float(kink.x) - self.start), default=None)
        self.kinks = [float(kink.x) for kink in kinks]
        self.step = ValueTracker(nudge if self.start + nudge <= self.high else -nudge)
        floor, ceiling = safe_bottom() + UNDER_PANEL, top - OVER_PANEL
        for width in PANEL_WIDTHS:
            self._lay_panel((width, ceiling - floor), (floor + ceiling) / 2)
            if self.gap_table()[0].readable:
                break
        self._lay_readouts()
        inside = [p for p in self.curve.flat_points(*self.reach) if self.reach[0] < p.x < self.reach[1]]
        lows = [point for point in inside if point.kind == "minimum"]
        self.flat = next(iter(lows or inside), None)
        self.lowest: Number = lows[0].x if lows else Fraction(str(self.start))
        self.noted: set[Number] = set()
        self._choose_visits()

    def _lay_panel(self, size: tuple[float, float], middle: float) -> None:
        """Put the panel at the left, at a height, and leave the room at its right to the readouts."""
        self.size = size
        self.view = CurveView(
            self.theme, self.curve, self.x, (self.low, self.high), size, (X, F), slope=SLOPE
        )
        self.whole = self.view.window
        labels = max(self._label_width(window) for window in (self.whole, self.close_window()))
        left = labels - safe_width() / 2 - self.view.panel.axes.get_left()[0]
        self.view.shift(RIGHT * left + UP * middle)
        self.slider = Slider(self.view.panel, self.x, self.theme.input)
        self.column = float(self.view.panel.axes.get_right()[0]) + 0.6
        self.room = safe_width() / 2 - self.column

    def close_window(self) -> Window:
        """Return the part of the picture that the step needs, on the curve and on the tangent."""
        step = float(self.step.get_value())
        start, slope = self.view.value(self.start), self.view.slope(self.start)
        heights = (start, start + slope * step, self.view.value(self.start + step))
        return self.view.window_around((self.start - 0.15 * step, self.start + 1.2 * step), heights)

    def room_for_secant(self) -> float:
        """Return the signed length to the end of the stretch: to the right, if there is room enough."""
        x, (low, high) = self.start, self.reach
        return high - x if high - x >= LEAST * (high - low) else (low - x) / 2

    def place(self, height: float) -> np.ndarray:
        """Return the left end of the column of readouts at a height."""
        return RIGHT * self.column + UP * height

    def at(self) -> dict[str, Number]:
        """Return where the point stands."""
        return {X.plain: settled(self.x)}

    def rule(self) -> TypesetLine:
        """Return the derivative as a formula, under the table of slopes."""
        written = Piece(f"{SLOPE.typst} = {to_typst(self.curve.derivative_expression)}", "symbol", None)
        line = fit(math([written], self.theme.gradient, size=0.62, display=False), self.room)
        line.scale(min(1.0, 2 * (RULE - safe_bottom()) / float(line.height)))
        return line.move_to(self.place(RULE), aligned_edge=LEFT)

    def question(self) -> TypesetLine:
        """Return `?`, where the slope's digits stand otherwise."""
        line = math(["?"], self.theme.gradient, size=self.slope_row.size, display=False)
        right = float(self.slope_row.label.get_right()[0]) + line.width
        return line.on_baseline_of(self.slope_row.label).shift(RIGHT * (right - line.get_left()[0]))

    def slope_table(self) -> NoteTable | None:
        """Return the table of the slopes at all visits, from left to right."""
        columns = [
            (
                Quantity(X, x, decimals=2),
                Quantity(SLOPE, self.curve.derivative(x), decimals=2, fixed=isinstance(x, float)),
                {X.plain: x},
            )
            for x in self.places
        ]
        return self._table(NoteTable(self.theme, columns, self.room), TABLE) if columns else None

    def note(self, table: NoteTable, place: Number) -> Animation | None:
        """Return the flight of place and slope from the readouts into the table, the first time only."""
        if place not in self.places or place in self.noted:
            return None
        self.noted.add(place)
        flights = []
        for row, line in zip(
            (self.x_row, self.slope_row), table.notes[self.places.index(place)], strict=True
        ):
            source = line.copy()
            source.scale(float(row.digits.height) / max(float(source.height), float(row.digits.height)))
            source.move_to(row.digits, aligned_edge=RIGHT)
            flights.append(fly(source, line))
        return LaggedStart(*flights, lag_ratio=0.35)

    def gap_table(self) -> tuple[NoteTable, VGroup]:
        """Return the table of step and gap, whole and half, and by what both were divided."""
        whole = settled(self.step)
        x, columns = Fraction(str(self.start)), []
        for step in (whole, whole / 2):
            gap = Quantity(GAP, self.curve.nudge(x, step).gap)
            columns.append((Quantity(STEP, step), gap, {X.plain: x, STEP.plain: step}))
        table = self._table(NoteTable(self.theme, columns, self.room, extra=1), GAP_TABLE)
        ratios, gaps = VGroup(), [gap.value for _, gap, _ in columns]
        if gaps[1]:
            for row, (symbol, value) in enumerate(
                ((STEP_RATIO, Fraction(2)), (GAP_RATIO, gaps[0] / gaps[1]))
            ):
                quantity = Quantity(symbol, value, decimals=2)
                piece = Piece(quantity.shown.typst, "number", quantity)
                line = math(["div", piece], (self.theme.input, self.theme.loss)[row], size=ROW_SIZE)
                line.part(2).number = shown_number(quantity, columns[0][2])
                ratios.add(table.place(line, row, len(columns)))
        return table, ratios

    def step_rows(self, steps: NudgeView) -> VGroup:
        """Return the readouts of a step: itself, what the slope predicts, the true change, the gap."""

        def at() -> dict[str, Number]:
            return {X.plain: settled(self.x), STEP.plain: settled(self.step)}

        whole = float(self.step.get_value())
        on_the_way = [self.curve.nudge(settled(self.x), whole * share / SHARES) for share in WAY]
        size = min(
            fitting_size(symbol, values, self.room, decimals=4, size=ROW_SIZE)
            for symbol, values in (
                (PREDICTED, [nudge.predicted for nudge in on_the_way]),
                (TRUE_CHANGE, [nudge.true_change for nudge in on_the_way]),
                (GAP, [nudge.gap for nudge in on_the_way]),
            )
        )
        changes = (
            (PREDICTED, steps.predicted_change, self.theme.gradient),
            (TRUE_CHANGE, steps.true_change, self.theme.ink),
            (GAP, steps.gap_left, self.theme.loss),
        )
        rows = VGroup(Readout(STEP, lambda: settled(self.step), self.theme.input, size=size, at=at))
        rows.add(*(Readout(*change, decimals=4, size=size, at=at) for change in changes))
        for row, height in zip(rows, STEP_ROWS, strict=True):
            row.at(self.place(height))
        return rows

    def _lay_readouts(self) -> None:
        slopes = self.curve.derivatives(np.linspace(*self.reach, SAMPLES))
        slopes = slopes[np.isfinite(slopes)]
        extremes = (float(slopes.min()), float(slopes.max()))
        size = fitting_size(SLOPE, extremes, self.room, size=0.62)
        theme, curve = self.theme, self.curve
        self.x_row = Readout(X, lambda: settled(self.x), theme.input, at=self.at)
        self.f_row = Readout(F, lambda: curve.value(settled(self.x)), theme.ink, at=self.at)
        self.slope_row = Readout(
            SLOPE, lambda: curve.derivative(settled(self.x)), theme.gradient, size=size, at=self.at
        )
        for row, name in ((self.x_row, "x"), (self.f_row, "f"), (self.slope_row, "slope")):
            row.at(self.place(ROWS[name]))
        self.direction = Direction(self.view).move_to(self.place(ROWS["word"]), aligned_edge=LEFT)

    def _choose_visits(self) -> None:
        """Stop as often as all slopes noted on the way can be read side by side."""
        for shares in VISITS:
            self.visits = {sign: self._visits(sign, shares) for sign in (-1, 0, 1)}
            self.places = sorted({place for visits in self.visits.values() for place in visits})
            table = self.slope_table()
            if table is None or table.readable:
                return

    def _visits(self, sign: int, shares: tuple[float, ...]) -> list[Number]:
        """Return where to stop: so far along the longest stretch of a sign, or at one flat place."""
        if sign == 0:
            return [self.flat.x] if self.flat else []
        low, high = self.reach
        turns = (float(point.x) for point in self.curve.flat_points(low, high))
        edges = [low, *sorted([*turns, *self.kinks]), high]
        stretches = [
            (a, b) for a, b in pairwise(edges) if b - a > 1e-6 and self.view.slope((a + b) / 2) * sign > 0
        ]
        if not stretches:
            return []
        a, b = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return [Fraction(str(round(a + share * (b - a), 2))) for share in shares]

    def _table(self, table: NoteTable, height: float) -> NoteTable:
        return table.shift(RIGHT * (self.column - float(table.get_left()[0])) + UP * height)

    def _label_width(self, window: Window) -> float:
        """Return how far ticks and labels reach out to the left of the panel for a window."""
        panel = PlotPanel(self.theme, *window, *self.size, X, F)
        return float(panel.axes.get_left()[0] - panel.get_left()[0])


def formula(curve: Curve) -> Piece:
    """Return a curve's formula as a piece."""
    return Piece(f"{F.typst} = {to_typst(curve.expression)}", "symbol", None)
