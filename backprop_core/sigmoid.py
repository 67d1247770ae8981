"""The sigmoid, its derivative, and the derivation of it line by line."""

from __future__ import annotations

from fractions import Fraction

from backprop_core.number import Number
from backprop_core.operations import sigmoid
from backprop_core.rules import DerivationLine

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


def derivation() -> tuple[DerivationLine, ...]:
    """Return the steps from the definition to the derivative in terms of the value itself."""
    return (
        DerivationLine(
            "sigma(z) = frac(1, 1 + e^(-z)) = (1 + e^(-z))^(-1)",
            "the definition, and the same as a power",
            "1/(1 + exp(-z))",
        ),
        DerivationLine(
            "sigma'(z) = -(1 + e^(-z))^(-2) dot.op (-e^(-z))",
            "the power's slope, times that of the inside",
            "exp(-z)/(1 + exp(-z))**2",
        ),
        DerivationLine(
            "sigma'(z) = frac(e^(-z), (1 + e^(-z))^2)", "the signs cancel", "exp(-z)/(1 + exp(-z))**2"
        ),
        DerivationLine(
            "sigma'(z) = frac(1, 1 + e^(-z)) dot.op frac(e^(-z), 1 + e^(-z))",
            "split the fraction",
            "1/(1 + exp(-z)) * (exp(-z)/(1 + exp(-z)))",
        ),
        DerivationLine(
            "sigma'(z) = sigma(z) dot.op frac((1 + e^(-z)) - 1, 1 + e^(-z))",
            "one is added on top and taken away again",
            "1/(1 + exp(-z)) * ((1 + exp(-z) - 1)/(1 + exp(-z)))",
        ),
        DerivationLine(
            "sigma'(z) = sigma(z) dot.op (frac(1 + e^(-z), 1 + e^(-z)) - frac(1, 1 + e^(-z)))",
            "split at the minus",
            "1/(1 + exp(-z)) * ((1 + exp(-z))/(1 + exp(-z)) - 1/(1 + exp(-z)))",
        ),
        DerivationLine(
            "sigma'(z) = sigma(z) dot.op (1 - sigma(z))",
            "the whole over itself is one",
            "1/(1 + exp(-z)) * (1 - 1/(1 + exp(-z)))",
        ),
    )


def slopes_used() -> tuple[tuple[DerivationLine, DerivationLine], ...]:
    """Return the slopes that the derivation needs: of a power and of the exponential, each as a rule and as
    it is used."""
    return (
        (
            DerivationLine("dif / (dif u) u^n = n dot.op u^(n - 1)", "the power rule", None),
            DerivationLine("dif / (dif u) u^(-1) = -u^(-2)", "for the exponent minus one", "-u**(-2)"),
        ),
        (
            DerivationLine("dif / (dif z) e^z = e^z", "the exponential is its own slope", "exp(z)"),
            DerivationLine(
                "dif / (dif z) e^(-z) = -e^(-z)", "the inside has the slope minus one", "-exp(-z)"
            ),
        ),
    )
