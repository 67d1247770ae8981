"""Update steps and training runs."""

from fractions import Fraction

import mpmath
import pytest

from backprop_core.network import TwoWeightNetwork
from backprop_core.training import training_run, update_step
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
