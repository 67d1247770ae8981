"""What follows from a graph alone: names, order, formulas; and the numbers that stand in them."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import mpmath
import pytest

from backprop_core.network import Graph, Network
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.number import show
from tests.networks import HIDDEN, GivenExample, GivenLayer, chain, drawn

DEEP = ("0.7", "1.1", "-0.3", "-0.8", "0.2", "1.4", "0.1", "0.4")


def test_a_chain_is_named_by_layer_and_a_wide_network_by_neuron() -> None:
    line = Graph((1, 1, 1), ("tanh", "relu"), "half_squared")
    assert [node.symbol.plain for node in line.nodes.values()] == (
        ["x", "w₁", "b₁", "w₂", "b₂", "y", "z₁", "a₁", "z₂", "a₂", "L"]
    )
    wide = Graph((2, 1), ("sigmoid",), "squared")
    assert {key: node.symbol.plain for key, node in wide.nodes.items()} == {
        "x.1": "x[1]",
        "x.2": "x[2]",
        "w1.1.1": "w₁[1,1]",
        "w1.1.2": "w₁[1,2]",
        "b1.1": "b₁[1]",
        "y.1": "y[1]",
        "z1.1": "z₁[1]",
        "a1.1": "a₁[1]",
        "L": "L",
    }
    assert wide.nodes["w1.1.2"].symbol.typst == "w_(1,1,2)"


def test_the_backward_pass_comes_layer_by_layer_from_the_loss() -> None:
    graph = Graph((2, 2, 1), ("tanh", "sigmoid"), "squared")
    order = ("a2.1", "z2.1", "a1.1", "a1.2", "w2.1.1", "w2.1.2", "b2.1", "z1.1", "z1.2")
    assert graph.backward_order[: len(order)] == order
    place = {key: index for index, key in enumerate(graph.backward_order)}
    for key in graph.backward_order:
        assert all(source == "L" or place[source] < place[key] for source in graph.leaving[key])
    assert graph.leaving["a1.2"] == ("z2.1",)


@pytest.mark.parametrize("activations", [("softmax", "relu"), ("tanh",), ()])
def test_structures_that_do_not_fit_are_refused(activations: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"softmax|do not fit"):
        Graph((2, 2, 2), activations, "squared")


def test_unknown_activations_and_losses_are_refused() -> None:
    with pytest.raises(KeyError):
        Graph((1, 1), ("swish2",), "squared")
    with pytest.raises(KeyError):
        Graph((1, 1), ("relu",), "cross_entropy")


def test_shapes_that_do_not_fit_are_refused() -> None:
    layer = GivenLayer([[Fraction(1), Fraction(2)]], [Fraction(0)], "relu")
    with pytest.raises(ValueError, match="1 inputs"):
        Network.from_layers(GivenExample([Fraction(1)], [Fraction(1)]), [layer], "squared")
    with pytest.raises(ValueError, match="2 targets"):
        Network.from_layers(GivenExample([Fraction(1)] * 2, [Fraction(1)] * 2), [layer], "squared")


def test_a_value_has_the_formula_of_its_activation() -> None:
    network = chain(DEEP, "relu", "tanh", "softplus", loss="half_squared")
    written = {key: quantity.formula_source for key, quantity in network.quantity.items()}
    assert written["z1"] == "w_1 thin x + b_1"
    assert (written["a1"], written["a2"]) == ("max(0, z_1 )", "tanh( z_2 )")
    assert written["a3"] == "ln(1 + e^( z_3 ))"
    assert written["L"] == "1/2 ( a_3 - y )^2"
    slopes = {pair: quantity.formula_source for pair, quantity in network.local.items()}
    assert slopes["a1", "z1"] == 'op("relu")\'( z_1 )'
    assert slopes["a2", "z2"] == "1 - a_2 ^2"
    assert slopes["a3", "z3"] == "sigma( z_3 )"
    assert slopes["L", "a3"] == "a_3 - y"


def test_a_sum_where_paths_meet_has_a_term_for_each() -> None:
    network = Network.seeded((1, 1, 2), 5)
    formula = network.gradient["a1.1"].formula_source
    assert formula.count("partial L") == 2
    assert " + " in formula
    terms = sum(network.gradient_values[f"z2.{row}"] * network.given[f"w2.{row}.1"] for row in (1, 2))
    assert float(terms) == pytest.approx(float(network.gradient_values["a1.1"]))


@pytest.mark.parametrize("seed", range(40))
def test_shown_factors_of_a_chain_multiply_to_shown_products(seed: int) -> None:
    network = next(n for n in (drawn(1000 * seed + k) for k in range(500)) if n.graph.is_chain)
    wrong = []
    for key in network.graph.backward_order:
        (source,) = network.graph.leaving[key]
        if source != "L":
            factors = network.gradient[source], network.local[source, key]
            stated = prod((factor.shown.stated for factor in factors), start=Fraction(1))
            result = network.gradient[key]
            again = show(stated, result.decimals)
            if again.stated != result.shown.stated and abs(again.stated - result.shown.stated) > again.unit:
                wrong.append(key)
    assert wrong == []


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("z", [-40.0, -3.2, -0.4, 0.3, 2.5, 40.0])
def test_values_and_slopes_of_activations_keep_their_digits(name: str, z: float) -> None:
    definitions = {
        "sigmoid": lambda t: 1 / (1 + mpmath.exp(-t)),
        "tanh": mpmath.tanh,
        "relu": lambda t: max(t, 0),
        "leaky_relu": lambda t: t if t > 0 else t / 100,
        "elu": lambda t: t if t > 0 else mpmath.expm1(t),
        "softplus": lambda t: mpmath.log(1 + mpmath.exp(t)),
        "silu": lambda t: t / (1 + mpmath.exp(-t)),
        "gelu": lambda t: t * mpmath.erfc(-t / mpmath.sqrt(2)) / 2,
        "identity": lambda t: t,
    }
    with mpmath.workdps(60):
        value = definitions[name](mpmath.mpf(z))
        slope = mpmath.diff(definitions[name], mpmath.mpf(z))
    assert float(ACTIVATIONS[name].at(z)) == pytest.approx(float(value), rel=1e-13)
    assert float(ACTIVATIONS[name].slope_at(z)) == pytest.approx(float(slope), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize(("name", "slope"), [("relu", 0), ("leaky_relu", Fraction(1, 100)), ("elu", 1)])
def test_at_a_kink_the_slope_is_the_convention(name: str, slope: Fraction) -> None:
    assert ACTIVATIONS[name].slope_at(Fraction(0)) == slope
    assert (ACTIVATIONS[name].kink == 0) == (name != "elu")


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu", "softplus", "silu", "gelu"])
def test_what_is_rational_at_zero_is_exact(name: str) -> None:
    slope = ACTIVATIONS[name].slope_at(Fraction(0))
    assert isinstance(slope, Fraction)
    assert slope == {"sigmoid": Fraction(1, 4), "tanh": 1, "elu": 1}.get(name, Fraction(1, 2))


def test_a_difference_that_digits_cannot_tell_is_put_in_as_one_number() -> None:
    network = chain(("1", "37", "0", "1", "0", "1"))
    slope = network.local["a1", "z1"]
    assert "10^(-17)" in slope.substituted_source
    assert float(slope.value) == pytest.approx(float(mpmath.exp(-37)), rel=1e-12)
    tanh = chain(("1", "9", "0", "0.5"), "tanh").local["a1", "z1"]
    assert tanh.formula_source == "(1 - a_1 ) thin (1 + a_1 )"
