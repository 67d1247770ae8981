"""Gradient descent on a network: one step, a run of steps, the loss as a landscape over two parameters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from backprop_core.arithmetic import precise
from backprop_core.evaluation import Floats
from backprop_core.network.graph import LOSS, Graph
from backprop_core.network.network import Network
from backprop_core.network.recording import gradients, record
from backprop_core.number import Number
from backprop_core.operations import Value

_MOST_PRECISE = 64
"""Parameters times examples up to which a network is worked out exactly, example by example, and steps are
taken with 100 digits."""

_LONGEST = 10**30
"""Largest denominator that stays exact from step to step; a product of such numbers doubles its digits."""

_ALIKE = 1 + 1e-9
"""Slopes that differ by less are equally steep: which of them is larger may be a matter of rounding."""

_RUNAWAY = 1e6
"""A run ends where its loss is so many times what it was at first, or one if that was less."""

_ARRIVED = 1e-18
"""A run ends where so little of its loss is left: beyond, slopes are differences of numbers that are alike,
and tell more of their rounding than of the loss."""


@dataclass(frozen=True)
class Epoch:
    """The network before a step, on each of its examples, and its loss: the average over them.

    `start` is the network before the first step, `moved` what has become of its parameters by key.
    """

    step: int
    start: tuple[Network, ...]
    moved: Mapping[str, Number]
    loss: Number

    @cached_property
    def networks(self) -> tuple[Network, ...]:
        """The network on each example."""
        return tuple(network.changed(self.moved) for network in self.start) if self.moved else self.start

    @cached_property
    def network(self) -> Network:
        """The network on the first example."""
        return self.start[0].changed(self.moved) if self.moved else self.start[0]


def mean(values: Sequence[Number]) -> Number:
    """Return the average, exact where all values are."""
    total = sum(values[1:], values[0])
    return total / len(values)


def mean_loss(networks: Sequence[Network]) -> Number:
    """Return the loss over several examples: the average of theirs."""
    if _is_large(networks):
        return float(np.mean(record(networks[0].graph, side_by_side(networks)).array(LOSS)))
    return mean([network.loss for network in networks])


def mean_gradients(networks: Sequence[Network], keys: Iterable[str] | None = None) -> dict[str, Number]:
    """Return the gradients over several examples, averages of theirs; of all parameters without `keys`."""
    names = tuple(networks[0].graph.parameters if keys is None else keys)
    if _is_large(networks):
        return dict(_mean_slopes(networks[0].graph, side_by_side(networks), names))
    return {key: mean([network.gradient_values[key] for network in networks]) for key in names}


def side_by_side(networks: Sequence[Network]) -> dict[str, Value]:
    """Return what a network is given on all examples at once, in float64: inputs and targets as arrays."""
    learned = set(networks[0].graph.parameters)
    return {
        key: float(value) if key in learned else np.array([float(one.given[key]) for one in networks])
        for key, value in networks[0].given.items()
    }


def _is_large(networks: Sequence[Network]) -> bool:
    return len(networks) > 1 and len(networks[0].graph.parameters) * len(networks) > _MOST_PRECISE


def walked_parameters(networks: Sequence[Network]) -> tuple[str, str]:
    """Return the two parameters over which the loss is drawn: the steepest weights of first and last layer.

    A network of one layer gives its two steepest weights, or its weight and its bias.
    """
    graph = networks[0].graph
    steepness = {key: abs(float(slope)) for key, slope in mean_gradients(networks).items()}

    def steepest(layer: int, *without: str) -> str:
        weights = (key for neuron in graph.neurons(layer) for key in neuron.weights if key not in without)
        found = graph.neuron(layer).bias
        for place, key in enumerate(weights):
            if not place or steepness[key] > _ALIKE * steepness[found]:
                found = key
        return found

    first = steepest(1)
    return first, steepest(graph.depth, first)


def update_step(
    networks: Sequence[Network], learning_rate: Number, keys: Iterable[str] | None = None
) -> tuple[Network, ...]:
    """Return the network, on each example, after w ← w - η ∂L/∂w, all at once.

    Only the parameters named in `keys` move, without `keys` all; what is not named is held still.
    """
    slopes = mean_gradients(networks, keys)
    moved = {key: networks[0].given[key] - learning_rate * slope for key, slope in slopes.items()}
    return tuple(network.changed(moved) for network in networks)


def training_run(
    networks: Sequence[Network], learning_rate: Number, steps: int, keys: Iterable[str] | None = None
) -> tuple[Epoch, ...]:
    """Return the network and its loss before the first step and after each of `steps` steps.

    The steps of a small network are taken with 100 digits: where they leap to and fro, each blows up the
    rounding of the last. A run ends early where it has arrived, and where it leaps away: `ran_away` tells.
    """
    start = tuple(networks)
    graph = start[0].graph
    names = tuple(graph.parameters if keys is None else keys)
    stepper = _Precise if len(graph.parameters) * len(start) <= _MOST_PRECISE else _Quick
    now = stepper(start, learning_rate, names)
    epochs = [Epoch(0, start, {}, now.loss())]
    for step in range(1, steps + 1):
        moved = now.moved()
        loss = now.loss()
        if not math.isfinite(loss):
            break
        epochs.append(Epoch(step, start, moved, loss))
        if ran_away(epochs) or loss < _ARRIVED * epochs[0].loss:
            break
    return tuple(epochs)


def ran_away(run: Sequence[Epoch]) -> bool:
    """Tell whether a run has ended because its loss leapt out of sight."""
    return float(run[-1].loss) > _RUNAWAY * max(1.0, float(run[0].loss))


class _Precise:
    """The steps of a small network with 100 digits; what is exact and short stays exact."""

    def __init__(self, networks: tuple[Network, ...], rate: Number, names: tuple[str, ...]) -> None:
        self.networks, self.rate, self.names = networks, rate, names
        self.deep = [{key: precise(value) for key, value in network.given.items()} for network in networks]

    def loss(self) -> Number:
        return mean_loss(self.networks)

    def moved(self) -> Mapping[str, Number]:
        """Take a step; return the parameters after it."""
        stepped = update_step(self.networks, self.rate, self.names)
        graph, count = self.networks[0].graph, len(self.networks)
        found = [gradients(graph, record(graph, one)) for one in self.deep]
        rate = precise(self.rate)
        deep = {key: self.deep[0][key] - rate * sum(one[key] for one in found) / count for key in self.names}
        self.deep = [{**given, **deep} for given in self.deep]
        exact = {key: stepped[0].given[key] for key in self.names}
        now = {key: value if _short(value) else float(deep[key]) for key, value in exact.items()}
        self.networks = tuple(network.changed(now) for network in self.networks)
        return now


def _short(value: Number) -> bool:
    return isinstance(value, Fraction) and value.denominator <= _LONGEST


class _Quick:
    """The steps of a network on all examples at once, in float64."""

    def __init__(self, networks: tuple[Network, ...], rate: Number, names: tuple[str, ...]) -> None:
        self.graph, self.rate, self.names = networks[0].graph, float(rate), names
        self.given = side_by_side(networks)

    def loss(self) -> Number:
        return float(np.mean(record(self.graph, self.given).array(LOSS)))

    def moved(self) -> Mapping[str, Number]:
        """Take a step; return the parameters after it."""
        slopes = _mean_slopes(self.graph, self.given, self.names)
        now = {key: float(self.given[key]) - self.rate * slopes[key] for key in self.names}
        self.given |= now
        return now


def _mean_slopes(graph: Graph, given: Mapping[str, Value], names: Sequence[str]) -> dict[str, float]:
    found = gradients(graph, record(graph, given))
    return {key: float(np.mean(found[key])) for key in names}


@dataclass(frozen=True)
class LossLandscape:
    """The loss over two parameters, all else held still; over several examples their average."""

    networks: Sequence[Network]
    keys: tuple[str, str]

    def grid(self, first: Floats, second: Floats) -> Floats:
        """Return the loss for every pair of values, shape `(len(second), len(first))`."""
        across, down = np.broadcast_arrays(first[None, :], second[:, None])
        places = dict(zip(self.keys, (across, down), strict=True))
        losses = [np.asarray(network.evaluated(places)[LOSS], np.float64) for network in self.networks]
        mean_losses: Floats = sum(losses[1:], losses[0]) / len(losses)
        return np.broadcast_to(mean_losses, across.shape).copy()
