"""The backward pass: the network walked back, one local derivative at a time."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from manim import DOWN, RIGHT, UP, Animation, FadeIn, FadeOut, Indicate, LaggedStart, VGroup

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.drawing import BackwardDrawing
from scenes.chapters.backward_pass.sentences import BackwardSentences
from scenes.chapters.backward_pass.sum_slopes import SumSlopes
from scenes.film.playing.pace import READING_SPEED
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.folded_row import fold
from scenes.stage.graph.network_diagram import IN_VIEW
from scenes.stage.lettering.flights import appear, changing, fly
from scenes.stage.lettering.typesetting import TypesetPart, text
from scenes.stage.titles import heading
from scenes.stage.words import Words, words

LINE_SIZE, NOTE_SIZE, LANE = 0.42, 0.38, 0.24

PACE = {
    "activation": (0.95, 0.6),
    "pre_activation": (0.8, 0.55),
    "weight": (0.65, 0.55),
    "bias": (0.5, 0.45),
}
"""How long a step takes against the first, by what it leads to, in the last neuron and in those before: it is
the same thing again."""

LINES = 3
"""Lines at most in which a long row's weights and biases are gathered at the end."""

HOLD = 0.45
"""Seconds that a result rests at least before it goes on."""


class BackwardPass(Chapter):
    """Gradients flow from the loss to the weights, each borrowing the work of the one in front of it."""

    title = "Backward pass"

    def construct(self) -> None:
        """The picture, the question, then back: the output, neuron by neuron, the goal."""
        self.lay_out()
        self.open_with(self.heading)
        self.recall_values()
        self.ask()
        self.start_at_loss()
        for layer in range(self.net.graph.depth, 0, -1):
            self.walk_back(layer)
        self.sum_up()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.say = BackwardSentences(self.net)
        self.drawing = BackwardDrawing(self.theme, self.net)
        self.diagram, self.view = self.drawing.diagram, self.drawing.view
        subtitle = "on a yellow tab: how fast the loss changes with that box" if self.view.whole else None
        self.heading = heading(self.theme, self.title, subtitle, beside=True)
        self.drawing.stand_under(self.heading)
        self.cards, self.tabs, self.way = self.drawing.cards, self.drawing.tabs, self.drawing.way
        self.line_centre = (0.0, safe_bottom() + 0.46, 0.0)
        self.lane = min(float(card.get_bottom()[1]) for card in self.cards.values()) - LANE
        lines = [self._line(quantity) for quantity in (*self.net.gradient.values(), *self.net.chain)]
        ahead = max(line.equals - float(line.get_left()[0]) for line in lines)
        after = max(float(line.get_right()[0]) - line.equals for line in lines)
        self.equals = (ahead - after) / 2
        self.factors: dict[str, VGroup] = {}

    def recall_values(self) -> None:
        """The forward pass's picture, every value in its box; a pulse runs forward to the loss."""
        left = "The forward pass left a value in every box, and at the end the loss."
        with self.beat("recall", words(left)):
            self.play(FadeIn(self.drawing.recalled), *self.view.enter(), run_time=1)
            self._pulse()
            if not self.view.whole:
                self.view.show(self.net.graph.depth, self)
                self._pulse()
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)

    def _pulse(self) -> None:
        """Let a light run forward through the boxes in view."""
        for a, b in pairwise(self.view.window.keys):
            self.play(self.diagram.signal(a, b, self.diagram.color_of(a)), run_time=0.3)

    def ask(self) -> None:
        """The goal, and the factors between the loss and it."""
        with self.beat("ask", self.say.ask()):
            weight = self.diagram.parameters[self.net.first_weight]
            asked = [weight] if self.view.whole else []
            if asked:
                self.play(weight.highlight(), run_time=0.5)
            cards = [card for edge, card in self.cards.items() if all(map(self.view.window.sees, edge))]
            self.play(
                LaggedStart(*(FadeIn(card, shift=DOWN * 0.15) for card in reversed(cards)), lag_ratio=0.3),
                run_time=1.8,
            )
            self.play(*(one.reset() for one in asked), self.diagram.nodes["L"].reset(), run_time=0.5)

    def start_at_loss(self) -> None:
        """The first local derivative is already a gradient: nothing stands to its right."""
        output = self.net.graph.outputs[0]
        with self.beat(output, self.say.start()):
            line = self._work_out("L", output)
            self._land(line.landing, output)
            self.play(FadeOut(line), self.cards["L", output].tone_down(), run_time=0.4)

    def walk_back(self, layer: int) -> None:
        """Through one neuron, and into its weight and its bias: step by step or all at once."""
        graph = self.net.graph
        neuron, before = graph.neuron(layer), graph.activation_keys(layer - 1)[0]
        if 1 < layer < graph.depth:
            with self.beat(f"neuron_{neuron.sum}", self.say.through_neuron(layer)):
                self._bring_into_view(layer)
                self._step_back(neuron.sum, neuron.output)
                self._branch_at_once(neuron.weights[0], neuron.bias)
                self._step_back(before, neuron.sum, known=True)
            return
        with self.beat(neuron.sum, self.say.through_activation(layer)):
            self._bring_into_view(layer)
            self._step_back(neuron.sum, neuron.output)
        if layer == graph.depth and self.net.fused is not None:
            self.fuse(self.net.fused)
        if layer == 1:
            self.reach_goal()
            self.branch_off(neuron.sum, (neuron.bias,), self.say.last_branch())
            return
        self.branch_off(neuron.sum, (neuron.weights[0], neuron.bias), self.say.branch(layer))
        with self.beat(before, self.say.through_sum(layer)):
            self._step_back(before, neuron.sum)

    def _bring_into_view(self, layer: int) -> None:
        """Let a long row move until a neuron is the last in view."""
        if layer not in self.view.window.layers:
            self.view.show(layer - IN_VIEW + 1, self)

    def _step_back(self, key: str, upstream: str, *, known: bool = False) -> None:
        """One box to the left: local derivative, product with what came from the right, landing."""
        self._find_factor(upstream, key, known=known)
        self._multiply(key, upstream)
        self.play(self.cards[upstream, key].tone_down(), run_time=0.3)

    def fuse(self, fused: Quantity) -> None:
        """The last product once more, as loss and activation give it in one step."""
        with self.beat("fused", self.say.fused()):
            line = self._line(fused)
            self.play(appear(line.formula), run_time=0.6)
            self._put_in(line, [self._standing(operand) for operand, _ in line.operands()], 1.0)
            self.wait(HOLD)
            self.play(FadeOut(line), run_time=0.3)

    def reach_goal(self) -> None:
        """The last factor is the input; the product is the goal."""
        of, goal = self.net.graph.chain[0]
        with self.beat("goal", self.say.goal()):
            self._find_factor(of, goal)
            self._multiply(goal, of)
            tab = Indicate(self.tabs[goal], color=self.theme.gradient, scale_factor=1.12)
            self.play(tab, self.cards[of, goal].tone_down(), run_time=0.8)

    def branch_off(self, node: str, parameters: tuple[str, ...], sentence: Words) -> None:
        """A node's gradient serves its weight and its bias as well: what it is multiplied by is at hand."""
        with self.beat(f"branch_{node}", sentence):
            sums = self._read_off(node, *parameters)
            for key in parameters:
                if held := self.net.local[node, key].node:
                    self.factors[key] = self.diagram.digits(held)
            self.wait(2 * HOLD)
            self.play(FadeOut(*sums), run_time=0.3)
            for key in parameters:
                self._multiply(key, node)

    def _branch_at_once(self, *parameters: str) -> None:
        """Let a neuron's weight and bias get their gradients together: how has been shown."""
        tabs = [FadeIn(self.tabs[key], shift=UP * 0.1) for key in parameters]
        self.play(*(self.way.reach(key) for key in parameters), *tabs, run_time=0.6)

    def sum_up(self) -> None:
        """A light runs from the loss through all tabs and up each branch: all gradients from one sweep."""
        with self.beat("sum_up", self.say.sum_up()):
            free = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
            if self.view.whole:
                self._light_the_way(free)
            else:
                self._fold(free)
            self.wait(0.6)

    def _light_the_way(self, free: float) -> None:
        whole = VGroup(self.diagram, *self.tabs.values(), self.way)
        self.play(FadeOut(*self.cards.values(), shift=DOWN * 0.5), run_time=0.6)
        self.play(changing(whole).set_y(free), run_time=0.8)
        for reached, light in self.way.stops():
            self.play(light, *(self.tabs[key].highlight() for key in reached), run_time=0.42)
        rest = [tab.reset() for key, tab in self.tabs.items() if key not in self.net.graph.above]
        self.play(*rest, run_time=0.6)

    def _fold(self, free: float) -> None:
        """Gather all weights and biases of a long row, each with its tab; the tabs light from the last on."""
        pairs = {
            key: VGroup(self.diagram.parameters[key], self.tabs[key]) for key in self.net.graph.parameters
        }
        rest = self.clear_stage(self.heading, *self.diagram.parameters.values(), *self.tabs.values())
        nodes = [self.tabs[key] for key in self.net.graph.back if self.tabs[key] in self.mobjects]
        self.play(FadeOut(*rest, *nodes), run_time=0.6)
        columns = 2 * ceil(self.net.graph.depth / LINES)
        self.play(*fold(list(pairs.values()), free, self, columns=columns), run_time=1.0)
        for layer in range(self.net.graph.depth, 0, -1):
            neuron = self.net.graph.neuron(layer)
            lit = (self.tabs[key].highlight() for key in (neuron.weights[0], neuron.bias))
            self.play(*lit, run_time=0.42)

    def _find_factor(self, of: str, by: str, *, known: bool = False) -> None:
        """Find a local derivative under the diagram; its number flies into its card.

        Where it stands in a box, and it is `known` why, nothing is written.
        """
        local, card = self.net.local[of, by], self.cards[of, by]
        constant = local.formula is not None and not local.formula.operands
        if local.node is None and not constant:
            self.play(FadeOut(self._work_out(of, by)), run_time=0.4)
            return
        sums = None if known and local.node else self._read_off(of, by)
        if local.node is not None:
            source = self.diagram.digits(local.node)
        else:
            assert sums is not None
            source = sums.slopes[by].part(3)
        slot = card.slot(local)
        self.play(*card.reveal(), run_time=0.4)
        self.play(fly(source, slot.part(1)), run_time=self._pace(by))
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        if sums is not None:
            self.play(FadeOut(*sums), run_time=0.3)

    def _pace(self, key: str) -> float:
        """Return how long a step takes against the first."""
        node = self.net.graph.nodes[key]
        paces = PACE[node.kind]
        return paces[min(self.net.graph.depth - node.layer, len(paces) - 1)]

    def _work_out(self, of: str, by: str) -> CalculationLine:
        """Work out a local derivative in one line; the line stays."""
        local, card, pace = self.net.local[of, by], self.cards[of, by], self._pace(by)
        line = self._line(local)
        forward = self.diagram.signal(by, of, self.theme.gradient)
        self.play(*card.reveal(), forward, appear(line.formula), run_time=0.8 * pace)
        self._put_in(line, [self._standing(operand) for operand, _ in line.operands()], pace)
        self._explain(line, of)
        slot = card.slot(local)
        self.play(fly(line.landing, slot.part(1), lane=self.lane), run_time=0.8 * pace)
        self.add(slot)
        card.hold(slot)
        self.factors[by] = slot.part(1)
        return line

    def _explain(self, line: CalculationLine, of: str) -> None:
        """Say beside a slope at a kink or at one side of it why it is this one; the words go with the line."""
        node = self.net.graph.nodes[of]
        if node.kind != "activation" or not (note := self.say.note(node.layer)):
            return
        told = text(note, self.theme.dimmed, size=NOTE_SIZE)
        told.next_to(line, RIGHT, buff=0.6).on_baseline_of(line.formula)
        self.play(appear(told), run_time=0.4)
        self.wait(len(note) / READING_SPEED)
        line.add(told)

    def _read_off(self, node: str, *by: str) -> SumSlopes:
        """Write a weighted sum, and its slope by each of some of its parts, which light up in it."""
        slopes = {key: self.net.local[node, key] for key in by}
        sums = SumSlopes(self.theme, self.net.recalled[node], slopes, size=LINE_SIZE)
        sums.move_to(self.line_centre)
        self.play(appear(sums.whole), run_time=0.6)
        for key, line in sums.slopes.items():
            touched = Indicate(sums.whole.of(self.net.recalled[key]), color=self.theme.gradient)
            self.play(touched, appear(line), run_time=self._pace(key))
        return sums

    def _multiply(self, key: str, upstream: str) -> None:
        """Multiply a local derivative onto the gradient at its right; the product lands in its tab."""
        line, pace = self._line(self.net.gradient[key]), self._pace(key)
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
        reached = [] if key in self.net.graph.above else self.view.reach(key, color=self.theme.gradient)
        self.play(self.way.reach(key), *arriving, *reached, run_time=0.8 * max(self._pace(key), 0.75))
        self.add(tab)
