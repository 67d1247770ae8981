"""The sigmoid: its slope derived line by line, drawn under it, and what its flat ends do to a gradient."""

from __future__ import annotations

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
    ReplacementTransform,
    SurroundingRectangle,
    ValueTracker,
    VGroup,
    linear,
)

from backprop_core import sigmoid
from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.sigmoid.derivation import Derivation, RuleCards
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.chapters.sigmoid.sigmoid_numbers import NeuronShare, SigmoidNumbers
from scenes.stage.chapter import Chapter
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing
from scenes.stage.plots.sigmoid_view import SLOPE, VALUE, NeuronMark, SigmoidView, reach
from scenes.stage.titles import heading
from scenes.stage.words import words

PANEL_SIZE = (5.5, 2.45, 1.6)
LINES, CARDS, RESULT = 0.44, 0.42, 0.6
"""Sizes of type: the derivation, the rules it uses, its result."""

START, GAP, FRAME, EDGE = 0.8, 0.3, 0.08, 0.06
NEURONS = (("a1", "z1"), ("a2", "z2"))


class Sigmoid(Chapter):
    """The sigmoid's slope needs only its value, is a quarter at most, and vanishes at both ends."""

    title = "The sigmoid"

    def construct(self) -> None:
        """The curve, seven lines, the slope's curve, its peak, why it is cheap, why it fades, the network."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_curve()
        self.write_power()
        self.show_rule(0, "rule", "The power rule: the exponent comes down in front, and drops by one.")
        self.show_rule(1, "inside", "The inside: e to the z is its own slope, and minus z brings minus one.")
        self.multiply()
        self.split()
        self.complete()
        self.conclude()
        self.draw_area()
        self.draw_slope()
        self.find_peak()
        self.saturate()
        self.mark_neurons()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(
            self.theme, self.title, "its slope comes almost for free from its value", beside=True
        )
        self.left, self.top = -safe_width() / 2, float(self.heading.get_bottom()[1]) - GAP
        self.z = ValueTracker(START)
        self.span = reach(*(float(self.net.quantity[key].value) for _, key in NEURONS))
        self.view = SigmoidView(self.theme, self.z, self.span, PANEL_SIZE)
        across = -self.left - float(self.view.names.get_right()[0])
        self.view.shift(RIGHT * across + UP * (self.top - float(self.view.get_top()[1])))
        self.room = float(self.view.get_left()[0]) - self.left - GAP
        atoms = dict.fromkeys(sigmoid.TERMS, self.theme.ink)
        atoms |= {SLOPE.typst: self.theme.gradient, VALUE.typst: self.theme.activation}
        height = self.top - safe_bottom()
        self.lines = Derivation(
            self.theme, sigmoid.derivation(), atoms, self.room, height - FRAME, size=LINES
        )
        self.lines.move_to((self.left + FRAME, self.top, 0.0), aligned_edge=LEFT + UP)
        self.cards = RuleCards(
            self.theme, sigmoid.slopes_used(), float(self.view.width) - 2 * FRAME, size=CARDS
        )
        free = (float(self.view.upper.get_bottom()[1]) + safe_bottom()) / 2
        self.cards.move_to((self.view.get_x() - FRAME, free, 0.0))
        self.result = self.lines.steps[-1].copy().scale(RESULT / LINES)
        self.result.move_to((self.left, self.top, 0.0), aligned_edge=LEFT + UP)
        self.numbers = SigmoidNumbers(self.theme, self.z, self.room - EDGE, self.span)
        self.numbers.put(self.left + EDGE, float(self.result.get_bottom()[1]) - 1.3 * GAP)
        self._lay_neurons()

    def draw_curve(self) -> None:
        """The function and its picture."""
        with self.beat("curve", words("The sigmoid squeezes every number into the space from zero to one.")):
            self.play(
                FadeIn(self.lines.steps[0].begins, shift=RIGHT * 0.2), FadeIn(self.view.above), run_time=1
            )
            self.play(Create(self.view.curve), run_time=2.2)

    def write_power(self) -> None:
        """One over something is a power."""
        said = words("How steep is it? Read the fraction as a power.")
        with self.beat("power", said):
            self.play(FadeIn(self.lines.steps[0].goes_on, shift=RIGHT * 0.2), run_time=1)
            self.add(self.lines.steps[0])

    def show_rule(self, index: int, name: str, said: str) -> None:
        """A slope that the next line needs: the rule, and its case here."""
        card = self.cards.cards[index]
        with self.beat(name, words(said)):
            self.play(FadeIn(card.rule, shift=UP * 0.2), run_time=0.8)
            self.wait(0.8)
            self.play(FadeIn(card.case, shift=RIGHT * 0.3), run_time=0.8)
            self.add(card)

    def multiply(self) -> None:
        """The slope of the power times the slope of the inside."""
        with self.beat("multiply", words("Outer slope times inner slope, as the chain rule has it.")):
            self.play(*self.lines.enter(1), run_time=0.9)
            for card, factor in zip(self.cards.cards, self.lines.steps[1].factors(), strict=True):
                frames = self._frame(card.case), self._frame(factor)
                self.play(*(Create(frame) for frame in frames), run_time=0.6)
                self.wait(0.4)
                self.play(*(FadeOut(frame) for frame in frames), run_time=0.3)

    def split(self) -> None:
        """One fraction becomes two."""
        with self.beat("split", words("The minus signs cancel. Then pull the one fraction apart into two.")):
            self.play(*self.lines.enter(2), run_time=0.9)
            self.wait(0.9)
            self.play(*self.lines.enter(3), changing(self.cards).set_color(self.theme.dimmed), run_time=0.9)

    def complete(self) -> None:
        """The first factor is the value; the second one's upper half is the lower one without its one."""
        said = words("The first is the sigmoid. In the second, add one on top and take it away again.")
        with self.beat("complete", said):
            self.play(*self.lines.enter(4), run_time=0.9)
            above, below = self.lines.steps[3].factors(), self.lines.steps[4].factors()
            for old, new, color in zip(above, below, (self.theme.activation, self.theme.ink), strict=True):
                frames = self._frame(old, color), self._frame(new, color)
                self.play(*(Create(frame) for frame in frames), run_time=0.6)
                self.wait(0.7)
                self.play(*(FadeOut(frame) for frame in frames), run_time=0.3)

    def conclude(self) -> None:
        """Split at the minus: the whole over itself is one, what is taken away is the value, a bar each."""
        said = words("Whole over whole is one, less the sigmoid: the value at hand is all it takes.")
        self.bar_names = self.view.bar_names()
        with self.beat("result", said):
            self.play(*self.lines.enter(5), run_time=0.8)
            self.wait(0.5)
            self.play(*self.lines.enter(6), run_time=0.8)
            frame = self._frame(self.lines.steps[6])
            self.play(Create(frame), run_time=0.5)
            for bar, name in zip(self.view.bars, self.bar_names, strict=True):
                self.play(Create(bar), FadeIn(name), run_time=0.7)
            self.play(FadeOut(frame), run_time=0.4)

    def draw_area(self) -> None:
        """The slope where the bars stand: value times rest, as an area."""
        last = self.lines.steps[-1]
        with self.beat("area", words("Value times rest: an area, with these two as its sides.")):
            self.play(FadeOut(*self.lines.steps[:-1], self.cards), run_time=0.5)
            self.play(ReplacementTransform(last, self.result), run_time=0.8)
            self.numbers.begin()
            self.play(FadeIn(self.numbers.area, *self.numbers.rows), run_time=0.8)

    def draw_slope(self) -> None:
        """The slope's curve under the sigmoid, drawn by the travelling point."""
        view = self.view
        followers = (view.tangent, view.dot, view.height_bar, view.slope_dot)
        with self.beat("slope", words("Walk along the curve: what the area comes to, drawn underneath.")):
            self.play(FadeOut(self.bar_names, view.bars), self.z.animate.set_value(-self.span), run_time=0.9)
            view.update()
            self.play(FadeIn(view.below, *followers), run_time=0.6)
            trail = view.trail()
            self.add(trail, *followers)
            self.play(self.z.animate.set_value(self.span), run_time=3.0, rate_func=linear)
            self.remove(trail)
            self.add(view.slopes, *followers)

    def find_peak(self) -> None:
        """Steepest in the middle."""
        peak = Quantity(SLOPE, sigmoid.PEAK)
        said = words("Steepest is the middle: a slope of {peak}, never more.", peak=peak)
        with self.beat("peak", said):
            self.play(FadeIn(self.view.bars), self.z.animate.set_value(0.0), run_time=1.8)
            self.add(self.view)
            self.play(Flash(self.view.slope_dot, color=self.theme.gradient, line_length=0.2), run_time=0.7)

    def saturate(self) -> None:
        """Far out nothing gets through."""
        said = words("Far out the curve is flat, and almost nothing of a gradient gets through.")
        with self.beat("saturated", said):
            self._let_through(self.numbers.bar)
            self.play(self.z.animate.set_value(self.span * 0.9), run_time=2.6)

    def mark_neurons(self) -> None:
        """Where the network's own neurons stand, and what passes through each on its own."""
        said = words("Our two neurons stand here. Each lets this share of a gradient through.")
        with self.beat("neurons", said):
            view, numbers = self.view, self.numbers
            gone = [view.ceiling, view.bars, view.tangent, view.dot, view.height_bar, view.slope_dot]
            self.play(FadeOut(*gone, *numbers.rows, numbers.area, numbers.bar), run_time=0.6)
            for mark, neuron in zip(self.marks, self.neurons, strict=True):
                dots = (GrowFromCenter(dot) for dot in mark.dots)
                self.play(LaggedStart(*dots, lag_ratio=0.3), FadeIn(mark.label, neuron.line), run_time=0.8)
                self._let_through(neuron.bar)

    def _let_through(self, bar: ShareBar) -> None:
        """A whole gradient arrives, and its share goes on."""
        self.play(*bar.arrive(), run_time=0.6)
        self.play(*bar.pass_on(), run_time=0.6)
        self.add(bar)

    def _frame(self, around: VGroup, color: str = "") -> SurroundingRectangle:
        frame = SurroundingRectangle(
            around, color=color or self.theme.gradient, buff=FRAME, corner_radius=0.08
        )
        return frame.set_stroke(width=2.5)

    def _lay_neurons(self) -> None:
        """Make for each neuron its mark on the curves, and its slope with its share, in the left half."""
        known = self.net.quantity
        leftmost = min(NEURONS, key=lambda pair: float(known[pair[1]].value))
        self.marks: list[NeuronMark] = []
        for pair in NEURONS:
            place = float(known[pair[1]].value)
            mark = NeuronMark(self.view, known[pair[0]], place, leftmost=pair == leftmost, others=self.marks)
            self.marks.append(mark)
        self.neurons = [NeuronShare(self.theme, self.net, pair, self.room) for pair in NEURONS]
        blocks = VGroup(*self.neurons).arrange(DOWN, buff=1.5 * GAP, aligned_edge=LEFT)
        middle = (float(self.result.get_bottom()[1]) - GAP + safe_bottom()) / 2
        blocks.move_to((self.left, middle, 0.0), aligned_edge=LEFT)
