"""The backward pass: the network walked back, one local derivative at a time."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, RIGHT, UP, Animation, Arrow, FadeIn, FadeOut, GrowArrow, Indicate, LaggedStart, VGroup

from backprop_core.network import TwoWeightNetwork
from backprop_core.quantity import Quantity
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.equation import value_line
from scenes.stage.formulas.working import Working
from scenes.stage.lettering.flights import appear, fly, fly_all
from scenes.stage.lettering.typesetting import Line, Part
from scenes.stage.network.boxes import FactorBox, GradientTab
from scenes.stage.network.network_diagram import ABOVE, ROW, NetworkDiagram
from scenes.stage.titles import heading, safe_bottom, safe_width
from scenes.stage.words import words

TAB_ROOM, CARD_WIDTH, CARD_HEIGHT = 0.62, 1.86, 1.5
LINE_SIZE, CARD_SIZE, TAB_SIZE = 0.42, 0.4, 0.38
RESULT, FLIGHT = 0.6, 0.85


class BackwardPass(Chapter):
    """Gradients flow from the loss to the weights, each borrowing the work of the one in front of it."""

    title = "Backward pass"

    def construct(self) -> None:
        """The picture, the question, then back: output, second layer, first layer, the goal."""
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
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.keys = {quantity.symbol: key for key, quantity in self.net.recalled.items()}
        self.heading = heading(
            self.theme, self.title, "on a yellow tab: how fast the loss changes with that box", beside=True
        )
        self.diagram = NetworkDiagram(self.theme, self.net.recalled)
        self.diagram.fill(*ROW)
        self.diagram.next_to(self.heading, DOWN, buff=0.1 + TAB_ROOM).set_x(0.0)
        self.line_centre = (0.0, safe_bottom() + 0.52, 0.0)
        edges = [("z1", "w1"), *((b, a) for a, b in pairwise(ROW[1:]))]
        self.cards = {edge: self._card(*edge) for edge in edges}
        self.tabs = {key: self._tab(key) for key in self.net.gradient}
        self.factors: dict[str, VGroup] = {}

    def recall_values(self) -> None:
        """The forward pass's picture, every value in its box."""
        loss = self.net.recalled["L"]
        with self.beat(
            "recall", words("The forward pass left a value in every box, and a loss of {L}.", L=loss)
        ):
            self.play(FadeIn(self.diagram), run_time=1)
            self.play(self.diagram.nodes["L"].light(), run_time=0.5)

    def ask(self) -> None:
        """The goal, and the five factors between the loss and it."""
        sentence = words(
            "How does the loss change when {w} does? Between them lie five slopes.",
            w=self.net.quantity["w1"].symbol,
        )
        with self.beat("ask", sentence):
            weight = self.diagram.parameters["w1"]
            self.play(weight.light(), run_time=0.5)
            cards = [VGroup(card, self._leader(edge)) for edge, card in reversed(self.cards.items())]
            self.play(
                LaggedStart(*(FadeIn(card, shift=DOWN * 0.15) for card in cards), lag_ratio=0.3), run_time=1.8
            )
            self.play(weight.unlight(), self.diagram.nodes["L"].unlight(), run_time=0.5)

    def start_at_loss(self) -> None:
        """The first local derivative is already a gradient: nothing stands to its right."""
        with self.beat("a2", words("Start at the loss: how fast it changes with the prediction.")):
            line = self._find_factor("L", "a2")
            self._land(line.landing, "a2")
            self.play(FadeOut(line), self.cards["L", "a2"].calm(), run_time=0.4)

    def step_back(self, key: str, upstream: str, sentence: str) -> None:
        """One box to the left: local derivative, product with what came from the right, landing."""
        local = self.net.local[upstream, key]
        with self.beat(key, words(sentence, local=local)):
            line = self._find_factor(upstream, key)
            self.play(FadeOut(line), run_time=0.4)
            self._multiply(key, upstream)
            self.play(self.cards[upstream, key].calm(), run_time=0.3)

    def reach_goal(self) -> None:
        """The last factor is the input; the product is the goal."""
        goal = self.net.gradient["w1"]
        sentence = words(
            "Last factor: the input. And there it is: {name} is {value}.", name=goal.symbol, value=goal
        )
        with self.beat("goal", sentence):
            line = self._find_factor("z1", "w1")
            self.play(FadeOut(line), run_time=0.4)
            self._multiply("w1", "z1")
            self.play(Indicate(self.tabs["w1"], color=self.theme.gradient, scale_factor=1.12), run_time=0.9)

    def branch_off(self, node: str, parameters: tuple[str, ...], sentence: str) -> None:
        """A node's gradient serves its weight and its bias as well."""
        with self.beat(f"branch_{node}", words(sentence)):
            for key in parameters:
                only = self._bare(self.net.local[node, key])
                if only:
                    self.factors[key] = self.diagram.digits(only)
                self._multiply(key, node)

    def sum_up(self) -> None:
        """Four gradients from one sweep."""
        with self.beat(
            "sum_up", words("One sweep back, and every weight and bias knows how it moves the loss.")
        ):
            for b, a in pairwise(reversed(ROW[1:])):
                self.play(self.diagram.signal(a, b, self.theme.gradient, backward=True), run_time=0.35)
            self.play(
                *(self.tabs[key].light() for key in ABOVE if key in self.tabs),
                self.cards["z1", "w1"].calm(),
                run_time=0.8,
            )
            results = self._results()
            wrapping = VGroup(*(VGroup(line.part(0), line.part(1)) for line in results.values()))
            self.play(FadeIn(wrapping), run_time=0.5)
            self.play(
                fly_all([(self.tabs[key].digits, line.part(3)) for key, line in results.items()]),
                run_time=1.6,
            )
            self.add(*results.values())
            self.wait(1)

    def _results(self) -> dict[str, Line]:
        """Return all four gradients, side by side under the cards."""
        keys = [key for key in ABOVE if key in self.tabs]
        lines = {key: value_line(self.theme, self.net.gradient[key], size=LINE_SIZE) for key in keys}
        row = VGroup(*lines.values()).arrange(RIGHT, buff=0.6)
        row.scale(min(1.0, safe_width() / row.width)).move_to(self.line_centre)
        return lines

    def _find_factor(self, of: str, by: str) -> Working:
        """Work out a local derivative under the diagram; its number flies into its card."""
        local, card = self.net.local[of, by], self.cards[of, by]
        inked = () if of == "L" else (local.symbol,)
        line = Working(self.theme, local, self.line_centre, inked=inked, size=LINE_SIZE)
        self.play(
            *card.light_up(),
            self.diagram.signal(by, of, self.theme.gradient, backward=True),
            appear(line.formula),
            run_time=0.9,
        )
        self._put_in(line, [self.diagram.digits(self.keys[operand.symbol]) for operand, _ in line.operands()])
        if only := self._bare(local):
            self.play(FadeIn(line.result.part(0)), fly(self.diagram.digits(only), line.landing), run_time=1)
            self.add(line.result)
        else:
            self.play(appear(line.result), run_time=RESULT)
        self._let_read(line)
        slot = card.slot(local)
        self.play(fly(line.landing, slot.part(1)), run_time=FLIGHT)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        return line

    def _multiply(self, key: str, upstream: str) -> None:
        """Multiply a local derivative onto the upstream gradient and let the product land."""
        local = self.net.local[upstream, key]
        inked = (local.symbol,)
        line = Working(self.theme, self.net.gradient[key], self.line_centre, inked=inked, size=LINE_SIZE)
        self.play(appear(line.formula), run_time=0.6)
        self._put_in(line, [self.tabs[upstream].digits, self.factors.get(key)])
        self.play(appear(line.result), run_time=RESULT)
        self._let_read(line)
        way = [] if key in ABOVE else [GrowArrow(self._way_back(upstream, key))]
        self._land(line.landing, key, *way)
        self.play(FadeOut(line), run_time=0.4)

    def _let_read(self, line: Working) -> None:
        """Hold a line until its numbers have been read, which go on standing while the result flies."""
        rest = line.seconds_to_read - RESULT - FLIGHT
        if rest > 0:
            self.wait(rest)

    def _put_in(self, line: Working, sources: list[VGroup | None]) -> None:
        """Let numbers fly into a line; one that stands nowhere yet fades in."""
        if line.numbers is not None:
            self.play(*line.put_in(sources), run_time=1.2)
            self.add(line.numbers)

    def _way_back(self, start: str, end: str) -> Arrow:
        """Return the arrow from a node's tab to the next one at its left."""
        a, b = self.tabs[start].get_left(), self.tabs[end].get_right()
        color = self.theme.gradient
        return Arrow(
            a,
            b,
            buff=0.06,
            color=color,
            stroke_width=3.5,
            tip_length=0.17,
            max_tip_length_to_length_ratio=0.6,
            max_stroke_width_to_length_ratio=20,
        )

    def _land(self, digits: Part, key: str, *along: Animation) -> None:
        tab = self.tabs[key]
        self.play(FadeIn(tab.wrapping), fly(digits, tab.digits), *along, run_time=FLIGHT)
        self.add(tab)

    def _bare(self, quantity: Quantity) -> str:
        """Return the key of the value that a formula consists of, empty where it holds more."""
        pieces = quantity.formula.pieces() if quantity.formula else ()
        only = pieces[0].quantity if len(pieces) == 1 else None
        return self.keys[only.symbol] if only is not None else ""

    def _card(self, of: str, by: str) -> FactorBox:
        card = FactorBox(
            self.theme,
            self.net.local[of, by].symbol,
            CARD_WIDTH,
            CARD_HEIGHT,
            size=CARD_SIZE,
            value_size=CARD_SIZE,
        )
        arrow = ("x", "z1") if by == "w1" else (by, of)
        return card.move_to(self.diagram.below_arrow(*arrow) + DOWN * 0.68, aligned_edge=UP)

    def _leader(self, edge: tuple[str, str]) -> VGroup:
        """Return the dashed way from a card up to the arrow whose slope it holds."""
        return self.diagram.leader(self.cards[edge].frame.get_top(), edge[1], edge[0])

    def _tab(self, key: str) -> GradientTab:
        above = key in ABOVE
        holder = (self.diagram.parameters if above else self.diagram.nodes)[key].frame
        tab = GradientTab(self.theme, self.net.gradient[key], float(holder.width), size=TAB_SIZE)
        return tab.next_to(holder, UP if above else DOWN, buff=0.06)
