"""Gradient descent on the two-weight network: one step, a run of steps, and the loss as a landscape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from backprop_core.evaluation import Floats
from backprop_core.network import PARAMETERS, TwoWeightNetwork
from backprop_core.number import Number
from backprop_core.operations import sigmoid
from backprop_core.precise import AnyNumber, stepped


@dataclass(frozen=True)
class Epoch:
    """The network before a step, and its loss."""

    step: int
    network: TwoWeightNetwork
    loss: Number


def update_step(
    network: TwoWeightNetwork, learning_rate: Number, keys: Sequence[str] = PARAMETERS
) -> TwoWeightNetwork:
    """Return the network after w ← w - η ∂L/∂w for the parameters named in `keys`, all at once.

    Without `keys` both weights and both biases move; what is not named is held still.
    """
    moved = {key: getattr(network, key) - learning_rate * network.gradient_values[key] for key in keys}
    return replace(network, **moved)


def training_run(
    network: TwoWeightNetwork, learning_rate: Number, steps: int, keys: Sequence[str] = PARAMETERS
) -> tuple[Epoch, ...]:
    """Return the network and its loss before the first step and after each of `steps` steps.

    The steps are taken with 100 digits: where they leap to and fro, each blows up the rounding of the last.
    """
    epochs = [Epoch(0, network, network.loss_at())]
    exact: dict[str, AnyNumber] = {**network.given}
    for step in range(1, steps + 1):
        exact = stepped(exact, learning_rate, keys)
        network = update_step(network, learning_rate, keys)
        inexact = [key for key in keys if not isinstance(getattr(network, key), Fraction)]
        network = replace(network, **{key: float(exact[key]) for key in inexact})
        epochs.append(Epoch(step, network, network.loss_at()))
    return tuple(epochs)


@dataclass(frozen=True)
class LossLandscape:
    """The loss over the two weights, x, biases and target held still."""

    network: TwoWeightNetwork

    def grid(self, w1: Floats, w2: Floats) -> Floats:
        """Return the loss for every pair of weights, shape `(len(w2), len(w1))`."""
        net = self.network
        hidden = sigmoid(w1 * float(net.x) + float(net.b1))
        output = sigmoid(w2[:, None] * hidden[None, :] + float(net.b2))
        losses: Floats = (output - float(net.target)) ** 2
        return losses


def loss_changes(network: TwoWeightNetwork, steps: Floats) -> Floats:
    """Return by how much the loss changes when w1 takes each of some steps, all else held still.

    Both losses may agree to the last digit of a float and their difference is right all the same: the sigmoid
    changes from a to b by sigmoid(b) sigmoid(-a) (1 - e^(a - b)), and a square of e by d (2 e + d).
    """
    known = {key: float(value) for key, value in network.values.items()}
    hidden = _sigmoid_changes(known["z1"], steps * known["x"])
    output = _sigmoid_changes(known["z2"], hidden * known["w2"])
    changes: Floats = output * (float(network.local["L", "a2"].value) + output)
    return changes


def _sigmoid_changes(start: float, steps: Floats) -> Floats:
    changes: Floats = sigmoid(start + steps) * sigmoid(np.float64(-start)) * -np.expm1(-steps)
    return changes
