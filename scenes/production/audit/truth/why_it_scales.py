"""The truth of why it scales: the network, the work of a chain counted, sigmoids nested in one another."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.production.audit.truth import network
from scenes.production.audit.truth.arithmetic import sigmoid
from scenes.production.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings

DEEPEST = 50


def places(settings: Settings) -> list[dict[str, Real]]:
    """Return the network's numbers, and a few depths of a chain."""
    return [{**network.places(settings)[0], "n": big(depth)} for depth in (DEEPEST, 5, 1)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, both counts by depth, and the slope of up to 50 nested sigmoids."""
    return {
        **network.truth(settings),
        "n": lambda at: at["n"],
        "multiplications factor by factor": lambda at: big(_from_scratch(int(at["n"]))),
        "multiplications in one sweep": lambda at: at["n"] - 1,
        **{f"slope left after {count} sigmoids": _slope_left(count) for count in range(DEEPEST + 1)},
    }


def _from_scratch(depth: int) -> int:
    """Count the signs between the factors of products of 1, 2, … factors."""
    return sum(len(range(factors)) - 1 for factors in range(1, depth + 1))


def _slope_left(count: int) -> Claim:
    @lru_cache(maxsize=1)
    def at_zero() -> Real:
        return derivative(lambda z: _nested(z, count), big(0))

    return lambda at: at_zero()


def _nested(z: Real, count: int) -> Real:
    for _ in range(count):
        z = sigmoid(z)
    return z
