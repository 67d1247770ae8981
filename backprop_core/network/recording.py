"""The forward pass of a network on the tape, in whatever arithmetic its given numbers are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from backprop_core.network.graph import LOSS, Graph
from backprop_core.operations import OPERATIONS, TapeOperation, Value, times
from backprop_core.tape import BackwardTrace, Tape, TapeNode, backward


@dataclass(frozen=True)
class Recording:
    """A forward pass: the tape's records, and where vectors and matrices stand among them.

    Names are x, then W1, b1, z1, a1, …, y and L. Weights are matrices of neurons by inputs; entries are
    `Number`s, numbers of 100 digits or arrays, as they were given.
    """

    nodes: tuple[TapeNode, ...]
    index: Mapping[str, int]

    def array(self, name: str) -> Any:
        """Return a vector or a matrix; the loss as the scalar that it is."""
        return self.nodes[self.index[name]].value

    def jacobian(self, name: str) -> Any:
        """Return the Jacobian of a layer's activations by its sums."""
        node = self.nodes[self.index[name]]
        assert node.rule is not None
        inputs = tuple(self.nodes[index].value for index in node.inputs)
        return node.rule.local(0, inputs, node.value)

    def backward(self, *, jacobians: bool = True) -> BackwardTrace:
        """Return the backward pass from the loss, with every local Jacobian unless gradients will do."""
        return backward(self.nodes, self.index[LOSS], jacobians=jacobians)


def record(graph: Graph, given: Mapping[str, Value]) -> Recording:
    """Record the forward pass of a graph from its given values by key."""
    tape, index = Tape(), {}
    index["x"] = tape.leaf(_vector(given[key] for key in graph.inputs), "x")
    for layer in range(1, graph.depth + 1):
        neurons, before = graph.neurons(layer), "x" if layer == 1 else f"a{layer - 1}"
        weights = np.stack([_vector(given[key] for key in neuron.weights) for neuron in neurons])
        index[f"W{layer}"] = tape.leaf(weights, f"W{layer}")
        index[f"b{layer}"] = tape.leaf(_vector(given[neuron.bias] for neuron in neurons), f"b{layer}")
        z, a = f"z{layer}", f"a{layer}"
        index[z] = tape.apply("affine", index[f"W{layer}"], index[before], index[f"b{layer}"], name=z)
        index[a] = tape.apply(graph.activation(layer).name, index[z], name=a)
    index["y"] = tape.leaf(_vector(given[key] for key in graph.targets), "y")
    enters = f"{'a' if graph.loss.from_sums is None else 'z'}{graph.depth}"
    index[LOSS] = tape.apply(_operation(graph, tape.value(index["y"])), index[enters], name=LOSS)
    return Recording(tape.nodes, index)


def scalars(graph: Graph, recording: Recording) -> dict[str, Value]:
    """Return every value of a recording by its node's key."""
    return _by_key(graph, graph.nodes, recording.array)


def gradients(graph: Graph, recording: Recording) -> dict[str, Value]:
    """Return the gradient of the loss by every node that has one, by key; the inputs' as well."""
    traced = recording.backward(jacobians=False).gradients
    loss = graph.loss
    outputs, targets = recording.array(f"a{graph.depth}"), recording.array("y")

    def array(name: str) -> Value:
        if name == f"a{graph.depth}" and loss.from_sums is not None:
            return [loss.slope(a, y, len(outputs)) for a, y in zip(outputs, targets, strict=True)]
        return traced[recording.index[name]]

    return _by_key(graph, (*graph.inputs, *graph.backward_order), array)


_NAMES = {"input": "x", "weight": "W{}", "bias": "b{}", "pre_activation": "z{}", "activation": "a{}"}
_NAMES |= {"target": "y", "loss": LOSS}


def _by_key(graph: Graph, keys: Iterable[str], array: Callable[[str], Value]) -> dict[str, Value]:
    """Return the entries of named arrays for some nodes by their keys."""
    found: dict[str, Value] = {}
    arrays: dict[str, Value] = {}
    for key in keys:
        node = graph.nodes[key]
        name = _NAMES[node.kind].format(node.layer)
        if name not in arrays:
            arrays[name] = array(name)
        whole = arrays[name]
        if node.kind == "weight":
            found[key] = whole[node.place][node.source]
        else:
            found[key] = whole if node.kind == "loss" else whole[node.place]
    return found


def _operation(graph: Graph, targets: Value) -> TapeOperation:
    """Return the loss as an operation on the last layer: its activations, or its sums where it takes those.

    The targets are held still.
    """
    loss, activation = graph.loss, OPERATIONS[graph.activation_names[-1]]

    def value(enters: Value) -> Value:
        return (loss.from_sums or loss.value)(enters, targets)

    def slopes(enters: Value) -> Value:
        pairs = zip(activation.value(enters) if loss.sum_slope else enters, targets, strict=True)
        if loss.sum_slope:
            return _vector(loss.sum_slope(a, y) for a, y in pairs)
        return _vector(loss.slope(a, y, len(targets)) for a, y in pairs)

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        return slopes(inputs[0])[None, :]

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return _vector(times(upstream, slope) for slope in slopes(inputs[0]))

    return TapeOperation(loss.name, 1, value, local, product)


def _vector(entries: Iterable[Value]) -> Value:
    listed = list(entries)
    vector = np.empty(len(listed), dtype=object)
    for index, entry in enumerate(listed):
        vector[index] = entry
    return vector
