"""Two machines in a row, the second of which takes what the first makes: their names, and their slopes."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.composition import Composition
from backprop_core.decimals.agreement import product_decimals
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol
from scenes.stage.formulas.expressions import formula_at

LETTERS = ("g", "f")
"""What the machines are called, the one that works first named first."""

X = Symbol("x", "x", "x", "input")
U = Symbol("u", "u", "u", "pre_activation")
Y = Symbol("y", "y", "y")


def slopes_of(chain: Composition, symbols: Sequence[Symbol]) -> dict[tuple[int, int], Quantity]:
    """Return the slopes of a chain of two by the places of their variables: inner, outer, the whole.

    Each has its formula; decimals are chosen so that the shown factors give the shown product.
    """
    x, u, y = symbols
    inner, outer = chain.local_derivatives
    of_factors, of_product = product_decimals((outer, inner), chain.derivative)
    by_x, by_u = (
        Quantity(
            derivative_symbol(of, by, partial=False),
            slope,
            formula_at(stage.derivative_expression, (Quantity(by, value),)),
            decimals=of_factors,
        )
        for of, by, slope, stage, value in zip(
            (u, y), (x, u), (inner, outer), chain.stages, chain.values, strict=False
        )
    )
    formula = Formula("{outer} dot.op {inner}", {"outer": by_u, "inner": by_x})
    whole = Quantity(derivative_symbol(y, x, partial=False), chain.derivative, formula, decimals=of_product)
    return {(1, 0): by_x, (2, 1): by_u, (2, 0): whole}
