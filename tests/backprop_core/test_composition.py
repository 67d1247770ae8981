"""Nested functions, the rules and the sigmoid's derivation, against SymPy's own derivatives."""

from fractions import Fraction

import mpmath
import pytest
import sympy

from backprop_core import sigmoid
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


def test_every_line_of_the_sigmoids_derivation_is_its_derivative() -> None:
    z = sympy.Symbol("z", real=True)
    first, *rest = [line for line in sigmoid.derivation() if line.checked]
    definition = read_expression(first.checked or "", ["z"])
    for line in rest:
        right_side = read_expression(line.checked or "", ["z"])
        assert sympy.simplify(sympy.diff(definition, z) - right_side) == 0, line.typst


def test_the_slopes_that_the_sigmoid_needs_are_sympys() -> None:
    for variable, (rule, case) in zip("uz", sigmoid.slopes_used(), strict=True):
        for line, function in ((rule, None), (case, {"u": "u**(-1)", "z": "exp(-z)"}[variable])):
            if line.checked is None or function is None:
                continue
            slope = sympy.diff(read_expression(function, [variable]), sympy.Symbol(variable, real=True))
            assert sympy.simplify(slope - read_expression(line.checked, [variable])) == 0, line.typst


def test_the_sigmoids_slope_peaks_at_a_quarter_and_fades() -> None:
    assert sigmoid.derivative(Fraction(0)) == sigmoid.PEAK
    assert max(float(sigmoid.derivative(z / 10)) for z in range(-50, 50)) <= 0.25
    assert sigmoid.saturation(10.0) < 0.001
    assert sigmoid.value(-1000.0) == 0.0
