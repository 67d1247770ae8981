"""The one table of operations: how each computes its value and carries a gradient back.

An operation works on scalars (exact where its inputs are rational and it allows that) and on NumPy
arrays alike. `jacobian_product` is the vector-Jacobian product: the upstream gradient in, the
contribution to one input out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from backprop_core.number import Number

Value = Any
"""A `Number` or a float64 array."""


@dataclass(frozen=True)
class TapeOperation:
    """One operation: its name, how many inputs it takes, and its rules.

    `value(*inputs)` computes it. `local(index, inputs, value)` is the local derivative by one input: a
    number for scalars; for arrays the full Jacobian. `jacobian_product(index, upstream, inputs, value)`
    is the contribution to that input.
    """

    name: str
    arity: int
    value: Callable[..., Value]
    local: Callable[[int, tuple[Value, ...], Value], Value]
    jacobian_product: Callable[[int, Value, tuple[Value, ...], Value], Value]


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
    if isinstance(z, np.ndarray):
        tail = np.exp(-np.abs(z))
        return np.where(z >= 0, 1.0, tail) / (1.0 + tail)
    if isinstance(z, Fraction) and z == 0:
        return Fraction(1, 2)
    small = math.exp(-abs(float(z)))
    near, far = 1.0 / (1.0 + small), small / (1.0 + small)
    return Share(near, far) if z >= 0 else Share(far, near)


def times(first: Value, second: Value) -> Value:
    """Return a product; a scalar times an exact 0 is an exact 0, whatever the other factor's kind."""
    for factor in (first, second):
        if isinstance(factor, Fraction) and factor == 0 and not isinstance(first * second, np.ndarray):
            return factor
    return first * second


def _sigmoid_slope(z: Value, a: Value) -> Value:
    """Return a (1 - a), from the tail e^(-|z|) so that it keeps its digits where a is close to 1."""
    if isinstance(a, Fraction):
        return a * (1 - a)
    tail = np.exp(-np.abs(z)) if isinstance(z, np.ndarray) else math.exp(-abs(float(z)))
    return tail / (1.0 + tail) ** 2


def _tanh_slope(z: Value, a: Value) -> Value:
    """Return 1 - tanh² as 4 sigmoid'(2z)."""
    return 1 - a * a if isinstance(a, Fraction) else 4 * _sigmoid_slope(2 * z, 2.0 * z)


def _elementwise(
    name: str, value: Callable[[Value], Value], slope: Callable[[Value, Value], Value]
) -> TapeOperation:
    """Make a one-input operation from its function and its derivative by (input, value)."""

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        derivative = slope(inputs[0], result)
        return np.diag(derivative) if isinstance(derivative, np.ndarray) else derivative

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return times(upstream, slope(inputs[0], result))

    return TapeOperation(name, 1, value, local, product)


def _real(
    scalar: Callable[[float], float], array: Callable[[Any], Any], known: Mapping[int, int] | None = None
) -> Callable[[Value], Value]:
    """Return a function in float64, but exact at the rational points that are `known`."""

    def value(z: Value) -> Value:
        if isinstance(z, np.ndarray):
            return array(z)
        if known and isinstance(z, Fraction) and z in known:
            return Fraction(known[int(z)])
        return scalar(float(z))

    return value


_SIN, _COS = _real(math.sin, np.sin, {0: 0}), _real(math.cos, np.cos, {0: 1})


def _signed(sign: int) -> TapeOperation:
    """Make addition (sign 1) or subtraction (sign -1)."""

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        factor = sign if index else 1
        return factor * np.eye(len(inputs[0])) if isinstance(result, np.ndarray) else Fraction(factor)

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return upstream if index == 0 or sign == 1 else -upstream

    return TapeOperation(
        "add" if sign == 1 else "subtract", 2, lambda a, b: a + b if sign == 1 else a - b, local, product
    )


def _multiply_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    other = inputs[1 - index]
    return np.diag(other) if isinstance(other, np.ndarray) else other


def _power_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    """Return n a^(n-1) by the base and a^n log a by the exponent: NaN for a base that is not positive."""
    base, exponent = inputs
    if index == 0:
        return Fraction(0) if exponent == 0 else exponent * base ** (exponent - 1)
    return result * math.log(base) if base > 0 else math.nan


def _matrix_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector = inputs
    return matrix if index else np.kron(np.eye(len(matrix)), vector)


def _matrix_product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector = inputs
    return matrix.T @ upstream if index else np.outer(upstream, vector)


def _squares_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    return 2.0 * inputs[0][None, :]


OPERATIONS: dict[str, TapeOperation] = {
    operation.name: operation
    for operation in (
        _signed(1),
        _signed(-1),
        TapeOperation(
            "multiply",
            2,
            times,
            _multiply_local,
            lambda index, upstream, inputs, result: times(upstream, inputs[1 - index]),
        ),
        TapeOperation(
            "power",
            2,
            lambda base, exponent: base**exponent,
            _power_local,
            lambda index, upstream, inputs, result: times(upstream, _power_local(index, inputs, result)),
        ),
        _elementwise("negate", lambda z: -z, lambda z, a: z * 0 - 1),
        _elementwise("square", lambda z: z * z, lambda z, a: 2 * z),
        _elementwise("sigmoid", sigmoid, _sigmoid_slope),
        _elementwise("tanh", _real(math.tanh, np.tanh, {0: 0}), _tanh_slope),
        _elementwise("exp", _real(math.exp, np.exp, {0: 1}), lambda z, a: a),
        _elementwise("log", _real(math.log, np.log, {1: 0}), lambda z, a: 1 / z),
        _elementwise("sin", _SIN, lambda z, a: _COS(z)),
        _elementwise("cos", _COS, lambda z, a: -_SIN(z)),
        TapeOperation("matrix_vector", 2, lambda m, v: m @ v, _matrix_local, _matrix_product),
        TapeOperation(
            "sum_of_squares",
            1,
            lambda v: float(v @ v),
            _squares_local,
            lambda index, upstream, inputs, result: upstream * 2.0 * inputs[0],
        ),
    )
}
"""Operation by name. Sources of the rules: any calculus text; sigmoid' = sigmoid (1 - sigmoid)."""


def number(value: Number | int) -> Number:
    """Return an int as an exact rational, anything else unchanged."""
    return Fraction(value) if isinstance(value, int) else value
