"""The graph of a feed-forward network: its nodes in order, what enters each, and how each is computed.

Everything that is known of a network without its numbers is derived here: names, formulas, the order of the
backward pass, and the paths by which a gradient comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from backprop_core.network.activations import ACTIVATIONS, Activation
from backprop_core.network.losses import Loss, loss_of
from backprop_core.network.naming import key_of, symbol_of
from backprop_core.quantity import Symbol

Kind = Literal["input", "weight", "bias", "pre_activation", "activation", "target", "loss"]

LOSS = "L"


@dataclass(frozen=True)
class Node:
    """One value of a network: its key and symbol, what kind it is, where it stands, what it is made of.

    `layer` counts from 1, 0 is the input's; targets and the loss stand after the last. `place` counts the
    neurons of a layer from 0, `source` the inputs of a neuron, for a weight. `entering` are the keys of what
    it is computed from, in the order of `template`, its formula with them as holes.
    """

    key: str
    symbol: Symbol
    kind: Kind
    layer: int
    place: int = 0
    source: int = 0
    entering: tuple[str, ...] = ()
    template: str = ""


@dataclass(frozen=True)
class Neuron:
    """One neuron: the keys of its weights and of what they weigh, of its bias, its sum and its activation."""

    layer: int
    place: int
    weights: tuple[str, ...]
    sources: tuple[str, ...]
    bias: str
    sum: str
    output: str


@dataclass(frozen=True)
class Graph:
    """A network without its numbers: neurons in each layer (the input's first), activations, the loss.

    Raises `ValueError` where these do not fit together, `KeyError` for an unknown activation or loss.
    """

    widths: tuple[int, ...]
    activation_names: tuple[str, ...]
    loss_name: str

    def __post_init__(self) -> None:
        """Check that there is an activation for each layer and that softmax is the last."""
        if len(self.widths) != len(self.activation_names) + 1 or min(self.widths) < 1 or self.depth < 1:
            raise ValueError(f"widths {self.widths} do not fit {len(self.activation_names)} activations")
        if "softmax" in self.activation_names[:-1]:
            raise ValueError("softmax can only be the last activation")
        _ = self.activations, self.loss

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return len(self.widths) - 1

    @property
    def is_chain(self) -> bool:
        """Whether every layer is one neuron wide, the input's as well."""
        return all(width == 1 for width in self.widths)

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The activation of each layer."""
        return tuple(ACTIVATIONS[name] for name in self.activation_names)

    @property
    def loss(self) -> Loss:
        """The loss."""
        return loss_of(self.loss_name, self.activation_names[-1])

    def activation(self, layer: int) -> Activation:
        """Return a layer's activation; layers count from 1."""
        return self.activations[layer - 1]

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """All nodes by key: given ones first, then in the order of the forward pass."""
        given = [*self._vector("x", "input", 0)]
        for layer in range(1, self.depth + 1):
            given += [self._weight(layer, *place) for place in self._places(layer)]
            given += self._vector("b", "bias", layer)
        given += self._vector("y", "target", self.depth + 1)
        found = {node.key: node for node in given}
        for layer in range(1, self.depth + 1):
            neurons = [self.neuron(layer, place) for place in range(self.widths[layer])]
            found |= {neuron.sum: self._sum(neuron) for neuron in neurons}
            found |= {neuron.output: self._output(neuron) for neuron in neurons}
        found[LOSS] = self._loss()
        return found

    @property
    def inputs(self) -> tuple[str, ...]:
        """Keys of the inputs."""
        return self.activation_keys(0)

    @property
    def targets(self) -> tuple[str, ...]:
        """Keys of the targets."""
        return tuple(self._key("y", None, place) for place in range(self.widths[-1]))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """Keys of the weights and biases, layer by layer; a chain's alternate."""
        return tuple(key for key, node in self.nodes.items() if node.kind in ("weight", "bias"))

    @cached_property
    def given(self) -> tuple[str, ...]:
        """Keys of everything that a network is given: inputs, parameters, targets."""
        return tuple(key for key, node in self.nodes.items() if not node.entering)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """Keys of the last layer's activations."""
        return self.activation_keys(self.depth)

    def activation_keys(self, layer: int) -> tuple[str, ...]:
        """Return the keys of a layer's activations, of the inputs for layer 0."""
        letter, number = ("a", layer) if layer else ("x", None)
        return tuple(self._key(letter, number, place) for place in range(self.widths[layer]))

    def sum_keys(self, layer: int) -> tuple[str, ...]:
        """Return the keys of a layer's weighted sums."""
        return tuple(self._key("z", layer, place) for place in range(self.widths[layer]))

    def neuron(self, layer: int, place: int = 0) -> Neuron:
        """Return a neuron; layers count from 1, places from 0."""
        sources = self.activation_keys(layer - 1)
        weights = tuple(self._key("w", layer, place, source) for source in range(len(sources)))
        bias, sum_, output = (self._key(letter, layer, place) for letter in "bza")
        return Neuron(layer, place, weights, sources, bias, sum_, output)

    def neurons(self, layer: int) -> tuple[Neuron, ...]:
        """Return the neurons of a layer."""
        return tuple(self.neuron(layer, place) for place in range(self.widths[layer]))

    def entering(self, key: str) -> tuple[str, ...]:
        """Return the keys of the nodes that a node is computed from, in the order of its formula."""
        return self.nodes[key].entering

    @cached_property
    def leaving(self) -> Mapping[str, tuple[str, ...]]:
        """For each node the keys of those that it enters: where its gradient comes back from."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(self.nodes, ())
        for key, node in self.nodes.items():
            for entering in node.entering:
                found[entering] = (*found[entering], key)
        return found

    @cached_property
    def backward_order(self) -> tuple[str, ...]:
        """Keys of all nodes that get a gradient, in the order of the backward pass, the inputs left out.

        Layer by layer from the last: the activations, then the sums, the activations before them, and then
        the weights and biases of the sums.
        """
        order: list[str] = list(self.outputs)
        for layer in range(self.depth, 0, -1):
            order += self.sum_keys(layer)
            order += self.activation_keys(layer - 1) if layer > 1 else ()
            for neuron in self.neurons(layer):
                order += [*neuron.weights, neuron.bias]
        return tuple(order)

    @cached_property
    def row(self) -> tuple[str, ...]:
        """Keys of a chain's values from the input to the loss: x, z1, a1, …, L."""
        middle = [key for neuron in self._line for key in (neuron.sum, neuron.output)]
        return (self.inputs[0], *middle, LOSS)

    @cached_property
    def above(self) -> Mapping[str, str]:
        """What else enters a chain, and where: weights and biases at the sums, the target at the loss."""
        found = {key: neuron.sum for neuron in self._line for key in (neuron.weights[0], neuron.bias)}
        return {**found, self.targets[0]: LOSS}

    @cached_property
    def back(self) -> tuple[str, ...]:
        """Keys of a chain's values at which a gradient lands, from the loss on: a2, z2, a1, z1."""
        return tuple(reversed(self.row[1:-1]))

    @cached_property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """A chain's steps (of, by) from the first weight to the loss."""
        keys = (self._line[0].weights[0], *self.row[1:])
        return tuple(zip(keys[1:], keys[:-1], strict=True))

    @property
    def _line(self) -> Sequence[Neuron]:
        if not self.is_chain:
            raise ValueError(f"a network of widths {self.widths} is no chain")
        return [self.neuron(layer) for layer in range(1, self.depth + 1)]

    def _key(self, letter: str, layer: int | None, *indices: int) -> str:
        return key_of(letter, layer, *(() if self.is_chain else indices))

    def _symbol(self, letter: str, layer: int | None, *indices: int) -> Symbol:
        return symbol_of(letter, layer, *(() if self.is_chain else indices))

    def _places(self, layer: int) -> list[tuple[int, int]]:
        return [
            (row, column) for row in range(self.widths[layer]) for column in range(self.widths[layer - 1])
        ]

    def _vector(self, letter: str, kind: Kind, layer: int) -> list[Node]:
        number, width = (
            (layer, self.widths[layer]) if letter == "b" else (None, self.widths[min(layer, self.depth)])
        )
        return [
            Node(self._key(letter, number, place), self._symbol(letter, number, place), kind, layer, place)
            for place in range(width)
        ]

    def _weight(self, layer: int, place: int, source: int) -> Node:
        key, symbol = (make("w", layer, place, source) for make in (self._key, self._symbol))
        return Node(key, symbol, "weight", layer, place, source)  # type: ignore[arg-type]

    def _sum(self, neuron: Neuron) -> Node:
        pairs = list(zip(neuron.weights, neuron.sources, strict=True))
        entering = (*(key for pair in pairs for key in pair), neuron.bias)
        terms = [f"{{{weight}}} * {{{source}}}" for weight, source in pairs]
        template = " + ".join([*terms, f"{{{neuron.bias}}}"])
        symbol = self._symbol("z", neuron.layer, neuron.place)
        return Node(neuron.sum, symbol, "pre_activation", neuron.layer, neuron.place, 0, entering, template)

    def _output(self, neuron: Neuron) -> Node:
        activation = self.activation(neuron.layer)
        entering: tuple[str, ...] = (neuron.sum,)
        template = activation.value.replace("{z}", f"{{{neuron.sum}}}")
        if activation.name == "softmax":
            sums = self.sum_keys(neuron.layer)
            entering = (neuron.sum, *(key for key in sums if key != neuron.sum))
            powers = " + ".join(f"e^({{{key}}})" for key in sums)
            template = f"frac(e^({{{neuron.sum}}}), {powers})"
        symbol = self._symbol("a", neuron.layer, neuron.place)
        return Node(neuron.output, symbol, "activation", neuron.layer, neuron.place, 0, entering, template)

    def _loss(self) -> Node:
        pairs = list(zip(self.outputs, self.targets, strict=True))
        terms = [filled(self.loss.written, a=a, y=y) for a, y in pairs]
        factor, whole = self.loss.factor(len(pairs)), " + ".join(terms)
        grouped = len(terms) > 1 or " + " in self.loss.written or factor == "-"
        if factor:
            whole = (
                f"{factor} ({whole})"
                if grouped and factor != "-"
                else f"{factor}({whole})"
                if grouped
                else f"{factor} {whole}"
            )
        entering = tuple(key for pair in pairs for key in pair)
        return Node(LOSS, symbol_of(LOSS, None), "loss", self.depth + 1, 0, 0, entering, whole)


def filled(template: str, **keys: str) -> str:
    """Return a template whose holes `{z}`, `{a}`, `{y}` are holes of nodes, differences written out."""
    written = (
        template.replace("{less}", "(1 - {a})").replace("{more}", "(1 + {a})").replace("{gap}", "({a} - {y})")
    )
    for name, key in keys.items():
        written = written.replace(f"{{{name}}}", f"{{{key}}}")
    return written


@lru_cache(maxsize=64)
def graph_of(widths: tuple[int, ...], activations: tuple[str, ...], loss: str) -> Graph:
    """Return the graph of a structure, the same one each time it is asked for."""
    return Graph(widths, activations, loss)
