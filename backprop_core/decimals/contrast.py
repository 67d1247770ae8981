"""Decimals of numbers that are compared, so that their digits tell them apart."""

from __future__ import annotations

import math
from fractions import Fraction

from backprop_core.number import Number, decimals_of
from backprop_core.quantity import Quantity

_FEWEST, _MOST = 4, 12
MOVING_DECIMALS, _MOST_MOVING = 2, 8
"""Decimals of a number that is dragged, and the most that one gets whose range is small."""

GIVEN_DECIMALS = 8
"""Decimals within which a number that is given or ticked off stands with just those that it has."""


def common_prefix(first: str, second: str) -> int:
    """Return how many characters two texts share from the left."""
    length = min(len(first), len(second))
    return next((index for index in range(length) if first[index] != second[index]), length)


def telling_decimals(first: Quantity, second: Quantity) -> int:
    """Return the fewest decimals at which two numbers agree longest and still part."""
    best, found = -1, _MOST
    for decimals in range(_FEWEST, _MOST + 1):
        a, b = first.with_decimals(decimals).text, second.with_decimals(decimals).text
        if a != b and common_prefix(a, b) > best:
            best, found = common_prefix(a, b), decimals
    return found


def decimals_apart(first: Number, second: Number) -> int:
    """Return decimals that let the difference of two close numbers be seen to two digits."""
    gap = abs(float(first) - float(second))
    if gap == 0:
        return _MOST - 2
    return max(_FEWEST, min(_MOST, 1 - math.floor(math.log10(gap))))


def spanning_decimals(low: float, high: float) -> int:
    """Return the decimals in which about a hundred values of a range can be told apart: 2, or more."""
    span = high - low
    return (
        MOVING_DECIMALS
        if span <= 0
        else min(_MOST_MOVING, max(MOVING_DECIMALS, math.ceil(MOVING_DECIMALS - math.log10(span))))
    )


def stepping_decimals(values: tuple[Fraction, ...]) -> int:
    """Return the decimals in which every one of some values is exact: 2, or more."""
    return max(MOVING_DECIMALS, *(decimals_of(value) or 0 for value in values))
