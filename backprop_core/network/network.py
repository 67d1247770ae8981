"""A network with its numbers: values, slopes, gradients, each with its formula and its decimals."""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Protocol

from backprop_core.arithmetic import PRECISE, as_number, precise
from backprop_core.decimals.assignment import MOST_DECIMALS, choose_decimals
from backprop_core.network.graph import LOSS, Graph, Node, graph_of
from backprop_core.network.recording import Recording, gradients, record, scalars
from backprop_core.network.workings import Workings
from backprop_core.number import Number
from backprop_core.operations import Value
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol

_FORWARD_PRICE = 2
"""What an added decimal of the forward pass costs, against one of a slope."""

WIDE_DECIMALS = 3
"""Decimals of a network whose layers are wider than one neuron: many numbers stand side by side."""


class Layer(Protocol):
    """A layer: weights by neuron and input, a bias for each neuron, the name of its activation."""

    @property
    def weights(self) -> Sequence[Sequence[Number]]:
        """Weights: a row for each neuron."""

    @property
    def bias(self) -> Sequence[Number]:
        """Biases by neuron."""

    @property
    def activation(self) -> str:
        """Name of the activation."""


class Example(Protocol):
    """An input and what the network should make of it."""

    @property
    def input(self) -> Sequence[Number]:
        """The inputs."""

    @property
    def target(self) -> Sequence[Number]:
        """The targets."""


class NetworkValues(Protocol):
    """What a network is made from, such as its settings."""

    @property
    def examples(self) -> Sequence[Example]:
        """The examples, at least one."""

    @property
    def layers(self) -> Sequence[Layer]:
        """The layers, from the one after the input on."""

    @property
    def loss(self) -> str:
        """Name of the loss."""


@dataclass(frozen=True)
class Network:
    """A graph and what it is given: inputs, weights, biases and targets by key."""

    graph: Graph
    given: Mapping[str, Number]

    @classmethod
    def from_layers(cls, example: Example, layers: Sequence[Layer], loss: str) -> Network:
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
    def from_values(cls, values: NetworkValues, example: int = 0) -> Network:
        """Return the network with some values, on one of its examples."""
        return cls.from_layers(values.examples[example], values.layers, values.loss)

    @classmethod
    def seeded(cls, widths: Sequence[int], seed: int, activation: str = "sigmoid") -> Network:
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
    def all_examples(cls, values: NetworkValues) -> tuple[Network, ...]:
        """Return the network with some values on each of its examples."""
        return tuple(cls.from_values(values, index) for index in range(len(values.examples)))

    def changed(self, values: Mapping[str, Number]) -> Network:
        """Return the network with some of what it is given changed, by key. Raises `KeyError` for others."""
        for key in values:
            _ = self.given[key]
        return Network(self.graph, {**self.given, **values})

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

    @cached_property
    def decimals(self) -> dict[Hashable, int]:
        """Decimals of every value by key, of every derivative by (of, by); equal values have equal ones.

        In a chain they are chosen so that shown operands, worked out as the formula says, give the shown
        result; the values of the forward pass get the decimals here that the backward pass needs of them.
        """
        if not self.graph.is_chain:
            return self._many_decimals
        nodes = self.graph.nodes
        values: dict[Hashable, Number] = {key: self.values[key] for key in nodes}
        own = [pair for pair in self._workings.slope_pairs() if pair not in self._workings.same]
        values |= {pair: self.slope(*pair) for pair in reversed(own) if pair[0] != LOSS}
        biases = {key for key, node in nodes.items() if node.kind == "bias"}
        order = [key for key in self.graph.backward_order if key not in biases]
        values |= {(LOSS, key): self.gradient_values[key] for key in order}
        constraints = [*self._workings.products(), *self._workings.constraints(nodes.values())]
        prices: dict[Hashable, int] = dict.fromkeys(nodes, _FORWARD_PRICE)
        chosen = choose_decimals(values, constraints, prices, self.graph.given)
        return chosen | {name: chosen[same] for name, same in self._workings.same.items() if same in chosen}

    @cached_property
    def forward_decimals(self) -> dict[Hashable, int]:
        """Decimals of the values of the forward pass where nothing is worked out but the forward pass."""
        if not self.graph.is_chain:
            return self._many_decimals
        return self.decimals_of_forward(self.graph.nodes.values())

    def decimals_of_forward(self, nodes: Iterable[Node]) -> dict[Hashable, int]:
        """Return decimals of some nodes and of what enters them, with which the values work out as shown."""
        listed = list(nodes)
        used = {key for node in listed for key in (node.key, *node.entering)}
        values: dict[Hashable, Number] = {key: self.values[key] for key in self.graph.nodes if key in used}
        forward = [one for one in self._workings.constraints(listed) if isinstance(one.result, str)]
        return choose_decimals(values, forward, {}, self.graph.given)

    @cached_property
    def _many_decimals(self) -> dict[Hashable, int]:
        """Decimals where many numbers stand side by side: what is given as it was, all else alike."""
        found: dict[Hashable, int] = dict.fromkeys(self.graph.nodes, WIDE_DECIMALS)
        found |= dict.fromkeys(self.graph.given, MOST_DECIMALS)
        found |= dict.fromkeys(self._workings.slope_pairs(), WIDE_DECIMALS)
        found |= {(LOSS, key): WIDE_DECIMALS for key in self.gradient_values}
        return found

    @cached_property
    def quantity(self) -> dict[str, Quantity]:
        """Everything given, the values of the forward pass and the loss, by key."""
        return self._shown_with(self.forward_decimals)

    @cached_property
    def recalled(self) -> dict[str, Quantity]:
        """The same values with the decimals that the backward pass needs, by key."""
        return self._shown_with(self.decimals)

    def _shown_with(self, decimals: Mapping[Hashable, int]) -> dict[str, Quantity]:
        found: dict[str, Quantity] = {}
        for key, node in self.graph.nodes.items():
            formula = self._workings.formula(key, found) if node.entering else None
            found[key] = Quantity(node.symbol, self.values[key], formula, decimals[key], node=key)
        return found

    @cached_property
    def local(self) -> dict[tuple[str, str], Quantity]:
        """Local derivatives by (of, by), each with its formula."""
        return {
            (of, by): Quantity(
                derivative_symbol(self.graph.nodes[of].symbol, self.graph.nodes[by].symbol),
                self.slope(of, by),
                self._workings.slope_formula(of, by, self.recalled),
                self.decimals[of, by],
                node=self._node_of_slope(of, by),
            )
            for of, by in self._workings.slope_pairs()
        }

    @cached_property
    def gradient(self) -> dict[str, Quantity]:
        """Gradients of the loss by key, in backward order: upstream times local derivative, summed."""
        found: dict[str, Quantity] = {}
        for key in self.graph.backward_order:
            terms: dict[str, Quantity] = {}
            products = []
            for index, source in enumerate(self.graph.leaving[key]):
                if source == LOSS:
                    continue
                suffix = "" if len(self.graph.leaving[key]) == 1 else str(index + 1)
                terms |= {f"up{suffix}": found[source], f"local{suffix}": self.local[source, key]}
                products.append(f"{{up{suffix}}} * {{local{suffix}}}")
            formula = Formula(" + ".join(products), terms) if products else self.local[LOSS, key].formula
            symbol = derivative_symbol(self.graph.nodes[LOSS].symbol, self.graph.nodes[key].symbol)
            decimals = self.decimals[LOSS, key]
            found[key] = Quantity(symbol, self.gradient_values[key], formula, decimals)
        return found

    @property
    def fused(self) -> Quantity | None:
        """A chain's gradient by its last sum as loss and activation give it in one step, None where none."""
        if not self.graph.loss.sum_slope_formula:
            return None
        output, (last,) = self.graph.outputs[0], self.graph.sum_keys(self.graph.depth)
        formula = self._workings.sum_slope_formula(output, self.recalled)
        return replace(self.gradient[last], formula=formula)

    @property
    def chain(self) -> tuple[Quantity, ...]:
        """A chain's local derivatives whose product is ∂L/∂w₁, as written from left to right."""
        return tuple(self.local[pair] for pair in self.graph.chain)

    @property
    def running(self) -> tuple[Quantity, ...]:
        """A chain's running product from the right: ∂L/∂a by the last activation, …, ∂L/∂w₁."""
        return tuple(self.gradient[key] for key in (*self.graph.back, self.first_weight))

    @property
    def first_weight(self) -> str:
        """Key of the first weight, whose gradient is the goal of the way back."""
        return self.graph.parameters[0]

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

    def precise_loss_at(self, changed: Mapping[str, Number]) -> Number:
        """Return the loss as `loss_at` does, to 100 digits where it is not exact."""
        value = self.loss_at(changed)
        return value if isinstance(value, Fraction) else as_number(self.precise_values(changed)[LOSS])

    def precise_slope(self, key: str) -> Quantity:
        """Return the gradient of the loss by a parameter to 100 digits where it is not exact."""
        slope = self.gradient[key]
        if isinstance(slope.value, Fraction):
            return slope
        given = {name: precise(value) for name, value in self.given.items()}
        return replace(slope, value=as_number(gradients(self.graph, record(self.graph, given))[key]))

    def finite_difference(self, key: str, h: Number) -> Quantity:
        """Estimate ∂L/∂(parameter) by a central difference of step h, everything else held still.

        Both losses are computed to 100 digits, so that the difference of two nearly equal numbers keeps all
        the digits that are shown of it.
        """
        symbol, at = self.graph.nodes[key].symbol, Fraction(self.given[key])
        sides = [{key: at + sign * Fraction(h)} for sign in (1, -1)]
        losses = [self.loss_at(side) for side in sides]
        if all(isinstance(loss, Fraction) for loss in losses):
            estimate: Number = (Fraction(losses[0]) - Fraction(losses[1])) / (2 * Fraction(h))
        else:
            ahead, behind = (self.precise_values(side)[LOSS] for side in sides)
            estimate = as_number((ahead - behind) / (2 * precise(h)))
        name = Symbol(
            f"(L({symbol.typst} + h) - L({symbol.typst} - h))/(2 h)",
            f"(L({symbol.plain}+h) − L({symbol.plain}−h))/2h",
            "the measured slope",
            "ink",
        )
        return Quantity(name, estimate, None, self.decimals[LOSS, key])

    def entering(self, key: str) -> tuple[str, ...]:
        """Return the keys of the nodes that a node is computed from, in the order of its formula."""
        return self.graph.entering(key)

    @cached_property
    def _workings(self) -> Workings:
        return Workings(self.graph, self.values)

    def _node_of_slope(self, of: str, by: str) -> str | None:
        same = self._workings.same.get((of, by))
        return same if isinstance(same, str) else None
