"""Update steps and training runs."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from backprop_core.network import TwoWeightNetwork
from backprop_core.training import LossLandscape, training_run, update_step
from tests import oracles

NUMBERS = {"x": "1.5", "w1": "0.6", "b1": "-0.2", "w2": "1.4", "b2": "-0.5", "y": "1"}
GIVEN = {key: Fraction(value) for key, value in NUMBERS.items()}
NETWORK = TwoWeightNetwork(*GIVEN.values())


def test_a_step_goes_against_the_oracles_gradients() -> None:
    truth, stepped = oracles.network(GIVEN), update_step(NETWORK, Fraction(1, 2))
    for key, name in (("w1", "w₁"), ("b1", "b₁"), ("w2", "w₂"), ("b2", "b₂")):
        expected = oracles.big(GIVEN[key]) - truth[f"∂L/∂{name}"] / mpmath.mpf(2)
        assert float(getattr(stepped, key)) == pytest.approx(float(expected), rel=1e-12)
    assert (stepped.x, stepped.target) == (NETWORK.x, NETWORK.target)


def test_the_loss_falls_all_through_a_run() -> None:
    run = training_run(NETWORK, Fraction(1, 2), 20)
    losses = [float(epoch.loss) for epoch in run]
    assert [epoch.step for epoch in run] == list(range(21))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_no_steps_leave_the_network_as_it_is() -> None:
    assert [epoch.network for epoch in training_run(NETWORK, Fraction(1, 2), 0)] == [NETWORK]


def test_what_is_not_named_is_held_still() -> None:
    stepped = update_step(NETWORK, Fraction(1, 2), ("w1",))
    assert (stepped.b1, stepped.w2, stepped.b2) == (NETWORK.b1, NETWORK.w2, NETWORK.b2)
    assert stepped.w1 == update_step(NETWORK, Fraction(1, 2)).w1
    run = training_run(NETWORK, Fraction(1, 2), 5, ("w1", "w2"))
    assert {epoch.network.b1 for epoch in run} == {NETWORK.b1}


def test_the_landscape_is_the_loss_over_both_weights() -> None:
    w1, w2 = np.array([-3.0, 0.6, 2.5]), np.array([-1.0, 1.4])
    grid = LossLandscape(NETWORK).grid(w1, w2)
    assert grid.shape == (2, 3)
    for row, second in enumerate(w2):
        for column, first in enumerate(w1):
            given = {**GIVEN, "w1": Fraction(first), "w2": Fraction(second)}
            assert grid[row, column] == pytest.approx(float(oracles.forward(given)["L"]), rel=1e-12)


def test_a_run_that_leaps_to_and_fro_stays_true() -> None:
    """Each step blows up the rounding of the one before: floats alone are wrong in the first digit here."""
    numbers = ("-0.000008591", "-0.000919", "-0.5", "20", "-9.8", "0.390")
    start = TwoWeightNetwork(*(Fraction(number) for number in numbers))
    run = training_run(start, Fraction(250), 60, ("w1", "w2"))
    x, w1, b1, w2, b2, y = (mpmath.mpf(number) for number in numbers)
    for _ in range(60):
        hidden = oracles.sigmoid(w1 * x + b1)
        output = oracles.sigmoid(w2 * hidden + b2)
        at_sum = 2 * (output - y) * output * (1 - output)
        w1, w2 = w1 - 250 * at_sum * w2 * hidden * (1 - hidden) * x, w2 - 250 * at_sum * hidden
    assert float(run[-1].network.w1) == pytest.approx(float(w1), rel=1e-12)
    assert float(run[-1].network.w2) == pytest.approx(float(w2), rel=1e-12)
