"""The audit's numerical derivatives keep their digits however small a slope is."""

from __future__ import annotations

import mpmath
import pytest

from scenes.audit.truth.precision import Real, big, derivative, mp


def squared_rest(z: Real) -> Real:
    """Return (1 - sigmoid)², a loss that loses its digits where the sigmoid is close to one."""
    return (1 / (1 + mp.exp(-z)) - 1) ** 2


@pytest.mark.parametrize("z", [0, 3, 60, 130, 180])
def test_a_slope_has_forty_digits_where_almost_nothing_is_left_of_it(z: int) -> None:
    with mpmath.workdps(60):
        rest = mpmath.exp(-z)
        true = -2 * rest**2 / (1 + rest) ** 3
        found = mpmath.mpf(str(derivative(squared_rest, big(z))))
        assert abs(found / true - 1) < mpmath.mpf(10) ** -40
