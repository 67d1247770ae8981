"""Update steps and training runs."""

from fractions import Fraction
from itertools import pairwise

import mpmath
import numpy as np
import pytest

from backprop_core.network.batch import Batch
from backprop_core.network.training import (
    LossLandscape,
    mean_gradients,
    mean_loss,
    ran_away,
    training_run,
    update_step,
    walked_parameters,
)
from tests import oracles
from tests.networks import GivenExample, GivenLayer, chain, drawn

NUMBERS = {"x": "1.5", "w1": "0.6", "b1": "-0.2", "w2": "1.4", "b2": "-0.5", "y": "1"}
GIVEN = {key: Fraction(value) for key, value in NUMBERS.items()}
NETWORK = chain(list(GIVEN.values()))


@pytest.mark.parametrize("after", ["sigmoid", "tanh", "elu", "softplus", "silu", "gelu", "leaky_relu"])
@pytest.mark.parametrize("loss", ["squared", "half_squared"])
def test_losses_at_many_places_are_those_at_each_where_a_rectifier_is_an_exact_zero(
    after: str, loss: str
) -> None:
    network, places = (
        chain(("2", "-0.5", "-1", "0.7", "0.2", "1"), "relu", after, loss=loss),
        (-0.75, 0.5, 2.0),
    )
    for key in ("w1", "b1", "w2", "b2"):
        found = Batch((network,)).losses(key, np.array(places))
        expected = [float(network.changed({key: place}).loss) for place in places]
        assert found.dtype == np.float64 and found == pytest.approx(expected, rel=1e-12)


def test_a_step_goes_against_the_oracles_gradients() -> None:
    truth, (stepped,) = oracles.network(GIVEN), update_step((NETWORK,), Fraction(1, 2))
    for key, name in (("w1", "w₁"), ("b1", "b₁"), ("w2", "w₂"), ("b2", "b₂")):
        expected = oracles.big(GIVEN[key]) - truth[f"∂L/∂{name}"] / mpmath.mpf(2)
        assert float(stepped.given[key]) == pytest.approx(float(expected), rel=1e-12)
    assert [stepped.given[key] for key in "xy"] == [NETWORK.given[key] for key in "xy"]


def test_the_loss_falls_all_through_a_run() -> None:
    run = training_run((NETWORK,), Fraction(1, 2), 20)
    losses = [float(epoch.loss) for epoch in run]
    assert [epoch.step for epoch in run] == list(range(21))
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < losses[0]


def test_no_steps_leave_the_network_as_it_is() -> None:
    assert [epoch.network for epoch in training_run((NETWORK,), Fraction(1, 2), 0)] == [NETWORK]


def test_what_is_not_named_is_held_still() -> None:
    (stepped,) = update_step((NETWORK,), Fraction(1, 2), ("w1",))
    assert all(stepped.given[key] == NETWORK.given[key] for key in ("b1", "w2", "b2"))
    assert stepped.given["w1"] == update_step((NETWORK,), Fraction(1, 2))[0].given["w1"]
    run = training_run((NETWORK,), Fraction(1, 2), 5, ("w1", "w2"))
    assert {epoch.network.given["b1"] for epoch in run} == {NETWORK.given["b1"]}


def test_the_landscape_is_the_loss_over_both_weights() -> None:
    w1, w2 = np.array([-3.0, 0.6, 2.5]), np.array([-1.0, 1.4])
    grid = LossLandscape((NETWORK,), ("w1", "w2")).grid(w1, w2)
    assert grid.shape == (2, 3)
    for row, second in enumerate(w2):
        for column, first in enumerate(w1):
            given = {**GIVEN, "w1": Fraction(first), "w2": Fraction(second)}
            assert grid[row, column] == pytest.approx(float(oracles.forward(given)["L"]), rel=1e-12)


def test_a_run_that_leaps_to_and_fro_stays_true() -> None:
    """Each step blows up the rounding of the one before: floats alone are wrong in the first digit here."""
    numbers = ("-0.000008591", "-0.000919", "-0.5", "20", "-9.8", "0.390")
    start = chain(numbers)
    run = training_run((start,), Fraction(250), 60, ("w1", "w2"))
    x, w1, b1, w2, b2, y = (mpmath.mpf(number) for number in numbers)
    for _ in range(60):
        hidden = oracles.sigmoid(w1 * x + b1)
        output = oracles.sigmoid(w2 * hidden + b2)
        at_sum = 2 * (output - y) * output * (1 - output)
        w1, w2 = w1 - 250 * at_sum * w2 * hidden * (1 - hidden) * x, w2 - 250 * at_sum * hidden
    assert float(run[-1].network.given["w1"]) == pytest.approx(float(w1), rel=1e-12)
    assert float(run[-1].network.given["w2"]) == pytest.approx(float(w2), rel=1e-12)


def test_several_examples_are_averaged() -> None:
    layers = [GivenLayer([[Fraction(1, 2)]], [Fraction(0)], "identity")]
    pairs = [(1, 1), (2, 0), (-1, 3)]
    networks = [
        NETWORK.from_layers(GivenExample([Fraction(x)], [Fraction(y)]), layers, "squared") for x, y in pairs
    ]
    errors = [Fraction(x, 2) - y for x, y in pairs]
    assert mean_loss(networks) == sum(error**2 for error in errors) / 3
    slopes = mean_gradients(networks)
    expected = sum(2 * error * x for error, (x, _) in zip(errors, pairs, strict=True)) / 3
    assert slopes == {"w1": expected, "b1": sum(2 * error for error in errors) / 3}
    run = training_run(networks, Fraction(1, 10), 1)
    assert {network.given["w1"] for network in run[-1].networks} == {Fraction(1, 2) - expected / 10}
    assert run[-1].loss == mean_loss(run[-1].networks)


def test_many_examples_at_once_learn_as_one_by_one() -> None:
    network = drawn(5)
    inputs = [
        [Fraction((7 * place + 3 * one) % 11 - 5, 5) for one, _ in enumerate(network.graph.inputs)]
        for place in range(80)
    ]
    networks = [network.changed(dict(zip(network.graph.inputs, each, strict=True))) for each in inputs]
    slopes, together = (mean_gradients(some) for some in (networks[:1], networks))
    for key in network.graph.parameters:
        each = [float(one.gradient_values[key]) for one in networks]
        assert together[key] == pytest.approx(sum(each) / len(each), rel=1e-12, abs=1e-15)
    assert slopes.keys() == together.keys()
    run = training_run(networks, Fraction(1, 10), 2)
    stepped = update_step(update_step(networks, Fraction(1, 10)), Fraction(1, 10))
    assert run[-1].network.given == pytest.approx(
        {key: float(value) for key, value in stepped[0].given.items()}, rel=1e-12
    )


def test_a_run_that_leaps_out_of_sight_ends_there() -> None:
    run = training_run((chain(("3", "2", "0", "1.5", "0", "5"), "identity", "identity"),), Fraction(1), 60)
    assert ran_away(run)
    assert len(run) < 60
    assert all(not ran_away(run[: epoch.step + 1]) for epoch in run[:-1])


def test_a_run_ends_before_only_rounding_is_left() -> None:
    start = chain(("0.8", "-1.3", "0.2", "1.4", "-0.5", "0.5"), "tanh", "tanh")
    run = training_run((start,), Fraction(1, 2), 60)
    assert 2 < len(run) < 60
    for before, after in pairwise(run):
        assert float(after.loss) < float(before.loss)
        moved = float(after.network.given["b2"] - before.network.given["b2"])
        assert moved == pytest.approx(-float(before.network.gradient_values["b2"]) / 2, rel=1e-5)


def test_exact_numbers_that_grow_too_long_become_floats() -> None:
    start = chain(("1", "0.3", "0.1", "0.7", "0.2", "1"), "relu", "relu")
    run = training_run((start,), Fraction(1, 10), 40)
    assert isinstance(run[1].network.given["w1"], Fraction)
    assert isinstance(run[-1].network.given["w1"], float)
    assert run[-1].loss < run[0].loss


def test_the_steepest_weights_are_walked() -> None:
    network = next(one for one in map(drawn, range(20)) if one.graph.depth > 1)
    graph, slopes = network.graph, network.gradient_values
    first, last = walked_parameters((network,))
    for key, layer in ((first, 1), (last, graph.depth)):
        weights = [one for neuron in graph.neurons(layer) for one in neuron.weights]
        sizes = {one: abs(float(slopes[one])) for one in weights}
        assert sizes[key] == max(sizes.values())
    assert walked_parameters((chain(("1", "0.5", "0.2", "1"), "tanh"),)) == ("w1", "b1")


def test_corners_are_where_a_sum_passes_the_kink() -> None:
    batch = Batch((chain(("2", "0.5", "-1", "0.7", "0.2", "1"), "relu", "sigmoid"),))
    assert batch.corners("w1", -4.0, 4.0) == pytest.approx([0.5], abs=1e-6)
    assert len(Batch((NETWORK,)).corners("w1", -4.0, 4.0)) == 0
