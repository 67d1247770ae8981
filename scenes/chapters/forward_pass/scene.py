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
)

from backprop_core.network import Network
from scenes.chapters.forward_pass.layers import LayersForward
from scenes.chapters.forward_pass.state_panel import StatePanel
from scenes.chapters.forward_pass.step_pictures import SquaredGap, Squeeze, StepPicture, WeighedSum
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import numbers_put_in
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import appear, fly_all
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.titles import heading
from scenes.stage.words import words

SENTENCES = {
    "z1": "Weigh the input and add the bias: {symbol} is {value}.",
    "a1": "The sigmoid squeezes it between zero and one: {symbol} is {value}.",
    "z2": "Weigh that, and add the second bias: {symbol} is {value}.",
    "a2": "The sigmoid again. {symbol} is {value}: this is the prediction.",
    "L": "How far off? The squared distance to the target is the loss, {value}.",
}


PICTURE, SIGMOID, ASIDE = (2.9, 2.5), (1.95, 2.1), 0.3
"""Sizes of the picture beside the panel, of the sigmoid's panel in it, and the room between."""


class ForwardPass(Chapter):
    """A 2-weight network is drawn, and a panel fills with its values."""

    title = "Forward pass"

    def construct(self) -> None:
        """The network, what is given, five steps, what is left to ask."""
        if not self.settings.lecture.network.is_chain:
            return LayersForward(self).play()
        self.lay_out()
        self.open_with(self.heading)
        self.draw_network()
        self.give_parameters()
        self.give_target()
        for key in self.net.graph.row[1:]:
            self.compute(key)
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        self.net = Network.from_values(self.settings.lecture.network)
        self.heading = heading(
            self.theme, self.title, "from the input to the loss, one step at a time", beside=True
        )
        self.diagram = NetworkDiagram(self.theme, self.net.graph, self.net.quantity)
        self.diagram.next_to(self.heading, DOWN, buff=0.45).set_x(0.0)
        room = self.diagram.get_bottom()[1] - safe_bottom() - 0.3
        self.lane = float(self.diagram.get_bottom()[1]) - 0.15
        beside = safe_width() - PICTURE[0] - ASIDE
        self.panel = StatePanel(
            self.theme, [self.net.quantity[key] for key in self.net.graph.row[1:]], room, beside
        )
        middle = safe_bottom() + room / 2
        self.panel.place([(float(self.panel.frame.width) - safe_width()) / 2, middle, 0.0])
        at = (float(self.panel.frame.get_right()[0]) + safe_width() / 2) / 2
        self.pictures = {key: self._picture(key).move_to((at, middle, 0.0)) for key in self.net.graph.row[1:]}
        self.picture: StepPicture | None = None

    def draw_network(self) -> None:
        """The row of boxes."""
        x = self.net.quantity["x"]
        sentence = words("One input, two neurons, one loss. The input {name} is {x}.", name=x.symbol, x=x)
        with self.beat("network", sentence):
            self.play(self.diagram.enter(), run_time=2.6)
            self.neurons = self.diagram.neurons()
            self.play(LaggedStart(*(FadeIn(neuron) for neuron in self.neurons), lag_ratio=0.5), run_time=1)
            box = self.diagram.nodes["x"]
            slot = box.slot()
            self.play(FadeIn(slot, shift=UP * 0.1), box.highlight(), run_time=0.6)
            box.hold(slot)
            self.play(box.reset(), run_time=0.4)

    def give_parameters(self) -> None:
        """The weights and the biases, which training will change."""
        with self.beat(
            "parameters", words("Each neuron has a weight and a bias. These are what training will change.")
        ):
            keys = [key for key in self.net.graph.above if key != "y"]
            boxes = LaggedStart(
                *(FadeIn(self.diagram.parameters[key], shift=DOWN * 0.2) for key in keys), lag_ratio=0.4
            )
            self.play(boxes, run_time=1.6)
            self.play(
                *(GrowArrow(self.diagram.arrows[key, self.net.graph.above[key]]) for key in keys),
                run_time=0.6,
            )

    def give_target(self) -> None:
        """The target, and the panel that will note every step."""
        y = self.net.quantity["y"]
        with self.beat("target", words("The target {y} is what the network should have said.", y=y)):
            self.play(FadeIn(self.diagram.parameters["y"], shift=DOWN * 0.2), run_time=0.7)
            self.play(GrowArrow(self.diagram.arrows["y", "L"]), run_time=0.5)
            self.play(FadeOut(self.neurons), FadeIn(self.panel, self.diagram.signs()), run_time=0.6)

    def compute(self, key: str) -> None:
        """One step: formula, numbers put in, what it does to scale, and the result into its box."""
        quantity = self.net.quantity[key]
        row = self.panel.rows[self.net.graph.row.index(key) - 1]
        box = self.diagram.nodes[key]
        sentence = words(SENTENCES[key], symbol=quantity.symbol, value=quantity)
        with self.beat(f"step_{key}", sentence):
            picture, before = self.pictures[key], self.picture
            leaving = [] if before is None else [FadeOut(before)]
            self.play(box.highlight(), appear(row.formula), FadeIn(picture.base), *leaving, run_time=0.7)
            if row.numbers is not None:
                self._put_in(key, row.numbers)
            for animations in picture.moves():
                self.play(*animations, run_time=0.45)
            self.add(picture)
            self.picture = picture
            slot = box.slot()
            self.play(appear(row.result), run_time=0.5)
            told = Indicate(row.result.part(2), color=role_color(self.theme, quantity.symbol))
            self.play(told, FadeIn(slot, scale=1.4), run_time=0.7)
            box.hold(slot)
            self.play(box.reset(), *row.dim(), run_time=0.4)

    def _put_in(self, key: str, numbers: TypesetLine) -> None:
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
        self.play(AnimationGroup(*signals), FadeIn(numbers.part(0), *rest), *arriving, run_time=1.0)
        self.add(numbers)

    def _picture(self, key: str) -> StepPicture:
        """Return what a step does, drawn to scale."""
        known, layer = self.net.quantity, key[1:]
        if key == "L":
            return SquaredGap(self.theme, known["L"], (known["a2"], known["y"]), PICTURE)
        if key.startswith("a"):
            return Squeeze(self.theme, known[f"z{layer}"], known[key], SIGMOID)
        entering = known["x" if layer == "1" else "a1"]
        return WeighedSum(self.theme, known[key], (known[f"w{layer}"], entering), known[f"b{layer}"], PICTURE)

    def look_back(self) -> None:
        """Every value stays where it was computed: the way back will need them."""
        with self.beat("kept", words("Every value stays in its box. The way back will need them all.")):
            for a, b in pairwise(self.net.graph.row):
                run = self.diagram.signal(a, b, self.diagram.color_of(a))
                self.play(run, self.diagram.nodes[a].highlight(), run_time=0.35)
            self.play(self.diagram.nodes["L"].highlight(), run_time=0.5)
