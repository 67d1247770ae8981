"""The backward pass: the network walked back, one local derivative at a time."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, UP, Animation, FadeIn, FadeOut, Indicate, LaggedStart, VGroup

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.layers import LayersBackward
from scenes.chapters.backward_pass.sum_slopes import SumSlopes
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.formulas.equation import fit
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.boxes import FactorBox, GradientTab
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import appear, changing, fly
from scenes.stage.lettering.typesetting import TypesetPart
from scenes.stage.titles import heading
from scenes.stage.words import words

TAB_ROOM, CARD, CARD_DROP = 0.62, (1.86, 1.5), 0.6
LINE_SIZE, CARD_SIZE, TAB_SIZE, LANE, MARGIN = 0.42, 0.4, 0.38, 0.24, 0.18
STICKS_OUT = 0.16
"""How much wider than its box a tab may be whose number is long."""
PACE = {"a2": 0.95, "z2": 0.8, "w2": 0.65, "b2": 0.5, "a1": 0.6, "z1": 0.55, "w1": 0.55, "b1": 0.45}
"""How long each step takes against the first: it is the same thing again."""

HOLD = 0.45
"""Seconds that a result rests at least before it goes on."""


class BackwardPass(Chapter):
    """Gradients flow from the loss to the weights, each borrowing the work of the one in front of it."""

    title = "Backward pass"

    def construct(self) -> None:
        """The picture, the question, then back: output, second layer, first layer, the goal."""
        if not self.settings.lecture.network.is_chain:
            return LayersBackward(self).play()
        self.lay_out()
        self.open_with(self.heading)
        self.recall_values()
        self.ask()
        self.start_at_loss()
        self.step_back("z2", "a2", "Now the sigmoid: its slope, times what came from the right.")
        self.branch_off(
            "z2", ("w2", "b2"), "Here the second weight and bias get their gradients, almost for free."
        )
        self.step_back("a1", "z2", "Back through the weighted sum: its slope is the weight {local}.")
        self.step_back("z1", "a1", "Back through the first sigmoid: the next slope, the next product.")
        self.reach_goal()
        self.branch_off("z1", ("b1",), "The first bias branches off on the way, too.")
        self.sum_up()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(
            self.theme, self.title, "on a yellow tab: how fast the loss changes with that box", beside=True
        )
        self.diagram = NetworkDiagram(self.theme, self.net.graph, self.net.recalled)
        self.diagram.fill(*self.net.graph.row)
        self.diagram.next_to(self.heading, DOWN, buff=0.1 + TAB_ROOM).set_x(0.0)
        edges = [("z1", "w1"), *((b, a) for a, b in pairwise(self.net.graph.row[1:]))]
        self.cards = {edge: self._card(*edge) for edge in edges}
        self.tabs = {key: self._tab(key) for key in self.net.gradient}
        self.way = GradientWay(self.theme, self.diagram, self.tabs)
        self.line_centre = (0.0, safe_bottom() + 0.46, 0.0)
        self.lane = float(self.cards["z1", "w1"].get_bottom()[1]) - LANE
        lines = [self._line(quantity) for quantity in (*self.net.gradient.values(), *self.net.chain)]
        ahead = max(line.equals - float(line.get_left()[0]) for line in lines)
        after = max(float(line.get_right()[0]) - line.equals for line in lines)
        self.equals = (ahead - after) / 2
        self.factors: dict[str, VGroup] = {}

    def recall_values(self) -> None:
        """The forward pass's picture, every value in its box; a pulse runs forward to the loss."""
        left = "The forward pass left a value in every box, and at the end the loss."
        with self.beat("recall", words(left)):
            self.play(FadeIn(self.diagram), run_time=1)
            for a, b in pairwise(self.net.graph.row):
                self.play(self.diagram.signal(a, b, self.diagram.color_of(a)), run_time=0.3)
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)

    def ask(self) -> None:
        """The goal, and the five factors between the loss and it."""
        sentence = words(
            "How does {w} move the loss? Between them lie five slopes.",
            w=self.net.quantity["w1"].symbol,
        )
        with self.beat("ask", sentence):
            weight = self.diagram.parameters["w1"]
            self.play(weight.highlight(), run_time=0.5)
            cards = reversed(self.cards.values())
            self.play(
                LaggedStart(*(FadeIn(card, shift=DOWN * 0.15) for card in cards), lag_ratio=0.3), run_time=1.8
            )
            self.play(weight.reset(), self.diagram.nodes["L"].reset(), run_time=0.5)

    def start_at_loss(self) -> None:
        """The first local derivative is already a gradient: nothing stands to its right."""
        with self.beat("a2", words("Start at the loss: how fast it changes with the prediction.")):
            line = self._work_out("L", "a2")
            self._land(line.landing, "a2")
            self.play(FadeOut(line), self.cards["L", "a2"].tone_down(), run_time=0.4)

    def step_back(self, key: str, upstream: str, sentence: str) -> None:
        """One box to the left: local derivative, product with what came from the right, landing."""
        local = self.net.local[upstream, key]
        with self.beat(key, words(sentence, local=local)):
            self._find_factor(upstream, key)
            self._multiply(key, upstream)
            self.play(self.cards[upstream, key].tone_down(), run_time=0.3)

    def reach_goal(self) -> None:
        """The last factor is the input; the product is the goal."""
        goal = self.net.gradient["w1"]
        sentence = words(
            "Last factor: the input. And there it is: {name} is {value}.", name=goal.symbol, value=goal
        )
        with self.beat("goal", sentence):
            self._find_factor("z1", "w1")
            self._multiply("w1", "z1")
            tab = Indicate(self.tabs["w1"], color=self.theme.gradient, scale_factor=1.12)
            self.play(tab, self.cards["z1", "w1"].tone_down(), run_time=0.8)

    def branch_off(self, node: str, parameters: tuple[str, ...], sentence: str) -> None:
        """A node's gradient serves its weight and its bias as well: what it is multiplied by is at hand."""
        with self.beat(f"branch_{node}", words(sentence)):
            sums = self._read_off(node, *parameters)
            for key in parameters:
                if held := self.net.local[node, key].node:
                    self.factors[key] = self.diagram.digits(held)
            self.wait(2 * HOLD)
            self.play(FadeOut(*sums), run_time=0.3)
            for key in parameters:
                self._multiply(key, node)

    def sum_up(self) -> None:
        """A light runs from the loss through all tabs and up each branch: four gradients from one sweep."""
        with self.beat(
            "sum_up", words("One sweep back, and every weight and bias knows how it moves the loss.")
        ):
            whole = VGroup(self.diagram, *self.tabs.values(), self.way)
            cards = FadeOut(*self.cards.values(), shift=DOWN * 0.5)
            free = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
            self.play(cards, run_time=0.6)
            self.play(changing(whole).set_y(free), run_time=0.8)
            for reached, light in self.way.stops():
                self.play(light, *(self.tabs[key].highlight() for key in reached), run_time=0.42)
            rest = [tab.reset() for key, tab in self.tabs.items() if key not in self.net.graph.above]
            self.play(*rest, run_time=0.6)
            self.wait(0.6)

    def _find_factor(self, of: str, by: str) -> None:
        """Find a local derivative under the diagram; its number flies into its card."""
        local, card = self.net.local[of, by], self.cards[of, by]
        if local.node is None:
            self.play(FadeOut(self._work_out(of, by)), run_time=0.4)
            return
        sums = self._read_off(of, by)
        slot = card.slot(local)
        self.play(*card.reveal(), run_time=0.4)
        self.play(fly(self.diagram.digits(local.node), slot.part(1)), run_time=PACE[by])
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        self.play(FadeOut(*sums), run_time=0.3)

    def _work_out(self, of: str, by: str) -> CalculationLine:
        """Work out a local derivative in one line; the line stays."""
        local, card, pace = self.net.local[of, by], self.cards[of, by], PACE[by]
        line = self._line(local)
        forward = self.diagram.signal(by, of, self.theme.gradient)
        self.play(*card.reveal(), forward, appear(line.formula), run_time=0.8 * pace)
        self._put_in(line, [self._standing(operand) for operand, _ in line.operands()], pace)
        slot = card.slot(local)
        self.play(fly(line.landing, slot.part(1), lane=self.lane), run_time=0.8 * pace)
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        return line

    def _read_off(self, node: str, *by: str) -> SumSlopes:
        """Write a weighted sum, and its slope by each of some of its parts, which light up in it."""
        slopes = {key: self.net.local[node, key] for key in by}
        sums = SumSlopes(self.theme, self.net.recalled[node], slopes, size=LINE_SIZE)
        sums.move_to(self.line_centre)
        self.play(appear(sums.whole), run_time=0.6)
        for key, line in sums.slopes.items():
            touched = Indicate(sums.whole.of(self.net.recalled[key]), color=self.theme.gradient)
            self.play(touched, appear(line), run_time=PACE[key])
        return sums

    def _multiply(self, key: str, upstream: str) -> None:
        """Multiply a local derivative onto the gradient at its right; the product lands in its tab."""
        line, pace = self._line(self.net.gradient[key]), PACE[key]
        self.play(appear(line.formula), run_time=0.6 * pace)
        self._put_in(line, [self.tabs[upstream].digits, self.factors.get(key)], pace)
        self._land(line.landing, key)
        self.play(FadeOut(line), run_time=0.3)

    def _line(self, quantity: Quantity) -> CalculationLine:
        """Return a calculation under the cards, its first sign where all have it; local slopes in ink."""
        inked = [local.symbol for pair, local in self.net.local.items() if pair[0] != "L"]
        line = CalculationLine(self.theme, quantity, self.line_centre, inked=inked, size=LINE_SIZE)
        return line.with_equals_at(getattr(self, "equals", line.equals))

    def _put_in(self, line: CalculationLine, sources: list[VGroup | None], pace: float) -> None:
        """Let numbers fly into a line, then the result appear, and hold it until it has been read."""
        if line.numbers is not None:
            self.play(*line.put_in(sources, lane=self.lane), run_time=1.1 * pace)
            self.add(line.numbers)
        self.play(appear(line.result), run_time=0.5 * pace)
        self.wait(max(HOLD, line.seconds_to_read - 1.2 * pace))

    def _standing(self, operand: Quantity) -> VGroup | None:
        """Return a number's digits in the diagram, None for one that stands nowhere."""
        return self.diagram.digits(operand.node) if operand.node is not None else None

    def _land(self, digits: TypesetPart, key: str) -> None:
        """Let a gradient arrive in its tab, along the way that leads there."""
        tab = self.tabs[key]
        arriving: list[Animation] = [FadeIn(tab, shift=UP * 0.1)]
        if key not in self.net.graph.above:
            arriving = [FadeIn(tab.wrapping), fly(digits, tab.digits, lane=self.lane)]
        self.play(self.way.reach(key), *arriving, run_time=0.8 * max(PACE[key], 0.75))
        self.add(tab)

    def _card(self, of: str, by: str) -> FactorBox:
        symbol = self.net.local[of, by].symbol
        card = FactorBox(self.theme, symbol, *CARD, size=CARD_SIZE, value_size=CARD_SIZE)
        arrow = ("x", "z1") if by == "w1" else (by, of)
        return card.move_to(self.diagram.below_arrow(*arrow) + DOWN * CARD_DROP, aligned_edge=UP)

    def _tab(self, key: str) -> GradientTab:
        above = key in self.net.graph.above
        holder = (self.diagram.parameters if above else self.diagram.nodes)[key].frame
        least, most = float(holder.width), float(holder.width) + STICKS_OUT
        natural = GradientTab(self.theme, self.net.gradient[key], most, size=TAB_SIZE).line.width
        width = min(most, max(least, float(natural) + MARGIN))
        tab = GradientTab(self.theme, self.net.gradient[key], width, size=TAB_SIZE)
        fit(tab.line, width - MARGIN).move_to(tab.frame)
        return tab.next_to(holder, UP if above else DOWN, buff=0.06)
