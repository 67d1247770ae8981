"""Recipes for operations: smooth functions, pieces that meet in a kink, operations of two inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np

from backprop_core.arithmetic import Functions, Real, functions_of, real
from backprop_core.operations.rule import (
    TapeOperation,
    Value,
    elementwise,
    function_operation,
    jacobian_of,
    scaled,
)
from backprop_core.operations.scalars import log


def smooth(
    name: str,
    value: Callable[[Functions, Real], Real],
    slope: Callable[[Functions, Real, Real], Real],
    known: Mapping[int, int] | None = None,
    known_slopes: Mapping[int, int | Fraction] | None = None,
) -> TapeOperation:
    """Make an operation without rational values, but exact at the rational points that are `known`."""

    def valued(z: Value) -> Value:
        if known and isinstance(z, Fraction) and z in known:
            return Fraction(known[int(z)])
        return value(functions_of(real(z)), real(z))

    def sloped(z: Value, a: Value) -> Value:
        if known_slopes and isinstance(z, Fraction) and z in known_slopes:
            return Fraction(known_slopes[int(z)])
        return slope(functions_of(real(z)), real(z), a)

    return function_operation(name, valued, sloped)


def piecewise(
    name: str,
    slopes: tuple[Fraction, Fraction, Fraction],
    offsets: tuple[int, int, int] = (0, 0, 0),
) -> TapeOperation:
    """Make an operation of straight pieces with a kink at 0, exact where its input or the piece is.

    `slopes` and `offsets` are those below, at and above 0; at 0 the slope is a convention.
    """

    def on_piece(z: Value, piece: int) -> Value:
        slope, offset = slopes[piece], offsets[piece]
        if slope == 0:
            return Fraction(offset) if isinstance(z, float) else 0 * z + offset
        return z * slope.numerator / slope.denominator if slope.denominator > 1 else z * slope.numerator

    def value(z: Value) -> Value:
        if not isinstance(z, np.ndarray):
            return on_piece(z, 0 if z < 0 else 2 if z > 0 else 1)
        return np.where(z < 0, on_piece(z, 0), np.where(z > 0, on_piece(z, 2), 0 * z + offsets[1]))

    def slope(z: Value, a: Value) -> Value:
        below, at, above = slopes
        if isinstance(z, np.ndarray):
            return np.where(z < 0, float(below), np.where(z > 0, float(above), float(at)))
        return below if z < 0 else above if z > 0 else at

    return function_operation(name, value, slope, Fraction(0))


def signed(sign: int) -> TapeOperation:
    """Make addition (sign 1) or subtraction (sign -1)."""

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        factor = sign if index else 1
        return factor * np.eye(len(inputs[0])) if isinstance(result, np.ndarray) else Fraction(factor)

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return upstream if index == 0 or sign == 1 else -upstream

    return TapeOperation(
        "add" if sign == 1 else "subtract", 2, lambda a, b: a + b if sign == 1 else a - b, local, product
    )


def two_inputs(
    name: str, value: Callable[[Value, Value], Value], slopes: Callable[[int, Value, Value, Value], Value]
) -> TapeOperation:
    """Make an elementwise operation of two inputs; `slopes(index, a, b, value)` is its slope by one."""
    valued = elementwise(value)
    sloped = [elementwise(lambda a, b, c, index=index: slopes(index, a, b, c)) for index in (0, 1)]

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        return jacobian_of(sloped[index](*inputs, result))

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return scaled(upstream, sloped[index](*inputs, result))

    return TapeOperation(name, 2, valued, local, product)


def power_slope(index: int, base: Value, exponent: Value, result: Value) -> Value:
    """Return n a^(n-1) by the base and a^n log a by the exponent: NaN for a base that is not positive."""
    if index == 0:
        return Fraction(0) if exponent == 0 else exponent * base ** (exponent - 1)
    return result * log(base) if base > 0 else float("nan")


def quotient_slope(index: int, above: Value, below: Value, result: Value) -> Value:
    """Return 1/b by what is divided and -a/b² by what it is divided by."""
    return -result / below if index else 1 / below


def extreme(name: str, sign: int) -> TapeOperation:
    """Make the larger (sign 1) or the smaller (sign -1) of two; half of a gradient goes to each of equals."""

    def value(a: Value, b: Value) -> Value:
        if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
            return np.maximum(a, b) if sign == 1 else np.minimum(a, b)
        return max(a, b) if sign == 1 else min(a, b)

    def slope(index: int, a: Value, b: Value, result: Value) -> Value:
        ahead = sign * (b - a if index else a - b)
        if isinstance(ahead, np.ndarray):
            return np.where(ahead > 0, 1.0, np.where(ahead < 0, 0.0, 0.5))
        return Fraction(1, 2) if ahead == 0 else Fraction(int(ahead > 0))

    return two_inputs(name, value, slope)
