"""Functions of real numbers to as many digits as are asked for; NaN where there is no finite real value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath

mp = mpmath.MPContext()
"""A context of its own, whose precision nobody else changes."""

Real = Any
"""A number of `mp` (mpmath is not typed)."""
RealFunction = Callable[..., Real]


def on(function: RealFunction, inside: Callable[[Real], bool]) -> RealFunction:
    """Return a function that has no value where `inside` is not true of its argument."""
    return lambda z: function(z) if inside(z) else mp.nan


def power(base: Real, exponent: Real) -> Real:
    """Return a power: of a negative base only a whole one, of zero only a positive one."""
    if mp.isint(exponent):
        whole = int(exponent)
        return mp.nan if base == 0 and whole < 0 else base**whole
    if base > 0:
        return base**exponent
    return mp.mpf(0) if base == 0 and exponent > 0 else mp.nan


def tangent(z: Real) -> Real:
    """Return the tangent."""
    return mp.sin(z) / mp.cos(z) if mp.cos(z) != 0 else mp.nan


def sigmoid(z: Real) -> Real:
    """Return 1 / (1 + e^(-z))."""
    small = mp.exp(-abs(z))
    return (1 if z >= 0 else small) / (1 + small)


def softplus(z: Real) -> Real:
    """Return ln(1 + e^z)."""
    return max(z, 0) + mp.log1p(mp.exp(-abs(z)))


def normal_share(z: Real) -> Real:
    """Return Φ(z)."""
    return mp.erfc(-z / mp.sqrt(2)) / 2
