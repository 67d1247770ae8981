"""The set of the chapter on the tangent: the curve as wide as the frame, and where its slope is looked at."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
from manim import LEFT, RIGHT, UP, Mobject, ValueTracker, VGroup

from backprop_core.curve import BESIDE_POLE, Curve
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from config import TangentSettings, Theme
from scenes.chapters.tangent_slider.close_ups import CloseUps
from scenes.chapters.tangent_slider.riding_slope import RidingSlope
from scenes.chapters.tangent_slider.slope_step import SlopeStep
from scenes.chapters.tangent_slider.slope_trace import SlopeTrace
from scenes.stage.formulas.equation import fit
from scenes.stage.frame import Frame, safe_bottom, safe_width
from scenes.stage.framing import around, seen_close
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, math, text
from scenes.stage.plots.free_spot import finds_spot, free_spot
from scenes.stage.plots.pieces import SAMPLES
from scenes.stage.plots.rolling_ball import RollingBall
from scenes.stage.plots.wide_panel import WideCurve, bleeding
from scenes.stage.trackers import settled

X = Symbol("x", "x", "x", "input")
F = Symbol("f(x)", "f(x)", "f of x", "ink")
SLOPE = Symbol("f'(x)", "f'(x)", "f prime of x", "gradient")

FLOOR, TICK_ROW = 0.45, 0.6
"""Heights: of the axis of the curve; what its ticks take under it, over the axis of slopes."""

OPENING, CLOSE, CLOSER, BOARD, LONGER, AROUND, UNDER_HEADING = 0.86, 0.64, 0.42, 5.2, 2.4, 0.35, 0.3
"""How much of the frame is seen of the whole curve, of a stretch, near the ball; length of the tangent, and
near the ball in lengths of its stretch over the step; what is free around the step; what stays free under the
heading."""

READOUT_SIZES = (1.0, 0.9, 0.8, 0.7, 0.62)
"""Shares of its size that the slope's readout takes where it has no room near the ball."""

VISITS, ENDS = (0.25, 0.75), 0.1
"""Where to stop on a stretch; how far from its end a ball that rolls down stops."""


class TangentSet(CloseUps):
    """Everything that the chapter shows of the configured curve, below `top`.

    `x` is where the point stands, `step` the step from `start` on. `reach` is the stretch of the curve that
    the point walks on, `kink` the kink on it that is nearest to the start. `visits` are the places to stop
    at, by the slope's sign there.
    """

    def __init__(self, theme: Theme, given: TangentSettings, top: float) -> None:
        self.theme, self.curve = theme, Curve.from_text(given.expression)
        self.low, self.high = float(given.low), float(given.high)
        self.start, nudge = float(given.start), float(given.nudge)
        shape = self.curve.shape(given.low, given.high)
        self.reach = shape.around(given.start, BESIDE_POLE * (self.high - self.low))
        kinks = [kink for kink in shape.of("kink") if self.reach[0] < kink.x < self.reach[1]]
        self.kink = min(kinks, key=lambda kink: abs(float(kink.x) - self.start), default=None)
        self.kinks = [float(kink.x) for kink in kinks]
        self.step = ValueTracker(nudge if self.start + nudge <= self.high else -nudge)
        inside = [p for p in self.curve.flat_points(*self.reach) if self.reach[0] < p.x < self.reach[1]]
        lows = [point for point in inside if point.kind == "minimum"]
        self.flat = next(iter(lows or inside), None)
        self.lowest: Number | None = lows[0].x if lows else None
        self.x = ValueTracker(self.start)
        self.top = top - UNDER_HEADING
        self.over = Region(-safe_width() / 2, safe_width() / 2, FLOOR + 0.1, self.top + UNDER_HEADING / 2)
        self.board = BOARD
        self._lay_curve()
        self.visits = {sign: self._visits(sign) for sign in (-1, 0, 1)}
        self.places = sorted({place for visits in self.visits.values() for place in visits})
        self.first = float(self.places[0]) if self.places else self.start
        self.x.set_value(self.first)
        self._lay_slopes()

    def _lay_curve(self) -> None:
        size = (Frame.current().width, self.top - FLOOR)
        ends = self.low, self.high
        self.view = WideCurve(
            self.theme, self.curve, self.x, ends, size, (X, F), slope=SLOPE, tangent_length=BOARD
        )
        self.view.shift(UP * (self.top + FLOOR) / 2)
        self.view.bleed()
        self.view.point.scale(0.8).set_opacity(0.0)
        self.whole = self.view.window
        self.ball = bleeding(RollingBall(self.view, self.theme.ink))
        self.riding = self._readout(1.0)

    def _lay_slopes(self) -> None:
        wide = Frame.current().width / 2
        region = Region(-wide, wide, safe_bottom(), FLOOR - TICK_ROW)
        self.trace = SlopeTrace(self.view, (X, SLOPE), region, [float(place) for place in self.places])
        self.under = Region(-safe_width() / 2, safe_width() / 2, safe_bottom(), region.top - 0.05)
        self.rule, self.name = self._rule()
        links = self.trace.links([*self.places, self.downhill])
        self.trace.note_all(self.places, self.under, links, [self.rule, self.name])
        self.trace.keep_comb_off([self.rule, self.name, *(note[1] for note in self.trace.notes.values())])

    def let_ride(self, step: SlopeStep) -> None:
        """Find a free spot for the number that rides with the ball, at every place where it rests."""
        resting = sorted({self.first, self.start, self.downhill, *(float(place) for place in self.places)})
        for share in READOUT_SIZES:
            self.riding = self._readout(share)
            if self._rest(step, self.first):
                break
        spots = []
        for x in resting:
            self._rest(step, x)
            spots.append(np.array([self.riding.label.get_left()[0], self.riding.label.baseline, 0.0]))
        self.x.set_value(self.first)
        self.view.tangent_length = BOARD
        VGroup(self.view, self.ball, step, self.trace).update()
        self.riding.put(resting, spots)

    def _rest(self, step: SlopeStep, x: float) -> bool:
        """Put the number where it rests with the ball; tell whether it keeps off all that is drawn."""
        self.x.set_value(x)
        self.view.tangent_length = BOARD
        if x == self.first:
            step.update()
            self.board = max(BOARD, LONGER * step.length)
            self.view.tangent_length = self.board
        VGroup(self.view, self.ball, step, self.riding).update()
        region = self.over
        drawn = [self.view.curve, self.view.tangent, self.view.drop, self.ball, self.view.landmarks]
        texts: list[Mobject] = []
        side = -np.sign(round(self.view.slope(x), 9))
        near = self.ball.get_center() + np.array([1.3 * side, 0.6, 0.0])
        if x == self.first:
            self.near = around(step.run, step.rise, self.ball, clear=AROUND)
            region = seen_close(self.near, CLOSER, region)
            step.lay_labels(region, drawn)
            drawn, texts = [*drawn, step], [step.label, step.climb]
            near = step.rise.get_start() + 0.5 * UP
        return finds_spot(self.riding, region, near, drawn, enough=0.17, texts=texts)

    def _readout(self, share: float) -> RidingSlope:
        """Return the number that rides with the ball, in a share of its size."""
        slope = lambda: self.curve.derivative(settled(self.x))  # noqa: E731
        return RidingSlope(self.view, SLOPE, slope, self.at, size=0.46 * share)

    @property
    def downhill(self) -> float:
        """Where the curve leads down to from the start: the bottom, or the lower end of its stretch."""
        if self.lowest is not None:
            return float(self.lowest)
        around = ((a, b) for a, b in pairwise(self._edges()) if a <= self.start <= b)
        low, high = next(around)
        return low + ENDS * (high - low) if self.view.slope(self.start) > 0 else high - ENDS * (high - low)

    def at(self) -> dict[str, Number]:
        """Return where the point stands."""
        return {X.plain: settled(self.x)}

    def close_to(self, x: float, scale: float) -> np.ndarray:
        """Return the middle of a close-up at a place: in it the heading stands over the curve."""
        frame = Frame.current()
        beyond = frame.width * (1 - scale) / 2
        point = self.view.at(x)
        across = min(max(float(point[0]), -beyond), beyond)
        places = self.view.panel.to_points(
            xs := np.linspace(*self.view.domain, SAMPLES), self.view.source.values(xs)
        )
        near = np.abs(places[:, 0] - across) < scale * frame.width / 2
        drawn = places[near & np.isfinite(places[:, 1]), 1].tolist()
        lowest = FLOOR - TICK_ROW - scale * safe_bottom()
        if np.isfinite(point[1]):
            board = self.view.panel.segment(x, self.view.value(x), self.view.slope(x), BOARD)
            drawn += [float(point[1]), *(float(end[1]) for end in board)]
            lowest = max(lowest, float(point[1]))
        highest = min(self.top, max(drawn, default=self.top))
        up = max(lowest, highest - scale * (self.top + UNDER_HEADING / 2))
        return RIGHT * across + UP * up

    def _rule(self) -> tuple[TypesetLine, TypesetLine]:
        """Return the derivative as a formula, beside the line of slopes, and its name alone."""
        written = Piece(f"{SLOPE.typst} = {to_typst(self.curve.derivative_expression)}", "symbol", None)
        line = fit(math([written], self.theme.gradient, size=0.56, display=False), 0.45 * safe_width())
        line.scale(min(1.0, 0.8 / float(line.height)))
        drawn = [self.trace.line, self.trace.panel.axes]
        corner = np.array([self.under.left, self.under.top, 0.0])
        last = self.trace.links([*self.places[-1:], self.downhill])
        free_spot(line, self.under, corner, [*drawn, last], enough=0.12, shrink=(1.0, 0.85, 0.72, 0.6, 0.5))
        name = math([Piece(SLOPE.typst, "symbol")], self.theme.gradient, size=0.56, display=False)
        name.move_to(line, aligned_edge=LEFT)
        seen = [*drawn, self.trace.links([*self.places, self.downhill]), self.trace.bars(self.places)]
        return line, free_spot(name, self.under, name.get_center(), seen, enough=0.12)

    def loss_name(self) -> Mobject:
        """Return the word for what training rolls down, beside the curve, off where the ball rolls."""
        ends = min(self.start, self.downhill), max(self.start, self.downhill)
        far_left = ends[0] - self.reach[0] > self.reach[1] - ends[1]
        x = self.reach[0 if far_left else 1] + (0.2 if far_left else -0.2) * (self.reach[1] - self.reach[0])
        name = text("loss", self.theme.loss, weight="semibold", size=0.5)
        point = self.view.at(x)
        near = point + 0.6 * UP if np.isfinite(point).all() else np.zeros(3)
        drawn = [self.view.curve, self.view.landmarks, self.view.tangent, self.ball]
        free_spot(name, self.over, near, drawn, enough=0.2, texts=[self.riding])
        return name

    def _edges(self) -> list[float]:
        """Return where on its stretch the curve turns or has a kink, with the ends of the stretch."""
        low, high = self.reach
        turns = (float(point.x) for point in self.curve.flat_points(low, high))
        return [low, *sorted([*turns, *self.kinks]), high]

    def _visits(self, sign: int) -> list[Number]:
        """Return where to stop: so far along the longest stretch of a sign, or at one flat place."""
        if sign == 0:
            return [self.flat.x] if self.flat else []
        edges = self._edges()
        stretches = [
            (a, b) for a, b in pairwise(edges) if b - a > 1e-6 and self.view.slope((a + b) / 2) * sign > 0
        ]
        if not stretches:
            return []
        a, b = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return [Fraction(str(round(a + share * (b - a), 2))) for share in VISITS]


def formula(curve: Curve) -> Piece:
    """Return a curve's formula as a piece."""
    return Piece(f"{F.typst} = {to_typst(curve.expression)}", "symbol", None)
