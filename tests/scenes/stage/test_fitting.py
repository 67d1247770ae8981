"""Numbers give way to their room, one decimal after the other."""

from __future__ import annotations

from fractions import Fraction

import pytest

from backprop_core.quantity import Quantity, Symbol
from scenes.stage.lettering.fitting import READABLE, shortened


def characters(quantity: Quantity) -> float:
    return float(len(quantity.text))


@pytest.mark.parametrize(
    ("room", "text"),
    [(9, "0.0324"), (6, "0.0324"), (5, "0.032"), (4, "0.03"), (3, "0.0"), (1, "0"), (0, "0.0324")],
)
def test_decimals_go_until_a_number_can_be_read_and_stay_where_it_never_can(room: int, text: str) -> None:
    quantity = Quantity(Symbol("q", "q", "q"), Fraction("0.0324"))
    found = shortened(quantity, characters, room * READABLE)
    assert found.text == text
    assert found.relation == ("=" if text == quantity.text else "≈")
