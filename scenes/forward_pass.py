"""The forward pass: values flow from the input to the loss, one step after the other."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, UP, AnimationGroup, FadeIn, FadeOut, GrowArrow, LaggedStart

from backprop_core.network import TwoWeightNetwork
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.working import numbers_put_in
from scenes.stage.lettering.flights import appear, fly, fly_all
from scenes.stage.network.network_diagram import ABOVE, ROW, NetworkDiagram
from scenes.stage.network.state_panel import StatePanel
from scenes.stage.titles import heading, safe_bottom
from scenes.stage.words import words

SENTENCES = {
    "z1": "Weigh the input and add the bias: {symbol} is {value}.",
    "a1": "The sigmoid squeezes it between zero and one: {symbol} is {value}.",
    "z2": "Weigh that, and add the second bias: {symbol} is {value}.",
    "a2": "The sigmoid again. {symbol} is {value}: this is the prediction.",
    "L": "How far off? The squared distance to the target is the loss, {value}.",
}


class ForwardPass(Chapter):
    """A 2-weight network is drawn, and a panel fills with its values."""

    title = "Forward pass"

    def construct(self) -> None:
        """The network, what is given, five steps, what is left to ask."""
        self.lay_out()
        self.open_with(self.heading)
        self.draw_network()
        self.give_parameters()
        self.give_target()
        for key in ROW[1:]:
            self.compute(key)
        self.look_back()
        self.close()

    def lay_out(self) -> None:
        """Make what the beats bring on stage."""
        given = self.settings.lecture.network
        self.net = TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)
        self.keys = {quantity.symbol: key for key, quantity in self.net.quantity.items()}
        self.heading = heading(
            self.theme, self.title, "from the input to the loss, one step at a time", beside=True
        )
        self.diagram = NetworkDiagram(self.theme, self.net.quantity)
        self.diagram.next_to(self.heading, DOWN, buff=0.45).set_x(0.0)
        room = self.diagram.get_bottom()[1] - safe_bottom() - 0.3
        self.panel = StatePanel(self.theme, [self.net.quantity[key] for key in ROW[1:]], room)
        self.panel.place([0.0, safe_bottom() + room / 2, 0.0])

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
            self.play(FadeIn(slot, shift=UP * 0.1), box.light(), run_time=0.6)
            box.hold(slot)
            self.play(box.unlight(), run_time=0.4)

    def give_parameters(self) -> None:
        """The weights and the biases, which training will change."""
        with self.beat(
            "parameters", words("Each neuron has a weight and a bias. These are what training will change.")
        ):
            keys = [key for key in ABOVE if key != "y"]
            boxes = LaggedStart(
                *(FadeIn(self.diagram.parameters[key], shift=DOWN * 0.2) for key in keys), lag_ratio=0.4
            )
            self.play(boxes, run_time=1.6)
            self.play(*(GrowArrow(self.diagram.arrows[key, ABOVE[key]]) for key in keys), run_time=0.6)

    def give_target(self) -> None:
        """The target, and the panel that will note every step."""
        y = self.net.quantity["y"]
        with self.beat("target", words("The target {y} is what the network should have said.", y=y)):
            self.play(FadeIn(self.diagram.parameters["y"], shift=DOWN * 0.2), run_time=0.7)
            self.play(GrowArrow(self.diagram.arrows["y", "L"]), run_time=0.5)
            self.play(FadeOut(self.neurons), FadeIn(self.panel), run_time=0.6)

    def compute(self, key: str) -> None:
        """One step: formula, numbers put in, result, and the result into its box."""
        quantity = self.net.quantity[key]
        row = self.panel.rows[ROW.index(key) - 1]
        box = self.diagram.nodes[key]
        sentence = words(SENTENCES[key], symbol=quantity.symbol, value=quantity)
        with self.beat(f"step_{key}", sentence):
            self.play(box.light(), appear(row.formula), run_time=0.8)
            if row.numbers is not None:
                put_in = numbers_put_in(row.numbers)
                pairs = [(self.diagram.digits(self.keys[operand.symbol]), part) for operand, part in put_in]
                sources = dict.fromkeys(self.keys[operand.symbol] for operand, _ in put_in)
                signals = [
                    self.diagram.signal(source, key, self.diagram.color_of(source)) for source in sources
                ]
                self.play(AnimationGroup(*signals), FadeIn(row.numbers.part(0)), fly_all(pairs), run_time=1.4)
                self.add(row.numbers)
            self.play(appear(row.result), run_time=0.6)
            slot = box.slot()
            self.play(fly(row.result.part(2), slot.part(1)), run_time=0.9)
            self.add(slot)
            box.hold(slot)
            self.play(box.unlight(), *row.dim(), run_time=0.5)

    def look_back(self) -> None:
        """Every value stays where it was computed: the way back will need them."""
        with self.beat("kept", words("Every value stays in its box. The way back will need them all.")):
            for a, b in pairwise(ROW):
                self.play(self.diagram.signal(a, b, self.diagram.color_of(a)), run_time=0.3)
            self.play(self.diagram.nodes["L"].light(), run_time=0.6)
