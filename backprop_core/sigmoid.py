"""The sigmoid, its derivative, and the derivation of it line by line."""

from __future__ import annotations

from fractions import Fraction

from backprop_core.number import Number
from backprop_core.operations import sigmoid
from backprop_core.rules import Line

PEAK = Fraction(1, 4)
"""The largest slope, at z = 0: a (1 - a) is largest at a = 1/2."""


TERMS = ("1 + e^(-z)", "e^(-z)")
"""The terms that stay whole from line to line of the derivation, as Typst."""


def value(z: Number) -> Number:
    """Return 1 / (1 + e^(-z)): exactly 1/2 at an exact zero, float64 elsewhere."""
    return Fraction(1, 2) if isinstance(z, Fraction) and z == 0 else float(sigmoid(z))


def derivative(z: Number) -> Number:
    """Return the slope a (1 - a), where a is the value at z.

    1 - a is computed as the value at -z, which keeps all its digits where a is close to 1.
    """
    return value(z) * value(-z)


def saturation(z: Number) -> float:
    """Return which share of the largest possible slope is left at z, between 0 and 1."""
    return float(derivative(z)) / float(PEAK)


def derivation() -> tuple[Line, ...]:
    """Return the steps from the definition to the derivative in terms of the value itself."""
    return (
        Line("sigma(z) = frac(1, 1 + e^(-z))", "the definition", "1/(1 + exp(-z))"),
        Line("sigma'(z) = dif / (dif z) (1 + e^(-z))^(-1)", "as a power", None),
        Line(
            "sigma'(z) = -(1 + e^(-z))^(-2) dot.op (-e^(-z))",
            "power of an inside",
            "exp(-z)/(1 + exp(-z))**2",
        ),
        Line("sigma'(z) = frac(e^(-z), (1 + e^(-z))^2)", "the signs cancel", "exp(-z)/(1 + exp(-z))**2"),
        Line(
            "sigma'(z) = frac(1, 1 + e^(-z)) dot.op frac(e^(-z), 1 + e^(-z))",
            "split the fraction",
            "1/(1 + exp(-z)) * (exp(-z)/(1 + exp(-z)))",
        ),
        Line(
            "sigma'(z) = sigma(z) dot.op (1 - sigma(z))",
            "the second factor is what the first lacks to one",
            "1/(1 + exp(-z)) * (1 - 1/(1 + exp(-z)))",
        ),
    )
