"""Numbers of 50 digits, in a context of their own that nobody else's precision can change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import mpmath

DIGITS, WORKING_DIGITS = 50, 150
"""Digits of every value; and those in which derivatives are taken, so that 50 are left."""

mp = mpmath.MPContext()
mp.dps = DIGITS

_MOST_DIGITS = 400
"""With more digits no difference is taken."""

_LOWERED = str.maketrans("0123456789₀₁₂₃₄₅₆₇₈₉", "₀₁₂₃₄₅₆₇₈₉0123456789")

Real = Any
"""A number of `mp` (mpmath is not typed)."""

Claim = Real | Callable[[Mapping[str, Real]], Real]
"""A value, or the value as a function of the variables that it moves with, by name."""


def big(value: Fraction | float | int | str | Real) -> Real:
    """Return a number at the precision in force.

    A float counts as the shortest decimal that names it, so that 0.3 is three tenths: variables rest on
    short decimals, but travel as floats.
    """
    if isinstance(value, Fraction):
        return mp.mpf(value.numerator) / value.denominator
    if isinstance(value, int | str):
        return mp.mpf(value)
    if isinstance(value, mp.mpf):
        return +value
    return mp.mpf(repr(float(value)))


def exact(value: Fraction | float) -> Real:
    """Return a number that is what it is, as those of a model's file are: a float counts by its bits."""
    return mp.mpf(value) if isinstance(value, float) else big(value)


def derivative(function: Callable[[Real], Real], at: Real) -> Real:
    """Return a central difference, no rule of calculus, to 50 digits and more.

    Of 150 digits the step takes a third off the difference, and its square is below what is left. A slope so
    small that this leaves too few is taken again with three times as many. What is rounded on the way to the
    function's value is taken to be one in size, or as large as the value.
    """
    digits = WORKING_DIGITS
    while True:
        with mp.workdps(digits):
            place, step = big(at), mp.mpf(10) ** -(digits // 3)
            ahead, behind = function(place + step), function(place - step)
            found = (ahead - behind) / (2 * step)
            left = abs(found) * mp.mpf(10) ** (digits - digits // 3 - DIGITS)
            enough = left > max(1, abs(ahead)) or digits > _MOST_DIGITS or ahead == behind == 0
        if enough:
            return +mp.re(found)
        digits *= 3


def lowered(text: str) -> str:
    """Return text with digits written as indices, and indices as digits."""
    return text.translate(_LOWERED)
