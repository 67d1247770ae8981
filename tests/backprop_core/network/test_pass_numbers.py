"""Numbers of a pass through wide layers, worked out term by term and against the truth."""

from __future__ import annotations

from fractions import Fraction
from math import log, prod

import pytest

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from backprop_core.network.pass_numbers import PassNumbers, TermSum
from backprop_core.number import show
from tests.networks import GivenExample, GivenLayer, drawn

SEEDS = range(12)


def fractions(*numbers: str) -> list[Fraction]:
    """Return decimals exactly."""
    return [Fraction(number) for number in numbers]


@pytest.fixture(scope="module")
def mazur() -> PassNumbers:
    """Mazur's worked example of 2015, two sigmoid neurons in each of two layers."""
    layers = [
        GivenLayer(
            [fractions("0.15", "0.2"), fractions("0.25", "0.3")], fractions("0.35", "0.35"), "sigmoid"
        ),
        GivenLayer([fractions("0.4", "0.45"), fractions("0.5", "0.55")], fractions("0.6", "0.6"), "sigmoid"),
    ]
    example = GivenExample(fractions("0.05", "0.1"), fractions("0.01", "0.99"))
    return PassNumbers(Network.from_layers(example, layers, "half_squared"), 4)


def added(sums: TermSum) -> float:
    """Add the terms' values."""
    return sum(float(term.value) for term in sums.terms)


def test_published_numbers_come_out(mazur: PassNumbers) -> None:
    first = mazur.weighted("z1.1")
    assert [term.text for term in first.terms] == ["0.0075", "0.02", "0.35"]
    assert first.total.text == "0.3775"
    assert [round(float(part.value), 9) for part in mazur.loss_parts().terms] == [0.274811083, 0.023560026]
    assert round(float(mazur.deltas["z2.1"].value), 9) == 0.138498562
    assert round(float(mazur.weight_slope("w2.1.1").value), 9) == 0.082167041
    paths = mazur.paths(mazur.network.graph.neuron(1, 0))
    assert [round(float(term.value), 9) for term in paths.terms] == [0.055399425, -0.019049118]
    assert round(float(paths.total.value), 9) == 0.036350306


@pytest.mark.parametrize("seed", SEEDS)
def test_terms_add_up_to_what_the_network_says(seed: int) -> None:
    numbers = PassNumbers(drawn(seed), 4)
    net, graph = numbers.network, numbers.network.graph
    assert added(numbers.loss_parts()) == pytest.approx(float(net.loss), rel=1e-9, abs=1e-12)
    for layer in range(1, graph.depth + 1):
        for neuron in graph.neurons(layer):
            assert added(numbers.weighted(neuron.sum)) == pytest.approx(
                float(net.values[neuron.sum]), abs=1e-12
            )
            delta = float(net.gradient_values[neuron.sum])
            assert float(numbers.deltas[neuron.sum].value) == pytest.approx(delta)
            if layer < graph.depth:
                back = added(numbers.paths(neuron)) * float(net.slope(neuron.output, neuron.sum))
                assert back == pytest.approx(delta, abs=1e-12)
            elif graph.activation(layer).name == "softmax":
                assert added(numbers.shared_paths(neuron)) == pytest.approx(delta, abs=1e-9)
            for weight, source in zip(neuron.weights, neuron.sources, strict=True):
                slope = float(numbers.weight_slope(weight).value)
                assert slope == pytest.approx(delta * float(net.values[source]), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_products_show_no_digit_that_their_shown_factors_contradict(seed: int) -> None:
    numbers = PassNumbers(drawn(seed), 4)
    graph = numbers.network.graph
    neuron = numbers.focus(graph.depth)
    for term in numbers.weighted(neuron.sum).terms:
        if term.formula is not None and term.decimals > 1:
            worked = prod((one.shown.stated for one in term.formula.operands.values()), start=Fraction(1))
            assert show(worked, term.decimals).stated == term.shown.stated


@pytest.mark.parametrize("seed", SEEDS)
def test_the_neuron_in_focus_is_the_one_that_the_loss_depends_on_most(seed: int) -> None:
    numbers = PassNumbers(drawn(seed), 4)
    slopes, graph = numbers.network.gradient_values, numbers.network.graph
    for layer in range(1, graph.depth + 1):
        largest = max(abs(float(slopes[key])) for key in graph.sum_keys(layer))
        assert abs(float(slopes[numbers.focus(layer).sum])) == largest


def test_a_fused_step_is_output_minus_target() -> None:
    layer = GivenLayer([fractions("0.4"), fractions("-0.2")], fractions("0", "0.1"), "softmax")
    example = GivenExample(fractions("1"), fractions("0", "1"))
    numbers = PassNumbers(Network.from_layers(example, [layer], "cross_entropy"), 4)
    assert numbers.fused
    formula = numbers.deltas["z1.2"].formula
    assert formula is not None
    assert formula.typst() == "a_(1,2) - y_2"
    part = numbers.loss_parts().terms[1]
    assert numbers.values[LOSS].with_decimals(part.decimals).text == part.text


def test_a_part_of_the_loss_is_what_its_shown_numbers_give() -> None:
    """(−3.9501 − (−0.3))² is 13.3232, not the 13.3236 of all digits: so few decimals that both agree."""
    weights = [fractions("-1.2", "0.4"), fractions("-1.8", "0")]
    layer = GivenLayer(weights, fractions("-1.1", "-1.5"), "identity")
    hidden = GivenLayer([fractions("1.3"), fractions("0.7")], fractions("0.37", "0.1"), "softplus")
    example = GivenExample(fractions("1.07"), fractions("-0.7", "-0.3"))
    numbers = PassNumbers(Network.from_layers(example, [hidden, layer], "squared"), 4)
    for part, output, target in zip(
        numbers.loss_parts().terms, numbers.network.graph.outputs, numbers.network.graph.targets, strict=True
    ):
        a, y = (numbers.values[key].shown.stated for key in (output, target))
        assert show((a - y) ** 2, part.decimals).stated == part.shown.stated


def test_a_logarithm_shows_no_digit_that_its_shown_output_contradicts() -> None:
    """Of -ln(0.0503) four decimals of 2.9900 would be one more than the shown digits give."""
    first = GivenLayer([fractions("-0.9", "0", "-1.7", "0.5")], fractions("0.29"), "sigmoid")
    ways = [fractions(one) for one in ("-0.24", "-0.04", "0.6", "0.01")]
    last = GivenLayer(ways, fractions("1.7", "-0.74", "0.13", "0.89"), "softmax")
    example = GivenExample(fractions("0.6", "-1.3", "0.5", "-0.22"), fractions("0", "1", "0", "0"))
    numbers = PassNumbers(Network.from_layers(example, [first, last], "cross_entropy"), 4)
    output, part = numbers.values["a2.2"], numbers.loss_parts().terms[1]
    assert output.text == "0.0503" and part.text == "2.990"
    assert show(-log(float(output.shown.stated)), part.decimals).text == part.text
