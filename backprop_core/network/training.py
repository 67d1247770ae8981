"""Gradient descent on a network: one step, a run of steps, the loss as a landscape over two parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from backprop_core.arithmetic import precise
from backprop_core.evaluation import Floats
from backprop_core.network.graph import LOSS
from backprop_core.network.network import Network
from backprop_core.network.recording import gradients, record
from backprop_core.number import Number
from backprop_core.operations import Value

_MOST_PRECISE = 64
"""Parameters times examples up to which steps are taken with 100 digits."""


@dataclass(frozen=True)
class Epoch:
    """The network before a step, on each of its examples, and its loss: the average over them."""

    step: int
    networks: tuple[Network, ...]
    loss: Number

    @property
    def network(self) -> Network:
        """The network on the first example."""
        return self.networks[0]


def mean(values: Sequence[Number]) -> Number:
    """Return the average, exact where all values are."""
    total = sum(values[1:], values[0])
    return total / len(values)


def mean_loss(networks: Sequence[Network]) -> Number:
    """Return the loss over several examples: the average of theirs."""
    return mean([network.loss for network in networks])


def mean_gradients(networks: Sequence[Network], keys: Iterable[str] | None = None) -> dict[str, Number]:
    """Return the gradients over several examples, averages of theirs; of all parameters without `keys`."""
    names = networks[0].graph.parameters if keys is None else keys
    return {key: mean([network.gradient_values[key] for network in networks]) for key in names}


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
    rounding of the last.
    """
    now = tuple(networks)
    names = tuple(now[0].graph.parameters if keys is None else keys)
    epochs = [Epoch(0, now, mean_loss(now))]
    deep = [{key: precise(value) for key, value in network.given.items()} for network in now]
    small = len(now[0].graph.parameters) * len(now) <= _MOST_PRECISE
    for step in range(1, steps + 1):
        now = update_step(now, learning_rate, names)
        if small:
            moved = _stepped(now[0], deep, precise(learning_rate), names)
            deep = [{**given, **moved} for given in deep]
            inexact = {key: float(moved[key]) for key in names if not isinstance(now[0].given[key], Fraction)}
            now = tuple(network.changed(inexact) for network in now)
        epochs.append(Epoch(step, now, mean_loss(now)))
    return tuple(epochs)


def _stepped(
    network: Network, given: Sequence[Mapping[str, Value]], rate: Value, keys: Sequence[str]
) -> dict[str, Value]:
    """Return the parameters after a step, from what is given to 100 digits on each example."""
    found = [gradients(network.graph, record(network.graph, one)) for one in given]
    return {key: given[0][key] - rate * sum(one[key] for one in found) / len(found) for key in keys}


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


def loss_changes(network: Network, key: str, steps: Floats) -> Floats:
    """Return by how much the loss changes when a parameter takes each of some steps, all else held still.

    Both losses are computed to 100 digits, so that their difference is right to the last digit of a float.
    """
    at, before = precise(network.given[key]), network.precise_values()[LOSS]
    given = {name: precise(value) for name, value in network.given.items()}
    return np.array(
        [
            float(_loss(network, {**given, key: at + precise(float(step))}) - before)
            for step in np.ravel(steps)
        ]
    ).reshape(np.shape(steps))


def _loss(network: Network, given: Mapping[str, Value]) -> Value:
    recording = record(network.graph, given)
    return recording.array(LOSS)
