"""A quantity and the formula behind it, in symbols and with the numbers put in."""

from dataclasses import replace
from fractions import Fraction

import pytest

from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol


def quantity(name: str, value: Fraction | float) -> Quantity:
    return Quantity(Symbol(name, name, name), value)


W = quantity("w", Fraction("-0.6"))
X = quantity("x", Fraction("1.5"))
B = quantity("b", Fraction("-0.2"))


@pytest.mark.parametrize(
    ("template", "symbols", "numbers"),
    [
        ("{x} * {w} + {b}", "x thin w + b", "1.5 dot.op (-0.6) + (-0.2)"),
        ("{w} * {x}", "w thin x", "-0.6 dot.op 1.5"),
        ("1 - {w}", "1 - w", "1 - (-0.6)"),
        ("sigma({b})", "sigma( b )", "sigma( -0.2 )"),
        ("z = {b} + {x}", "z = b + x", "z = -0.2 + 1.5"),
        ("{b}^2", "b ^2", "(-0.2) ^2"),
        ("({w} - {x})^2", "( w - x )^2", "( -0.6 - 1.5 )^2"),
    ],
)
def test_a_negative_number_stands_in_parentheses_where_it_must(
    template: str, symbols: str, numbers: str
) -> None:
    formula = Formula(template, {"w": W, "x": X, "b": B})
    assert (formula.typst(), formula.typst(substituted=True)) == (symbols, numbers)


def test_a_number_with_a_power_of_ten_is_held_together_under_a_power() -> None:
    formula = Formula("{t}^2", {"t": quantity("t", 1e-9)})
    assert formula.typst(substituted=True) == "(1.000 times 10^(-9)) ^2"


def test_pieces_know_the_quantity_that_they_show() -> None:
    formula = Formula("{w} * {x}", {"w": W, "x": X})
    assert [(piece.kind, piece.quantity) for piece in formula.pieces()] == [
        ("symbol", W),
        ("literal", None),
        ("symbol", X),
    ]
    assert [piece.kind for piece in formula.pieces(substituted=True)] == ["number", "literal", "number"]


def test_a_hole_that_nothing_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        Formula("{w} * {nobody}", {"w": W}).typst()


def test_a_quantity_says_how_it_is_shown() -> None:
    z = Quantity(Symbol("z_1", "z₁", "z one"), -0.08719, Formula("{w} * {x}", {"w": W, "x": X}))
    assert (z.text, z.relation, z.name) == ("−0.0872", "≈", "z₁")
    assert z.spoken == "minus zero point zero eight seven two"
    assert (z.symbol_source, z.formula_source) == ("z_1", "w thin x")
    assert (z.substituted_source, z.shown_source) == ("-0.6 dot.op 1.5", "approx -0.0872")
    assert W.shown_source == "= -0.6"
    assert W.formula_source == W.substituted_source == ""


def test_other_decimals_leave_the_value_alone() -> None:
    z = quantity("z", Fraction(1, 3))
    assert (z.with_decimals(6).text, z.with_decimals(6).value) == ("0.333333", Fraction(1, 3))
    assert replace(z, fixed=True).with_decimals(2).fixed
    assert quantity("u", Fraction(1, 2)).with_decimals(3, fixed=True).text == "0.500"


def test_a_derivative_is_named_three_ways() -> None:
    loss, weight = Symbol("L", "L", "L"), Symbol("w_1", "w₁", "w one", "weight")
    assert derivative_symbol(loss, weight) == Symbol(
        "(partial L)/(partial w_1)", "∂L/∂w₁", "d L d w one", "gradient"
    )
    assert derivative_symbol(loss, weight, partial=False).plain == "dL/dw₁"
