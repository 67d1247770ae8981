"""The one table of operations: how each computes its value and carries a gradient back.

An operation works on scalars (exact where its inputs are rational and it allows that), on numbers of 100
digits, and on arrays: float64 elementwise, or object arrays of any of these numbers, which stay exact.
`jacobian_product` is the vector-Jacobian product: upstream gradient in, contribution to one input out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any

import numpy as np

from backprop_core.arithmetic import Functions, Real, functions_of, real
from backprop_core.number import Number

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
    for factor in (first, second):
        if isinstance(factor, Fraction) and factor == 0 and not isinstance(first * second, np.ndarray):
            return factor
    return first * second


def dot(matrix: Value, vector: Value) -> Value:
    """Return a matrix (or a row) times a vector, exact zeros kept as `times` keeps them."""
    if matrix.dtype != object and vector.dtype != object:
        return matrix @ vector
    rows = np.atleast_2d(matrix)
    sums = np.empty(len(rows), dtype=object)
    for index, row in enumerate(rows):
        sums[index] = reduce(add, (times(m, v) for m, v in zip(row, vector, strict=True)))
    return sums if matrix.ndim == 2 else sums[0]


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


def _diagonal(derivative: Value) -> Value:
    """Return the Jacobian of an elementwise operation: the slopes on a diagonal; of a scalar its slope."""
    if not isinstance(derivative, np.ndarray):
        return derivative
    if derivative.dtype != object:
        return np.diag(derivative)
    matrix = np.full((len(derivative), len(derivative)), Fraction(0), dtype=object)
    for index, slope in enumerate(derivative):
        matrix[index, index] = slope
    return matrix


_times = elementwise(times)


def function_operation(
    name: str,
    value: Callable[[Value], Value],
    slope: Callable[[Value, Value], Value],
    kink: Fraction | None = None,
) -> TapeOperation:
    """Make a one-input operation from its function and its derivative by (input, value)."""
    value, slope = elementwise(value), elementwise(slope)

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        return _diagonal(slope(inputs[0], result))

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return _times(upstream, slope(inputs[0], result))

    return TapeOperation(name, 1, value, local, product, kink)


def _row(
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


def _piecewise(
    name: str,
    pieces: Callable[[Value], tuple[Value, Value, Value]],
    slopes: tuple[Fraction, Fraction, Fraction],
) -> TapeOperation:
    """Make an operation with a kink at 0, exact where its input is.

    `pieces` gives what it is below, at and above 0, `slopes` the slopes there; at 0 by convention.
    """

    def value(z: Value) -> Value:
        below, at, above = pieces(z)
        return functions_of(z).where(z < 0, below, functions_of(z).where(z > 0, above, at))

    def slope(z: Value, a: Value) -> Value:
        below, at, above = slopes
        if isinstance(z, np.ndarray):
            return np.where(z < 0, float(below), np.where(z > 0, float(above), float(at)))
        return below if z < 0 else above if z > 0 else at

    return function_operation(name, value, slope, Fraction(0))


LEAK = Fraction(1, 100)
"""Slope of the leaky rectifier below zero, as in PyTorch."""


def _sigmoid_slope(z: Value, a: Value) -> Value:
    """Return a (1 - a), from the tail e^(-|z|) so that it keeps its digits where a is close to 1."""
    if isinstance(a, Fraction):
        return a * (1 - a)
    tail = functions_of(real(z)).tail(real(z))
    return tail / (1 + tail) ** 2


def _tanh_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return 1 - tanh² as 4 sigmoid'(2z)."""
    return 4 * _sigmoid_slope(2 * z, 2.0 * a)


def _silu_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return sigma(z) + z sigma'(z)."""
    share = sigmoid(z)
    return share + z * _sigmoid_slope(z, share)


def _normal(f: Functions, z: Real) -> Real:
    """Return the share of a standard normal distribution below z, by erfc, which keeps its digits far out."""
    return f.erfc(-z / f.sqrt(2 + 0 * z)) / 2


def _gelu_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return Phi(z) + z phi(z), with the standard normal distribution and its density."""
    return _normal(f, z) + z * f.exp(-z * z / 2) / f.sqrt(2 * f.pi + 0 * z)


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


def _two_inputs(
    name: str, value: Callable[[Value, Value], Value], slopes: Callable[[int, Value, Value, Value], Value]
) -> TapeOperation:
    """Make an elementwise operation of two inputs; `slopes(index, a, b, value)` is its slope by one."""
    valued = elementwise(value)
    sloped = [elementwise(lambda a, b, c, index=index: slopes(index, a, b, c)) for index in (0, 1)]

    def local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
        return _diagonal(sloped[index](*inputs, result))

    def product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
        return _times(upstream, sloped[index](*inputs, result))

    return TapeOperation(name, 2, valued, local, product)


def _power_slope(index: int, base: Value, exponent: Value, result: Value) -> Value:
    """Return n a^(n-1) by the base and a^n log a by the exponent: NaN for a base that is not positive."""
    if index == 0:
        return Fraction(0) if exponent == 0 else exponent * base ** (exponent - 1)
    return result * log(base) if base > 0 else float("nan")


def _quotient_slope(index: int, above: Value, below: Value, result: Value) -> Value:
    """Return 1/b by what is divided and -a/b² by what it is divided by."""
    return -result / below if index else 1 / below


def _extreme(name: str, sign: int) -> TapeOperation:
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

    return _two_inputs(name, value, slope)


def _affine_local(index: int, inputs: tuple[Value, ...], result: Value) -> Value:
    matrix, vector, _ = inputs
    unit = np.array([[Fraction(int(i == j)) for j in range(len(result))] for i in range(len(result))])
    return (np.kron(unit, vector), matrix, unit)[index]


def _affine_product(index: int, upstream: Value, inputs: tuple[Value, ...], result: Value) -> Value:
    """Return the outer product for the weights, the transposed weights' product for what they weigh."""
    matrix, vector, _ = inputs
    if index == 0:
        return _times(np.asarray(upstream)[:, None], np.asarray(vector)[None, :])
    return dot(matrix.T, upstream) if index == 1 else upstream


def softmax(z: Value) -> Value:
    """Return e^z over its sum, for a vector; each output is a share that knows its distance to 1."""
    if all(isinstance(one, Fraction) and one == z[0] for one in z):
        return np.array([Fraction(1, len(z))] * len(z), dtype=object)
    highest = reduce(np.maximum if any(isinstance(one, np.ndarray) for one in z) else max, z)
    powers = [functions_of(real(one - highest)).exp(real(one - highest)) for one in z]
    shares = np.empty(len(z), dtype=object)
    for index, power in enumerate(powers):
        rest = sum((one for other, one in enumerate(powers) if other != index), 0 * power)
        share = power / (power + rest)
        shares[index] = Share(share, rest / (power + rest)) if isinstance(share, float) else share
    return shares


def _softmax_local(index: int, inputs: tuple[Value, ...], a: Value) -> Value:
    """Return the Jacobian: a_i (1 - a_i) on the diagonal, -a_i a_j beside it."""
    matrix = np.empty((len(a), len(a)), dtype=object)
    for i, j in np.ndindex(matrix.shape):
        matrix[i, j] = a[i] * (1 - a[i]) if i == j else -(a[i] * a[j])
    return matrix


def _softmax_product(index: int, upstream: Value, inputs: tuple[Value, ...], a: Value) -> Value:
    return dot(_softmax_local(index, inputs, a).T, np.asarray(upstream, dtype=object))


def _unit(z: Value) -> Value:
    return z * 0 + 1 if isinstance(z, np.ndarray) else Fraction(1)


_ONE, _ZERO = Fraction(1), Fraction(0)

OPERATIONS: dict[str, TapeOperation] = {
    operation.name: operation
    for operation in (
        _signed(1),
        _signed(-1),
        _two_inputs("multiply", times, lambda index, a, b, result: a if index else b),
        _two_inputs("divide", lambda a, b: a / b, _quotient_slope),
        _two_inputs("power", lambda base, exponent: base**exponent, _power_slope),
        _extreme("max", 1),
        _extreme("min", -1),
        function_operation("identity", lambda z: z, lambda z, a: _unit(z)),
        function_operation("negate", lambda z: -z, lambda z, a: -_unit(z)),
        function_operation("square", lambda z: z * z, lambda z, a: 2 * z),
        function_operation("sigmoid", sigmoid, _sigmoid_slope),
        _piecewise("relu", lambda z: (z * 0, z * 0, z), (_ZERO, _ZERO, _ONE)),
        _piecewise("leaky_relu", lambda z: (z / 100, z * 0, z), (LEAK, LEAK, _ONE)),
        _piecewise("abs", lambda z: (-z, z * 0, z), (-_ONE, _ZERO, _ONE)),
        _piecewise("sign", lambda z: (z * 0 - 1, z * 0, z * 0 + 1), (_ZERO, _ZERO, _ZERO)),
        _piecewise("step", lambda z: (z * 0, z * 0, z * 0 + 1), (_ZERO, _ZERO, _ZERO)),
        _row(
            "elu",
            lambda f, z: f.where(z > 0, z, f.expm1(f.where(z > 0, 0 * z, z))),
            lambda f, z, a: f.where(z > 0, 1 + 0 * z, f.exp(f.where(z > 0, 0 * z, z))),
            {0: 0},
            {0: 1},
        ),
        _row("softplus", softplus, lambda f, z, a: sigmoid(z), None, {0: Fraction(1, 2)}),
        _row("silu", lambda f, z: z * sigmoid(z), _silu_slope, {0: 0}, {0: Fraction(1, 2)}),
        _row("gelu", lambda f, z: z * _normal(f, z), _gelu_slope, {0: 0}, {0: Fraction(1, 2)}),
        _row("tanh", lambda f, z: f.tanh(z), _tanh_slope, {0: 0}, {0: 1}),
        _row("exp", lambda f, z: f.exp(z), lambda f, z, a: a, {0: 1}, {0: 1}),
        function_operation("log", log, lambda z, a: 1 / z),
        _row("log2", lambda f, z: f.log(z) / f.log(0 * z + 2), lambda f, z, a: 1 / (z * f.log(0 * z + 2))),
        _row(
            "log10",
            lambda f, z: f.log(z) / f.log(f.ten + 0 * z),
            lambda f, z, a: 1 / (z * f.log(f.ten + 0 * z)),
        ),
        _row("sqrt", lambda f, z: f.sqrt(z), lambda f, z, a: 1 / (2 * a), {0: 0, 1: 1, 4: 2, 9: 3, 16: 4}),
        _row("sin", lambda f, z: f.sin(z), lambda f, z, a: f.cos(z), {0: 0}, {0: 1}),
        _row("cos", lambda f, z: f.cos(z), lambda f, z, a: -f.sin(z), {0: 1}, {0: 0}),
        _row("tan", lambda f, z: f.tan(z), lambda f, z, a: 1 + a * a, {0: 0}, {0: 1}),
        _row("asin", lambda f, z: f.asin(z), lambda f, z, a: 1 / f.sqrt(1 - z * z), {0: 0}, {0: 1}),
        _row("acos", lambda f, z: f.acos(z), lambda f, z, a: -1 / f.sqrt(1 - z * z), {1: 0}, {0: -1}),
        _row("atan", lambda f, z: f.atan(z), lambda f, z, a: 1 / (1 + z * z), {0: 0}, {0: 1}),
        _row("sinh", lambda f, z: f.sinh(z), lambda f, z, a: f.cosh(z), {0: 0}, {0: 1}),
        _row("cosh", lambda f, z: f.cosh(z), lambda f, z, a: f.sinh(z), {0: 1}, {0: 0}),
        _row("asinh", lambda f, z: f.asinh(z), lambda f, z, a: 1 / f.sqrt(z * z + 1), {0: 0}, {0: 1}),
        _row("acosh", lambda f, z: f.acosh(z), lambda f, z, a: 1 / f.sqrt(z * z - 1), {1: 0}),
        _row("atanh", lambda f, z: f.atanh(z), lambda f, z, a: 1 / (1 - z * z), {0: 0}, {0: 1}),
        _row(
            "erf",
            lambda f, z: f.erf(z),
            lambda f, z, a: 2 * f.exp(-z * z) / f.sqrt(f.pi + 0 * z),
            {0: 0},
        ),
        TapeOperation("affine", 3, lambda m, v, b: dot(m, v) + b, _affine_local, _affine_product),
        TapeOperation("softmax", 1, softmax, _softmax_local, _softmax_product),
    )
}
"""Operation by name. Sources of the rules: any calculus text; sigmoid' = sigmoid (1 - sigmoid). At a kink the
convention is PyTorch's: relu' = 0, leaky_relu' = 0.01, abs' = sign' = step' = 0, half to each of equals."""


def number(value: Number | int) -> Number:
    """Return an int as an exact rational, anything else unchanged."""
    return Fraction(value) if isinstance(value, int) else value
