"""What an operation is: a name, its value, its local derivative, its vector-Jacobian product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from backprop_core.operations.scalars import times

Value = Any
"""A scalar (a `Number`, or one of 100 digits) or an array of them."""


@dataclass(frozen=True)
class TapeOperation:
    """One operation: its name, how many inputs it takes (0: any number), and its rules.

    `value(*inputs)` computes it. `local(index, inputs, value)` is the local derivative by one input: a
    number for scalars; for arrays the full Jacobian. `jacobian_product(index, upstream, inputs, value)`
    is the contribution to that input. `kink` is where the operation of one input has no slope, None where
    it has one everywhere; `local` gives the stated convention there.
    """

    name: str
    arity: int
    value: Callable[..., Value]
    local: Callable[[int, tuple[Value, ...], Value], Value]
    jacobian_product: Callable[[int, Value, tuple[Value, ...], Value], Value]
    kink: Fraction | None = None


def elementwise(function: Callable[..., Value]) -> Callable[..., Value]:
    """Return a function of scalars that also works on object arrays, entry by entry."""

    def applied(*inputs: Value) -> Value:
        if not any(isinstance(value, np.ndarray) and value.dtype == object for value in inputs):
            return function(*inputs)
        result = np.empty(np.broadcast_shapes(*(np.shape(value) for value in inputs)), dtype=object)
        rows = [np.broadcast_to(np.asarray(value, dtype=object), result.shape) for value in inputs]
        for place in np.ndindex(result.shape):
            result[place] = function(*(row[place] for row in rows))
        return result

    return applied


def jacobian_of(derivative: Value) -> Value:
    """Return the Jacobian of an elementwise operation: the slopes on a diagonal; of a scalar its slope."""
    if not isinstance(derivative, np.ndarray):
        return derivative
    if derivative.dtype != object:
        return np.diag(derivative)
    matrix = np.full((len(derivative), len(derivative)), Fraction(0), dtype=object)
    for index, slope in enumerate(derivative):
        matrix[index, index] = slope
    return matrix


scaled = elementwise(times)
"""A product, entry by entry."""


def function_operation(
    name: str,
    value: Callable[[Value], Value],
    slope: Callable[[Value, Value], Value],
    kink: Fraction | None = None,
) -> TapeOperation:
    """Make a one-input operation from its function and its derivative by (input, value)."""
    value, slope = elementwise(value), elementwise(slope)

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        return jacobian_of(slope(inputs[0], result))

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return scaled(upstream, slope(inputs[0], result))

    return TapeOperation(name, 1, value, local, product, kink)
