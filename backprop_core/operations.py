"""The one table of operations: how each computes its value and carries a gradient back.

An operation works on scalars (exact where its inputs are rational and it allows that) and on NumPy
arrays alike. `jacobian_product` is the vector-Jacobian product: the upstream gradient in, the
contribution to one input out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from backprop_core.number import Number

Value = Any
"""A `Number` or a float64 array."""


@dataclass(frozen=True)
class Operation:
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


def sigmoid(z: Value) -> Value:
    """Return 1 / (1 + e^(-z)) in float64, without overflow at either end; arrays elementwise."""
    if isinstance(z, np.ndarray):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1.0, small) / (1.0 + small)
    small = math.exp(-abs(float(z)))
    return (1.0 if z >= 0 else small) / (1.0 + small)


def _elementwise(
    name: str, value: Callable[[Value], Value], slope: Callable[[Value, Value], Value]
) -> Operation:
    """Make a one-input operation from its function and its derivative by (input, value)."""

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        derivative = slope(inputs[0], result)
        return np.diag(derivative) if isinstance(derivative, np.ndarray) else derivative

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return upstream * slope(inputs[0], result)

    return Operation(name, 1, value, local, product)


def _real(scalar: Callable[[float], float], array: Callable[[Any], Any]) -> Callable[[Value], Value]:
    return lambda z: array(z) if isinstance(z, np.ndarray) else scalar(float(z))


def _signed(sign: int) -> Operation:
    """Make addition (sign 1) or subtraction (sign -1)."""

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        factor = sign if index else 1
        return factor * np.eye(len(inputs[0])) if isinstance(result, np.ndarray) else Fraction(factor)

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return upstream if index == 0 or sign == 1 else -upstream

    return Operation(
        "add" if sign == 1 else "subtract", 2, lambda a, b: a + b if sign == 1 else a - b, local, product
    )


def _multiply_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    other = inputs[1 - index]
    return np.diag(other) if isinstance(other, np.ndarray) else other


def _matrix_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector = inputs
    return matrix if index else np.kron(np.eye(len(matrix)), vector)


def _matrix_product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector = inputs
    return matrix.T @ upstream if index else np.outer(upstream, vector)


def _squares_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    return 2.0 * inputs[0][None, :]


OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        _signed(1),
        _signed(-1),
        Operation(
            "multiply",
            2,
            lambda a, b: a * b,
            _multiply_local,
            lambda index, upstream, inputs, result: upstream * inputs[1 - index],
        ),
        _elementwise("negate", lambda z: -z, lambda z, a: -(z * 0 + 1)),
        _elementwise("square", lambda z: z * z, lambda z, a: 2 * z),
        _elementwise("sigmoid", sigmoid, lambda z, a: a * (1 - a)),
        _elementwise("tanh", _real(math.tanh, np.tanh), lambda z, a: 1 - a * a),
        _elementwise("exp", _real(math.exp, np.exp), lambda z, a: a),
        _elementwise("log", _real(math.log, np.log), lambda z, a: 1 / z),
        _elementwise("sin", _real(math.sin, np.sin), lambda z, a: _real(math.cos, np.cos)(z)),
        _elementwise("cos", _real(math.cos, np.cos), lambda z, a: -_real(math.sin, np.sin)(z)),
        Operation("matrix_vector", 2, lambda m, v: m @ v, _matrix_local, _matrix_product),
        Operation(
            "sum_of_squares",
            1,
            lambda v: float(v @ v),
            _squares_local,
            lambda index, upstream, inputs, result: upstream * 2.0 * inputs[0],
        ),
    )
}
"""Operation by name. Sources of the rules: any calculus text; sigmoid' = sigmoid (1 - sigmoid)."""


def is_number(value: Value) -> bool:
    """Tell whether a value is a scalar of the core."""
    return isinstance(value, Fraction | float | int)


def number(value: Number | int) -> Number:
    """Return an int as an exact rational, anything else unchanged."""
    return Fraction(value) if isinstance(value, int) else value
