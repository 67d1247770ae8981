"""Curves and surfaces against mpmath."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.curve import Curve
from backprop_core.surface import Surface
from tests.oracles import big

CURVES: dict[str, Callable[[Any], Any]] = {
    "x**2": lambda x: x**2,
    "x**3/3 - x": lambda x: x**3 / 3 - x,
    "sin(x)*exp(-x)": lambda x: mpmath.sin(x) * mpmath.exp(-x),
    "1/(1 + x**2)": lambda x: 1 / (1 + x**2),
    "sigmoid(2*x)": lambda x: 1 / (1 + mpmath.exp(-2 * x)),
}


@given(st.sampled_from(sorted(CURVES)), st.fractions(-2, 2, max_denominator=100))
@settings(max_examples=80, deadline=None)
def test_value_slope_and_nudge_are_those_of_mpmath(text: str, x: Fraction) -> None:
    curve, oracle = Curve.from_text(text), CURVES[text]
    at, dx = big(x), Fraction(1, 8)
    assert float(curve.value(x)) == pytest.approx(float(oracle(at)), rel=1e-13, abs=1e-14)
    assert float(curve.derivative(x)) == pytest.approx(float(mpmath.diff(oracle, at)), rel=1e-12, abs=1e-13)
    nudge = curve.nudge(x, dx)
    true_change = oracle(at + big(dx)) - oracle(at)
    assert float(nudge.true_change) == pytest.approx(float(true_change), rel=1e-11, abs=1e-13)
    assert float(nudge.gap) == pytest.approx(
        float(true_change - mpmath.diff(oracle, at) * big(dx)), rel=1e-9, abs=1e-12
    )
    assert float(nudge.second_order) == pytest.approx(
        float(mpmath.diff(oracle, at, 2) * big(dx) ** 2 / 2), rel=1e-9, abs=1e-12
    )


def test_rational_input_stays_exact() -> None:
    curve = Curve.from_text("x**2")
    assert curve.value(Fraction(1, 3)) == Fraction(1, 9)
    assert isinstance(curve.derivative(Fraction(1, 3)), Fraction)
    assert curve.secant(Fraction(1), Fraction(1, 2)) == Fraction(5, 2)
    assert curve.tangent(Fraction(3)).at(Fraction(0)) == -9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x**2", [(0, "minimum")]),
        ("x**3", [(0, "inflection")]),
        ("x**3/3 - x", [(-1, "maximum"), (1, "minimum")]),
        ("1/(1 + x**2)", [(0, "maximum")]),
        ("x", []),
    ],
)
def test_flat_points_are_found_and_named(text: str, expected: list[tuple[float, str]]) -> None:
    points = Curve.from_text(text).flat_points(Fraction(-2), Fraction(2))
    assert [(float(p.x), p.kind) for p in points] == expected


@given(st.fractions(-1, 1, max_denominator=50), st.fractions(-1, 1, max_denominator=50))
@settings(max_examples=40, deadline=None)
def test_partials_freeze_the_other_variable(x: Fraction, y: Fraction) -> None:
    surface = Surface.from_text("x*y + sin(x)*cos(y)")

    def oracle(a: mpmath.mpf, b: mpmath.mpf) -> mpmath.mpf:
        return a * b + mpmath.sin(a) * mpmath.cos(b)

    along_x = mpmath.diff(lambda a: oracle(a, big(y)), big(x))
    along_y = mpmath.diff(lambda b: oracle(big(x), b), big(y))
    assert float(surface.partial_x(x, y)) == pytest.approx(float(along_x), rel=1e-12, abs=1e-13)
    assert float(surface.partial_y(x, y)) == pytest.approx(float(along_y), rel=1e-12, abs=1e-13)
    assert float(surface.cross_section_x(y).derivative(x)) == pytest.approx(
        float(along_x), rel=1e-12, abs=1e-13
    )
    assert float(surface.cross_section_y(x).derivative(y)) == pytest.approx(
        float(along_y), rel=1e-12, abs=1e-13
    )


def test_a_grid_has_rows_for_y_and_columns_for_x() -> None:
    surface = Surface.from_text("x + 10*y")
    grid = surface.grid(np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
    assert grid.shape == (2, 3)
    assert grid[1, 2] == 12.0


def test_a_straight_line_leaves_no_gap_whatever_its_slope() -> None:
    """In float64 the gap of πx − e would be some 10⁻¹⁶."""
    curve = Curve.from_text("pi*x - e")
    assert curve.nudge(Fraction(123, 1000), Fraction(-557, 1000)).gap == 0
    assert curve.nudge(0.0, 0.0996211).gap == 0


@pytest.mark.parametrize("text", ["sin(x)*exp(-x)", "sigmoid(2*x)"])
def test_a_small_gap_keeps_its_digits(text: str) -> None:
    """What is left of two almost equal changes is right to ten digits, though they agree in nine."""
    x, dx = Fraction(3, 10), Fraction(1, 10**7)
    nudge = Curve.from_text(text).nudge(x, dx)
    f, at, by = CURVES[text], big(x), big(dx)
    true = f(at + by) - f(at)
    assert abs(float(nudge.gap) / float(true - mpmath.diff(f, at) * by) - 1) < 1e-10
    assert abs(float(nudge.true_change) / float(true) - 1) < 1e-14
