"""The chain as one product: five factors, the running product, the result, and a check by nudging."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Arrow,
    Circumscribe,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    VGroup,
)

from backprop_core.network import TwoWeightNetwork
from backprop_core.quantity import Quantity, Symbol
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.comparison import Comparison, agreement, revealing_places, rivals
from scenes.stage.formulas.equation import name_piece, value_line
from scenes.stage.formulas.working import Working
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.lettering.typesetting import Part, math
from scenes.stage.network.boxes import FactorBox, GradientTab
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import Words, words

BOX_WIDTH, BOX_HEIGHT, GAP = 1.86, 2.2, 0.42
STEP = Symbol("h", "h", "h", "weight")


class ChainProduct(Chapter):
    """Five local derivatives multiplied into one gradient, and the proof that it is right."""

    title = "One product"

    def construct(self) -> None:
        """The chain, its factors from the right, the result, the check."""
        self.lay_out()
        self.open_with(self.heading)
        self.write_chain()
        self.light_first()
        for index in reversed(range(len(self.boxes) - 1)):
            self.light_next(index)
        self.show_result()
        self.nudge_weight()
        self.measure_slope()
        self.compare()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.step = Quantity(STEP, self.settings.lecture.check.step, places=8)
        self.goal = self.net.gradient["w1"]
        self.heading = heading(
            self.theme, self.title, "the chain for the first weight, factor by factor", beside=True
        )
        self.lead = math([name_piece(self.goal), "="], self.theme.gradient, size=0.56)
        self.lead.part(0).set_color(self.theme.ink)
        self.boxes = [
            FactorBox(self.theme, factor.symbol, BOX_WIDTH, BOX_HEIGHT, size=0.56, value_size=0.42)
            for factor in self.net.chain
        ]
        row = VGroup(*self.boxes).arrange(RIGHT, buff=GAP)
        self.lead.next_to(row, LEFT, buff=0.2)
        self.product = VGroup(self.lead, row)
        self.product.scale(min(1.0, safe_width() / self.product.width))
        self.product.next_to(self.heading, DOWN, buff=0.45).set_x(0.0)
        self.lead.match_y(row)
        self.dots = VGroup(
            *(
                math(["dot.op"], self.theme.ink, size=0.7).move_to((a.get_right() + b.get_left()) / 2)
                for a, b in pairwise(row)
            )
        )
        self.tabs = [
            GradientTab(self.theme, product, float(box.frame.width), size=0.42).next_to(box, DOWN, buff=0.35)
            for box, product in zip(reversed(self.boxes), self.net.running, strict=True)
        ][::-1]
        self.arrows: list[Arrow] = []
        self.line_centre = (0.0, (self.tabs[0].get_bottom()[1] + safe_bottom()) / 2, 0.0)

    def write_chain(self) -> None:
        """The whole product in symbols."""
        sentence = words("The whole way back is one product: five slopes, one for each step.")
        with self.beat("chain", sentence):
            self.play(FadeIn(self.lead, shift=RIGHT * 0.2), run_time=0.7)
            arriving = [
                VGroup(self.boxes[0]),
                *(VGroup(d, b) for d, b in zip(self.dots, self.boxes[1:], strict=True)),
            ]
            self.play(
                LaggedStart(*(FadeIn(part, shift=DOWN * 0.2) for part in arriving), lag_ratio=0.35),
                run_time=2,
            )

    def light_first(self) -> None:
        """The rightmost factor starts the running product."""
        first = self.net.chain[-1]
        with self.beat("first", words("Begin at the loss. The first factor is {value}.", value=first)):
            digits = self._light(len(self.boxes) - 1)
            self._run_on(len(self.boxes) - 1, digits)

    def light_next(self, index: int) -> None:
        """Light one box further to the left, and multiply it on."""
        factor, running = self.net.chain[index], self._running(index)
        sentence = words("Times {factor}: the product so far is {running}.", factor=factor, running=running)
        with self.beat(f"factor_{len(self.boxes) - index}", sentence):
            digits = self._light(index)
            line = Working(self.theme, running, self.line_centre, size=0.46, inked=(factor.symbol,))
            self.play(appear(line.formula), self._step_left(index), run_time=0.5)
            self.play(*line.put_in([self.tabs[index + 1].digits, digits]), run_time=1.0)
            self.add(*line.lines[1:-1])
            self.play(appear(line.result), run_time=0.6)
            self.wait(0.5)
            self._run_on(index, line.landing)
            self.play(FadeOut(line), self.boxes[index + 1].calm(), run_time=0.4)

    def show_result(self) -> None:
        """The product of all five."""
        sentence = words("All five multiplied: {name} is {value}.", name=self.goal.symbol, value=self.goal)
        with self.beat("result", sentence):
            self.result = value_line(self.theme, self.goal, size=0.7).move_to(self.line_centre)
            self.play(FadeIn(VGroup(self.result.part(0), self.result.part(1))), run_time=0.6)
            self.play(fly(self.tabs[0].digits, self.result.part(3)), self.boxes[0].calm(), run_time=1)
            self.add(self.result)
            self.play(Circumscribe(self.result, color=self.theme.gradient, buff=0.15), run_time=1.2)

    def nudge_weight(self) -> None:
        """The loss at a slightly larger and a slightly smaller weight."""
        weight, h = self.net.quantity["w1"], self.step.value
        ahead = self.net.loss_at(w1=weight.value + h)
        behind = self.net.loss_at(w1=weight.value - h)
        places = revealing_places(*rivals(self.net, h), h)
        self.probes = [
            Quantity(self._at(weight.symbol, "+", "plus"), ahead, places=places),
            Quantity(self._at(weight.symbol, "−", "minus"), behind, places=places),
        ]
        sentence = words(
            "Is it true? Nudge the weight by {h} up and down, and run forward twice.", h=self.step
        )
        with self.beat("nudge", sentence):
            rest = [*self.tabs, *self.arrows]
            self.play(FadeOut(*rest, self.result), run_time=0.7)
            self.comparison = Comparison(self.theme, self.net, self.step, self.probes)
            self.comparison.move_to((0.0, (self.product.get_bottom()[1] + safe_bottom()) / 2, 0.0))
            self.play(appear(self.comparison.step), run_time=0.6)
            for line in self.comparison.probes:
                self.play(appear(line), run_time=0.8)

    def measure_slope(self) -> None:
        """Rise over run, with no calculus in it."""
        with self.beat("measure", words("Rise over run: a slope that is measured, with no calculus in it.")):
            self.play(appear(self.comparison.measured), run_time=1)
            self.play(appear(self.comparison.computed), run_time=1)

    def compare(self) -> None:
        """The digits on which both agree."""
        with self.beat("agree", self._verdict()):
            self.play(*self.comparison.mark_agreement(), run_time=0.9)
            self.play(
                Indicate(self.comparison.computed, color=self.theme.gradient, scale_factor=1.05), run_time=1
            )

    def _verdict(self) -> Words:
        count = agreement(*self.comparison.rivals)
        if count is None:
            return words("Measured and computed, they are the same to the last digit shown.")
        digits = Quantity(Symbol("n", "n", "n"), count)
        return words(
            "Measured and computed agree in {count} leading digits. The chain is right.", count=digits
        )

    def _light(self, index: int) -> Part:
        box, factor = self.boxes[index], self.net.chain[index]
        slot = box.slot(factor)
        self.play(*box.light_up(), FadeIn(slot, shift=UP * 0.15), run_time=0.9)
        box.hold(slot)
        return slot.part(1)

    def _run_on(self, index: int, digits: Part) -> None:
        tab = self.tabs[index]
        self.play(FadeIn(tab.wrapping), fly(digits, tab.digits), run_time=0.8)
        self.add(tab)

    def _step_left(self, index: int) -> Animation:
        tab, following = self.tabs[index], self.tabs[index + 1]
        arrow = Arrow(
            following.get_left(),
            tab.get_right(),
            buff=0.05,
            color=self.theme.gradient,
            stroke_width=3,
            tip_length=0.15,
            max_tip_length_to_length_ratio=0.6,
        )
        self.arrows.append(arrow)
        return GrowArrow(arrow)

    def _running(self, index: int) -> Quantity:
        return self.net.running[len(self.boxes) - 1 - index]

    @staticmethod
    def _at(symbol: Symbol, sign: str, spoken: str) -> Symbol:
        typst = {"−": "-"}.get(sign, sign)
        return Symbol(
            f"L({symbol.typst} {typst} h)",
            f"L({symbol.plain}{sign}h)",
            f"L at {symbol.spoken} {spoken} h",
            "loss",
        )
