"""The sigmoid: its slope derived line by line, drawn under it, and what its flat ends do to a gradient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Flash,
    GrowFromCenter,
    LaggedStart,
    SurroundingRectangle,
    ValueTracker,
    VGroup,
    linear,
)

from backprop_core import sigmoid
from backprop_core.network import SYMBOLS, TwoWeightNetwork
from backprop_core.quantity import Quantity, Symbol, derivative_symbol
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.derivation import Derivation
from scenes.stage.formulas.equation import formula_line, result_line
from scenes.stage.lettering.readout import Readout
from scenes.stage.plots.panel import settled
from scenes.stage.plots.share_bar import ShareBar
from scenes.stage.plots.sigmoid_view import REST, SLOPE, VALUE, Mark, SigmoidView, Z, reach
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

PANEL_SIZE = (5.5, 2.45, 1.6)
BAR_LENGTH, LABEL_COLUMN, GAP = 4.6, 1.05, 0.3
FRAME, START, ROW_START, ROW_STEP, BAR_STEP = 0.12, 0.8, 1.15, 0.5, 0.9
NEURONS = (("a1", "z1"), ("a2", "z2"))


class Sigmoid(Chapter):
    """The sigmoid's slope needs only its value, is a quarter at most, and vanishes at both ends."""

    title = "The sigmoid"

    def construct(self) -> None:
        """The curve, six lines, the slope's curve, its peak, why it is cheap, why it fades, the network."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_curve()
        self.write_power()
        self.apply_rule()
        self.split()
        self.name_factors()
        self.conclude()
        self.draw_slope()
        self.find_peak()
        self.take_value()
        self.saturate()
        self.mark_neurons()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.heading = heading(
            self.theme, self.title, "its slope comes almost for free from its value", beside=True
        )
        self.left, self.top = -safe_width() / 2, float(self.heading.get_bottom()[1]) - GAP
        self.z = ValueTracker(START)
        self.at = lambda: {Z.plain: float(settled(self.z))}
        self.span = reach(*(float(self.net.quantity[key].value) for _, key in NEURONS))
        self.view = SigmoidView(self.theme, self.z, self.span, PANEL_SIZE)
        across = -self.left - float(self.view.names.get_right()[0])
        self.view.shift(RIGHT * across + UP * (self.top - float(self.view.get_top()[1])))
        self.room = float(self.view.get_left()[0]) - self.left - GAP
        self.alone = VGroup(self.view.above, self.view.curve)
        middle = (self.top + safe_bottom()) / 2
        atoms = dict.fromkeys(sigmoid.TERMS, self.theme.ink)
        atoms |= {SLOPE.typst: self.theme.gradient, VALUE.typst: self.theme.activation}
        size = self.room - FRAME, self.top - safe_bottom() - 2 * FRAME
        self.lines = Derivation(self.theme, sigmoid.derivation(), atoms, *size, size=0.6)
        self.lines.move_to((self.left + FRAME, middle, 0.0), aligned_edge=LEFT)
        self._lay_readouts()
        self._lay_bars()
        self.lift = float(self.alone.get_y()) - middle
        self.alone.shift(DOWN * self.lift)
        self.view.update()

    def draw_curve(self) -> None:
        """The function and its picture."""
        with self.beat("curve", words("The sigmoid squeezes every number into the space from zero to one.")):
            self.play(FadeIn(self.lines.steps[0], shift=RIGHT * 0.2), FadeIn(self.view.above), run_time=1)
            self.play(Create(self.view.curve), run_time=2.2)

    def write_power(self) -> None:
        """One over something is a power."""
        said = words("How steep is it? Read the fraction as a power, and use the power rule.")
        with self.beat("power", said):
            self._next(1)

    def apply_rule(self) -> None:
        """The power rule, times the slope of the inside; the signs cancel."""
        with self.beat("rule", words("The exponent comes down, and the inside brings its own slope along.")):
            self._next(2)
            self._next(3)

    def split(self) -> None:
        """One fraction becomes two."""
        with self.beat("split", words("Two minus signs are gone. Now pull the one fraction apart into two.")):
            self._next(4)

    def name_factors(self) -> None:
        """The bar from zero to one: the value below the curve, the rest above it."""
        *_, above, last = self.lines.steps
        names, colors = self.view.bar_names(), (self.theme.activation, self.theme.ink)
        self.frames = VGroup()
        said = words("The first is the sigmoid itself. The second is what it lacks to reach one.")
        with self.beat("rest", said):
            for old, new, color, bar, name in zip(
                above.factors(), last.factors(), colors, self.view.bars, names, strict=True
            ):
                self.frames.add(self._frame(old, color), self._frame(new, color))
                self.play(Create(self.frames[-2]), run_time=0.5)
                self.play(Create(bar), FadeIn(name), run_time=0.8)
                self.play(FadeIn(new), Create(self.frames[-1]), run_time=0.6)
        self.bar_names = names

    def conclude(self) -> None:
        """The result: value times rest."""
        last = len(self.lines.steps) - 1
        with self.beat("result", words("So the slope is the value times the rest. Nothing else is needed.")):
            self.play(FadeIn(self.lines.lead(last), self.lines.dot(last)), run_time=0.7)
            self.play(FadeOut(self.frames), self.lines.quieten(last - 1), run_time=0.5)
            self.add(self.lines.steps[last])
            frame = self._frame(self.lines.steps[last], self.theme.gradient)
            self.play(Create(frame), run_time=0.8)
            self.play(FadeOut(frame), run_time=0.4)

    def draw_slope(self) -> None:
        """The slope's curve under the sigmoid, drawn by the travelling point."""
        view, last = self.view, self.lines.steps[-1]
        followers = (view.tangent, view.dot, view.height_bar, view.slope_dot)
        with self.beat("slope", words("Walk along the curve, and plot its slope right underneath.")):
            self.play(FadeOut(*self.lines.steps[:-1], self.bar_names, view.bars), run_time=0.6)
            self.play(
                self.alone.animate.shift(UP * self.lift),
                last.animate.move_to((self.left, self.top, 0.0), aligned_edge=LEFT + UP),
                run_time=0.9,
            )
            self.z.set_value(-self.span)
            view.update()
            self.play(FadeIn(view.below, *followers), run_time=0.7)
            trail = view.trail()
            self.add(trail, *followers)
            self.play(self.z.animate.set_value(self.span), run_time=3.4, rate_func=linear)
            self.remove(trail)
            self.add(view.slopes, *followers)

    def find_peak(self) -> None:
        """Steepest in the middle."""
        peak = Quantity(SLOPE, sigmoid.PEAK)
        said = words("It is steepest in the middle: a slope of {peak}, never more.", peak=peak)
        with self.beat("peak", said):
            self.play(FadeIn(self.rows[0], self.rows[3]), run_time=0.6)
            self.play(self.z.animate.set_value(0.0), run_time=1.8)
            self.play(Flash(self.view.slope_dot, color=self.theme.gradient, line_length=0.2), run_time=0.7)

    def take_value(self) -> None:
        """Both factors are at hand once the value is known."""
        said = words("The forward pass has the value already: one product gives the slope.")
        with self.beat("at_hand", said):
            self.play(FadeIn(self.view.bars, self.rows[1], self.rows[2]), run_time=0.8)
            self.add(self.view)
            self.play(self.z.animate.set_value(START), run_time=1.8)

    def saturate(self) -> None:
        """Far out nothing gets through."""
        said = words("Far out the curve is flat, and almost nothing of a gradient gets through.")
        with self.beat("saturated", said):
            for bar in self.bars:
                self.play(FadeIn(bar), run_time=0.6)
            self.play(self.z.animate.set_value(self.span * 0.9), run_time=3)

    def mark_neurons(self) -> None:
        """Where the network's own neurons stand."""
        said = words("Our two neurons stand here: this share of a gradient passes through each.")
        with self.beat("neurons", said):
            view = self.view
            gone = [view.ceiling, view.bars, view.tangent, view.dot, view.height_bar, view.slope_dot]
            self.play(FadeOut(*gone, *self.rows, self.bars[1]), run_time=0.7)
            for mark, bar, lines in zip(self.marks, self.neuron_bars, self.shares, strict=True):
                dots = (GrowFromCenter(dot) for dot in mark.dots)
                self.play(LaggedStart(*dots, lag_ratio=0.3), FadeIn(mark.label), run_time=0.8)
                self.play(FadeIn(lines), run_time=0.5)
                self.play(FadeIn(bar), run_time=0.6)

    def _next(self, index: int) -> None:
        for moves, seconds in zip(self.lines.enter(index), (0.5, 0.9, 0.5), strict=True):
            self.play(*moves, run_time=seconds)
        self.add(self.lines.steps[index])

    def _frame(self, around: VGroup, color: str) -> SurroundingRectangle:
        frame = SurroundingRectangle(around, color=color, buff=0.7 * FRAME, corner_radius=0.08)
        return frame.set_stroke(width=2.5)

    def _bar(self, by: Symbol, share: Callable[[], float], stands_for: Symbol | None = None) -> ShareBar:
        label = derivative_symbol(SYMBOLS["L"], by)
        at: Callable[[], Mapping[str, float]] = self.at if stands_for == SLOPE else dict
        return ShareBar(self.theme, label, share, BAR_LENGTH, LABEL_COLUMN, stands_for=stands_for, at=at)

    def _lay_readouts(self) -> None:
        """Put the four readouts under each other, under the last line's place."""
        z, values = self.z, {VALUE: sigmoid.value, SLOPE: sigmoid.derivative}
        self.rows = [
            Readout(Z, lambda: settled(z), self.theme.pre_activation, at=self.at),
            Readout(VALUE, lambda: values[VALUE](settled(z)), self.theme.activation, places=4, at=self.at),
            Readout(REST, lambda: values[VALUE](-settled(z)), self.theme.ink, places=4, at=self.at),
            Readout(SLOPE, lambda: values[SLOPE](settled(z)), self.theme.gradient, places=4, at=self.at),
        ]
        for index, row in enumerate(self.rows):
            row.at(np.array([self.left, self.top - ROW_START - index * ROW_STEP, 0.0]))

    def _lay_bars(self) -> None:
        """Put the whole bar, the live one, and one for each neuron under the readouts' place."""
        a, z = (Symbol(letter, letter, letter) for letter in ("a", "z"))
        slope = lambda: float(sigmoid.derivative(settled(self.z)))  # noqa: E731
        self.bars = self._bar(a, lambda: 1.0), self._bar(z, slope, SLOPE)
        self.neuron_bars, self.shares, self.marks = [], [], []
        known = self.net.quantity
        leftmost = min(NEURONS, key=lambda pair: float(known[pair[1]].value))
        for index, pair in enumerate(NEURONS):
            local, (value, pre) = self.net.local[pair], (known[key] for key in pair)
            share = partial(float, local.value)
            self.neuron_bars.append(self._bar(pre.symbol, share, local.symbol))
            self.marks.append(Mark(self.view, value, float(pre.value), leftmost=pair == leftmost))
            formula, result = (make(self.theme, local, size=0.46) for make in (formula_line, result_line))
            line = VGroup(formula, result.next_to(formula, RIGHT, buff=0.15).on_baseline_of(formula))
            line.scale(min(1.0, self.room / line.width))
            height = self.top - ROW_START - (index + 0.25) * 1.15 * BAR_STEP
            self.shares.append(line.move_to((self.left, height, 0.0), aligned_edge=LEFT))
        for bar, slot in zip((*self.bars, *self.neuron_bars), (2, 1, 1, 0), strict=True):
            height = safe_bottom() + BAR_STEP * (slot + 0.5) - float(bar.track.get_y())
            bar.shift(RIGHT * (self.left - float(bar.get_left()[0])) + UP * height)
