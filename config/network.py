"""The network of the lecture: examples, layers, loss; and what cannot be taught with one."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Annotated

from backprop_core.network import Network
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.network.losses import LOSS_NAMES
from backprop_core.number import Number
from config.model import Refusal, Table
from config.numbers import between, one_of

MOST_LAYERS, MOST_NEURONS, MOST_EXAMPLES = 6, 8, 1000

LARGEST_PRE_ACTIVATION = 100
"""Beyond it an activation that saturates leaves slopes whose products a float64 cannot hold."""

LARGEST_VALUE = 1e6
_SMALLEST = 1e-300
"""Below it a float64 has fewer digits than are shown."""


class ExampleSettings(Table):
    """An input and what the network should make of it."""

    input: tuple[Number, ...]
    target: tuple[Number, ...]


class LayerSettings(Table):
    """A layer: weights by neuron and input, a bias for each neuron, the activation."""

    weights: tuple[tuple[Number, ...], ...]
    bias: tuple[Number, ...]
    activation: Annotated[str, one_of(*ACTIVATIONS)]


class NetworkSettings(Table):
    """The network: the examples that it learns from (the first is walked through), its layers, its loss."""

    examples: tuple[ExampleSettings, ...]
    layers: tuple[LayerSettings, ...]
    loss: Annotated[str, one_of(*LOSS_NAMES)]
    learning_rate: Annotated[Fraction, between("0.000001", "1000")]

    @property
    def widths(self) -> tuple[int, ...]:
        """Neurons in each layer, the input's first."""
        return (len(self.examples[0].input), *(len(layer.bias) for layer in self.layers))

    @property
    def is_chain(self) -> bool:
        """Whether every layer is one neuron wide, the input's as well."""
        return all(width == 1 for width in self.widths)

    def refusals(self) -> Refusal | None:
        """Refuse what does not fit together, and numbers that leave nothing to be shown."""
        return self._structure_refusal() or self._target_refusal() or self._values_refusal()

    def _structure_refusal(self) -> Refusal | None:
        names = [layer.activation for layer in self.layers]
        if "softmax" in names[:-1]:
            return Refusal(("layers", "activation"), "softmax can only be the last layer's activation")
        if names[-1] == "softmax" and len(self.layers[-1].bias) < 2:
            return Refusal(("layers", "activation"), "softmax needs at least two neurons to share among")
        if self.loss == "cross_entropy" and names[-1] not in ("sigmoid", "softmax"):
            return Refusal(
                ("loss", "layers"),
                f"cross-entropy needs probabilities, but the last activation is {names[-1]}; "
                "give sigmoid or softmax there, or another loss",
            )
        return None

    def _target_refusal(self) -> Refusal | None:
        if self.loss != "cross_entropy":
            return None
        for number, example in enumerate(self.examples, start=1):
            where = ("target", "data", "examples")
            if not all(0 <= target <= 1 for target in example.target):
                shown = ", ".join(f"{float(target):g}" for target in example.target)
                return Refusal(
                    where, f"example {number} has the target {shown}; give 0 to 1 for cross-entropy"
                )
            if self.layers[-1].activation == "softmax" and not math.isclose(sum(example.target), 1):
                return Refusal(
                    where, f"the targets of example {number} add up to {float(sum(example.target)):g}, give 1"
                )
        return None

    def _values_refusal(self) -> Refusal | None:
        networks = Network.all_examples(self)
        for number, network in enumerate(networks, start=1):
            of = f" (example {number})" if len(networks) > 1 else ""
            for key, node in network.graph.nodes.items():
                value = float(network.values[key])
                saturates = node.kind == "pre_activation" and network.graph.activation(node.layer).saturates
                limit = LARGEST_PRE_ACTIVATION if saturates else LARGEST_VALUE
                if not abs(value) <= limit:
                    return Refusal(
                        _parameters(network, node.layer),
                        f"{node.symbol.plain}{of} is {value:.6g}, "
                        f"give numbers that keep it from -{limit:.0f} to {limit:.0f}",
                    )
            for key, slope in network.gradient_values.items():
                name = network.graph.nodes[key].symbol.plain
                if not abs(float(slope)) <= LARGEST_VALUE or 0 < abs(float(slope)) < _SMALLEST:
                    return Refusal(
                        _parameters(network, network.graph.depth),
                        f"the gradient by {name}{of} is {float(slope):.3g}, give numbers that keep it "
                        "within 1000000 and large enough to be told from 0",
                    )
        dead = all(
            network.gradient_values[key] == 0 for network in networks for key in network.graph.parameters
        ) and any(network.loss != 0 for network in networks)
        if dead:
            return Refusal(
                _parameters(networks[0], networks[0].graph.depth),
                "every gradient is 0 though the loss is not (dead neurons): "
                "give numbers that let something through",
            )
        return None


def _parameters(network: Network, layer: int) -> tuple[str, ...]:
    """Return the keys to blame for a value of a layer, the likeliest first: its parameters, those before."""
    short = (f"{letter}{number}" for number in range(layer, 0, -1) for letter in "wb")
    return (*short, "x", "layers", "input", "data")
