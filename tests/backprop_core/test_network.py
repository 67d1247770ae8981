"""The two-weight network: every shown value against mpmath, and wrong networks that must be caught."""

from dataclasses import replace
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_core.checks import agreeing_digits, central_difference
from backprop_core.network import BACKWARD, CHAIN, TwoWeightNetwork
from backprop_core.number import show
from backprop_core.quantity import Quantity
from backprop_core.training import training_run, update_step
from tests import oracles

KEYS = ("x", "w1", "b1", "w2", "b2", "y")
DEFAULT = {"x": "1.5", "w1": "0.6", "b1": "-0.2", "w2": "1.4", "b2": "-0.5", "y": "1"}
NUMBERS = st.integers(-30, 30).map(lambda tenths: Fraction(tenths, 10))


def build(given_: dict[str, Fraction]) -> TwoWeightNetwork:
    return TwoWeightNetwork(*(given_[key] for key in KEYS))


def quantities(network: TwoWeightNetwork) -> list[Quantity]:
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
    assert shown == {"z1": "0.7", "a1": "0.6682", "z2": "0.4355", "a2": "0.6072", "L": "0.1543"}


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


def test_shown_products_agree_for_the_default_network() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    for key, source in BACKWARD.items():
        if source != "L":
            factors = (network.gradient[source], network.local[source, key])
            _assert_agrees(factors, network.gradient[key])
    _assert_agrees(tuple(network.local[pair] for pair in CHAIN), network.gradient["w1"])


def _assert_agrees(factors: tuple[Quantity, ...], result: Quantity) -> None:
    stated = prod((factor.shown.stated for factor in factors), start=Fraction(1))
    assert show(stated, result.places).stated == result.shown.stated


@given(st.tuples(*[NUMBERS] * 6))
@settings(max_examples=25, deadline=None)
def test_gradients_agree_with_central_differences(numbers: tuple[Fraction, ...]) -> None:
    network = TwoWeightNetwork(*numbers)
    for key in ("w1", "b1", "w2", "b2"):
        check = central_difference(
            lambda value, key=key: network.loss_at(**{key: value}), getattr(network, key), Fraction(1, 1000)
        )
        assert abs(float(check.estimate) - float(network.gradient[key].value)) <= check.error + 1e-12


def test_the_measured_slope_agrees_to_many_digits() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    measured = network.finite_difference("w1", Fraction(1, 10_000))
    assert agreeing_digits(measured.value, network.gradient["w1"].value) >= 7
    assert agreeing_digits(1.0, 1.1) == 0
    assert agreeing_digits(0.25, 0.25) == 15


def test_a_step_moves_against_the_gradient_and_the_loss_falls() -> None:
    network = build({key: Fraction(value) for key, value in DEFAULT.items()})
    stepped = update_step(network, Fraction(1, 2))
    assert float(stepped.w1) == pytest.approx(0.6 + 0.5 * 0.0872466, abs=1e-6)
    losses = [float(epoch.loss) for epoch in training_run(network, Fraction(1, 2), 20)]
    assert losses == sorted(losses, reverse=True)
