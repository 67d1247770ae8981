"""Learning rates that are too large, against mpmath's slopes and by their definition."""

from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest

from backprop_core.curve import Curve
from backprop_core.descent import Descent, descend, gentle, overshoot
from tests import oracles

LOW, HIGH = Fraction(-2), Fraction(2)


def test_on_a_parabola_a_rate_over_one_climbs() -> None:
    found = overshoot(Curve.from_text("x^2"), Fraction(1), LOW, HIGH, 3)
    assert found is not None
    assert found.rate == Fraction(11, 10)
    assert found.xs == (1, Fraction(-6, 5), Fraction(36, 25), Fraction(-216, 125))


@pytest.mark.parametrize("text", ["x^3/3 - x", "sin(2*x) + x/2", "x^4 - x"])
def test_the_first_step_climbs_and_a_smaller_rate_would_not(text: str) -> None:
    functions: dict[str, Callable[[mpmath.mpf], mpmath.mpf]] = {
        "x^3/3 - x": lambda x: x**3 / 3 - x,
        "sin(2*x) + x/2": lambda x: mpmath.sin(2 * x) + x / 2,
        "x^4 - x": lambda x: x**4 - x,
    }
    f, found = functions[text], overshoot(Curve.from_text(text), Fraction(1, 2), LOW, HIGH, 3)
    assert found is not None
    x = oracles.big(found.xs[0])
    slope = mpmath.diff(f, x)
    after = x - oracles.big(found.rate) * slope
    assert float(found.xs[1]) == pytest.approx(float(after), rel=1e-12)
    assert f(after) > f(x)
    for tenth in range(1, 10):
        assert f(x - oracles.big(found.rate) * slope * tenth / 10) <= f(x)


def test_a_curve_that_only_rises_has_no_such_rate() -> None:
    assert overshoot(Curve.from_text("exp(x)"), Fraction(0), LOW, HIGH, 3) is None


def test_descent_ends_on_the_range() -> None:
    xs = descend(Curve.from_text("x^2"), Fraction(1), Fraction(3, 2), LOW, HIGH, 9)
    assert xs == [1, -2]


def test_a_gentle_rate_walks_down_in_ever_shorter_steps() -> None:
    curve = Curve.from_text("x^2")
    found = overshoot(curve, Fraction(1), LOW, HIGH, 3)
    assert found is not None
    walk = gentle(curve, found, LOW, HIGH, 3)
    assert walk is not None
    assert walk.rate == Fraction(1, 5)
    assert walk.xs == (1, Fraction(3, 5), Fraction(9, 25), Fraction(27, 125))


def test_no_gentle_rate_where_steps_grow() -> None:
    curve = Curve.from_text("-x^2")
    assert gentle(curve, Descent(Fraction(2), (Fraction(1, 10),)), LOW, HIGH, 3) is None
