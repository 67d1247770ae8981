"""The forward pass through wide layers: one neuron close up, then each layer as a matrix product."""

from __future__ import annotations

from manim import (
    UP,
    FadeIn,
    FadeOut,
    VGroup,
)

from backprop_core.network import Network
from scenes.chapters.forward_pass.inside_neuron import InsideNeuron
from scenes.chapters.forward_pass.layer_matrices import LayerMatrices
from scenes.chapters.forward_pass.layer_values import LayerValues
from scenes.stage.chapter import Chapter
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.graph.fitting_diagram import diagram_of
from scenes.stage.graph.network_diagram import ORDINALS
from scenes.stage.graph.share_bar import OutputShares
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import appear
from scenes.stage.titles import heading
from scenes.stage.words import Words, words

_UNDER, _TO_TABLE = 0.12, 0.16
"""From the heading to the network, from there to what is worked out."""


class LayersForward:
    """The walk through a network of wide layers, played by a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.chapter, self.theme = chapter, chapter.theme
        net = Network.from_values(chapter.settings.lecture.network)
        self.heading = heading(self.theme, chapter.title)
        top = float(self.heading.get_bottom()[1]) - _UNDER
        self.numbers, self.diagram = diagram_of(self.theme, net, top, backward=False)
        self.graph, self.values = net.graph, self.numbers.values
        self.room = Region.safe().below(self.diagram).inset(top=_TO_TABLE)
        self.into_boxes = LayerValues(chapter, self.diagram)
        self.matrices = LayerMatrices(chapter, self.numbers, self.diagram, self.room)
        self.inside = InsideNeuron(chapter, self.numbers, self.diagram)

    def play(self) -> None:
        """The network, what comes in, one neuron, its layer, the layers after it, the loss."""
        self.chapter.open_with(self.heading)
        self.draw_network()
        self.give_input()
        if self.graph.activation(1).name != "softmax":
            self.inside.look_close()
        for layer in range(1, self.graph.depth + 1):
            self.compute_layer(layer)
            if self.graph.activation(layer).name == "softmax":
                self.share_out(layer)
        self.matrices.clear()
        self.inside.measure_loss()
        self.look_back()
        self.chapter.close()

    def draw_network(self) -> None:
        """Columns of neurons, a line for every weight."""
        sentence = "Now a layer holds several neurons, and each one hears the whole layer before it."
        with self.chapter.beat("network", words(sentence)):
            self.diagram.spread()
            self.chapter.play(self.diagram.enter(), run_time=3.0)
            self.chapter.add(self.diagram)

    def give_input(self) -> None:
        """The inputs; each line is a weight, each neuron has a bias."""
        with self.chapter.beat("input", words("The input arrives. Every line carries a weight of its own.")):
            self.chapter.play(self.diagram.fold(), run_time=0.8)
            self.into_boxes.fill(*self.graph.inputs)
            lines = self.diagram.into_layer(1)
            self.chapter.play(self.diagram.run(lines, self.theme.input), run_time=1.2)

    def compute_layer(self, layer: int) -> None:
        """The layer as a matrix product; its activations take their places in the network."""
        self.matrices.compute(layer, self._layer_words(layer))

    def share_out(self, layer: int) -> None:
        """Softmax: each output's part of the whole."""
        focus = self.numbers.focus(layer)
        a = self.values[focus.output]
        outputs = [self.values[key] for key in self.graph.outputs]
        wide = self.room.width
        line = CalculationLine(self.theme, a, (0.0, 0.0, 0.0), size=0.4, room=wide)
        bar = OutputShares(self.theme, outputs, focus.place, 0.7 * wide, 0.4)
        VGroup(line, bar).arrange(UP * -1, buff=0.4).move_to(self.room.center)
        with self.chapter.beat("shares", words(_SHARES)):
            self.matrices.clear()
            self.chapter.play(appear(line.formula), run_time=0.7)
            if line.numbers is not None:
                self.chapter.play(appear(line.numbers), run_time=0.6)
            self.chapter.play(appear(line.result), run_time=0.5)
            self.chapter.play(bar.grow(), run_time=1.2)
            self.chapter.play(FadeIn(bar.names), run_time=0.5)
            self.chapter.add(bar)
            self.chapter.wait(0.6)
        self.chapter.play(FadeOut(line, bar), run_time=0.4)

    def look_back(self) -> None:
        """Every value stays where it was computed."""
        with self.chapter.beat("kept", words("Every value stays in place. The way back will need them all.")):
            self.chapter.play(self.diagram.unfold(), run_time=0.8)
            for layer in range(1, self.graph.depth + 1):
                lines = self.diagram.into_layer(layer)
                self.chapter.play(self.diagram.run(lines, self.theme.activation), run_time=0.5)
            last = VGroup(*(self.diagram.arrows[key] for key in self.graph.outputs))
            self.chapter.play(self.diagram.run(last, self.theme.loss), run_time=0.5)

    def _layer_words(self, layer: int) -> Words:
        """Return what is said of a layer: the first tells most."""
        if layer == 1:
            return words("The whole layer at once: a row of weights for each neuron, one matrix.")
        if layer == self.graph.depth:
            return words("The last layer does the same, and its answers are the prediction.")
        if layer == _SECOND:
            return words("The next layer takes these in, with a matrix of its own.")
        return words(f"Then the {ORDINALS[layer]} layer: multiply, add, bend.")


_SECOND = 2
_SHARES = "Softmax divides each power by their sum: shares of one whole."
