"""Fractions as they were written: read off the screen, and held against the true value."""

from fractions import Fraction

import pytest

from backprop_core.number import Ratio
from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.audit.figures.digits import as_written, from_typst, rounds_to, same, stated
from scenes.audit.look.reading import Reader, glyphs_in
from scenes.audit.truth.precision import big
from scenes.stage.lettering.typesetting import math


def test_a_fraction_on_screen_is_read_and_proved() -> None:
    quantity = Quantity(Symbol("w", "w", "w"), Ratio(-11, 23))
    line = math([Piece(quantity.shown.typst, "number", quantity)], "#FFFFFF")
    read = Reader().text(glyphs_in(line.part(1), seen=True))
    assert read == quantity.text == from_typst(quantity.shown.typst) == "−11/23"
    true = big(Fraction(-11, 23))
    assert same(stated(read), true) and rounds_to(true, read)


@pytest.mark.parametrize("wrong", [Fraction(-11, 24), Fraction(11, 23)])
def test_a_wrong_fraction_is_not_let_through(wrong: Fraction) -> None:
    assert not rounds_to(big(wrong), "−11/23")
    assert as_written(big(wrong), "−11/23").startswith(("−0.458", "0.478"))
