"""Activations by definition, a row each; slopes are numerical, but at a kink, where a convention decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scenes.audit.truth.precision import Real, big, derivative, mp

NEXT_TO = big("1e-45")
"""How near to a kink a sum of rounded numbers lies that exact ones would put on it."""


@dataclass(frozen=True)
class Bent:
    """A function of one number that may have a kink at zero; `at_kink` is its slope there by convention."""

    of: Callable[[Real], Real]
    names: tuple[str, ...] = ()
    """What formulas on screen call it."""
    at_kink: Real | None = None

    def on_kink(self, z: Real) -> bool:
        """Tell whether the convention decides at a place."""
        return self.at_kink is not None and abs(z) < NEXT_TO

    def straight(self, z: Real) -> Real:
        """Return the value on the line through the kink that has the slope by convention."""
        return self.of(big(0)) + self.at_kink * z

    def slope(self, z: Real) -> Real:
        """Return the slope, numerically but for a kink."""
        return self.at_kink if self.on_kink(z) else derivative(self.of, z)


def sigmoid(z: Real) -> Real:
    """Return the logistic function."""
    return 1 / (1 + mp.exp(-z))


def _gelu(z: Real) -> Real:
    return z * normal_share(z)


def normal_share(z: Real) -> Real:
    """Return Φ(z), the share of a standard normal distribution below z."""
    return mp.erfc(-z / mp.sqrt(2)) / 2


def softmax(z: Sequence[Real]) -> tuple[Real, ...]:
    """Return each exponential's share of their sum."""
    powers = [mp.exp(one) for one in z]
    return tuple(power / mp.fsum(powers) for power in powers)


ACTIVATIONS: dict[str, Bent] = {
    "sigmoid": Bent(sigmoid, ("σ", "sigmoid")),
    "tanh": Bent(mp.tanh, ("tanh",)),
    "relu": Bent(lambda z: max(z, 0 * z), ("relu",), at_kink=big(0)),
    "leaky_relu": Bent(lambda z: max(z, z / 100), ("leaky",), at_kink=big(1) / 100),
    "elu": Bent(lambda z: z if z > 0 else mp.expm1(z), ("elu",)),
    "softplus": Bent(lambda z: mp.log1p(mp.exp(z)), ("softplus",)),
    "silu": Bent(lambda z: z * sigmoid(z), ("silu",)),
    "gelu": Bent(_gelu, ("gelu",)),
    "identity": Bent(lambda z: z, ("id",)),
}
"""Every activation of a neuron by itself; softmax takes a layer."""

CALLED: dict[str, Bent] = {
    **{name: row for row in ACTIVATIONS.values() for name in row.names},
    "Φ": Bent(normal_share),
    "abs": Bent(mp.fabs, at_kink=big(0)),
    "sign": Bent(mp.sign, at_kink=big(0)),
    "step": Bent(lambda z: mp.mpf(z > 0), at_kink=big(0)),
}
"""Functions with a convention, and those of activations, by the names that formulas call them."""
