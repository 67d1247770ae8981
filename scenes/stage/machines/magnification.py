"""How many times larger than before a thing is drawn."""

from __future__ import annotations

from fractions import Fraction

from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol


def magnification(power: int, step: Number | None = None) -> Quantity:
    """Return ten to a power; with a step, that divided by the way from one side of it to the other.

    So far a picture must be enlarged in which the two sides of a step stand as far apart as one unit did.
    """
    times = Fraction(10) ** power
    if step is None:
        return Quantity(Symbol("m", f"scale {power}", "the scale"), times, decimals=12)
    name = f"scale {power} of a step"
    return Quantity(Symbol("m", name, "the scale"), times / (2 * Fraction(step)), decimals=0)


def enlarged(times: int) -> Quantity:
    """Return how many times larger than it is a step is drawn."""
    return Quantity(Symbol("m", f"step {times}", "the scale of a step"), times, decimals=12)
