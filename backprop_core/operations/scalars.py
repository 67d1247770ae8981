"""Functions of single numbers that keep their digits: exact where they can be, right close to 0 and to 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from backprop_core.arithmetic import Functions, Real, functions_of, real
from backprop_core.number import Number

Value = Any


class Share(float):
    """A float64 between 0 and 1 that knows its distance to 1 to full precision.

    Close to 1 a float64 has few digits left of 1 - a; subtracting from or by 1 gives them all.
    """

    complement: float

    def __new__(cls, value: float, complement: float) -> Share:
        """Keep a value and 1 minus that value."""
        share = super().__new__(cls, value)
        share.complement = complement
        return share

    def __getnewargs__(self) -> Any:
        """Return what copies are made from."""
        return float(self), self.complement

    def __sub__(self, other: Any) -> Any:
        """Return self - other."""
        return -self.complement if other == 1 else float(self) - other

    def __rsub__(self, other: Any) -> Any:
        """Return other - self."""
        return self.complement if other == 1 else other - float(self)


def sigmoid(z: Value) -> Value:
    """Return 1 / (1 + e^(-z)) without overflow at either end; arrays elementwise. Exact 0 gives 1/2."""
    if isinstance(z, Fraction) and z == 0:
        return Fraction(1, 2)
    z = real(z)
    f = functions_of(z)
    tail = f.tail(z)
    near, far = 1 / (1 + tail), tail / (1 + tail)
    if isinstance(z, float):
        return Share(near, far) if z >= 0 else Share(far, near)
    return f.where(z >= 0, near, far)


def softplus(f: Functions, z: Real) -> Real:
    """Return ln(1 + e^z) without overflow: max(z, 0) + ln(1 + e^(-|z|))."""
    return f.where(z > 0, z, 0 * z) + f.log1p(f.tail(z))


def log(a: Value) -> Value:
    """Return the natural logarithm; of a share close to 1 from its distance to 1. Exact 1 gives 0."""
    if isinstance(a, Fraction) and a == 1:
        return Fraction(0)
    if isinstance(a, Share) and a > 0.5:
        return functions_of(float(a)).log1p(-a.complement)
    return functions_of(real(a)).log(real(a))


def times(first: Value, second: Value) -> Value:
    """Return a product; a scalar times an exact 0 is an exact 0, whatever the other factor's kind."""
    first, second = _alike(first, second)
    for factor in (first, second):
        if isinstance(factor, Fraction) and factor == 0 and not isinstance(first * second, np.ndarray):
            return factor
    return first * second


def plus(first: Value, second: Value) -> Value:
    """Return a sum; of arrays of float64 and exact numbers it is one of float64, not of objects."""
    first, second = _alike(first, second)
    return first + second


def _alike(first: Value, second: Value) -> tuple[Value, Value]:
    """Return two numbers, an exact one as a float where the other is an array of float64."""

    def beside(other: Value, one: Value) -> Value:
        exact = isinstance(one, Fraction) and getattr(other, "dtype", None) == np.float64
        return float(one) if exact else one

    return beside(second, first), beside(first, second)


def sigmoid_slope(z: Value, a: Value) -> Value:
    """Return a (1 - a), from the tail e^(-|z|) so that it keeps its digits where a is close to 1."""
    if isinstance(a, Fraction):
        return a * (1 - a)
    tail = functions_of(real(z)).tail(real(z))
    return tail / (1 + tail) ** 2


def number(value: Number | int) -> Number:
    """Return an int as an exact rational, anything else unchanged."""
    return Fraction(value) if isinstance(value, int) else value
