"""The proof that a function is finite: narrow poles are found, harmless functions are not accused."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.domain import doubtful_point, proved_finite
from backprop_core.reader import read_expression

X, Y = sympy.Symbol("x", real=True), sympy.Symbol("y", real=True)


@pytest.mark.parametrize(
    "text",
    [
        "x^2 - 3*x",
        "sin(x)*exp(-x)",
        "1/(1 + x^2)",
        "sqrt(x^2 + 1)",
        "log(x + 2.001)",
        "tanh(3*x)/(2 + cos(x))",
        "exp(-1/(x^2 + 0.001))",
        "(x + 3)^x",
        "sigmoid(5*x)",
        "tan(x/2)",
        "1/(x^4 - x^2 + 0.3)",
    ],
)
def test_finite_functions_are_proved_finite(text: str) -> None:
    assert doubtful_point(read_expression(text, ["x"]), {X: (-2.0, 2.0)}) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1/(x - 0.333333)", 0.333333),
        ("1/(x - 0.333333)^2", 0.333333),
        ("tan(x + 1)", np.pi / 2 - 1),
        ("log(x - 1.9999999)", -2.0),
        ("sin(x)/x", 0.0),
        ("sqrt(1.999 - x)", 1.999),
        ("x^(-3)", 0.0),
    ],
)
def test_gaps_are_found_where_they_are(text: str, place: float) -> None:
    found = doubtful_point(read_expression(text, ["x"]), {X: (-2.0, 2.0)})
    assert found is not None
    assert found[X] == pytest.approx(place, abs=2e-3)


def test_a_gap_of_a_surface_is_found() -> None:
    gap = read_expression("1/((x - 0.31)^2 + (y + 0.117)^2)", ["x", "y"])
    found = doubtful_point(gap, {X: (-1.0, 1.0), Y: (-1.0, 1.0)})
    assert found is not None
    assert (found[X], found[Y]) == pytest.approx((0.31, -0.117), abs=1e-6)
    assert doubtful_point(gap, {X: (-1.0, 0.3), Y: (-1.0, 1.0)}) is None


def test_an_unknown_function_is_not_proved() -> None:
    assert not proved_finite(sympy.gamma(X), {X: (np.array([1.0]), np.array([2.0]))}).any()


@settings(max_examples=60, deadline=None)
@given(
    pole=st.integers(-1900, 1900).map(lambda n: n / 1000 + 0.00037),
    power=st.sampled_from([1, 2, 3]),
    around=st.sampled_from(["sin(x) + 2", "exp(x)", "x^2 + 1"]),
)
def test_a_pole_anywhere_is_found(pole: float, power: int, around: str) -> None:
    function = read_expression(around, ["x"]) / (X - sympy.Rational(str(pole))) ** power
    found = doubtful_point(function, {X: (-2.0, 2.0)})
    assert found is not None
    assert found[X] == pytest.approx(pole, abs=1e-6)
