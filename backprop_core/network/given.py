"""What a network is made from: layers, examples, a loss, such as settings have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from backprop_core.number import Number


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
