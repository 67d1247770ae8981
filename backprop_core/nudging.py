"""What a nudge of the first weight really does to every value of the two-weight network."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from backprop_core.network import SYMBOLS, TwoWeightNetwork
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol

NUDGE = Fraction(1, 100)
"""How far the weight is moved: small enough that slopes predict the result, large enough to be drawn."""

_DECIMALS, _FEWEST_SHOWN = 5, 1e-4


def change_symbol(key: str) -> Symbol:
    """Return the name of the change of one of the network's values."""
    symbol = SYMBOLS[key]
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


def sigmoid_change(z: Number, step: Number) -> float:
    """Return σ(z + step) - σ(z) without subtracting two close numbers.

    With e = exp(step) - 1 it is σ(z) σ(-z) e / (1 + σ(z) e), which follows from the definition.
    """
    tail = math.exp(-abs(float(z)))
    a = 1 / (1 + tail) if z >= 0 else tail / (1 + tail)
    grown = math.expm1(float(step))
    return tail / (1 + tail) ** 2 * grown / (1 + a * grown)


def nudged(network: TwoWeightNetwork, step: Number = NUDGE) -> Mapping[str, Quantity]:
    """Return the true changes of w1, z1, a1, z2, a2 and L, by key, when w1 moves by `step`.

    Nothing here is a derivative: each change is the difference of two values of the function itself.
    """
    value = network.values
    change: dict[str, Number] = {"w1": step, "z1": network.x * step}
    change["a1"] = sigmoid_change(value["z1"], change["z1"])
    change["z2"] = network.w2 * change["a1"]
    change["a2"] = sigmoid_change(value["z2"], change["z2"])
    change["L"] = change["a2"] * (2 * (value["a2"] - network.target) + change["a2"])
    return {key: _shown(key, number) for key, number in change.items()}


def _shown(key: str, value: Number) -> Quantity:
    """Keep a rounded change out of powers of ten as long as it has digits to show without."""
    plain = isinstance(value, float) and abs(value) >= _FEWEST_SHOWN
    return Quantity(change_symbol(key), value, decimals=_DECIMALS, fixed=plain)
