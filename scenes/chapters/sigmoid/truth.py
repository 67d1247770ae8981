"""The truth of the chapter on the sigmoid: value, what that lacks to one, slope; and the network's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.activations import sigmoid
from scenes.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return three places on the curve, a base and an exponent; the network stands as configured."""
    rest = network.variable_values(settings)[0]
    return [{**rest, "z": big(z) / 10, "u": big(7) / 5, "n": big(5) / 3} for z in (0, -17, 23)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and those of the curve."""
    return {
        **network.truth(settings),
        "z": lambda at: at["z"],
        "u": lambda at: at["u"],
        "n": lambda at: at["n"],
        "σ(z)": lambda at: sigmoid(at["z"]),
        "1 − σ(z)": lambda at: 1 - sigmoid(at["z"]),
        "σ'(z)": lambda at: derivative(sigmoid, at["z"]),
    }
