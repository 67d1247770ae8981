"""The two-weight network's loss and slopes to 100 digits, where float64 carries fewer than are shown.

This is for checks that subtract two nearly equal losses, and for many steps in a row, which may blow up the
rounding of the first; everything else comes from the tape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from backprop_core.number import Number, decimals_of

AnyNumber = Number | Decimal

_DIGITS, _FAR = 100, 80
"""AnyNumber that are carried; decimals within which a value that ends counts as having ended by chance."""


def loss(given: Mapping[str, Number]) -> Number:
    """Return the loss from x, w1, b1, w2, b2 and target."""
    with localcontext(prec=_DIGITS):
        n, _, output = _forward(given)
        return rounded(Fraction((output - n["target"]) ** 2))


def slope(given: Mapping[str, Number]) -> Number:
    """Return the derivative of the loss by w1: the product of the five local derivatives."""
    with localcontext(prec=_DIGITS):
        return rounded(Fraction(_slopes(given)["w1"]))


def stepped(given: Mapping[str, AnyNumber], rate: Number, keys: Iterable[str]) -> dict[str, AnyNumber]:
    """Return what is given after a step against the slopes by the parameters named in `keys`."""
    with localcontext(prec=_DIGITS):
        n, slopes = _decimals({**given, "rate": rate}), _slopes(given)
        return {**given, **{key: n[key] - n["rate"] * slopes[key] for key in keys}}


def _slopes(given: Mapping[str, AnyNumber]) -> dict[str, Decimal]:
    """Return the derivatives of the loss by weights and biases: products of local derivatives."""
    n, hidden, output = _forward(given)
    at_sum = 2 * (output - n["target"]) * output * (1 - output)
    before = at_sum * n["w2"] * hidden * (1 - hidden)
    return {"b2": at_sum, "w2": at_sum * hidden, "b1": before, "w1": before * n["x"]}


def _decimals(given: Mapping[str, AnyNumber]) -> dict[str, Decimal]:
    fractions = {key: Fraction(value) for key, value in given.items()}
    return {key: Decimal(value.numerator) / value.denominator for key, value in fractions.items()}


def _forward(given: Mapping[str, AnyNumber]) -> tuple[dict[str, Decimal], Decimal, Decimal]:
    n = _decimals(given)
    hidden = 1 / (1 + (-(n["w1"] * n["x"] + n["b1"])).exp())
    return n, hidden, 1 / (1 + (-(n["w2"] * hidden + n["b2"])).exp())


def rounded(value: Fraction) -> Number:
    """Return a value that is not exact: as the nearest float where the fraction would pass for exact."""
    ended = decimals_of(value)
    return float(value) if ended is not None and ended < _FAR else value
