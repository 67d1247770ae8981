"""The truth of why it scales: the network, the work of a chain counted, the steepest slope of a sigmoid."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.activations import sigmoid
from scenes.audit.truth.precision import Claim, Real, big, derivative

if TYPE_CHECKING:
    from config import Settings

DEEPEST = 50


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network's numbers, a few depths of a chain, and how many products use the one before."""
    home = network.variable_values(settings)[0]
    return [{**home, "n": big(depth), "reused": big(DEEPEST)} for depth in (DEEPEST, 5, 1)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, both counts by depth, and what up to 50 sigmoids leave of a slope."""
    return {
        **network.truth(settings),
        "n": lambda at: at["n"],
        "multiplications starting over": lambda at: big(_signs(int(at["n"]), 0)),
        "multiplications in one sweep": lambda at: big(_signs(int(at["n"]), int(at["reused"]))),
        **{f"most left after {count} sigmoids": _most_left(count) for count in range(DEEPEST + 1)},
    }


def _signs(depth: int, reused: int) -> int:
    """Count the signs between the factors of products of 1, 2, … factors.

    The first `reused` products after the one of a single factor use the product before them: two factors.
    """
    lengths = [min(factors, 2) if factors - 1 <= reused else factors for factors in range(1, depth + 1)]
    return sum(len(range(length)) - 1 for length in lengths)


def _most_left(count: int) -> Claim:
    @lru_cache(maxsize=1)
    def at_best() -> Real:
        """The slope is steepest where the sigmoid is one half, at zero."""
        return derivative(sigmoid, big(0)) ** count

    return lambda at: at_best()
