"""All weights' gradients in one picture: a line as thick as its gradient is large, dashed if negative."""

from __future__ import annotations

from collections.abc import Iterable

from manim import DashedLine, Line, VGroup, VMobject

from backprop_core.network.pass_numbers import PassNumbers
from config import Theme
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.measure import Measurement

_THICKEST = 8.0


class WeightLines(VGroup):
    """A line over each of the diagram's, by the weight that it stands for."""

    def __init__(self, theme: Theme, diagram: LayerDiagram, numbers: PassNumbers) -> None:
        super().__init__()
        graph, slopes = numbers.network.graph, numbers.network.gradient_values
        weights = [key for key, node in graph.nodes.items() if node.kind == "weight"]
        largest = max(abs(float(slopes[key])) for key in weights)
        self.unit = _THICKEST / largest if largest else 0.0
        self.numbers, self.lines = numbers, dict[str, VMobject]()
        for layer in range(1, graph.depth + 1):
            for neuron in graph.neurons(layer):
                for weight, source in zip(neuron.weights, neuron.sources, strict=True):
                    edge, slope = diagram.edges[source, neuron.output], float(slopes[weight])
                    ends = edge.get_start(), edge.get_end()
                    line = DashedLine(*ends, dash_length=0.1) if slope < 0 else Line(*ends)
                    line.set_stroke(theme.gradient, width=self.unit * abs(slope))
                    self.lines[weight] = line
        self.add(*self.lines.values())

    def of_layer(self, layer: int) -> list[VMobject]:
        """Return the lines into a layer."""
        nodes = self.numbers.network.graph.nodes
        return [line for key, line in self.lines.items() if nodes[key].layer == layer]

    def measurements(self) -> Iterable[Measurement]:
        """Read every gradient's size back from how thick its line is, and its sign from the dashes."""
        for key, line in self.lines.items():
            sign = -1.0 if isinstance(line, DashedLine) else 1.0
            drawn = line[0] if isinstance(line, DashedLine) else line
            found = sign * float(drawn.get_stroke_width()) / self.unit if self.unit else 0.0
            symbol = self.numbers.weight_slope(key).name
            yield Measurement("thickness", symbol, found, 1e-6 * max(1.0, abs(found)))
