"""The chain as one product: its factors, the running product, the result, and a check by nudging."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, GrowFromCenter, Indicate, LaggedStart, VGroup
from manim import ReplacementTransform as Move

from backprop_core.decimals.contrast import GIVEN_DECIMALS, revealing_decimals
from backprop_core.network import Network
from backprop_core.network.nudging import kink_crossed
from backprop_core.quantity import Quantity, Symbol
from backprop_core.spoken import spoken_number
from scenes.chapters.chain_product.difference_view import DifferenceView
from scenes.chapters.chain_product.factor_rows import FactorRows
from scenes.chapters.chain_product.running_product import RunningProduct
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.comparison import Comparison, agreement, rivals
from scenes.stage.formulas.equation import value_line
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.flights import appear, changing, fly
from scenes.stage.titles import heading
from scenes.stage.words import Words, counted, words

CLOSER, CARDS_LEVEL, CARDS_LIFT = 0.9, 1.4, 0.1
"""How close the cards lie at first, against later; how high over the captions their middle, or their foot."""
BENEATH, BARS = 1.25, 0.36
"""Between two rows of factors, for what stands under the first; what the bars under each take."""
ASIDE = 0.1
"""What the result keeps from the margin, to grow into when it is pointed out."""
RESULT_SIZES = (0.6, 0.38)
"""Type size of the result, under one row of factors and under two."""
UNHURRIED, FASTER = 4, 0.5
"""Multiplications that take their time; how long the others take, against these."""
RESULT_ROOM, PANEL, COLUMN, APART = 1.4, (5.0, 4.3), 6.2, 0.3
STEP = Symbol("h", "h", "h", "weight")


class ChainProduct(Chapter):
    """Local derivatives multiplied into one gradient, and the proof that it is right."""

    title = "One product"

    def construct(self) -> None:
        """The chain, the product that grows from the right, the result, the check."""
        self.lay_out()
        self.open_with(self.heading)
        self.write_chain()
        self.multiply()
        self.show_result()
        self.nudge_weight()
        self.measure_slope()
        self.compare()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.step = Quantity(STEP, self.settings.lecture.check.step, decimals=GIVEN_DECIMALS)
        self.goal = self.net.gradient["w1"]
        self.heading = heading(self.theme, self.title)
        self.product = FactorRows(self.theme, self.goal, self.net.chain, BENEATH)
        self.boxes = self.product.boxes
        self.product.next_to(self.heading, DOWN, buff=0.4).set_x(0.0)
        self.product.settle()
        rows = self.product.rows
        several = len(rows) > 1
        room = BARS if several else float(rows.get_bottom()[1]) - safe_bottom() - RESULT_ROOM - 0.75
        self.running = RunningProduct(self.theme, self.boxes, self.net.running[::-1], room)
        self.result = value_line(self.theme, self.goal, size=RESULT_SIZES[several])
        self.result.next_to((self.product.get_left()[0], safe_bottom(), 0.0), UP, buff=0.1)
        self.result.align_to(self.product, LEFT)
        left = float(self.result.get_left()[0])
        self.result.shift(RIGHT * max(0.0, ASIDE - safe_width() / 2 - left))

    def write_chain(self) -> None:
        """The cards of the backward pass, filled, put side by side as one product."""
        slopes = counted(len(self.boxes), "slope")
        sentence = words(f"The whole way back is one product: {slopes}, one for each step.")
        with self.beat("chain", sentence):
            cards = self.product.rows
            cards.save_state()
            for row in cards:
                row.arrange(RIGHT, buff=CLOSER * self.product.gap)
            level = max(CARDS_LEVEL, float(cards.height) / 2 + CARDS_LIFT)
            cards.move_to((0.0, safe_bottom() + level, 0.0))
            self.play(FadeIn(cards, shift=UP * 0.2), run_time=0.8)
            self.play(cards.animate.restore(), run_time=1.0)
            joining = (FadeIn(part, shift=RIGHT * 0.15) for part in (self.product.lead, *self.product.dots))
            self.play(LaggedStart(*joining, lag_ratio=0.3), run_time=1.0)

    def multiply(self) -> None:
        """The product grows from right to left, and with it a bar as long as what there is so far."""
        sentence = words("Begin at the loss. Each slope to the left multiplies all that came before it.")
        with self.beat("product", sentence):
            last = len(self.boxes) - 1
            self.play(*self.boxes[last].reveal(), *self.running.begin(), run_time=0.8)
            for count, index in enumerate(reversed(range(last)), start=1):
                pace = 1.0 if count <= UNHURRIED else FASTER
                ghost, carrying = self.running.carry(index)
                lit = *self.boxes[index].reveal(), self.boxes[index + 1].tone_down()
                self.play(*carrying, *lit, run_time=0.4 * pace)
                self.play(*self.running.multiply(index, ghost), run_time=0.6 * pace)
                self.wait(0.2 * pace)
            self.add(self.running)

    def show_result(self) -> None:
        """The product of them all."""
        count = spoken_number(str(len(self.boxes)))
        sentence = words(f"All {count} multiplied: that is {{name}}.", name=self.goal.symbol)
        with self.beat("result", sentence):
            tab = self.running.tabs[0]
            self.play(tab.highlight(), FadeIn(VGroup(self.result.part(0), self.result.part(1))), run_time=0.6)
            self.play(fly(tab.digits, self.result.part(3)), self.boxes[0].tone_down(), run_time=0.9)
            self.add(self.result)
            self.wait(0.8)
            self.play(Indicate(self.result, color=self.theme.gradient, scale_factor=1.08), run_time=0.9)

    def nudge_weight(self) -> None:
        """The loss at a slightly larger and a slightly smaller weight."""
        weight, h = self.net.quantity["w1"], self.step.value
        ahead = self.net.precise_loss_at({"w1": weight.value + h})
        behind = self.net.precise_loss_at({"w1": weight.value - h})
        decimals = revealing_decimals(*rivals(self.net, h), h)
        self.probes = [
            Quantity(self._at(weight.symbol, "+", "plus"), ahead, decimals=decimals),
            Quantity(self._at(weight.symbol, "−", "minus"), behind, decimals=decimals),
        ]
        sentence = words(
            "Is it true? Nudge the weight by {h} up and down, and run forward twice.", h=self.step
        )
        self.check = Comparison(self.theme, self.net, self.step, self.probes, COLUMN)
        self._lay_check()
        with self.beat("nudge", sentence):
            rest = FadeOut(self.product, self.product.dots, self.running, *self.boxes)
            self.play(rest, Move(self.result, self.check.known), run_time=0.9)
            self.play(FadeIn(self.view), run_time=0.7)
            self.play(appear(self.check.step), run_time=0.6)
            self.wait(0.2)
            self.play(changing(self.view.panel.scale_marks).set_opacity(0.0), run_time=0.4)
            self.play(self.view.zoom(), run_time=2.2)
            self.view.lay_close_up()
            self.play(FadeIn(self.view.feet), run_time=0.5)
            self.play(LaggedStart(*(appear(line) for line in self.check.probes), lag_ratio=0.5), run_time=0.9)

    def _lay_check(self) -> None:
        """Put the picture at the left, as wide as it may be beside the numbers at the right."""
        self.view = narrowed(
            lambda width: DifferenceView(self.theme, self.net, self.step.value, (width, PANEL[1])),
            PANEL[0],
            safe_width() - float(self.check.width) - APART,
        )
        middle = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
        self.view.move_to((-safe_width() / 2, middle, 0.0), aligned_edge=LEFT)
        self.check.move_to((safe_width() / 2, middle, 0.0), aligned_edge=RIGHT)

    def measure_slope(self) -> None:
        """Rise over run, with no calculus in it."""
        with self.beat("measure", words("Rise over run: a slope that is measured, with no calculus in it.")):
            view = self.view
            self.play(FadeIn(view.run, view.leg_names[0]), run_time=0.5)
            self.play(FadeIn(view.rise, view.leg_names[1]), run_time=0.5)
            self.play(GrowFromCenter(view.secant), run_time=0.7)
            self.play(appear(self.check.measured), run_time=0.8)

    def compare(self) -> None:
        """The computed tangent comes to lie under the measured line; the digits on which both agree."""
        with self.beat("agree", self._verdict()):
            self.play(FadeIn(self.view.tangent, shift=UP * 0.9), run_time=1.4)
            self.play(FadeOut(self.check.known), FadeIn(self.check.computed), run_time=0.6)
            self.play(*self.check.mark_agreement(), run_time=1.6)

    def _verdict(self) -> Words:
        count, bent = agreement(*self.check.rivals), kink_crossed(self.net, "w1", self.step.value)
        if count is None:
            return words("Measured and computed, they are the same to the last digit shown.")
        if bent is not None:
            return words(f"The step runs across the kink of {bent.spoken}: measured, both sides are mixed.")
        if count == 0:
            return words("Measured and computed are close, but not yet in a digit: the step is too long.")
        digits = Quantity(Symbol("n", "n", "n"), count)
        leading = "digit" if count == 1 else "digits"
        return words(
            f"Measured and computed agree in {{count}} leading {leading}. The chain is right.", count=digits
        )

    @staticmethod
    def _at(symbol: Symbol, sign: str, spoken: str) -> Symbol:
        typst = {"−": "-"}.get(sign, sign)
        return Symbol(
            f"L({symbol.typst} {typst} h)",
            f"L({symbol.plain}{sign}h)",
            f"L at {symbol.spoken} {spoken} h",
            "loss",
        )
