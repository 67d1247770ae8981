"""How small mathematics may be set depends on how deep its smallest digits lie."""

from __future__ import annotations

import pytest

from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.scripts import legible


@pytest.mark.parametrize("source", ["x^2", "frac(x, 7)", "e^(2 x)", "sqrt(x^2 + 1)", "a_1 + frac(1, 2)"])
def test_one_step_down_can_be_read_as_small_as_the_rest(source: str) -> None:
    assert legible(source) == READABLE


@pytest.mark.parametrize("source", ["frac(x^2, 7)", "e^(x^2)", "frac(frac(1, 2), x)", "e^(frac(u, 7))"])
def test_two_steps_down_need_larger_type(source: str) -> None:
    assert legible(source) > READABLE


def test_the_outermost_fraction_of_a_displayed_formula_is_no_step() -> None:
    assert legible("frac(x^2, 7)", display=True) == READABLE
    assert legible("frac(e^(x^2), 7)", display=True) > READABLE
