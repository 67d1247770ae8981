"""The formulas of the two-weight network, and everything that is worked out with them on screen."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from math import prod

from backprop_core.decimals.assignment import Constraint
from backprop_core.number import Number, show
from backprop_core.operations import sigmoid
from backprop_core.quantity import Symbol

SYMBOLS: dict[str, Symbol] = {
    "x": Symbol("x", "x", "x", "input"),
    "w1": Symbol("w_1", "w₁", "w one", "weight"),
    "b1": Symbol("b_1", "b₁", "b one", "weight"),
    "w2": Symbol("w_2", "w₂", "w two", "weight"),
    "b2": Symbol("b_2", "b₂", "b two", "weight"),
    "y": Symbol("y", "y", "y", "target"),
    "z1": Symbol("z_1", "z₁", "z one", "pre_activation"),
    "a1": Symbol("a_1", "a₁", "a one", "activation"),
    "z2": Symbol("z_2", "z₂", "z two", "pre_activation"),
    "a2": Symbol("a_2", "a₂", "a two", "activation"),
    "L": Symbol("L", "L", "L", "loss"),
}
PARAMETERS = ("w1", "b1", "w2", "b2")
GIVEN = ("x", *PARAMETERS, "y")
FORMULAE = {
    "z1": "{w1} * {x} + {b1}",
    "a1": "sigma({z1})",
    "z2": "{w2} * {a1} + {b2}",
    "a2": "sigma({z2})",
    "L": "({a2} - {y})^2",
}
LOCAL_FORMULAE = {
    ("L", "a2"): "2 ({a2} - {y})",
    ("a2", "z2"): "{a2} * (1 - {a2})",
    ("z2", "a1"): "{w2}",
    ("a1", "z1"): "{a1} * (1 - {a1})",
    ("z1", "w1"): "{x}",
    ("z2", "w2"): "{a1}",
    ("z2", "b2"): "1",
    ("z1", "b1"): "1",
}
CHAIN = (("z1", "w1"), ("a1", "z1"), ("z2", "a1"), ("a2", "z2"), ("L", "a2"))
"""The local derivatives of the chain for w1, as written: from the weight to the loss."""

BACKWARD = {
    "a2": "L",
    "z2": "a2",
    "a1": "z2",
    "w2": "z2",
    "b2": "z2",
    "z1": "a1",
    "w1": "z1",
    "b1": "z1",
}
"""For each node the node that its gradient comes back from, in the order of the backward pass."""


NODE_OF_SLOPE: dict[Hashable, str] = {("z2", "a1"): "w2", ("z1", "w1"): "x", ("z2", "w2"): "a1"}
"""Local derivatives, by (of, by), that are the value of a node."""

SAME: dict[Hashable, Hashable] = {
    **NODE_OF_SLOPE,
    ("L", "b2"): ("L", "z2"),
    ("L", "b1"): ("L", "z1"),
}
"""Derivatives that are equal to another value of the network, whose digits they share."""

_PRODUCT, _SUBSTITUTED, FORWARD_PRICE = 10_000, 1000, 2
"""What a contradiction costs, in added decimals; and what an added decimal of the forward pass costs."""


def _multiplied(result: Hashable, *factors: Hashable) -> Constraint:
    """Return a product that stands on screen, equal values under one name."""
    names = tuple(SAME.get(factor, factor) for factor in factors)
    return Constraint(result, names, lambda *stated: prod(stated, start=Fraction(1)), _PRODUCT)


DIFFERENCES: dict[str, Symbol] = {
    "a1": Symbol("(1 - a_1)", "1 − a₁", "one minus a one", "activation"),
    "a2": Symbol("(1 - a_2)", "1 − a₂", "one minus a two", "activation"),
    "y": Symbol("(a_2 - y)", "a₂ − y", "a two minus y", "activation"),
}
"""Names of the differences in the formulas, by what is subtracted."""

CLOSE = Fraction(1, 1000)
"""Below this a difference is written with a power of ten, which the decimals of its operands do not reach."""

AS_ONE_NUMBER: dict[Hashable, tuple[str, str]] = {
    "L": ("y", "{difference}^2"),
    ("L", "a2"): ("y", "2 * {difference}"),
    ("a1", "z1"): ("a1", "{a1} * {difference}"),
    ("a2", "z2"): ("a2", "{a2} * {difference}"),
}
"""What a formula's difference subtracts, and how numbers are put in where that is one number."""

_PRODUCTS = (
    *(_multiplied(("L", key), ("L", BACKWARD[key]), (BACKWARD[key], key)) for key in ("z2", "w2", "a1")),
    *(_multiplied(("L", key), ("L", BACKWARD[key]), (BACKWARD[key], key)) for key in ("z1", "w1")),
    _multiplied(("L", "w1"), *CHAIN),
)


def constraints(differences: dict[str, Number]) -> tuple[Constraint, ...]:
    """Return everything that is worked out on screen; `differences` are those put in as one number."""
    stated = {key: show(value).stated for key, value in differences.items()}

    def less(a: Fraction, key: str, subtracted: Fraction) -> Fraction:
        return stated.get(key, a - subtracted)

    def slope(layer: str) -> Constraint:
        a = f"a{layer}"
        return Constraint((a, f"z{layer}"), (a,), lambda v: v * stated.get(a, 1 - v), _SUBSTITUTED)

    return (
        *_PRODUCTS,
        Constraint("z1", ("w1", "x", "b1"), lambda w, x, b: w * x + b, _SUBSTITUTED),
        Constraint("z2", ("w2", "a1", "b2"), lambda w, a, b: w * a + b, _SUBSTITUTED),
        *(Constraint(f"a{i}", (f"z{i}",), lambda z: Fraction(sigmoid(z)), _SUBSTITUTED) for i in "12"),
        Constraint("L", ("a2", "y"), lambda a, y: less(a, "y", y) ** 2, _SUBSTITUTED),
        Constraint(("L", "a2"), ("a2", "y"), lambda a, y: 2 * less(a, "y", y), _SUBSTITUTED),
        slope("2"),
        slope("1"),
    )
