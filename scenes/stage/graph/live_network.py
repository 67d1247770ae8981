"""The network while it trains: the same boxes, with the numbers of any step in them."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch, mean_gradients
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.graph.live_digits import LiveDigits, LivePart, extent, outlines_of, with_first_way
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import SMALL, TypesetPart

__all__ = ["LiveNetwork", "LivePart", "gradients", "values"]

_NAME_GAP = 0.13
"""From a parameter's symbol to its digits."""


class LiveNetwork(VGroup):
    """A network diagram whose `digits`, by key, follow the steps of a training run.

    `diagram` stands in its place already. `names` are the parameters' symbols.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, epochs: Sequence[Epoch]) -> None:
        super().__init__()
        self.theme, self.diagram = theme, diagram
        graph = diagram.graph
        self.digits: dict[str, LiveDigits] = {}
        self.names: dict[str, TypesetPart] = {}
        for key in graph.row:
            slot = diagram.nodes[key].slot()
            self.digits[key] = LiveDigits(
                values(epochs, key),
                theme.ink,
                diagram.nodes[key].room,
                slot.baseline,
                middle=float(slot.get_x()),
            )
        for key in graph.above:
            self._free_parameter(key, epochs)
        self.add(diagram, *self.digits.values())

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in self.digits.values():
            number.write(step)

    def _free_parameter(self, key: str, epochs: Sequence[Epoch]) -> None:
        """Keep a parameter's name in its box and give the rest of the line to digits that can change."""
        box, numbers = self.diagram.parameters[key], values(epochs, key)
        name = box.line.part(1)
        box.remove(box.line)
        most = box.room - float(name.width) - _NAME_GAP
        passed = (extent(outlines_of(one, signed=True)) for one in with_first_way(numbers))
        widest = max(high - low for low, high in passed)
        room = min(SMALL * widest, most)
        start = float(box.frame.get_x()) - (float(name.width) + _NAME_GAP + room) / 2
        name.shift((start - float(name.get_left()[0]), 0.0, 0.0))
        self.names[key] = name
        box.add(name)
        left = float(name.get_right()[0]) + _NAME_GAP
        self.digits[key] = LiveDigits(numbers, self.theme.ink, room, box.line.baseline, left=left)


def values(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return one of the network's values at every step; what no step changes stays exact."""
    network = epochs[0].network
    node, decimals = network.graph.nodes[key], network.precision
    given = node.kind in ("input", "target")
    found = [network.quantity[key]]
    for epoch in epochs[1:]:
        value = epoch.network.values[key]
        later = Quantity(node.symbol, value, decimals=decimals, fixed=True, node=key)
        found.append(found[0] if given else later)
    return found


def gradients(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return the gradient of the loss by one of the network's values at every step.

    A parameter's is the average over all examples, any other that on the first.
    """
    if key in epochs[0].network.graph.parameters:
        first = Batch(epochs[0].networks).gradient[key]
        slopes = [mean_gradients(epoch.networks, (key,))[key] for epoch in epochs[1:]]
    else:
        first = epochs[0].network.gradient[key]
        slopes = [epoch.network.gradient_values[key] for epoch in epochs[1:]]
    decimals = epochs[0].network.precision
    return [first, *(Quantity(first.symbol, slope, decimals=decimals, fixed=True) for slope in slopes)]
