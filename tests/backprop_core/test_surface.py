"""Surfaces: exact partials, cross-sections, and ranges with holes that no grid steps on."""

from fractions import Fraction

import numpy as np
import pytest

from backprop_core.curve import Curve
from backprop_core.shape import DomainError
from backprop_core.surface import Surface

UNIT = (Fraction(-1), Fraction(1))


def test_the_storyboard_point_is_exact() -> None:
    surface = Surface.from_text("x**2 + 2*y**2")
    x, y = Fraction("0.5"), Fraction("0.3")
    assert surface.partial_x(x, y) == 1
    assert surface.partial_y(x, y) == Fraction("1.2")
    assert surface.value(x, y) == Fraction("0.43")
    assert isinstance(surface.partial_y(x, y), Fraction)


def test_cross_sections_are_curves_in_the_variable_that_moves() -> None:
    surface = Surface.from_text("x**2 + 2*y**2")
    across, along = surface.cross_section_x(Fraction("0.3")), surface.cross_section_y(Fraction("0.5"))
    assert (across.variable, along.variable) == ("x", "y")
    assert across.value(Fraction("0.5")) == along.value(Fraction("0.3")) == Fraction("0.43")
    assert [float(p.x) for p in surface.cross_section_x(0.3).flat_points(*UNIT)] == [0.0]


def test_a_constant_partial_fills_its_grid() -> None:
    surface = Surface.from_text("3*x")
    xs, ys = np.linspace(0, 1, 4), np.linspace(0, 1, 3)
    assert np.array_equal(surface.partials_x(xs[None, :], ys[:, None]), np.full((3, 4), 3.0))
    assert np.array_equal(surface.partials_y(xs[None, :], ys[:, None]), np.zeros((3, 4)))


def test_the_range_is_that_of_the_saddle() -> None:
    assert Surface.from_text("x*y").range_of(UNIT, UNIT) == (-1.0, 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "1/(x + y - 0.12345)",
        "1/((x - 0.0012)**2 + (y - 0.00123)**2)",
        "tan(x + y)",
        "log(x + y)",
        "sqrt(x*y)",
    ],
)
def test_a_hole_is_refused_even_between_the_places_of_a_grid(text: str) -> None:
    with pytest.raises(DomainError, match=r"no finite value (at|near) x = .*, y = "):
        Surface.from_text(text).check_range(UNIT, UNIT)


@pytest.mark.parametrize("text", ["x*y", "5", "log(x + y + 3)", "sin(x)*exp(-y)", "1/(1 + x**2 + y**2)"])
def test_a_sound_surface_is_let_through(text: str) -> None:
    Surface.from_text(text).check_range(UNIT, UNIT)


def test_flat_points_that_only_touch_zero_are_found() -> None:
    points = Curve.from_text("x**5/5 - 4*x**3/3 + 4*x").flat_points(Fraction(-2), Fraction(2))
    assert [(round(float(p.x), 6), p.kind) for p in points] == [
        (-1.414214, "inflection"),
        (1.414214, "inflection"),
    ]


def test_a_corner_has_a_nudge() -> None:
    nudge = Curve.from_text("sqrt(x**2)").nudge(Fraction(1, 2), Fraction(1, 4))
    assert (nudge.predicted, nudge.true_change, nudge.second_order) == (Fraction(1, 4), Fraction(1, 4), 0)
    assert Curve.from_text("sqrt(x**2)").second_derivative(0.5) == 0.0
