"""The forward pass: values flow from the input to the loss, one step after the other."""

from __future__ import annotations

from itertools import pairwise

from manim import (
    DOWN,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    GrowArrow,
    Indicate,
    LaggedStart,
    VGroup,
)

from backprop_core.network import Network
from scenes.chapters.forward_pass.layers import LayersForward
from scenes.chapters.forward_pass.sentences import ForwardSentences
from scenes.chapters.forward_pass.state_panel import StatePanel
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.folded_row import fold
from scenes.stage.graph.network_diagram import IN_VIEW, NetworkDiagram
from scenes.stage.graph.row_view import RowView
from scenes.stage.lettering.flights import appear, fly_all
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.machines.factory import interior_of
from scenes.stage.machines.interiors import StepPicture
from scenes.stage.titles import heading
from scenes.stage.words import words

PICTURE, CURVE, ASIDE = (2.9, 2.5), (1.95, 2.1), 0.3
"""Sizes of the picture beside the panel, of a curve's panel in it, and the room between."""

TOLD, QUICK = 2, 0.6
"""Neurons that are told of step by step; how long the steps of those after them take against theirs."""


class ForwardPass(Chapter):
    """A chain of neurons is drawn, and a panel fills with its values."""

    title = "Forward pass"

    def construct(self) -> None:
        """The network, what is given, a step for each box, what is left to ask."""
        if not self.settings.lecture.network.is_chain:
            return LayersForward(self).play()
        self.lay_out()
        self.open_with(self.heading)
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
        self.diagram.next_to(self.heading, DOWN, buff=0.45)
        self.view.window.place()
        room = self.diagram.get_bottom()[1] - safe_bottom() - 0.3
        self.lane = float(self.diagram.get_bottom()[1]) - 0.15
        beside = safe_width() - PICTURE[0] - ASIDE
        steps = [known[key] for key in self.net.graph.row[1:]]
        self.panel = StatePanel(self.theme, steps, room, beside, most=2 * IN_VIEW + 1)
        middle = safe_bottom() + room / 2
        self.panel.place([(float(self.panel.frame.width) - safe_width()) / 2, middle, 0.0])
        at = (float(self.panel.frame.get_right()[0]) + safe_width() / 2) / 2
        self.pictures = {}
        for key in self.net.graph.row[1:]:
            inside = interior_of(self.theme, self.net, key, PICTURE, CURVE)
            self.pictures[key] = inside.move_to((at, middle, 0.0))
        self.picture: StepPicture | None = None
        self.signs = self.diagram.signs()
        for key, sign in zip(self.net.graph.parameters, self.signs, strict=True):
            self.view.window.add(sign, key)

    def draw_network(self) -> None:
        """The row of boxes, as far as it is in view."""
        with self.beat("network", self.say.network()):
            self.play(self.diagram.enter(self.view.window.keys), *self.view.enter(), run_time=2.6)
            self.neurons = VGroup(*self.diagram.neurons()[: len(self.view.window.layers)])
            self.play(LaggedStart(*(FadeIn(neuron) for neuron in self.neurons), lag_ratio=0.5), run_time=1)
            box = self.diagram.nodes[self.net.graph.row[0]]
            slot = box.slot()
            self.play(FadeIn(slot, shift=UP * 0.1), box.highlight(), *self.view.reach("x"), run_time=0.6)
            box.hold(slot)
            self.play(box.reset(), run_time=0.4)

    def give_parameters(self) -> None:
        """The weights and the biases, which training will change."""
        with self.beat("parameters", self.say.parameters()):
            keys = [key for key in self.net.graph.parameters if self.view.window.sees(key)]
            boxes = LaggedStart(
                *(FadeIn(self.diagram.parameters[key], shift=DOWN * 0.2) for key in keys), lag_ratio=0.4
            )
            self.play(boxes, run_time=1.6)
            self.play(
                *(GrowArrow(self.diagram.arrows[key, self.net.graph.above[key]]) for key in keys),
                run_time=0.6,
            )

    def give_target(self) -> None:
        """The target, at the far end of a long row, and the panel that will note every step."""
        with self.beat("target", self.say.target()):
            if self.view.whole:
                self.play(FadeIn(self.diagram.parameters["y"], shift=DOWN * 0.2), run_time=0.7)
                self.play(GrowArrow(self.diagram.arrows["y", "L"]), run_time=0.5)
            else:
                self.play(FadeOut(self.neurons), run_time=0.3)
                self.neurons = VGroup()
                self.view.show(self.view.window.last, self)
                self.play(Indicate(self.diagram.parameters["y"], color=self.theme.target), run_time=0.6)
                self.wait(1)
                self.view.show(1, self)
            signs = VGroup(*(one for one in self.view.window.standing() if one in self.signs.submobjects))
            self.play(FadeOut(self.neurons), FadeIn(self.panel, signs), run_time=0.6)

    def walk_through(self, layer: int) -> None:
        """One neuron: its sum and its activation, in a beat each, or both in one once that is known."""
        neuron = self.net.graph.neuron(layer)
        if layer <= TOLD:
            for key in (neuron.sum, neuron.output):
                with self.beat(f"step_{key}", self.say.step(key)):
                    self._compute(key)
            return
        with self.beat(f"neuron_{neuron.sum}", self.say.neuron(layer)):
            if layer not in self.view.window.layers:
                self._turn_to(layer)
            for key in (neuron.sum, neuron.output):
                self._compute(key, pace=QUICK)

    def measure_loss(self) -> None:
        """The last step: how far off the prediction is."""
        with self.beat("step_L", self.say.step("L")):
            self._compute("L")

    def _turn_to(self, layer: int) -> None:
        """Bring the next neurons into view, and their rows onto the panel."""
        first = min(layer, self.view.window.last)
        row = self.net.graph.row[1:]
        places = (row.index(self.net.graph.neuron(one).sum) for one in (first, layer))
        gone, staying = self.panel.turn(*places)
        leaving = [] if self.picture is None else [self.picture]
        self.picture = None
        self.play(FadeOut(*gone, *leaving), run_time=0.4)
        if staying:
            self.play(*staying, run_time=0.4)
        self.view.show(layer, self)

    def _compute(self, key: str, pace: float = 1.0) -> None:
        """One step: formula, numbers put in, what it does to scale, and the result into its box."""
        quantity = self.net.quantity[key]
        row = self.panel.rows[self.net.graph.row.index(key) - 1]
        box = self.diagram.nodes[key]
        picture, before = self.pictures[key], self.picture
        leaving = [] if before is None else [FadeOut(before)]
        self.play(box.highlight(), appear(row.formula), FadeIn(picture.base), *leaving, run_time=0.7 * pace)
        if row.numbers is not None:
            self._put_in(key, row.numbers, pace)
        for animations in picture.moves():
            self.play(*animations, run_time=0.45 * pace)
        self.add(picture)
        self.picture = picture
        slot = box.slot()
        self.play(appear(row.result), run_time=0.5 * pace)
        told = Indicate(row.result.part(2), color=role_color(self.theme, quantity.symbol))
        self.play(told, FadeIn(slot, scale=1.4), *self.view.reach(key), run_time=0.7 * pace)
        box.hold(slot)
        self.play(box.reset(), *row.dim(), run_time=0.4 * pace)

    def _put_in(self, key: str, numbers: TypesetLine, pace: float) -> None:
        """Bring the numbers of a step from their boxes into its line, while signals run to its box.

        In the first line they fly; later ones light up in both places, because other lines are in the way.
        """
        put_in = [(operand.node, part) for operand, part in numbers_put_in(numbers)]
        standing = [(node, part) for node, part in put_in if node is not None]
        pairs = [(self.diagram.digits(node), part) for node, part in standing]
        rest = [part for node, part in put_in if node is None]
        sources = self.net.entering(key)
        signals = [self.diagram.signal(source, key, self.diagram.color_of(source)) for source in sources]
        arriving: list[Animation] = [fly_all(pairs, lane=self.lane)] if pairs else []
        if key != self.net.graph.row[1]:
            rest = [*rest, *(part for _, part in pairs)]
            sent = dict.fromkeys(node for node, _ in standing)
            arriving = [self.diagram.point_out(node) for node in sent]
        self.play(AnimationGroup(*signals), FadeIn(numbers.part(0), *rest), *arriving, run_time=1.0 * pace)
        self.add(numbers)

    def look_back(self) -> None:
        """Every value stays where it was computed: the way back will need them."""
        with self.beat("kept", words("Every value stays in its box. The way back will need them all.")):
            if not self.view.whole:
                self._fold()
            for a, b in pairwise(self.net.graph.row):
                run = [self.diagram.signal(a, b, self.diagram.color_of(a))] if self.view.whole else []
                pace = 0.35 if self.view.whole else 0.18
                self.play(*run, self.diagram.nodes[a].highlight(), run_time=pace)
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)

    def _fold(self) -> None:
        """Fold a long row into lines in which all values can be seen."""
        boxes = list(self.diagram.nodes.values())
        kept = {part for box in boxes for part in box.get_family()}
        rest = [part for part in self.clear_stage(self.heading) if part not in kept]
        self.play(FadeOut(*rest), run_time=0.6)
        middle = (float(self.heading.get_bottom()[1]) + safe_bottom()) / 2
        self.play(*fold(boxes, middle, self), run_time=1.0)
