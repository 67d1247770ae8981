"""The elementary functions in each arithmetic that a graph can be worked out in: float64, arrays, 100 digits.

An operation is written once, over `Functions`; `functions_of` picks the arithmetic by the kind of its
argument. So one graph serves single numbers, grids, and checks that subtract nearly equal numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from backprop_core.number import Number, decimals_of

PRECISE = mpmath.MPContext()
"""A context of its own, whose precision nobody else changes."""

PRECISE.dps = 100

_FAR = 80
"""Decimals within which a value that ends counts as having ended by chance."""

Real = Any
"""A float, a float64 array or a number of `PRECISE` (mpmath is not typed)."""


@dataclass(frozen=True)
class Functions:
    """Elementary functions of one arithmetic. `where(condition, a, b)` chooses, elementwise for arrays."""

    exp: Callable[[Real], Real]
    expm1: Callable[[Real], Real]
    log: Callable[[Real], Real]
    log1p: Callable[[Real], Real]
    sqrt: Callable[[Real], Real]
    sin: Callable[[Real], Real]
    cos: Callable[[Real], Real]
    tan: Callable[[Real], Real]
    asin: Callable[[Real], Real]
    acos: Callable[[Real], Real]
    atan: Callable[[Real], Real]
    sinh: Callable[[Real], Real]
    cosh: Callable[[Real], Real]
    tanh: Callable[[Real], Real]
    asinh: Callable[[Real], Real]
    acosh: Callable[[Real], Real]
    atanh: Callable[[Real], Real]
    erfc: Callable[[Real], Real]
    where: Callable[[Any, Real, Real], Real]
    pi: Real
    ten: Real

    def tail(self, z: Real) -> Real:
        """Return e^(-|z|), which never overflows."""
        return self.exp(-abs(z))

    def erf(self, z: Real) -> Real:
        """Return the error function."""
        return 1 - self.erfc(z)


_FLOAT = Functions(
    **{name: getattr(math, name) for name in Functions.__annotations__ if hasattr(math, name)},
    where=lambda condition, a, b: a if condition else b,
    ten=10.0,
)
_NUMPY_NAMES = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_NUMPY_NAMES |= {"asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh"}
_ARRAY = Functions(
    **{
        name: getattr(np, _NUMPY_NAMES.get(name, name))
        for name in Functions.__annotations__
        if hasattr(np, _NUMPY_NAMES.get(name, name))
    },
    erfc=np.vectorize(math.erfc, otypes=[np.float64]),
    ten=10.0,
)
_DEEP = Functions(
    **{name: getattr(PRECISE, name) for name in Functions.__annotations__ if hasattr(PRECISE, name)},
    where=lambda condition, a, b: a if condition else b,
    ten=PRECISE.mpf(10),
)


def functions_of(value: Real) -> Functions:
    """Return the functions of the arithmetic that a value belongs to; a rational counts as a float."""
    if isinstance(value, np.ndarray):
        return _ARRAY
    return _DEEP if isinstance(value, PRECISE.mpf) else _FLOAT


def real(value: Real) -> Real:
    """Return a value that functions can be taken of: a rational as the nearest float, others unchanged."""
    return value if isinstance(value, np.ndarray | PRECISE.mpf) else float(value)


def precise(value: Number) -> Real:
    """Return a number with 100 digits; a float counts as its exact value."""
    exact = Fraction(value)
    return PRECISE.mpf(exact.numerator) / exact.denominator


def as_number(value: Real) -> Number:
    """Return a number of 100 digits as one that never passes for exact.

    That is the nearest float where the fraction would end within a few decimals.
    """
    sign, mantissa, exponent, _ = value._mpf_
    fraction = Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1 if sign else 1)
    ended = decimals_of(fraction)
    return float(fraction) if ended is not None and ended < _FAR else fraction
