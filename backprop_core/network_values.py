"""What the two-weight network is made from: anything that has its values by these names."""

from __future__ import annotations

from typing import Protocol

from backprop_core.number import Number


class NetworkValues(Protocol):
    """What a network of two weights is made from, such as its settings."""

    @property
    def x(self) -> Number:
        """The input."""

    @property
    def w1(self) -> Number:
        """Weight of the hidden unit."""

    @property
    def b1(self) -> Number:
        """Bias of the hidden unit."""

    @property
    def w2(self) -> Number:
        """Weight of the output unit."""

    @property
    def b2(self) -> Number:
        """Bias of the output unit."""

    @property
    def target(self) -> Number:
        """What the output should have been."""
