"""Shapes of curves: poles, holes, kinks, jumps and ends where they are, and nothing where there is none."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.curve import Curve
from backprop_core.shape import DomainError, Shape

LOW, HIGH = Fraction(-2), Fraction(2)


def shape_of(text: str, low: Fraction = LOW, high: Fraction = HIGH) -> Shape:
    return Curve.from_text(text).shape(low, high)


def outline(shape: Shape) -> str:
    """Return the stretches as intervals, `[` and `]` where they hold their ends."""
    return " ".join(
        f"{'[' if s.with_low else '('}{float(s.low):.4g}, {float(s.high):.4g}{']' if s.with_high else ')'}"
        for s in shape.stretches
    )


@pytest.mark.parametrize(
    ("text", "stretches", "specials"),
    [
        ("x^2", "[-2, 2]", []),
        ("x*|x|", "[-2, 2]", []),
        ("elu(x)", "[-2, 2]", []),
        ("asin(x/3)", "[-2, 2]", []),
        ("relu(x)", "[-2, 2]", [("kink", "0")]),
        ("max(x, 0)", "[-2, 2]", [("kink", "0")]),
        ("sqrt(x^2)", "[-2, 2]", [("kink", "0")]),
        ("sqrt(1 - cos(x))", "[-2, 2]", [("kink", "0")]),
        ("max(sin(x), cos(x))", "[-2, 2]", [("kink", "pi/4")]),
        ("1/x", "[-2, 0) (0, 2]", [("pole", "0")]),
        ("1/(x - 2)", "[-2, 2)", [("pole", "2")]),
        ("exp(1/x)", "[-2, 0) (0, 2]", [("pole", "0")]),
        ("tan(x)", "[-2, -1.571) (-1.571, 1.571) (1.571, 2]", [("pole", "-pi/2"), ("pole", "pi/2")]),
        (
            "1/(x^2 - 2)",
            "[-2, -1.414) (-1.414, 1.414) (1.414, 2]",
            [("pole", "-sqrt(2)"), ("pole", "sqrt(2)")],
        ),
        ("ln(x)", "(0, 2]", [("pole", "0")]),
        ("sin(x)/x", "[-2, 0) (0, 2]", [("hole", "0")]),
        ("(x^2 - 1)/(x - 1)", "[-2, 1) (1, 2]", [("hole", "1")]),
        ("sign(x)", "[-2, 0) (0, 2]", [("jump", "0")]),
        ("x + step(3x - 1)", "[-2, 0.3333] (0.3333, 2]", [("jump", "1/3")]),
        ("1/(1 + exp(1/x))", "[-2, 0) (0, 2]", [("jump", "0")]),
        ("sqrt(x)", "[0, 2]", [("end", "0")]),
        ("x^2.5", "[0, 2]", [("end", "0")]),
        ("x^x", "(0, 2]", [("end", "0")]),
        ("asin(x)", "[-1, 1]", [("end", "-1"), ("end", "1")]),
        ("sqrt(x^2 - 1)", "[-2, -1] [1, 2]", [("end", "-1"), ("end", "1")]),
        ("sqrt(x)*sqrt(-x)", "", []),
        ("x^2/x", "[-2, 0) (0, 2]", [("hole", "0")]),
        ("sqrt(x)^2", "[0, 2]", [("end", "0")]),
        ("exp(ln(x))", "(0, 2]", [("end", "0")]),
    ],
)
def test_what_is_special_is_found_and_named(
    text: str, stretches: str, specials: list[tuple[str, str]]
) -> None:
    shape = shape_of(text)
    assert outline(shape) == stretches
    assert [(special.kind, str(special.place.exact)) for special in shape.specials] == specials


def test_what_is_cancelled_still_counts() -> None:
    curve = Curve.from_text("x^2/x")
    assert math.isnan(curve.value(Fraction(0))) and math.isnan(curve.derivative(Fraction(0)))
    assert curve.value(Fraction(3)) == 3
    assert np.isnan(curve.values(np.array([0.0, 1.0]))).tolist() == [True, False]


def test_a_kink_has_two_slopes_and_one_by_agreement() -> None:
    (kink,) = shape_of("max(x^2, 2x) + leaky_relu(x - 1)", Fraction(1, 2), HIGH + 1).specials[:1]
    assert (kink.x, kink.left_slope.value, kink.right_slope.value) == (1, Fraction(201, 100), 3)
    assert kink.slope == Fraction(201, 100)
    (corner,) = shape_of("abs(x)").specials
    assert (corner.left_slope.value, corner.right_slope.value, corner.slope) == (-1, 1, 0)


def test_limits_are_exact_where_they_are_simple() -> None:
    (hole,) = shape_of("(1 - cos(x))/x^2").specials
    assert (hole.value, hole.left.value, hole.right.value) == (None, Fraction(1, 2), Fraction(1, 2))
    (pole,) = shape_of("1/x").specials
    assert (pole.left.value, pole.right.value) == (-math.inf, math.inf)
    (end,) = shape_of("sqrt(x)").specials
    assert (end.value, end.right_slope.value, end.slope, end.left.kind) == (0, math.inf, None, "none")
    first, _ = shape_of("1/ln(x)", Fraction(-1, 2), HIGH).specials
    assert (first.kind, first.right.value) == ("end", 0)


@pytest.mark.parametrize("text", ["sin(1/x)", "x*sin(1/x)"])
def test_what_swings_for_ever_is_refused(text: str) -> None:
    with pytest.raises(DomainError, match="swings up and down without end near x = 0"):
        shape_of(text)


def test_too_many_gaps_are_refused() -> None:
    with pytest.raises(DomainError, match="more than 24"):
        shape_of("tan(1/x)")


@settings(max_examples=40, deadline=None)
@given(
    place=st.integers(-1900, 1900).map(lambda n: Fraction(n, 1000)),
    other=st.sampled_from(["sin(x)", "x^2/3", "exp(-x)"]),
    kind=st.sampled_from([("abs(x - {})", "kink"), ("1/(x - {})", "pole"), ("sign(x - {})", "jump")]),
)
def test_a_special_place_anywhere_is_found_exactly(
    place: Fraction, other: str, kind: tuple[str, str]
) -> None:
    shape = shape_of(f"{other} + {kind[0].format(f'({place})')}")
    assert [(special.kind, special.x) for special in shape.specials] == [(kind[1], place)]


def test_flat_points_are_not_kinks_and_not_poles() -> None:
    assert Curve.from_text("abs(x)").flat_points(LOW, HIGH) == ()
    assert Curve.from_text("1/x^2").flat_points(LOW, HIGH) == ()
    points = Curve.from_text("abs(x^2 - 1)").flat_points(LOW, HIGH)
    assert [(float(point.x), point.kind) for point in points] == [(0, "maximum")]


def test_a_pole_does_not_stretch_the_range() -> None:
    low, high = Curve.from_text("1/x").range_of(LOW, HIGH)
    assert (low, high) == pytest.approx((-3, 3), abs=0.05)
    assert Curve.from_text("asin(x)").range_of(LOW, HIGH) == pytest.approx((-math.pi / 2, math.pi / 2))


def test_a_quotient_has_one_fraction_as_its_slope() -> None:
    x = sympy.Symbol("x", real=True)
    slope = Curve.from_text("(x^2 + 1)/(x^2 + 2)").derivative_expression
    assert slope == 2 * x / (x**2 + 2) ** 2
    assert Curve.from_text("ln(x)/x").derivative_expression == (1 - sympy.log(x)) / x**2
    assert Curve.from_text("x^3 - 3x").derivative_expression == 3 * x**2 - 3
