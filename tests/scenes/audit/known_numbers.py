"""Numbers of the network of two weights, right and wrong, as tests of the rules on numbers show them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from manim import (
    Mobject,
)

from backprop_core.network import Network
from backprop_core.quantity import Quantity
from scenes.audit.truth.feedforward import Drawn, Example, Layer
from tests.scenes.audit.one_beat import Draw


def one(number: str) -> tuple[Fraction]:
    """Return a row of one decimal."""
    return (Fraction(number),)


NET = Network.from_values(
    Drawn(
        [Example(one("1.5"), one("1"))],
        [Layer([one("0.6")], one("-0.2"), "sigmoid"), Layer([one("1.4")], one("-0.5"), "sigmoid")],
        "squared",
    )
)
CENTRE = (0.0, 0.0, 0.0)


def known(key: str, value: Fraction | float | None = None, decimals: int = 4) -> Quantity:
    """Return a value of the network under its name, perhaps with another value."""
    quantity = NET.quantity[key].with_decimals(decimals)
    return quantity if value is None else replace(quantity, value=value)


def adding(line: Mobject) -> Draw:
    """Return what puts one mobject on stage."""
    return lambda chapter: chapter.add(line)
