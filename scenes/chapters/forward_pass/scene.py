"""The forward pass: values flow from the input to the loss, one step after the other."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    VGroup,
    VMobject,
)

from backprop_core.network import Network
from scenes.chapters.forward_pass.layers import LayersForward
from scenes.chapters.forward_pass.neuron_frames import reach_down
from scenes.chapters.forward_pass.sentences import ForwardSentences
from scenes.chapters.forward_pass.steps import NAME, ForwardSteps
from scenes.stage.frame import safe_bottom
from scenes.stage.graph.folded_row import fold
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.graph.row_view import RowView
from scenes.stage.lettering.typesetting import text
from scenes.stage.machines.backward_drawing import TAB_ROOM
from scenes.stage.machines.machine_row import MachineRow
from scenes.stage.machines.miniatures import level_of, miniatures
from scenes.stage.machines.row_camera import RowCamera
from scenes.stage.measure import allow
from scenes.stage.titles import heading
from scenes.stage.words import words

SMALL_GAP, CLOSE = 0.45, 0.5
"""From the row to the closed machines; share of the frame that is seen in the beginning."""

TOLD, FIRST, AGAIN, QUICK = 2, 0.85, 0.66, 0.5
"""Neurons that are told of step by step; how long the steps of the second, and of those after
it, take against the first's."""


class ForwardPass(ForwardSteps):
    """A chain of neurons is drawn, and one machine after the other is opened and computes its value."""

    title = "Forward pass"

    def construct(self) -> None:
        """The network, what is given, a step for each box, what is left to ask."""
        if not self.settings.lecture.network.is_chain:
            return LayersForward(self).play()
        self.lay_out()
        self.eye.begin(CLOSE)
        self.open_with(self.heading, self.diagram.nodes[self.net.graph.row[0]])
        self.draw_network()
        self.give_parameters()
        self.give_target()
        for layer in range(1, self.net.graph.depth + 1):
            self.walk_through(layer)
        self.measure_loss()
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.say, known = ForwardSentences(self.net), self.net.quantity
        self.diagram = NetworkDiagram(self.theme, self.net.graph, known)
        self.view = RowView(self.diagram, known)
        self.heading = heading(self.theme, self.title)
        self.view.stand_beside(self.heading.title)
        self.diagram.next_to(self.heading, DOWN, buff=0.1 + TAB_ROOM)
        self.view.window.place()
        self.row = MachineRow(self.theme, self.net)
        self.row.fill(self.net.graph.row[0])
        top = float(self.diagram.get_bottom()[1]) - SMALL_GAP
        self.bare = miniatures(self.theme, self.net, self.diagram, top, "bare")
        middle = level_of(self.diagram, self.bare) if self.view.whole else 0.0
        self.eye = RowCamera(self, self.frame, self.diagram, self.row, middle)
        for part in self.diagram.get_family():
            allow(part, "close-up", "the camera goes into one box")
        for box in self.diagram.nodes.values():
            box.alone(True)
        for key in self.net.graph.row[1:]:
            self.row.boxes[key].alone(True)
        self.signs = self.diagram.signs()
        for key, sign in zip(self.net.graph.parameters, self.signs, strict=True):
            self.view.window.add(sign, key)

    def draw_network(self) -> None:
        """The row of boxes, as far as it is in view."""
        with self.beat("network", self.say.network()):
            first, *rest = self.view.window.keys
            row = LaggedStart(
                GrowArrow(self.diagram.arrows[first, rest[0]]), self.diagram.enter(rest), lag_ratio=0.1
            )
            self.play(row, *self.view.enter(), self.eye.along(CLOSE), run_time=2.8)
            self.neurons = VGroup(*self.diagram.neurons()[: len(self.view.window.layers)])
            functions = self.bare if self.view.whole else VGroup()
            reach_down(self.neurons, functions)
            framed = LaggedStart(*(FadeIn(neuron) for neuron in self.neurons), lag_ratio=0.5)
            coming = [LaggedStart(*map(FadeIn, functions), lag_ratio=0.3)] if functions else []
            self.play(framed, *coming, self.eye.whole(), run_time=1.6)
            box = self.diagram.nodes[self.net.graph.row[0]]
            slot = box.slot()
            arriving = FadeIn(slot, shift=UP * 0.1)
            self.play(arriving, box.make_room(), box.highlight(), *self.view.reach("x"), run_time=0.6)
            box.hold(slot)
            self.play(box.reset(), run_time=0.4)

    def give_parameters(self) -> None:
        """The weights and the biases, which training will change."""
        with self.beat("parameters", self.say.parameters()):
            keys = [key for key in self.net.graph.parameters if self.view.window.sees(key)]
            boxes = LaggedStart(
                *(FadeIn(self.diagram.parameters[key], shift=DOWN * 0.2) for key in keys), lag_ratio=0.25
            )
            self.play(boxes, run_time=2.2)
            arrows = [GrowArrow(self.diagram.arrows[key, self.net.graph.above[key]]) for key in keys]
            self.play(LaggedStart(*arrows, lag_ratio=0.3), run_time=1.0)

    def give_target(self) -> None:
        """The target, at the far end of a long row, and what each parameter does."""
        with self.beat("target", self.say.target()):
            if self.view.whole:
                coming = FadeIn(self.diagram.parameters["y"], shift=DOWN * 0.2)
                self.play(coming, FadeOut(self.neurons), run_time=0.9)
                told = text("target", self.theme.target, size=NAME)
                told.next_to(self.diagram.parameters["y"], UP, buff=0.12)
                self.play(GrowArrow(self.diagram.arrows["y", "L"]), FadeIn(told), run_time=0.6)
            else:
                self.play(FadeOut(self.neurons), run_time=0.3)
                self.view.show(self.view.window.last, self)
                self.play(Indicate(self.diagram.parameters["y"], color=self.theme.target), run_time=0.6)
                self.wait(1)
                self.view.show(1, self)
            signs = VGroup(*self._signs_in_view())
            self.play(LaggedStart(*map(FadeIn, signs), lag_ratio=0.3), run_time=0.9)
            self.wait(0.4 if self.view.whole else 0.6)

    def walk_through(self, layer: int) -> None:
        """One neuron: its sum and its activation, in a beat each, or both in one once that is known."""
        neuron = self.net.graph.neuron(layer)
        if layer <= TOLD:
            for key in (neuron.sum, neuron.output):
                with self.beat(f"step_{key}", self.say.step(key)):
                    self.compute(key, pace=FIRST if layer == 1 else AGAIN)
            return
        with self.beat(f"neuron_{neuron.sum}", self.say.neuron(layer)):
            for key in (neuron.sum, neuron.output):
                self.compute(key, pace=QUICK)

    def measure_loss(self) -> None:
        """The last step: how far off the prediction is."""
        with self.beat("step_L", self.say.step("L")):
            self.compute("L", AGAIN)
            self.wait(0.5)

    def _signs_in_view(self) -> list[VMobject]:
        return [one for one in self.view.window.standing() if one in self.signs.submobjects]

    def look_back(self) -> None:
        """Every value stays where it was computed: the way back will need them."""
        with self.beat("kept", words("Every value stays in its box. The way back will need them all.")):
            top = float(self.diagram.get_bottom()[1]) - SMALL_GAP
            small = miniatures(self.theme, self.net, self.diagram, top, "values")
            if self.view.whole:
                self.eye.leave([self.diagram, self.heading])
            else:
                self.view.jump(self.view.window.last, self)
                self.eye.leave([*self.view.window.standing_but(self.signs), self.heading])
                self.wait(1)
                self._fold()
            for index, (a, b) in enumerate(pairwise(self.net.graph.row)):
                signal, moves = self.diagram.signal(a, b, self.diagram.color_of(a)), list[Animation]()
                if self.view.whole:
                    moves = [signal, FadeIn(small[index])]
                pace = 0.45 if self.view.whole else 0.18
                self.play(*moves, self.diagram.nodes[a].highlight(), run_time=pace)
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)
            if self.view.whole:
                calm = [box.reset() for box in self.diagram.nodes.values()]
                self.play(*calm, run_time=0.6)

    def _fold(self) -> None:
        """Fold a long row into lines in which all values can be seen."""
        boxes = list(self.diagram.nodes.values())
        kept = {part for box in boxes for part in box.get_family()}
        rest = [part for part in self.clear_stage(self.heading) if part not in kept]
        self.play(FadeOut(*rest), run_time=0.6)
        middle = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
        self.play(*fold(boxes, middle, self), run_time=1.0)
