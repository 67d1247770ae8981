"""A network with its numbers: values forward, gradients back, in whatever arithmetic is asked for."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Self

from backprop_core.arithmetic import PRECISE, precise
from backprop_core.network.given import Example, Layer, NetworkValues
from backprop_core.network.graph import LOSS, Graph, graph_of
from backprop_core.network.recording import Recording, gradients, record, scalars
from backprop_core.network.workings import Workings
from backprop_core.number import Number
from backprop_core.operations import Value


@dataclass(frozen=True)
class ComputedNetwork:
    """A graph and what it is given (inputs, parameters, targets) by key, and all that follows from it."""

    graph: Graph
    given: Mapping[str, Number]

    @classmethod
    def from_layers(cls, example: Example, layers: Sequence[Layer], loss: str) -> Self:
        """Return the network with some layers on an example. Raises `ValueError` where shapes don't fit."""
        widths = (len(example.input), *(len(layer.bias) for layer in layers))
        graph = graph_of(widths, tuple(layer.activation for layer in layers), loss)
        for layer, inputs in zip(layers, widths, strict=False):
            if len(layer.weights) != len(layer.bias) or any(len(row) != inputs for row in layer.weights):
                raise ValueError(f"weights do not fit {inputs} inputs and {len(layer.bias)} biases")
        if len(example.target) != widths[-1]:
            raise ValueError(f"{len(example.target)} targets, but the last layer has {widths[-1]} neurons")
        given = dict(zip(graph.inputs, example.input, strict=True))
        for index, layer in enumerate(layers, start=1):
            for neuron, row, bias in zip(graph.neurons(index), layer.weights, layer.bias, strict=True):
                given |= dict(zip(neuron.weights, row, strict=True)) | {neuron.bias: bias}
        given |= dict(zip(graph.targets, example.target, strict=True))
        return cls(graph, {key: given[key] for key in graph.given})

    @classmethod
    def from_values(cls, values: NetworkValues, example: int = 0) -> Self:
        """Return the network with some values, on one of its examples."""
        return cls.from_layers(values.examples[example], values.layers, values.loss)

    @classmethod
    def seeded(cls, widths: Sequence[int], seed: int, activation: str = "sigmoid") -> Self:
        """Return a network whose numbers are multiples of 0.1 between -1.5 and 1.5, drawn from a seed.

        Targets are 0 or 1, the loss is the squared error. Raises `ValueError` for fewer than two widths or
        one below 1.
        """
        graph = graph_of(tuple(widths), (activation,) * (len(widths) - 1), "squared")
        draw = random.Random(seed)
        keys = [
            *graph.inputs,
            *(
                key
                for kind in ("weight", "bias")
                for key in graph.parameters
                if graph.nodes[key].kind == kind
            ),
        ]
        given: dict[str, Number] = {key: Fraction(draw.randint(-15, 15), 10) for key in keys}
        given |= {key: Fraction(draw.randint(0, 1)) for key in graph.targets}
        return cls(graph, {key: given[key] for key in graph.given})

    @classmethod
    def all_examples(cls, values: NetworkValues) -> tuple[Self, ...]:
        """Return the network with some values on each of its examples."""
        return tuple(cls.from_values(values, index) for index in range(len(values.examples)))

    def changed(self, values: Mapping[str, Number]) -> Self:
        """Return the network with some of what it is given changed, by key. Raises `KeyError` for others."""
        for key in values:
            _ = self.given[key]
        return type(self)(self.graph, {**self.given, **values})

    @cached_property
    def recording(self) -> Recording:
        """The forward pass."""
        return record(self.graph, self.given)

    @cached_property
    def values(self) -> Mapping[str, Number]:
        """Values of all nodes by key, without the work of choosing decimals."""
        return scalars(self.graph, self.recording)

    @cached_property
    def gradient_values(self) -> Mapping[str, Number]:
        """Gradients of the loss by key, the inputs' included, without the work of choosing decimals."""
        return gradients(self.graph, self.recording)

    @property
    def loss(self) -> Number:
        """The loss."""
        return self.values[LOSS]

    def slope(self, of: str, by: str) -> Number:
        """Return the local derivative of a node by one that enters it."""
        node, other = self.graph.nodes[of], self.graph.nodes[by]
        if by not in node.entering:
            raise KeyError(f"{by} does not enter {of}")
        if (of, by) in self._workings.same:
            return self.values[str(self._workings.same[of, by])]
        if node.kind == "pre_activation":
            return Fraction(1)
        if node.kind == "loss":
            loss = self.graph.loss
            target = self.graph.targets[other.place]
            found: Number = loss.slope(self.values[by], self.values[target], self.graph.widths[-1])
            return found
        jacobian = self.recording.jacobian(f"a{node.layer}")
        entry: Number = jacobian[node.place][other.place]
        return entry

    def loss_at(self, changed: Mapping[str, Number]) -> Number:
        """Return the loss with some of what is given changed, by key, the rest held still."""
        return self.changed(changed).loss

    def evaluated(self, changed: Mapping[str, Value]) -> dict[str, Value]:
        """Return all values with some of what is given as arrays: the values have their shape."""
        given = {key: changed.get(key, float(value)) for key, value in self.given.items()}
        return scalars(self.graph, record(self.graph, given))

    def precise_values(self, changed: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """Return all values to 100 digits, with some of what is given changed."""
        given = {**self.given, **(changed or {})}
        deep = {
            key: value if isinstance(value, PRECISE.mpf) else precise(value) for key, value in given.items()
        }
        return scalars(self.graph, record(self.graph, deep))

    def entering(self, key: str) -> tuple[str, ...]:
        """Return the keys of the nodes that a node is computed from, in the order of its formula."""
        return self.graph.entering(key)

    @property
    def first_weight(self) -> str:
        """Key of the first weight, whose gradient is the goal of the way back."""
        return self.graph.parameters[0]

    @cached_property
    def _workings(self) -> Workings:
        return Workings(self.graph, self.values)
