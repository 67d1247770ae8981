"""The one table of operations, by name."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from backprop_core.arithmetic import Functions, Real
from backprop_core.operations.recipes import (
    extreme,
    piecewise,
    power_slope,
    quotient_slope,
    signed,
    smooth,
    two_inputs,
)
from backprop_core.operations.rule import TapeOperation, Value, function_operation
from backprop_core.operations.scalars import log, sigmoid, sigmoid_slope, softplus, times
from backprop_core.operations.vectors import AFFINE, SOFTMAX

LEAK = Fraction(1, 100)
"""Slope of the leaky rectifier below zero, as in PyTorch."""


def _tanh_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return 1 - tanh² as 4 sigmoid'(2z)."""
    return 4 * sigmoid_slope(2 * z, 2.0 * a)


def _elu_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return e^z below 0 and exactly 1 above."""
    if isinstance(z, float) and z > 0:
        return Fraction(1)
    return f.where(z > 0, 1 + 0 * z, f.exp(f.where(z > 0, 0 * z, z)))


def _silu_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return sigma(z) + z sigma'(z)."""
    share = sigmoid(z)
    return share + z * sigmoid_slope(z, share)


def _normal(f: Functions, z: Real) -> Real:
    """Return the share of a standard normal distribution below z, by erfc, which keeps its digits far out."""
    return f.erfc(-z / f.sqrt(2 + 0 * z)) / 2


def _gelu_slope(f: Functions, z: Real, a: Value) -> Value:
    """Return Phi(z) + z phi(z), with the standard normal distribution and its density."""
    return _normal(f, z) + z * f.exp(-z * z / 2) / f.sqrt(2 * f.pi + 0 * z)


def _unit(z: Value) -> Value:
    return z * 0 + 1 if isinstance(z, np.ndarray) else Fraction(1)


_ONE, _ZERO = Fraction(1), Fraction(0)

OPERATIONS: dict[str, TapeOperation] = {
    operation.name: operation
    for operation in (
        signed(1),
        signed(-1),
        two_inputs("multiply", times, lambda index, a, b, result: a if index else b),
        two_inputs("divide", lambda a, b: a / b, quotient_slope),
        two_inputs("power", lambda base, exponent: base**exponent, power_slope),
        extreme("max", 1),
        extreme("min", -1),
        function_operation("identity", lambda z: z, lambda z, a: _unit(z)),
        function_operation("negate", lambda z: -z, lambda z, a: -_unit(z)),
        function_operation("square", lambda z: z * z, lambda z, a: 2 * z),
        function_operation("sigmoid", sigmoid, sigmoid_slope),
        piecewise("relu", (_ZERO, _ZERO, _ONE)),
        piecewise("leaky_relu", (LEAK, LEAK, _ONE)),
        piecewise("abs", (-_ONE, _ZERO, _ONE)),
        piecewise("sign", (_ZERO, _ZERO, _ZERO), (-1, 0, 1)),
        piecewise("step", (_ZERO, _ZERO, _ZERO), (0, 0, 1)),
        smooth(
            "elu",
            lambda f, z: f.where(z > 0, z, f.expm1(f.where(z > 0, 0 * z, z))),
            _elu_slope,
            {0: 0},
            {0: 1},
        ),
        smooth("softplus", softplus, lambda f, z, a: sigmoid(z), None, {0: Fraction(1, 2)}),
        smooth("silu", lambda f, z: z * sigmoid(z), _silu_slope, {0: 0}, {0: Fraction(1, 2)}),
        smooth("gelu", lambda f, z: z * _normal(f, z), _gelu_slope, {0: 0}, {0: Fraction(1, 2)}),
        smooth("tanh", lambda f, z: f.tanh(z), _tanh_slope, {0: 0}, {0: 1}),
        smooth("exp", lambda f, z: f.exp(z), lambda f, z, a: a, {0: 1}, {0: 1}),
        function_operation("log", log, lambda z, a: 1 / z),
        smooth("log2", lambda f, z: f.log(z) / f.log(0 * z + 2), lambda f, z, a: 1 / (z * f.log(0 * z + 2))),
        smooth(
            "log10",
            lambda f, z: f.log(z) / f.log(f.ten + 0 * z),
            lambda f, z, a: 1 / (z * f.log(f.ten + 0 * z)),
        ),
        smooth("sqrt", lambda f, z: f.sqrt(z), lambda f, z, a: 1 / (2 * a), {0: 0, 1: 1, 4: 2, 9: 3, 16: 4}),
        smooth("sin", lambda f, z: f.sin(z), lambda f, z, a: f.cos(z), {0: 0}, {0: 1}),
        smooth("cos", lambda f, z: f.cos(z), lambda f, z, a: -f.sin(z), {0: 1}, {0: 0}),
        smooth("tan", lambda f, z: f.tan(z), lambda f, z, a: 1 + a * a, {0: 0}, {0: 1}),
        smooth("asin", lambda f, z: f.asin(z), lambda f, z, a: 1 / f.sqrt(1 - z * z), {0: 0}, {0: 1}),
        smooth("acos", lambda f, z: f.acos(z), lambda f, z, a: -1 / f.sqrt(1 - z * z), {1: 0}, {0: -1}),
        smooth("atan", lambda f, z: f.atan(z), lambda f, z, a: 1 / (1 + z * z), {0: 0}, {0: 1}),
        smooth("sinh", lambda f, z: f.sinh(z), lambda f, z, a: f.cosh(z), {0: 0}, {0: 1}),
        smooth("cosh", lambda f, z: f.cosh(z), lambda f, z, a: f.sinh(z), {0: 1}, {0: 0}),
        smooth("asinh", lambda f, z: f.asinh(z), lambda f, z, a: 1 / f.sqrt(z * z + 1), {0: 0}, {0: 1}),
        smooth("acosh", lambda f, z: f.acosh(z), lambda f, z, a: 1 / f.sqrt(z * z - 1), {1: 0}),
        smooth("atanh", lambda f, z: f.atanh(z), lambda f, z, a: 1 / (1 - z * z), {0: 0}, {0: 1}),
        smooth(
            "erf",
            lambda f, z: f.erf(z),
            lambda f, z, a: 2 * f.exp(-z * z) / f.sqrt(f.pi + 0 * z),
            {0: 0},
        ),
        AFFINE,
        SOFTMAX,
    )
}
"""Operation by name. Sources of the rules: any calculus text; sigmoid' = sigmoid (1 - sigmoid). At a kink the
convention is PyTorch's: relu' = 0, leaky_relu' = 0.01, abs' = sign' = step' = 0, half to each of equals."""
