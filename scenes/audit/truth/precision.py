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


def derivative(function: Callable[[Real], Real], at: Real) -> Real:
    """Return a numerical derivative, by no rule of calculus, to about 50 digits."""
    with mp.workdps(WORKING_DIGITS):
        found = mp.diff(function, big(at))
    return +mp.re(found)
