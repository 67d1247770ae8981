"""The two-weight network: every shown value against mpmath, and wrong networks that must be caught."""

from dataclasses import replace
from fractions import Fraction
from math import prod

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.arithmetic import as_number
from backprop_core.network import Network
from backprop_core.number import Number, show
from backprop_core.quantity import Quantity
from tests import oracles
from tests.differences import agreeing_digits, central_difference
from tests.networks import chain

KEYS = ("x", "w1", "b1", "w2", "b2", "y")
DEFAULT = {"x": "1.5", "w1": "0.8", "b1": "-0.2", "w2": "1.1", "b2": "-0.6", "y": "1"}
NUMBERS = st.integers(-30, 30).map(lambda tenths: Fraction(tenths, 10))


def build(given_: dict[str, Fraction]) -> Network:
    return chain([given_[key] for key in KEYS])


def quantities(network: Network) -> list[Quantity]:
    return [*network.quantity.values(), *network.local.values(), *network.gradient.values()]


def wrong(shown: list[Quantity], given_: dict[str, Fraction]) -> list[str]:
    """Name the quantities whose digits or sign the oracle does not confirm."""
    truth = oracles.network(given_)
    return [q.name for q in shown if q.name in truth and not oracles.shows(q.text, q.relation, truth[q.name])]


@given(st.tuples(*[NUMBERS] * 6))
@settings(max_examples=40, deadline=None)
def test_every_shown_value_is_the_oracles(numbers: tuple[Fraction, ...]) -> None:
    given_ = dict(zip(KEYS, numbers, strict=True))
    assert wrong(quantities(build(given_)), given_) == []


def test_all_names_are_known_to_the_oracle() -> None:
    given_ = {key: Fraction(value) for key, value in DEFAULT.items()}
    names = {q.name for q in quantities(build(given_))}
    assert names <= set(oracles.network(given_)) | {"∂L/∂a₂"}


def test_the_default_networks_forward_pass() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    shown = {key: network.quantity[key].text for key in ("z1", "a1", "z2", "a2", "L")}
    assert shown == {"z1": "1", "a1": "0.731", "z2": "0.204", "a2": "0.551", "L": "0.202"}


def test_the_default_networks_way_back_in_the_same_precision() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    shown = {key: network.gradient[key].text for key in ("a2", "z2", "a1", "z1", "w1", "w2", "b1", "b2")}
    assert network.precision == 3
    assert shown == {
        "a2": "−0.898",
        "z2": "−0.222",
        "a1": "−0.244",
        "z1": "−0.048",
        "w1": "−0.072",
        "w2": "−0.162",
        "b1": "−0.048",
        "b2": "−0.222",
    }


@pytest.mark.parametrize("change", ["swapped", "no bias", "sign", "stale"])
def test_a_wrong_network_is_caught(change: str) -> None:
    given_ = {key: Fraction(value) for key, value in DEFAULT.items()}
    network = build(given_)
    shown = quantities(network)
    if change == "swapped":
        first, second = network.local["z2", "a1"], network.local["z1", "w1"]
        shown = [replace(first, value=second.value), replace(second, value=first.value)]
    elif change == "no bias":
        shown = quantities(build({**given_, "b1": Fraction(0)}))
    elif change == "sign":
        shown = [replace(q, value=-q.value) for q in network.gradient.values()]
    else:
        shown = quantities(build({**given_, "w1": Fraction("0.61")}))
    assert wrong(shown, given_)


def contradictions(network: Network) -> list[str]:
    """Name the shown products that their shown factors miss by more than one in the last digit."""
    products = {
        key: (network.gradient[source], network.local[source, key])
        for key in network.graph.backward_order
        for source in network.graph.leaving[key]
        if source != "L"
    }
    found = [key for key, factors in products.items() if not _agree(factors, network.gradient[key])]
    return found + ["chain"] * (not _agree(network.chain, network.gradient["w1"]))


def _agree(factors: tuple[Quantity, ...], result: Quantity) -> bool:
    stated = prod((factor.shown.stated for factor in factors), start=Fraction(1))
    return abs(show(stated, result.decimals).stated - result.shown.stated) <= result.shown.unit


PLAIN = {
    "default": DEFAULT,
    "negative weights, target 0": {
        "x": "-1.2",
        "w1": "-0.8",
        "b1": "0.3",
        "w2": "-1.1",
        "b2": "0.4",
        "y": "0",
    },
    "w2 zero": {**DEFAULT, "w2": "0"},
    "x zero": {**DEFAULT, "x": "0"},
    "all zero": dict.fromkeys(DEFAULT, "0"),
    "large input": {"x": "3", "w1": "0.5", "b1": "0.1", "w2": "2", "b2": "-1", "y": "1"},
}


@pytest.mark.parametrize("case", sorted(PLAIN))
def test_shown_factors_multiply_to_shown_products(case: str) -> None:
    assert contradictions(build({key: Fraction(value) for key, value in PLAIN[case].items()})) == []


@pytest.mark.parametrize("case", ["default", "negative weights, target 0"])
def test_slopes_can_be_worked_out_from_the_shown_activations(case: str) -> None:
    network = build({key: Fraction(value) for key, value in PLAIN[case].items()})
    shown = {key: network.quantity[key].shown.stated for key in ("a1", "a2", "y")}
    worked = {
        ("L", "a2"): 2 * (shown["a2"] - shown["y"]),
        ("a2", "z2"): shown["a2"] * (1 - shown["a2"]),
        ("a1", "z1"): shown["a1"] * (1 - shown["a1"]),
    }
    for pair, value in worked.items():
        local = network.local[pair]
        assert abs(show(value, local.decimals).stated - local.shown.stated) <= local.shown.unit, pair


def test_the_default_network_closes_to_the_last_digit() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    stated = {key: quantity.shown.stated for key, quantity in network.quantity.items()}
    back = {key: quantity.shown.stated for key, quantity in network.gradient.items()}
    for product, value in (
        (back["a2"] * network.local["a2", "z2"].shown.stated, back["z2"]),
        (back["z2"] * stated["w2"], back["a1"]),
        (back["z2"] * stated["a1"], back["w2"]),
        (back["a1"] * network.local["a1", "z1"].shown.stated, back["z1"]),
        (back["z1"] * stated["x"], back["w1"]),
        (prod((factor.shown.stated for factor in network.chain), start=Fraction(1)), back["w1"]),
        ((stated["a2"] - stated["y"]) ** 2, stated["L"]),
        (2 * (stated["a2"] - stated["y"]), back["a2"]),
    ):
        assert show(product, 3).stated == value


def test_a_product_that_contradicts_its_factors_is_caught() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    gradient = network.gradient["w1"]
    network.gradient["w1"] = replace(gradient, value=float(gradient.value) + 0.01)
    assert contradictions(network) == ["w1", "chain"]


@given(st.tuples(*[NUMBERS] * 6))
@settings(max_examples=25, deadline=None)
def test_equal_values_stand_with_equal_digits(numbers: tuple[Fraction, ...]) -> None:
    network = chain(numbers)
    local, gradient, quantity = network.local, network.gradient, network.quantity
    same = [
        (local["z2", "w2"], quantity["a1"]),
        (local["z2", "a1"], quantity["w2"]),
        (local["z1", "w1"], quantity["x"]),
        (local["L", "a2"], gradient["a2"]),
        (gradient["b2"], gradient["z2"]),
        (gradient["b1"], gradient["z1"]),
    ]
    assert all((first.text, first.relation) == (second.text, second.relation) for first, second in same)
    assert all(q.decimals <= 6 for q in quantities(network))


def test_rational_gradients_stay_exact() -> None:
    network = build({key: Fraction(0) for key in KEYS})
    assert {key: q.text for key, q in network.gradient.items() if q.relation == "="}.keys() == set(
        network.graph.backward_order
    )
    assert network.gradient["w2"].value == Fraction(1, 8)
    assert build({**dict.fromkeys(KEYS, Fraction(1)), "w2": Fraction(0)}).gradient["w1"].text == "0"


@pytest.mark.parametrize("bias", ["-40", "-20", "20", "40"])
@pytest.mark.parametrize("target", ["0", "1"])
def test_saturated_units_keep_their_digits(bias: str, target: str) -> None:
    given_ = {key: Fraction(value) for key, value in {**DEFAULT, "b1": bias, "b2": bias, "y": target}.items()}
    network, truth = build(given_), oracles.network(given_)
    assert wrong(quantities(network), given_) == []
    for q in network.gradient.values():
        assert float(q.value) == pytest.approx(float(truth[q.name]), rel=1e-12)
        assert oracles.rounded_as_shown(truth[q.name], q.text) == q.text


@given(st.tuples(*[NUMBERS] * 6))
@settings(max_examples=25, deadline=None)
def test_gradients_agree_with_central_differences(numbers: tuple[Fraction, ...]) -> None:
    network = chain(numbers)
    for key in ("w1", "b1", "w2", "b2"):

        def loss(value: Number, key: str = key) -> Number:
            return network.loss_at({key: value})

        check = central_difference(loss, network.given[key], Fraction(1, 1000))
        assert abs(float(check.estimate) - float(network.gradient[key].value)) <= check.error + 1e-12


def test_the_measured_slope_agrees_to_many_digits() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    measured = network.finite_difference("w1", Fraction(1, 10_000))
    assert agreeing_digits(measured.value, network.gradient["w1"].value) >= 7


def test_a_quantity_knows_its_node_and_a_node_what_enters_it() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    assert {key: quantity.node for key, quantity in network.quantity.items()} == {
        key: key for key in network.quantity
    }
    for key, quantity in network.quantity.items():
        pieces = quantity.formula.pieces() if quantity.formula else ()
        named = dict.fromkeys(piece.quantity.node for piece in pieces if piece.quantity is not None)
        assert network.entering(key) == tuple(named), key


def test_a_slope_that_a_node_holds_knows_that_node() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    held = {pair: slope.node for pair, slope in network.local.items() if slope.node is not None}
    assert held == {("z2", "a1"): "w2", ("z1", "w1"): "x", ("z2", "w2"): "a1"}
    for pair, node in held.items():
        assert network.local[pair].value == network.quantity[node].value
        assert network.local[pair].text == network.quantity[node].text
    assert {slope.node for slope in network.gradient.values()} == {None}


@pytest.mark.parametrize("case", sorted(PLAIN))
def test_loss_and_slope_have_forty_digits(case: str) -> None:
    given_ = {key: Fraction(value) for key, value in PLAIN[case].items()}
    network, truth = build(given_), oracles.network(given_)
    loss = as_number(network.precise_values()["L"])
    for found, name in ((loss, "L"), (network.precise_slope("w1").value, "∂L/∂w₁")):
        assert abs(oracles.big(found) - truth[name]) <= abs(truth[name]) * mpmath.mpf(10) ** -40


def test_what_is_shown_of_a_loss_is_right_to_fifteen_decimals() -> None:
    given_ = {key: Fraction(value) for key, value in DEFAULT.items()}
    moved = given_["w1"] + Fraction(1, 10_000)
    value = as_number(build(given_).precise_values({"w1": moved})["L"])
    assert abs(oracles.big(value) - oracles.forward({**given_, "w1": moved})["L"]) < mpmath.mpf(10) ** -40
