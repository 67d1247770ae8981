"""A network on all of its examples: its loss and gradients as averages, and the loss as a curve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from backprop_core.evaluation import Floats
from backprop_core.network.graph import LOSS, Graph
from backprop_core.network.network import Network
from backprop_core.network.recording import record, scalars
from backprop_core.network.training import mean_gradients, mean_loss, side_by_side
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol, derivative_symbol

_FINER, _TIMES = 33, 5
_MOST_CORNERED = 8
"""Corners are looked for on the first few examples; of many more, one's corner cannot be seen in the mean."""


@dataclass(frozen=True)
class Batch:
    """A network on each of its examples. What is averaged over several is called `mean L`, `mean ∂L/∂w₁`.

    On one example loss and gradients are the network's own.
    """

    networks: tuple[Network, ...]

    @property
    def network(self) -> Network:
        """The network on the first example."""
        return self.networks[0]

    @property
    def graph(self) -> Graph:
        """The network's graph."""
        return self.network.graph

    @property
    def given(self) -> Mapping[str, Number]:
        """What the network is given, on the first example."""
        return self.network.given

    @property
    def several(self) -> bool:
        """Whether there is more than one example."""
        return len(self.networks) > 1

    @cached_property
    def loss(self) -> Quantity:
        """The loss, averaged."""
        own = self.network.quantity[LOSS]
        if not self.several:
            return own
        return Quantity(mean_symbol(own.symbol), mean_loss(self.networks), decimals=own.decimals)

    @cached_property
    def gradient(self) -> Mapping[str, Quantity]:
        """The gradients by parameter, averaged."""
        own = self.network.gradient
        if not self.several:
            return own
        return {
            key: Quantity(self._mean_slope(key), slope, decimals=own[key].decimals)
            for key, slope in mean_gradients(self.networks).items()
        }

    def gradients_of_examples(self, key: str, decimals: int) -> list[Quantity]:
        """Return the gradient by a parameter on each example."""
        symbol = self.network.gradient[key].symbol
        return [
            Quantity(of_example(symbol, place), network.gradient_values[key], decimals=decimals)
            for place, network in enumerate(self.networks, start=1)
        ]

    @property
    def is_flat(self) -> bool:
        """Whether the loss has no slope by any parameter."""
        return all(slope == 0 for slope in mean_gradients(self.networks).values())

    def changed(self, values: Mapping[str, Number]) -> Batch:
        """Return the network with some of what it is given changed, by key, on each example."""
        return Batch(tuple(network.changed(values) for network in self.networks))

    def loss_at(self, changed: Mapping[str, Number]) -> Number:
        """Return the loss with some of what is given changed, by key, the rest held still."""
        return mean_loss(self.changed(changed).networks)

    def slope_at(self, changed: Mapping[str, Number], key: str) -> Number:
        """Return the gradient by a parameter with some of what is given changed, by key."""
        return mean_gradients(self.changed(changed).networks, (key,))[key]

    def losses(self, key: str, places: Floats) -> Floats:
        """Return the loss with a parameter at each of some places, all else held still."""
        if not self.several:
            return losses_of(self.network, key, places)
        upright = {
            name: value if isinstance(value, float) else value[:, None]
            for name, value in side_by_side(self.networks).items()
        }
        losses = np.asarray(scalars(self.graph, record(self.graph, {**upright, key: places[None, :]}))[LOSS])
        found: Floats = np.broadcast_to(losses.astype(np.float64), (len(self.networks), len(places))).mean(
            axis=0
        )
        return found

    def corners(self, key: str, low: float, high: float, samples: int = 161) -> Floats:
        """Return where the loss has corners as a parameter moves: where a sum passes a kink."""
        xs = np.linspace(low, high, samples)
        found = [
            corner for network in self.networks[:_MOST_CORNERED] for corner in _corners(network, key, xs)
        ]
        return np.array(sorted(found), dtype=np.float64)

    def _mean_slope(self, key: str) -> Symbol:
        nodes = self.graph.nodes
        slope = self.network.gradient[key].symbol
        typst = derivative_symbol(mean_symbol(nodes[LOSS].symbol), nodes[key].symbol).typst
        return Symbol(typst, f"mean {slope.plain}", f"the mean {slope.spoken}", slope.role)


def mean_symbol(symbol: Symbol) -> Symbol:
    """Return the name of an average over several examples."""
    return Symbol(
        f"overline({symbol.typst})", f"mean {symbol.plain}", f"the mean {symbol.spoken}", symbol.role
    )


def of_example(symbol: Symbol, place: int) -> Symbol:
    """Return the name of what a value is on one example among several; `place` counts from 1."""
    return Symbol(symbol.typst, f"{symbol.plain} of example {place}", symbol.spoken, symbol.role)


def losses_of(network: Network, key: str, places: Floats) -> Floats:
    """Return one example's loss with a parameter at each of some places."""
    losses: Floats = np.asarray(network.evaluated({key: places})[LOSS], np.float64)
    return np.broadcast_to(losses, places.shape).copy()


def _corners(network: Network, key: str, xs: Floats) -> list[float]:
    """Return where a sum passes a kink between two of some places, on grids that get finer."""
    found, graph = [], network.graph
    kinks = {layer: graph.activation(layer).kink for layer in range(1, graph.depth + 1)}
    sums = [
        (name, float(kink))
        for layer, kink in kinks.items()
        if kink is not None
        for name in graph.sum_keys(layer)
    ]
    if not sums:
        return []
    values = network.evaluated({key: xs})
    for name, kink in sums:
        above = np.broadcast_to(np.asarray(values[name], np.float64), xs.shape) > kink
        for index in np.flatnonzero(above[1:] != above[:-1]):
            low, high = float(xs[index]), float(xs[index + 1])
            for _ in range(_TIMES):
                finer = np.linspace(low, high, _FINER)
                beyond = np.asarray(network.evaluated({key: finer})[name], np.float64) > kink
                last = int(np.argmax(beyond != beyond[0]))
                low, high = float(finer[last - 1]), float(finer[last])
            found.append(high)
    return found
