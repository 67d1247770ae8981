"""The backward pass through wide layers: δ from the loss on, sums where paths meet, outer products."""

from __future__ import annotations

from collections.abc import Sequence

from manim import FadeIn, FadeOut, VGroup

from backprop_core.network import Network
from backprop_core.network.graph import LOSS, Neuron
from backprop_core.quantity import Piece
from scenes.chapters.backward_pass.inside_neuron import InsideNeuron
from scenes.chapters.backward_pass.layer_words import LayerWords
from scenes.chapters.backward_pass.outer_walk import OuterWalk
from scenes.chapters.backward_pass.weight_lines import WeightLines
from scenes.stage.chapter import Chapter
from scenes.stage.graph.fitting_diagram import diagram_of
from scenes.stage.graph.network_diagram import ORDINALS
from scenes.stage.graph.outer_product import delta_vector
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math
from scenes.stage.titles import heading
from scenes.stage.words import words

_UNDER, _TO_TABLE = 0.12, 0.16
"""From the heading to the network, from there to what is worked out."""


class LayersBackward:
    """The walk back through a network of wide layers, played by a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        net = Network.from_values(chapter.settings.lecture.network)
        self.heading = heading(self.theme, chapter.title)
        top = float(self.heading.get_bottom()[1]) - _UNDER
        self.numbers, self.diagram = diagram_of(self.theme, net, top, backward=True)
        self.graph = net.graph
        self.diagram.fill(*self.diagram.neuron_keys(), LOSS)
        self.room = Region.safe().below(self.diagram).inset(top=_TO_TABLE)
        self.outer = OuterWalk(chapter, self.numbers, self.diagram, self.room)
        self.inside = InsideNeuron(chapter, self.numbers, self.diagram)
        self.say = LayerWords(self.numbers)

    def play(self) -> None:
        """The values, what is asked, then layer by layer from the loss; the second one from close by."""
        depth = self.graph.depth
        self.chapter.open_with(self.heading, self.diagram.spread())
        self.recall_values()
        self.ask()
        self.inside.start_at_loss()
        self.gather_weights(depth, "Times what came in: a column times a row holds every weight’s gradient.")
        if depth > 1:
            self.outer.clear()
            self.inside.look_close(depth - 1)
            self.take_layer(depth - 1)
            self.gather_weights(depth - 1, "Again, a column times a row; and a bias gets its delta as it is.")
        for layer in range(depth - 2, 0, -1):
            self.step_back(layer)
        self.sum_up()
        self.chapter.close()

    def recall_values(self) -> None:
        """The network as the forward pass left it."""
        sentence = "The forward pass left a value in every neuron, and at the end the loss."
        with self.chapter.beat("recall", words(sentence)):
            for layer in range(1, self.graph.depth + 1):
                lines = self.diagram.into_layer(layer)
                self.chapter.play(self.diagram.run(lines, self.theme.activation), run_time=0.4)
            self.chapter.play(self.diagram.boxes[LOSS].highlight(), run_time=0.4)
            self.chapter.play(self.diagram.boxes[LOSS].reset(), run_time=0.3)
            self.chapter.play(self.diagram.fold(), run_time=0.8)

    def ask(self) -> None:
        """The name for the slope at a sum."""
        neuron = self.numbers.focus(self.graph.depth)
        delta = self.numbers.deltas[neuron.sum]
        slope = self.numbers.slope_name(neuron.sum)
        pieces: list[Piece | str] = [Piece(delta.symbol.typst, "symbol"), "="]
        line = math([*pieces, Piece(slope.typst, "symbol")], self.theme.gradient, size=1.2 * FORMULA)
        line.move_to(self.room.center)
        sentence = words("How fast does the loss change with a neuron’s sum? That slope is called delta.")
        with self.chapter.beat("ask", sentence):
            box = self.diagram.boxes[neuron.output]
            self.chapter.play(box.highlight(self.theme.gradient), run_time=0.6)
            self.chapter.play(appear(line), run_time=0.8)
        self.chapter.play(FadeOut(line), box.reset(), run_time=0.4)

    def take_layer(self, layer: int) -> None:
        """δ of the whole layer, of which one neuron's is known."""
        neuron = self.numbers.focus(layer)
        line = self._layer_rule(layer)
        with self.chapter.beat("whole_layer", self.say.layer(layer)):
            self.chapter.play(appear(line), run_time=0.8)
            self._sweep(layer, [one for one in self.graph.neurons(layer) if one != neuron])
        self.chapter.play(FadeOut(line), run_time=0.4)

    def gather_weights(self, layer: int, sentence: str) -> None:
        """The gradients of a layer's weights and biases."""
        with self.chapter.beat(f"weights_{layer}", words(sentence)):
            self.outer.show(layer, pace=1.0)

    def step_back(self, layer: int) -> None:
        """A layer farther back: the same again."""
        sentence = (
            f"The same again for the {ORDINALS[layer]} layer: paths meet, slopes, and a matrix of gradients."
        )
        with self.chapter.beat(f"layer_{layer}", words(sentence)):
            self.outer.clear()
            self._sweep(layer, self.graph.neurons(layer))
            self.outer.show(layer, pace=0.6)

    def sum_up(self) -> None:
        """Every line as thick as its gradient is large."""
        with self.chapter.beat(
            "sum_up", words("One sweep back, and every weight knows how it moves the loss.")
        ):
            self.outer.clear()
            whole = VGroup(self.diagram, *self.diagram.tabs.values())
            self.chapter.play(self.diagram.unfold_with(whole), run_time=0.8)
            lines = WeightLines(self.theme, self.diagram, self.numbers)
            for layer in range(self.graph.depth, 0, -1):
                drawn = VGroup(*lines.of_layer(layer))
                self.chapter.play(FadeIn(drawn), run_time=0.6)
            self.chapter.add(lines)
            self.chapter.wait(0.6)

    def _layer_rule(self, layer: int) -> TypesetLine:
        """Return the rule for a whole layer's δ, in symbols."""
        function = self.graph.activation(layer).function[0]
        here, after = delta_vector(layer).typst, delta_vector(layer + 1).typst
        source = f"(bold(W_{layer + 1})^T {after}) dot.o {function}'(bold(z_{layer}))"
        line = math([Piece(here, "symbol"), "=", source], self.theme.gradient, size=FORMULA)
        return line.move_to(self.room.center)

    def _sweep(self, layer: int, neurons: Sequence[Neuron]) -> None:
        """Run light back into a layer; its gradients land."""
        lines = self.diagram.into_layer(layer + 1)
        self.chapter.play(self.diagram.run(lines, self.theme.gradient, backward=True), run_time=0.9)
        self.inside.land(*neurons)
