"""Gradient descent on the two-weight network: one step, and a run of steps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backprop_core.network import PARAMETERS, TwoWeightNetwork
from backprop_core.number import Number


@dataclass(frozen=True)
class Epoch:
    """The network before a step, and its loss."""

    step: int
    network: TwoWeightNetwork
    loss: Number


def update_step(network: TwoWeightNetwork, learning_rate: Number) -> TwoWeightNetwork:
    """Return the network after w ← w - η ∂L/∂w for both weights and both biases at once."""
    moved = {key: getattr(network, key) - learning_rate * network.gradient_values[key] for key in PARAMETERS}
    return replace(network, **moved)


def training_run(network: TwoWeightNetwork, learning_rate: Number, steps: int) -> tuple[Epoch, ...]:
    """Return the network and its loss before the first step and after each of `steps` steps."""
    epochs = [Epoch(0, network, network.loss_at())]
    for step in range(1, steps + 1):
        network = update_step(network, learning_rate)
        epochs.append(Epoch(step, network, network.loss_at()))
    return tuple(epochs)
