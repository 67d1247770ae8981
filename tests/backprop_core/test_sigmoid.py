"""The sigmoid and its slope, against mpmath at 50 digits."""

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_core import sigmoid


def oracle(z: float) -> tuple[float, float]:
    """Return value and slope, the slope as mpmath's own derivative of the definition's closed form."""
    with mpmath.workdps(50):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        return float(exact), float(exact**2 * mpmath.exp(-mpmath.mpf(z)))


@given(st.floats(-20, 20))
def test_value_and_slope_are_right_to_the_last_digits(z: float) -> None:
    value, slope = oracle(z)
    assert sigmoid.value(z) == pytest.approx(value, rel=4e-16)
    assert sigmoid.derivative(z) == pytest.approx(slope, rel=1e-15)


def test_at_zero_all_is_exact() -> None:
    assert sigmoid.value(Fraction(0)) == Fraction(1, 2)
    assert sigmoid.derivative(Fraction(0)) == sigmoid.PEAK == Fraction(1, 4)
    assert isinstance(sigmoid.derivative(Fraction(0)), Fraction)


@given(st.floats(-700, 700))
def test_the_slope_is_even_and_never_above_its_peak(z: float) -> None:
    assert sigmoid.derivative(z) == sigmoid.derivative(-z)
    assert 0 < float(sigmoid.derivative(z)) <= sigmoid.PEAK
    assert 0 < sigmoid.saturation(z) <= 1


@pytest.mark.parametrize("z", [-1e300, -1000.0, 1000.0, 1e300])
def test_far_out_it_is_flat_and_does_not_overflow(z: float) -> None:
    assert sigmoid.value(z) == (z > 0)
    assert sigmoid.derivative(z) == 0
