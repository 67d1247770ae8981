"""Losses and slopes in more digits than float64 has, against mpmath."""

from fractions import Fraction

import mpmath
import pytest

from backprop_core import precise
from backprop_core.network import TwoWeightNetwork
from tests import oracles

CASES = (
    ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1"),
    ("0.912345", "-0.734567", "-0.2", "2.345678", "-0.5", "0.25"),
    ("2", "3.1", "2.5", "-4", "-3", "0"),
    ("100", "-0.01", "1", "99", "-60", "-100"),
)
KEYS = ("x", "w1", "b1", "w2", "b2", "target")


@pytest.mark.parametrize("case", CASES)
def test_loss_and_slope_have_forty_digits(case: tuple[str, ...]) -> None:
    numbers = [Fraction(text) for text in case]
    given = dict(zip(KEYS, numbers, strict=True))
    truth = oracles.network({("y" if key == "target" else key): value for key, value in given.items()})
    for found, name in ((precise.loss(given), "L"), (precise.slope(given), "∂L/∂w₁")):
        assert mpmath.almosteq(oracles.big(found), truth[name], rel_eps=mpmath.mpf(10) ** -40)


def test_what_is_shown_of_a_loss_is_right_to_fifteen_decimals() -> None:
    numbers = [Fraction(text) for text in CASES[1]]
    network = TwoWeightNetwork(*numbers)
    moved = network.w1 + Fraction(1, 10_000)
    value = network.precise_loss_at(w1=moved)
    assert isinstance(value, Fraction)
    given = dict(zip(("x", "w1", "b1", "w2", "b2", "y"), numbers, strict=True)) | {"w1": Fraction(moved)}
    assert abs(oracles.big(value) - oracles.forward(given)["L"]) < mpmath.mpf(10) ** -40


def test_a_rounded_value_never_passes_for_exact() -> None:
    assert isinstance(precise.rounded(Fraction(1, 4)), float)
    assert isinstance(precise.rounded(Fraction(1, 10**90)), Fraction)
