"""The backward pass: the network walked back, one local derivative at a time."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from manim import (
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    Mobject,
    VGroup,
)
from typing_extensions import override

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from backprop_core.network.nudging import differential
from backprop_core.quantity import Quantity
from scenes.chapters.backward_pass.layers import LayersBackward
from scenes.chapters.backward_pass.opening import BackwardOpening
from scenes.chapters.backward_pass.sentences import BackwardSentences
from scenes.chapters.backward_pass.steps import HOLD
from scenes.chapters.backward_pass.whole_product import WholeProduct
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.folded_row import fold
from scenes.stage.lettering.flights import appear, fly
from scenes.stage.machines.miniatures import level_of, miniatures
from scenes.stage.machines.slopes_below import SlopesBelow, way_back
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from scenes.stage.words import Words

SMALL_GAP = 0.45
"""From the row to the pictures of the forward pass."""

LINES = 3
"""Lines at most in which a long row's weights and biases are gathered at the end."""


class BackwardPass(BackwardOpening):
    """Gradients flow from the loss to the weights, each borrowing the work of the one in front of it."""

    title = "Backward pass"

    def construct(self) -> None:
        """The picture, the question, then back: the output, neuron by neuron, the goal."""
        if not self.settings.lecture.network.is_chain:
            return LayersBackward(self).play()
        self.lay_out()
        self.open_with(self.heading, *self.left_by_forward)
        self.recall_values()
        self.ask()
        self.start_at_loss()
        for layer in range(self.net.graph.depth, 0, -1):
            self.walk_back(layer)
        self.sum_up()
        self.close()

    @override
    def close(self) -> None:
        """End on the picture that the next chapter begins with, of a chain that is in view as a whole."""
        given = self.settings.lecture.network
        if self.position is not None and not (given.is_chain and self.view.whole):
            self.position = replace(self.position, continued=False)
        super().close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.say = BackwardSentences(self.net)
        self.heading = heading(self.theme, self.title)
        self.work_with(way_back(self.theme, self.net, self.heading.title))
        self.left_by_forward = []
        if self.view.whole:
            top = float(self.diagram.get_bottom()[1]) - SMALL_GAP
            small = miniatures(self.theme, self.net, self.diagram, top, "values")
            self.left_by_forward = [self.diagram, *small]
            for part in small.get_family():
                allow(part, "close-up", "the row goes on beyond a close-up")
            self.level, self.middle = float(small.get_y()), level_of(self.diagram, small)
            self.frame.move_to((0.0, self.middle, 0.0))

    def start_at_loss(self) -> None:
        """The first local derivative is already a gradient: nothing stands to its right."""
        output = self.net.graph.outputs[0]
        with self.beat(output, self.say.start()):
            self.open_machine("L", output)
            line = self.work_out("L", output)
            self.land(line.landing, output)
            self.play(FadeOut(line), run_time=0.4)
        if self.net.gradient[output].value:
            self.say_what_it_means(self.net.gradient[output])

    def say_what_it_means(self, slope: Quantity) -> None:
        """A small step of the prediction, and what the slope makes of it in the loss."""
        step, change = differential(slope, self.net.quantity[self.net.graph.outputs[0]].symbol)
        with self.beat("meaning", self.say.meaning(step, change)):
            line = self.line_of(change)
            assert self.picture is not None
            self.eye.look_closer(FadeOut(self.row.flow_name))
            self.play(*self.picture.nudge(), run_time=1.6)
            if peeled := self.picture.peel():
                self.play(*peeled, run_time=0.9)
            self.write(appear(line.formula), run_time=0.8)
            self.put_in(line, [self.row.tabs[self.net.graph.outputs[0]].digits, None], 1.0)
            self.play(self.row.point_out(LOSS), run_time=0.8)
            if back := self.picture.nudge_back():
                self.play(*back, run_time=0.6)
        self.play(FadeOut(line), run_time=0.3)

    def walk_back(self, layer: int) -> None:
        """Through one neuron, and into its weight and its bias: step by step or all at once."""
        graph = self.net.graph
        neuron, before = graph.neuron(layer), graph.activation_keys(layer - 1)[0]
        if 1 < layer < graph.depth:
            with self.beat(f"neuron_{neuron.sum}", self.say.through_neuron(layer)):
                self._step_back(neuron.sum, neuron.output)
                self._branch_at_once(neuron.sum, neuron.weights[0], neuron.bias)
                self._step_back(before, neuron.sum, known=True)
            return
        with self.beat(neuron.sum, self.say.through_activation(layer)):
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

    def _step_back(self, key: str, upstream: str, *, known: bool = False) -> None:
        """One box to the left: local derivative, product with what came from the right, landing."""
        self.find_factor(upstream, key, known=known)
        self.play(FadeOut(self.multiply(key, upstream)), run_time=0.2)

    def fuse(self, fused: Quantity) -> None:
        """The last product once more, as loss and activation give it in one step."""
        with self.beat("fused", self.say.fused()):
            line = self.line_of(fused)
            self.play(appear(line.formula), run_time=0.6)
            self.put_in(line, [self.standing(operand) for operand, _ in line.operands()], 1.0)
            self.wait(HOLD)
            self.play(FadeOut(line), run_time=0.3)

    def reach_goal(self) -> None:
        """The last factor is the input; the product is the goal."""
        of, goal = self.net.graph.chain[0]
        with self.beat("goal", self.say.goal()):
            self.find_factor(of, goal)
            line = self.multiply(goal, of)
            found = Indicate(self.row.tabs[goal], color=self.theme.gradient, scale_factor=1.12)
            self.play(found, run_time=0.8)
            self.play(FadeOut(line), run_time=0.3)

    def branch_off(self, node: str, parameters: tuple[str, ...], sentence: Words) -> None:
        """A node's gradient serves its weight and its bias as well: what it is multiplied by is at hand."""
        with self.beat(f"branch_{node}", sentence):
            for key in parameters:
                self._step_back(key, node, known=True)
            self.wait(0.2)

    def _branch_at_once(self, node: str, *parameters: str) -> None:
        """Let a neuron's weight and bias get their gradients together: how has been shown."""
        self.open_machine(node, parameters[0])
        self.mark_slope()
        fork = self.row.forks[node]
        arms = [fork.arms[key].run() for key in parameters]
        factors = [FadeIn(fork.factors[key]) for key in parameters]
        self.play(*arms, *factors, *self.state_scale(), run_time=0.9)
        self.add(*(fork.arms[key] for key in parameters))
        self.play(*(FadeIn(self.row.tabs[key], shift=UP * 0.1) for key in parameters), run_time=0.5)
        self.wait(0.6)

    def sum_up(self) -> None:
        """All machines with their slopes, and under the row the gradient, as high as it is large."""
        if self.view.whole:
            with self.beat("product", self.say.product()):
                found = self._collect()
        with self.beat("sum_up", self.say.sum_up()):
            if self.view.whole:
                self._show_all_slopes(found)
            else:
                self.pull_back()
                self.wait(1)
                self._fold(self.eye.y + (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2)
            self.wait(0.6)

    def _collect(self) -> list[Mobject]:
        """Let every question mark become its slope, and all slopes multiply; return what stands then."""
        product = WholeProduct(self.theme, self.net)
        product.stand_low()
        self.pull_back(self.marks)
        self.play(FadeIn(product.goal), run_time=0.3)
        slopes = product.slopes_at(self.marks)
        lane = (float(self.marks.get_bottom()[1]) + float(product.get_top()[1])) / 2
        found = [
            AnimationGroup(FadeOut(mark, scale=0.6), FadeIn(slope, scale=1.3))
            for mark, slope in zip(self.marks, slopes, strict=True)
        ]
        self.play(LaggedStart(*found, lag_ratio=0.6), run_time=1.2)
        arriving = [
            AnimationGroup(FadeIn(sign), fly(slope.part(1), digits, lane=lane))
            for slope, (sign, digits) in zip(slopes, product.factors, strict=True)
        ]
        self.play(LaggedStart(*arriving, lag_ratio=0.5), run_time=2.1)
        self.add(product.numbers)
        self.play(appear(product.result), run_time=0.4)
        self.wait(product.seconds_to_read)
        return [*slopes, product.goal, product.numbers, product.result]

    def _show_all_slopes(self, found: list[Mobject]) -> None:
        """Under every box its function with its slope; the band runs back, and up into every parameter."""
        below = SlopesBelow(self.theme, self.net, self.diagram)
        self.play(FadeOut(*found), run_time=0.5)
        self.play(below.coming(), run_time=1.0)
        for moves in below.sweep(self.tabs):
            self.play(*moves, run_time=0.36)
        self.add(below)

    def _fold(self, free: float) -> None:
        """Gather all weights and biases of a long row, each with its tab; the tabs light from the last on."""
        pairs = {
            key: VGroup(self.diagram.parameters[key], self.tabs[key]) for key in self.net.graph.parameters
        }
        kept = {part for pair in pairs.values() for part in pair.get_family()}
        self.play(FadeOut(*(one for one in self.clear_stage(self.heading) if one not in kept)), run_time=0.6)
        columns = 2 * ceil(self.net.graph.depth / LINES)
        self.play(*fold(list(pairs.values()), free, self, columns=columns), run_time=1.0)
        for layer in range(self.net.graph.depth, 0, -1):
            neuron = self.net.graph.neuron(layer)
            lit = (self.tabs[key].highlight() for key in (neuron.weights[0], neuron.bias))
            self.play(*lit, run_time=0.42)
