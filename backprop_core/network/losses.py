"""The one table of losses: value, slope by an output, how both are written and said.

Cross-entropy is computed from the last layer's sums, in forms that neither overflow nor lose digits (the
log-sum-exp of Blanchard, Higham and Higham 2021); its slope by a sum is output minus target.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from backprop_core.arithmetic import functions_of, real
from backprop_core.number import Number
from backprop_core.operations import Value, log, times

Vector = Sequence[Value]


@dataclass(frozen=True)
class Parts:
    """One output and its target, with 1 - a and a - y, which keep their digits where they are close to 0."""

    a: Value
    y: Value
    less: Value
    gap: Value

    @classmethod
    def of(cls, a: Value, y: Value) -> Parts:
        """Return the parts of an output and a target."""
        return cls(a, y, 1 - a, a - y)


@dataclass(frozen=True)
class Loss:
    """A loss of the outputs `a` and the targets `y`, a term for each output.

    `spoken` names it in a sentence, `measures` says of one output what it is ("the squared distance to the
    target"). `term` is one output's part and `slope_term` its derivative by the output, both before they are
    multiplied by `scale(count)`. Where `from_sums` is given the value is computed by it from the last layer's
    sums instead, and `sum_slope` is its derivative by one of them.

    Formulas have the holes `{a}`, `{y}`, `{less}` (1 - a) and `{gap}` (a - y): `written` is that of a term
    without `factor(count)`, which stands before the sum of terms, `slope_formula(count)` that of the slope,
    `sum_slope_formula` that of `sum_slope`.
    """

    name: str
    title: str
    spoken: str
    measures: str
    term: Callable[[Parts], Value]
    slope_term: Callable[[Parts], Value]
    scale: Callable[[int], Fraction]
    written: str
    factor: Callable[[int], str]
    slope_formula: Callable[[int], str]
    from_sums: Callable[[Vector, Vector], Value] | None = None
    sum_slope: Callable[[Value, Number], Value] | None = None
    sum_slope_formula: str = ""

    def value(self, outputs: Vector, targets: Vector) -> Value:
        """Return the loss."""
        return self.total([Parts.of(a, y) for a, y in zip(outputs, targets, strict=True)])

    def total(self, outputs: Sequence[Parts]) -> Value:
        """Return the loss of outputs whose differences are given."""
        return _scaled(self.scale(len(outputs)), _total([self.term(one) for one in outputs]))

    def slope(self, a: Value, y: Value, count: int) -> Value:
        """Return the derivative by one of `count` outputs."""
        return self.slope_at(Parts.of(a, y), count)

    def slope_at(self, one: Parts, count: int) -> Value:
        """Return the derivative by one of `count` outputs, whose differences are given."""
        return _scaled(self.scale(count), self.slope_term(one))


def _total(terms: Sequence[Value]) -> Value:
    return sum(terms[1:], terms[0])


def _scaled(factor: Fraction, value: Value) -> Value:
    if isinstance(value, Fraction):
        return factor * value
    return value if factor == 1 else value * factor.numerator / factor.denominator


def _squared(
    names: tuple[str, str, str, str], scale: Callable[[int], Fraction], factor: Callable[[int], str]
) -> Loss:
    """Make a loss of squared errors: their sum times `scale(count)`."""

    def slope_formula(count: int) -> str:
        doubled = 2 * scale(count)
        return "{a} - {y}" if doubled == 1 else f"{doubled} {{gap}}"

    return Loss(
        *names,
        lambda one: one.gap * one.gap,
        lambda one: 2 * one.gap,
        scale,
        "{gap}^2",
        factor,
        slope_formula,
    )


def _whole(count: int) -> Fraction:
    return Fraction(1)


def _binary_from_sums(sums: Vector, targets: Vector) -> Value:
    """Return max(z, 0) - z y + ln(1 + e^(-|z|)), summed."""
    terms = []
    for z, y in zip(sums, targets, strict=True):
        z, y = real(z), y if isinstance(z, np.ndarray) else real(z) * 0 + y
        f = functions_of(z)
        terms.append((f.where(z > 0, z, 0 * z) - z * y) + f.log1p(f.tail(z)))
    return _total(terms)


def _categorical_from_sums(sums: Vector, targets: Vector) -> Value:
    """Return the sum of y (ln Σ e^z - z), each logarithm from its largest power on."""
    terms = []
    for index, y in enumerate(targets):
        if isinstance(y, np.ndarray) or y != 0:
            terms.append(_scaled_by(y, _surprise(sums, index)))
    return _total(terms)


def _surprise(sums: Vector, index: int) -> Value:
    """Return ln Σ e^z - z[index]."""
    real_sums = [real(z) for z in sums]
    f = functions_of(_total(real_sums))
    if isinstance(real_sums[0], np.ndarray) or any(isinstance(z, np.ndarray) for z in real_sums):
        highest = _highest(real_sums)
        return highest + f.log(_total([f.exp(z - highest) for z in real_sums])) - real_sums[index]
    top = max(range(len(real_sums)), key=lambda one: real_sums[one])
    rest = [f.exp(z - real_sums[top]) for one, z in enumerate(real_sums) if one != top]
    spread = f.log1p(_total(rest)) if rest else 0 * real_sums[0]
    return (real_sums[top] - real_sums[index]) + spread


def _highest(sums: Sequence[Value]) -> Value:
    highest = sums[0]
    for z in sums[1:]:
        highest = np.maximum(highest, z)
    return highest


def _scaled_by(weight: Number, value: Value) -> Value:
    whole = not isinstance(weight, np.ndarray) and weight == 1
    return value if whole else times(weight, value)


LOSSES: dict[str, Loss] = {
    "squared": _squared(
        ("squared", "squared error", "the squared error", "the squared distance to the target"),
        _whole,
        lambda n: "",
    ),
    "half_squared": _squared(
        (
            "half_squared",
            "half squared error",
            "half the squared error",
            "half the squared distance to the target",
        ),
        lambda n: Fraction(1, 2),
        lambda n: "1/2",
    ),
    "mean_squared": _squared(
        (
            "mean_squared",
            "mean squared error",
            "the mean squared error",
            "the squared distance to the target",
        ),
        lambda n: Fraction(1, n),
        lambda n: f"1/{n}" if n > 1 else "",
    ),
    "cross_entropy after sigmoid": Loss(
        "cross_entropy",
        "cross-entropy",
        "the cross-entropy",
        "the cross-entropy with the target",
        lambda one: -(times(one.y, log(one.a)) + times(1 - one.y, log(one.less))),
        lambda one: one.gap / (one.a * one.less),
        _whole,
        "{y} * ln({a}) + (1 - {y}) * ln{less}",
        lambda n: "-",
        lambda n: "frac({a} - {y}, {a} * {less})",
        _binary_from_sums,
        lambda a, y: a - y,
        "{a} - {y}",
    ),
    "cross_entropy after softmax": Loss(
        "cross_entropy",
        "cross-entropy",
        "the cross-entropy",
        "the cross-entropy with the target",
        lambda one: -times(one.y, log(one.a)) if one.y != 0 else one.y,
        lambda one: -(one.y / one.a),
        _whole,
        "{y} * ln({a})",
        lambda n: "-",
        lambda n: "-frac({y}, {a})",
        _categorical_from_sums,
        lambda a, y: a - y,
        "{a} - {y}",
    ),
}
"""Losses by name; cross-entropy by the activation that makes the probabilities as well."""

LOSS_NAMES = ("squared", "half_squared", "mean_squared", "cross_entropy")


def loss_of(name: str, activation: str) -> Loss:
    """Return the loss of a name after a last activation. Raises `KeyError` where they do not fit."""
    return LOSSES[name] if name in LOSSES else LOSSES[f"{name} after {activation}"]
