"""Each line of each activation's derivation, and the shape of its curve, against mpmath's own derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import pytest
import sympy

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.network.derivations import DERIVATIONS
from backprop_core.network.shapes import SHAPES
from backprop_core.reader import read_expression
from backprop_core.rules import DerivationLine

DIGITS = 40
OTHER = mpmath.mpf("0.7")
"""Another output's sum."""
HELD = mpmath.mpf("2.5")
"""What the sums that stand still add to the bottom of softmax."""
PLACES = {name: [mpmath.mpf(one) for one in ("-2.3", "-0.4", "0.9", "3.1")] for name in ("z", "h")}


def sigmoid(z: Any) -> Any:
    return 1 / (1 + mpmath.exp(-z))


DEFINITIONS: dict[str, Callable[[Any], Any]] = {
    "sigmoid": sigmoid,
    "tanh": mpmath.tanh,
    "relu": lambda z: max(mpmath.mpf(0), z),
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "elu": lambda z: z if z > 0 else mpmath.expm1(z),
    "softplus": lambda z: mpmath.log1p(mpmath.exp(z)),
    "silu": lambda z: z * sigmoid(z),
    "gelu": lambda z: z * mpmath.ncdf(z),
    "identity": lambda z: z,
    "softmax": lambda z: mpmath.exp(z) / (mpmath.exp(z) + HELD),
}


def worked(text: str, at: Mapping[str, Any]) -> Any:
    """Work out a line's right side."""
    read = read_expression(text, list(at))
    places = {sympy.Symbol(name, real=True): sympy.Float(str(value), DIGITS) for name, value in at.items()}
    return mpmath.mpf(str(sympy.N(read.subs(places), DIGITS)))


def meant(name: str, line: DerivationLine, z: Any, h: Any) -> Any:
    """Return what the left side of a line means."""
    left, of = line.typst.split(" = ")[0], DEFINITIONS[name]
    typst = ActivationCurve(ACTIVATIONS[name], (Fraction(1),) if name == "softmax" else ())
    if left == typst.value_symbol.typst:
        return of(z)
    if left == f"1 - {typst.value_symbol.typst}":
        return 1 - of(z)
    if left == typst.slope_symbol.typst:
        return mpmath.diff(of, z)
    if left.startswith("frac("):
        return (of(h) - of(mpmath.mpf(0))) / h
    if left.endswith("'(0)"):
        return mpmath.diff(of, 0)

    def another(place: Any) -> Any:
        return mpmath.exp(OTHER) / (mpmath.exp(place) + HELD)

    return another(z) if left == "a_j" else mpmath.diff(another, z)


def holds(where: str, at: Mapping[str, Any]) -> bool:
    """Tell whether a line's condition holds."""
    if not where:
        return True
    variable, sign, _ = where.split()
    return bool((at[variable] > 0) == (sign == ">"))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_line_says_what_is_so(name: str) -> None:
    with mpmath.workdps(DIGITS):
        for line in DERIVATIONS[name].lines:
            checks = 0
            for z, h in zip(PLACES["z"], reversed(PLACES["h"]), strict=True):
                at = {"z": z, "h": h, "c": HELD, "y": OTHER}
                if line.checked is None or not holds(line.where, at):
                    continue
                checks += 1
                assert mpmath.almosteq(worked(line.checked, at), meant(name, line, z, h), 1e-12), line.typst
            assert checks or line.checked is None


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_rules_that_lines_use_are_right(name: str) -> None:
    functions = {
        "frac(1, u)": lambda u: 1 / u,
        "ln(u)": mpmath.log,
        "e^z": mpmath.exp,
        "e^(-z)": lambda z: mpmath.exp(-z),
        "(1 + e^z)": lambda z: 1 + mpmath.exp(z),
        "(1 + e^(-z))": lambda z: 1 + mpmath.exp(-z),
        "sinh(z)": mpmath.sinh,
        "cosh(z)": mpmath.cosh,
        "z": lambda z: z,
        "sigma(z)": sigmoid,
        "Phi(z)": mpmath.ncdf,
        "phi(z)": mpmath.npdf,
    }
    with mpmath.workdps(DIGITS):
        for line in (line for pair in DERIVATIONS[name].rules for line in pair if line is not None):
            if line.checked is None:
                continue
            left = line.typst.split(" = ")[0]
            place = mpmath.mpf("0.9")
            of = functions[left.partition(") ")[2] if left.startswith("dif") else left]
            true = mpmath.diff(of, place) if left.startswith("dif") else of(place)
            variable = "u" if "dif u" in left else "z"
            assert mpmath.almosteq(worked(line.checked, {variable: place}), true, 1e-12), line.typst


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_steps_bring_every_line_and_every_rule_once(name: str) -> None:
    derivation = DERIVATIONS[name]
    brought = [line for step in derivation.steps for line in step.lines]
    assert sorted(set(brought) | {0}) == list(range(len(derivation.lines)))
    assert [step.rule for step in derivation.steps if step.rule is not None] == list(
        range(len(derivation.rules))
    )
    assert len({step.name for step in derivation.steps}) == len(derivation.steps)
    assert not any(character.isdigit() for step in derivation.steps for character in step.said)


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_shapes_are_those_of_the_curves(name: str) -> None:
    shape, of = SHAPES[name], DEFINITIONS[name]
    with mpmath.workdps(DIGITS):
        slopes = {
            place: mpmath.diff(of, mpmath.mpf(place) / 8 + mpmath.mpf("0.01")) for place in range(-160, 160)
        }
        assert max(slopes.values()) <= float(shape.peak) + 1e-12
        for end, far in zip(shape.ends, (-60, 60), strict=True):
            assert float(mpmath.diff(of, far)) == pytest.approx(float(end), abs=1e-15)
        for level, far in zip(shape.levels, (-60, 60), strict=True):
            if level is None:
                assert abs(of(mpmath.mpf(far))) > 0.5
            else:
                assert float(of(mpmath.mpf(far))) == pytest.approx(float(level), abs=1e-15)
        if shape.peak_at is not None:
            assert float(mpmath.diff(of, float(shape.peak_at))) == pytest.approx(float(shape.peak), rel=1e-15)
            assert abs(mpmath.diff(of, float(shape.peak_at), 2)) < 1e-9
        assert (min(slopes.values()) < 0) == (shape.dip_at is not None)
        if shape.dip_at is not None:
            assert abs(mpmath.diff(of, float(shape.dip_at), 2)) < 1e-9


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name != "softmax"])
def test_a_slope_at_hand_is_the_same_wherever_the_value_is(name: str) -> None:
    """Two sums of the same value have the same slope, or else the value does not tell it."""
    curve = ActivationCurve.named(name)
    places = [Fraction(place, 16) for place in range(-160, 161)]
    rising = [float(curve.value(b)) >= float(curve.value(a)) for a, b in pairwise(places)]
    assert all(rising) == SHAPES[name].at_hand


def test_softmax_by_one_sum_is_its_own_share_of_the_whole_layer() -> None:
    others = (Fraction(1, 2), Fraction(-1))
    curve = ActivationCurve(ACTIVATIONS["softmax"], others)
    rest = mpmath.fsum(mpmath.exp(mpmath.mpf(one.numerator) / one.denominator) for one in others)

    def share(z: Any) -> Any:
        return mpmath.exp(z) / (mpmath.exp(z) + rest)

    for z in (-3.0, 0.25, 4.0):
        assert float(curve.value(z)) == pytest.approx(float(share(z)), rel=1e-14)
        assert float(curve.slope(z)) == pytest.approx(float(mpmath.diff(share, z)), rel=1e-12)
    assert float(curve.value(curve.middle)) == pytest.approx(0.5)
    assert float(curve.slope(curve.middle)) == pytest.approx(float(curve.shape.peak))
