"""The layered network's numbers by name, against mpmath's derivatives of the functions themselves."""

from __future__ import annotations

from math import prod

import mpmath
import pytest

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities, layer_symbol, shape
from backprop_core.number import show
from tests import oracles

NETWORKS = ([2, 3, 2], [3, 4, 4, 1])


def layer(network: Network, k: int, before: list[mpmath.mpf]) -> list[mpmath.mpf]:
    """Return the activations of layer k from those of the layer before it."""
    sums = (
        mpmath.fdot((oracles.big(network.given[weight]) for weight in neuron.weights), before)
        + oracles.big(network.given[neuron.bias])
        for neuron in network.graph.neurons(k)
    )
    return [oracles.sigmoid(z) for z in sums]


def loss_from(network: Network, k: int, values: list[mpmath.mpf]) -> mpmath.mpf:
    """Return the loss when layer k holds `values`."""
    for later in range(k + 1, network.graph.depth + 1):
        values = layer(network, later, values)
    targets = (oracles.big(network.given[key]) for key in network.graph.targets)
    return mpmath.fsum((a - y) ** 2 for a, y in zip(values, targets, strict=True))


def moved(values: list[mpmath.mpf], index: int, by: mpmath.mpf) -> list[mpmath.mpf]:
    """Return the values with one of them moved."""
    return [value + by if place == index else value for place, value in enumerate(values)]


@pytest.mark.parametrize("widths", NETWORKS)
def test_every_entry_is_what_its_name_says(widths: list[int]) -> None:
    numbers = WideQuantities(Network.seeded(widths, 1), 3)
    net = numbers.network
    values = [[oracles.big(net.given[key]) for key in net.graph.inputs]]
    for k in range(1, numbers.depth + 1):
        values.append(layer(net, k, values[-1]))
    truth: dict[str, mpmath.mpf] = {}
    for k, held in enumerate(values):
        name = layer_symbol(k).plain
        for i, value in enumerate(held):
            truth[f"{name}[{i + 1}]"] = value
            truth[f"∂L/∂{name}[{i + 1}]"] = mpmath.diff(
                lambda h, k=k, held=held, i=i: loss_from(net, k, moved(held, i, h)), 0
            )
            if k < numbers.depth:
                for j in range(widths[k + 1]):
                    truth[f"∂{layer_symbol(k + 1).plain}/∂{name}[{j + 1},{i + 1}]"] = mpmath.diff(
                        lambda h, k=k, held=held, i=i, j=j: layer(net, k + 1, moved(held, i, h))[j], 0
                    )
    shown = [q for k in range(numbers.depth + 1) for q in (*numbers.values(k), *numbers.gradient(k))]
    shown += [q for k in range(1, numbers.depth + 1) for row in numbers.jacobian(k) for q in row]
    assert len(shown) == len(truth)
    for quantity in shown:
        assert oracles.shows(quantity.text, quantity.relation, truth[quantity.name]), quantity.name
    assert float(numbers.loss.value) == pytest.approx(float(loss_from(net, 0, values[0])), rel=1e-12)


def test_shapes_and_targets() -> None:
    numbers = WideQuantities(Network.seeded([2, 3, 2], 1), 3)
    assert numbers.widths == (2, 3, 2)
    jacobian = numbers.jacobian(1)
    rows, columns = shape(numbers.jacobian_symbol(1), len(jacobian), len(jacobian[0]))
    assert (rows.text, columns.text) == ("3", "2")
    assert {target.relation for target in numbers.targets} == {"="}


@pytest.mark.parametrize("widths", NETWORKS)
def test_a_weight_gets_its_gradient_at_the_sum_that_it_enters(widths: list[int]) -> None:
    numbers = WideQuantities(Network.seeded(widths, 1), 3)
    net, k = numbers.network, numbers.depth
    row, column = numbers.steepest_weight(k)
    branch = numbers.branch(k, row, column)
    before = [oracles.big(net.values[key]) for key in net.graph.activation_keys(k - 1)]

    def loss(by_weight: mpmath.mpf = 0, by_sum: mpmath.mpf = 0) -> mpmath.mpf:
        sums = []
        for i, neuron in enumerate(net.graph.neurons(k)):
            given = [oracles.big(net.given[weight]) for weight in neuron.weights]
            if i == row:
                given[column] += by_weight
            bias = oracles.big(net.given[neuron.bias])
            sums.append(mpmath.fdot(given, before) + bias + (by_sum if i == row else 0))
        errors = (
            oracles.sigmoid(z) - oracles.big(net.given[y])
            for z, y in zip(sums, net.graph.targets, strict=True)
        )
        return mpmath.fsum(error**2 for error in errors)

    at_weight, at_sum = mpmath.diff(loss, 0), mpmath.diff(lambda h: loss(0, h), 0)
    assert float(branch.at_weight.value) == pytest.approx(float(at_weight), rel=1e-9)
    assert float(branch.at_sum.value) == pytest.approx(float(at_sum), rel=1e-9)
    assert float(branch.at_weight.value) == pytest.approx(float(branch.at_sum.value) * float(before[column]))
    assert float(branch.at_sum.value) == pytest.approx(
        float(branch.arrived.value) * float(branch.squeeze.value)
    )
    weights = [weight for neuron in net.graph.neurons(k) for weight in neuron.weights]
    largest = max(abs(float(net.gradient_values[weight])) for weight in weights)
    assert abs(float(branch.at_weight.value)) == pytest.approx(float(largest))


def test_the_shown_factors_of_a_weights_gradient_give_what_is_shown() -> None:
    numbers = WideQuantities(Network.seeded([2, 3, 2], 24), 3)
    branch = numbers.branch(2, *numbers.steepest_weight(2))
    for result in (branch.at_sum, branch.at_weight):
        assert result.formula is not None
        product = prod(factor.shown.stated for factor in result.formula.operands.values())
        assert show(product, result.decimals).stated == result.shown.stated


def test_the_row_that_is_shown_times_the_matrix_that_is_shown_is_the_row_that_is_shown() -> None:
    numbers = WideQuantities(Network.seeded([2, 3, 2], 24), 3)
    for k in range(1, numbers.depth + 1):
        for column, result in zip(
            zip(*numbers.jacobian(k), strict=True), numbers.gradient(k - 1), strict=True
        ):
            pairs = zip(numbers.gradient(k), column, strict=True)
            product = sum(a.shown.stated * b.shown.stated for a, b in pairs)
            assert show(product, result.decimals).stated == result.shown.stated
