"""What chapters say of a network is true of that network, and fits into two lines of a caption."""

from __future__ import annotations

from fractions import Fraction

import pytest

from backprop_core.network.activations import ACTIVATIONS
from backprop_core.quantity import Quantity, Symbol
from config import load_settings
from scenes.chapters.premise.limits import cannot_show
from scenes.chapters.premise.sentences import what_slopes_do
from scenes.chapters.three_rules.places import RuleSentences, last_line
from scenes.chapters.why_it_scales.in_a_row import ROWS, row_of
from scenes.stage.words import words
from tests.networks import HIDDEN, chain

LONGEST = 84


@pytest.mark.parametrize(
    ("slopes", "said"),
    [
        (["1.5", "0.2", "-0.8"], "stretches, shrinks or flips"),
        (["1", "1"], "keeps"),
        (["2", "0"], "stretches or stops"),
    ],
)
def test_only_what_slopes_do_is_said_of_them(slopes: list[str], said: str) -> None:
    assert what_slopes_do([Fraction(slope) for slope in slopes]) == said


def test_the_slope_of_a_single_neurons_sum_is_its_input() -> None:
    assert last_line(chain(["2", "3", "1", "0"], "tanh").graph).slope == "x"
    assert last_line(chain(["2", "3", "1", "4", "0", "0"]).graph).slope == "w2"


@pytest.mark.parametrize("loss", ["squared", "half_squared", "mean_squared", "cross_entropy"])
@pytest.mark.parametrize("target", ["1", "0.5"])
def test_a_square_is_said_to_be_used_only_where_the_loss_is_one(loss: str, target: str) -> None:
    say = RuleSentences(chain(["0", "1", "0", "1", "-0.5", target], loss=loss))
    assert say.squared == ("square" in say.all().caption) == (loss != "cross_entropy")
    assert ("side zero" in say.square().caption) == (target == "0.5")
    assert ("half" in say.square().caption) == (loss == "half_squared")
    names = "network", "constant", "target", "scaling", "sums", "bias", "square", "corner", "power", "all"
    told = [getattr(say, name)() for name in names]
    assert max(len(one.caption) for one in told) <= LONGEST


def test_activations_are_named_as_far_as_a_caption_has_room() -> None:
    assert "the sigmoid's slope" in RuleSentences(chain(["1", "1", "0", "1"], "sigmoid")).all().caption
    assert "sigmoid" not in RuleSentences(chain(["1", "1", "0", "1"], "relu")).all().caption
    several = chain(["1", "1", "0", "1", "0", "1", "0", "1"], "gelu", "elu", "silu")
    assert len(RuleSentences(several).all().caption) <= LONGEST


@pytest.mark.parametrize("name", HIDDEN)
def test_a_row_lets_through_what_its_activation_does(name: str) -> None:
    row = ROWS[name]
    step, at = 1e-6, float(row.at)
    ahead, behind = (float(ACTIVATIONS[name].at(at + way * step)) for way in (1, -1))
    assert float(row.left(1)) == pytest.approx((ahead - behind) / (2 * step), abs=1e-8)
    assert row.left(0) == 1
    slope = Quantity(Symbol("s", "s", "s"), row.left(1))
    said = (row.warning, row.onward, row.outcome)
    assert all(len(words(one, slope=slope).caption) <= LONGEST for one in said)


def test_the_row_is_of_the_activation_that_a_network_has_most_of() -> None:
    assert (
        row_of(chain(["1", "1", "0", "1", "0", "1", "0", "1"], "tanh", "relu", "relu").graph).units
        == "rectifiers"
    )
    assert row_of(chain(["1", "1", "0", "1", "0", "1"], "tanh", "elu").graph).activation == "tanh"


def test_a_chain_can_be_shown() -> None:
    assert cannot_show(load_settings()) == ""
