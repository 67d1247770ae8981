"""A nudge's true effect, against differences taken at fifty digits."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest

from backprop_core.network.nudging import NUDGE, differential, nudged
from backprop_core.number import show
from tests import oracles
from tests.networks import chain

NETWORKS = {
    "default": ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1"),
    "negative": ("-0.7", "-1.3", "0.4", "-2.1", "0.3", "0"),
    "saturated": ("2", "3.1", "2.5", "-4", "-3", "0"),
    "at the limit": ("2", "8", "4", "10", "10", "0"),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_every_change_is_the_difference_of_two_forward_passes(name: str) -> None:
    x, w1, b1, w2, b2, y = (Fraction(text) for text in NETWORKS[name])
    given = {"x": x, "w1": w1, "b1": b1, "w2": w2, "b2": b2, "y": y}
    before, after = oracles.forward(given), oracles.forward({**given, "w1": w1 + NUDGE})
    changes = nudged(chain([x, w1, b1, w2, b2, y]))
    for key, shown in (("z1", "z₁"), ("a1", "a₁"), ("z2", "z₂"), ("a2", "a₂"), ("L", "L")):
        true = after[shown] - before[shown]
        assert abs(oracles.big(changes[key].value) - true) <= abs(true) * mpmath.mpf("1e-12"), key
        assert changes[key].name == f"Δ{shown}"
    assert changes["w1"].value == NUDGE


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_what_a_small_step_does_by_the_slope_closes_by_hand(name: str) -> None:
    network = chain(NETWORKS[name])
    slope = network.gradient["a2"]
    step, change = differential(slope, network.quantity["a2"].symbol)
    assert (step.name, change.name, step.value) == ("da₂", "dL", Fraction(1, 100))
    worked = slope.shown.stated * step.shown.stated
    assert show(worked, change.decimals, fixed=change.fixed).stated == change.shown.stated


def test_what_a_small_step_does_has_the_decimals_of_the_slope() -> None:
    network = chain(("1.5", "0.8", "-0.2", "1.1", "-0.6", "1"))
    _, change = differential(network.gradient["a2"], network.quantity["a2"].symbol)
    assert change.text == "−0.009"
    _, small = differential(network.gradient["z1"], network.quantity["z1"].symbol)
    assert small.shown.stated != 0
