"""What is said of a chain's passes is true of that chain: kinks, dead neurons, hits, names, counts."""

from __future__ import annotations

import pytest

from scenes.chapters.backward_pass.sentences import BackwardSentences
from scenes.chapters.forward_pass.sentences import ForwardSentences
from tests.networks import chain

TWO = ("1", "0.8", "0.1", "-1.2", "-0.3", "1")


def test_a_dead_neuron_is_said_to_let_nothing_through() -> None:
    net = chain(TWO, "tanh", "relu")
    told = BackwardSentences(net).through_activation(2).caption
    assert "negative" in told and "is 0." in told and "every gradient is zero" in told
    assert net.gradient["w1"].text == "0" and net.gradient["w1"].relation == "="


@pytest.mark.parametrize(("activation", "counts"), [("relu", "0"), ("leaky_relu", "0.01")])
def test_the_convention_at_a_kink_is_said_and_shown(activation: str, counts: str) -> None:
    say = BackwardSentences(chain(("1", "0.5", "-0.5", "1"), activation))
    told = say.through_activation(1).caption
    assert "exactly at the kink" in told and f"By convention it counts as {counts}." in told
    assert say.note(1) == "at the kink, by convention"


def test_beside_a_kink_the_side_is_said() -> None:
    say = BackwardSentences(chain(("1", "0.5", "0.5", "1"), "relu"))
    assert say.note(1) == "for a positive sum" and "positive" in say.through_activation(1).caption
    assert BackwardSentences(chain(("1", "0.5", "0.5", "1"), "tanh")).note(1) == ""


def test_a_prediction_on_target_pulls_nowhere() -> None:
    say = BackwardSentences(chain(("1", "1", "0", "1"), "identity"))
    assert "Not at all" in say.start().caption and "every gradient is zero" in say.sum_up().caption
    assert "Not at all" not in BackwardSentences(chain(TWO)).start().caption


@pytest.mark.parametrize(
    ("depth", "neurons", "slopes"), [(1, "one neuron", "three"), (6, "six neurons", "thirteen")]
)
def test_counts_are_those_of_the_chain(depth: int, neurons: str, slopes: str) -> None:
    net = chain(("1", *("0.8", "0.1") * depth, "1"))
    assert neurons in ForwardSentences(net).network().spoken
    assert f"Between them lie {slopes} slopes." in BackwardSentences(net).ask().spoken


def test_an_activation_is_told_of_once_and_then_again() -> None:
    say = ForwardSentences(chain(("1", *("0.8", "0.1") * 3, "1"), "tanh", "relu", "tanh"))
    assert "between minus one and one" in say.step("a1").caption
    assert "through if it is positive" in say.step("a2").caption
    assert "the same again" in say.neuron(3).caption and say.neuron(3).caption.endswith("the prediction.")


@pytest.mark.parametrize(
    ("loss", "measure"),
    [
        ("squared", "a square, and the squared distance"),
        ("half_squared", "a square, and half the squared"),
        ("cross_entropy", "The cross-entropy"),
    ],
)
def test_the_loss_is_called_what_it_is(loss: str, measure: str) -> None:
    assert measure in ForwardSentences(chain(TWO, loss=loss)).step("L").caption
