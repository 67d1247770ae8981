"""Central differences keep to their stated error; agreeing digits are counted right."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.differences import agreeing_digits, central_difference


@given(st.floats(-3, 3), st.sampled_from([1e-2, 1e-3, 1e-4, 1e-5]))
@settings(max_examples=60, deadline=None)
def test_the_stated_error_holds(x: float, h: float) -> None:
    check = central_difference(lambda z: math.exp(float(z)), x, h)
    assert abs(float(check.estimate) - math.exp(x)) <= check.error


def test_a_parabola_has_no_error_in_exact_numbers() -> None:
    assert central_difference(lambda z: z * z, Fraction(3, 2), Fraction(1, 10)).estimate == 3


def test_a_step_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="zero"):
        central_difference(lambda z: z, Fraction(1), Fraction(0))


@pytest.mark.parametrize(
    ("first", "second", "digits"),
    [
        (1.0, 1.1, 0),
        (0.25, 0.25, 15),
        (1.2345, 1.2346, 3),
        (-0.5, 0.5, 0),
        (0.0, 1.0, 0),
        (1e-9, 1.001e-9, 2),
    ],
)
def test_agreeing_digits(first: float, second: float, digits: int) -> None:
    assert agreeing_digits(first, second) == digits
