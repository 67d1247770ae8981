"""The loss of the two-weight network and its slope to 100 digits, where float64 carries fewer than are shown.

This is for checks that subtract two nearly equal losses; everything else comes from the tape.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from backprop_core.number import Number, decimals_of

_DIGITS, _FAR = 100, 80
"""Digits that are carried; decimals within which a value that ends counts as having ended by chance."""


def loss(given: Mapping[str, Number]) -> Number:
    """Return the loss from x, w1, b1, w2, b2 and target."""
    with localcontext(prec=_DIGITS):
        n, _, output = _forward(given)
        return rounded(Fraction((output - n["target"]) ** 2))


def slope(given: Mapping[str, Number]) -> Number:
    """Return the derivative of the loss by w1: the product of the five local derivatives."""
    with localcontext(prec=_DIGITS):
        n, hidden, output = _forward(given)
        error = 2 * (output - n["target"])
        return rounded(Fraction(error * output * (1 - output) * n["w2"] * hidden * (1 - hidden) * n["x"]))


def _forward(given: Mapping[str, Number]) -> tuple[dict[str, Decimal], Decimal, Decimal]:
    fractions = {key: Fraction(value) for key, value in given.items()}
    n = {key: Decimal(value.numerator) / value.denominator for key, value in fractions.items()}
    hidden = 1 / (1 + (-(n["w1"] * n["x"] + n["b1"])).exp())
    return n, hidden, 1 / (1 + (-(n["w2"] * hidden + n["b2"])).exp())


def rounded(value: Fraction) -> Number:
    """Return a value that is not exact: as the nearest float where the fraction would pass for exact."""
    ended = decimals_of(value)
    return float(value) if ended is not None and ended < _FAR else value
