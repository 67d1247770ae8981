"""Nested functions and the rules, against SymPy's own derivatives."""

from fractions import Fraction

import mpmath
import pytest
import sympy

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.reader import read_expression
from backprop_core.rules import RULES
from tests.oracles import big


def test_the_worked_example_is_exact() -> None:
    chain = Composition.from_texts(["3*x + 1", "x**2"], Fraction(2))
    assert chain.values == (2, 7, 49)
    assert chain.local_derivatives == (3, 14)
    assert chain.prefix_products == (1, 3, 42)
    assert chain.suffix_products == (42, 14, 1)
    assert chain.nudges(Fraction(1, 100)) == (Fraction("0.01"), Fraction("0.03"), Fraction("0.4209"))


def test_stages_in_variables_of_their_own_make_one_function() -> None:
    chain = Composition((Curve.from_text("3*x + 1"), Curve.from_text("u^2", "u")), Fraction(2))
    assert chain.whole.variable == "x"
    assert chain.whole.value(Fraction("2.01")) == Fraction("49.4209")
    assert chain.whole.derivative(Fraction(2)) == chain.derivative == 42
    place = Fraction(1, 3)
    bent = Composition((Curve.from_text("sin(x)"), Curve.from_text("exp(-u^2)", "u")), place)
    oracle = mpmath.diff(lambda x: mpmath.exp(-(mpmath.sin(x) ** 2)), big(place))
    assert float(bent.whole.derivative(place)) == pytest.approx(float(oracle), rel=1e-13)


def test_three_stages_agree_with_mpmath() -> None:
    chain = Composition.from_texts(["sin(x)", "x**2 + 1", "exp(-x)"], Fraction(1, 3))
    oracle = mpmath.diff(lambda x: mpmath.exp(-(mpmath.sin(x) ** 2 + 1)), big(Fraction(1, 3)))
    assert float(chain.derivative) == pytest.approx(float(oracle), rel=1e-13)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rules_derivative_is_sympys(rule: object) -> None:
    function = read_expression(rule.function, ["x", "c"])  # type: ignore[attr-defined]
    derivative = read_expression(rule.derivative, ["x", "c"])  # type: ignore[attr-defined]
    assert sympy.simplify(sympy.diff(function, sympy.Symbol("x", real=True)) - derivative) == 0
