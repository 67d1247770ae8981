"""Layers of any widths: gradients, Jacobians, shapes."""

from fractions import Fraction

import numpy as np
import pytest

from backprop_core.layered import LayeredNetwork
from backprop_core.network import TwoWeightNetwork


@pytest.mark.parametrize("widths", [[2, 3, 2], [3, 4, 4, 1], [1, 1]])
def test_layers_agree_with_central_differences(widths: list[int]) -> None:
    network = LayeredNetwork.seeded(widths, seed=3)
    step = 1e-5
    for layer, weight in enumerate(network.weights):
        for place in np.ndindex(weight.shape):
            losses = []
            for sign in (1, -1):
                moved = [w.copy() for w in network.weights]
                moved[layer][place] += sign * step
                shifted = LayeredNetwork(network.inputs, tuple(moved), network.biases, network.targets)
                losses.append(float(shifted.values["L"]))
            measured = (losses[0] - losses[1]) / (2 * step)
            assert np.asarray(network.gradients[f"W{layer + 1}"])[place] == pytest.approx(measured, abs=1e-8)


def test_jacobians_multiply_to_the_gradient_of_the_input() -> None:
    network = LayeredNetwork.seeded([2, 3, 2], seed=1)
    errors = 2 * (np.asarray(network.values["a2"]) - network.targets)
    assert errors @ network.jacobian(2) @ network.jacobian(1) == pytest.approx(network.gradients["a0"])


def test_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        LayeredNetwork.seeded([2, 0], seed=1)
    with pytest.raises(ValueError, match="layer 0"):
        LayeredNetwork(np.ones(3), (np.ones((2, 2)),), (np.ones(2),), np.ones(2))


def test_a_network_of_single_units_is_the_two_weight_network() -> None:
    small = TwoWeightNetwork(*(Fraction(v, 10) for v in (15, 6, -2, 14, -5, 10)))
    wide = LayeredNetwork(
        np.array([1.5]),
        (np.array([[0.6]]), np.array([[1.4]])),
        (np.array([-0.2]), np.array([-0.5])),
        np.array([1.0]),
    )
    for key, name in (("w1", "W1"), ("b1", "b1"), ("w2", "W2"), ("b2", "b2"), ("a1", "a1")):
        expected = float(small.gradient_values[key])
        assert np.asarray(wide.gradients[name]).item() == pytest.approx(expected, rel=1e-12)


def test_the_sweeps_whole_jacobians_give_the_same_contributions() -> None:
    network = LayeredNetwork.seeded([3, 4, 2], seed=5)
    for step in network.backward_pass.steps:
        whole = np.atleast_1d(step.upstream) @ np.atleast_2d(step.local)
        assert whole == pytest.approx(np.ravel(step.contribution))


def test_a_seed_names_one_network() -> None:
    first, second = (LayeredNetwork.seeded([2, 3, 2], seed=9) for _ in range(2))
    assert first.values["L"] == second.values["L"]
    assert [weight.shape for weight in first.weights] == [(3, 2), (2, 3)]
