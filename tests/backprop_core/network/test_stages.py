"""Stages of a chain: functions, or in a long one neurons, whose slopes multiply to the gradient."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import pytest

from backprop_core.network.nudging import kink_crossed
from backprop_core.network.stages import stage_keys, stages_of
from tests.networks import chain

SHORT = chain(["1.5", "0.6", "-0.2", "1"], "tanh")
LONG = chain(["-0.7", "1.3", "0.35", "-0.9", "0.45", "1.6", "-0.2", "0.25"], "tanh", "leaky_relu", "silu")
DEAD = chain(["1", "0", "0", "1", "-1", "1", "0", "1"], "relu", "relu", "relu")


def test_a_long_chain_has_a_stage_a_neuron() -> None:
    assert stage_keys(SHORT.graph) == ("w1", "z1", "a1", "L")
    assert stage_keys(LONG.graph) == ("w1", "a1", "a2", "a3", "L")


@pytest.mark.parametrize("network", [SHORT, LONG, DEAD], ids=["short", "long", "dead"])
def test_slopes_multiply_to_every_gradient_on_the_way_back(network: object) -> None:
    stages = stages_of(network)  # type: ignore[arg-type]
    slopes = [float(slope.value) for slope in stages.slopes]
    for place, gradient in enumerate(stages.running, start=1):
        assert float(gradient.value) == pytest.approx(prod(slopes[-place:]), rel=1e-12, abs=0.0)


def test_shown_slopes_multiply_to_the_shown_gradient() -> None:
    stages = stages_of(LONG)
    product = prod((slope.shown.stated for slope in stages.slopes), start=Fraction(1))
    goal = stages.running[-1].shown
    assert abs(product - goal.stated) <= goal.unit
    assert [slope.name for slope in stages.slopes] == ["∂a₁/∂w₁", "∂a₂/∂a₁", "∂a₃/∂a₂", "∂L/∂a₃"]


def test_a_step_that_runs_across_a_kink_is_found() -> None:
    step = Fraction(1, 100)
    on_kink = chain(["1", "0.5", "-0.5", "1"], "relu")
    found = kink_crossed(on_kink, "w1", step)
    assert found is not None and found.name == "relu"
    assert kink_crossed(chain(["1", "0.5", "-0.4", "1"], "relu"), "w1", step) is None
    assert kink_crossed(chain(["0", "0.5", "0", "1"], "relu"), "w1", step) is None
    assert kink_crossed(chain(["1", "0.5", "-0.5", "1"], "tanh"), "w1", step) is None
