"""A chain as a few nested stages: each is a function, or in a long chain a whole neuron, with one slope."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod

from backprop_core.decimals.precision import Working, choose_precision
from backprop_core.network.graph import LOSS, Graph
from backprop_core.network.network import Network
from backprop_core.number import Number
from backprop_core.quantity import Quantity, derivative_symbol

_FUNCTION_BY_FUNCTION = 2
"""Neurons up to which a weighted sum and its activation are two stages: five of them, with the loss."""


def by_neuron(graph: Graph) -> bool:
    """Tell whether a stage is a whole neuron."""
    return graph.depth > _FUNCTION_BY_FUNCTION


def stage_keys(graph: Graph) -> tuple[str, ...]:
    """Return the keys of a chain's first weight and of what comes out of each stage around it."""
    after = graph.row[1:]
    if by_neuron(graph):
        after = tuple(key for key in after if graph.nodes[key].kind != "pre_activation")
    return (graph.parameters[0], *after)


@dataclass(frozen=True)
class Stages:
    """The `keys` of `stage_keys`, and, in one precision: `slopes` of each stage by what goes into it,
    the innermost first, and `running`, their products from the loss inward, the first weight's gradient last.
    """

    keys: tuple[str, ...]
    slopes: tuple[Quantity, ...]
    running: tuple[Quantity, ...]


def stages_of(network: Network) -> Stages:
    """Return the stages of a chain."""
    keys = stage_keys(network.graph)
    if not by_neuron(network.graph):
        return Stages(keys, network.chain, network.running)
    values: dict[Hashable, Number] = {(of, by): _slope(network, of, by) for by, of in pairwise(keys)}
    slopes = list(values)
    values |= {(LOSS, key): network.gradient_values[key] for key in reversed(keys[:-2])}
    steps = [_product((LOSS, by), (LOSS, of), (of, by)) for by, of in reversed(list(pairwise(keys[:-1])))]
    products = [*steps, _product((LOSS, keys[0]), *slopes)]
    decimals = choose_precision(values, products, fewest=network.precision)

    def shown(of: str, by: str) -> Quantity:
        symbols = (network.graph.nodes[key].symbol for key in (of, by))
        return Quantity(derivative_symbol(*symbols), values[of, by], decimals=decimals)

    return Stages(
        keys,
        tuple(shown(of, by) for by, of in pairwise(keys)),
        tuple(shown(LOSS, key) for key in reversed(keys[:-1])),
    )


def _slope(network: Network, of: str, by: str) -> Number:
    """Return the slope of a stage: of a neuron that of its activation times that of its sum."""
    node = network.graph.nodes[of]
    if node.kind != "activation":
        return network.slope(of, by)
    (inner,) = node.entering
    return network.slope(of, inner) * network.slope(inner, by)


def _product(result: Hashable, *factors: Hashable) -> Working:
    return Working(result, factors, lambda *stated: prod(stated, start=Fraction(1)))
