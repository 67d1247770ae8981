"""The truth of why it scales: the network, the work of a chain counted, what activations leave of a slope."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.activations import ACTIVATIONS
from scenes.audit.truth.precision import Claim, Real, big

if TYPE_CHECKING:
    from config import Settings

DEEPEST = 50
_AT = dict.fromkeys(("sigmoid", "softplus", "silu", "gelu", "identity"), 0) | {
    **{"tanh": 1, "relu": -1, "leaky_relu": -1, "elu": -1},
}
"""The sum at which each activation of a row is looked at."""


def variable_values(settings: Settings) -> list[dict[str, Real]]:
    """Return the network's numbers, a few depths of a chain, and how many products use the one before."""
    home = network.variable_values(settings)[0]
    return [{**home, "n": big(depth), "reused": big(DEEPEST)} for depth in (DEEPEST, 5, 1)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, both counts by depth, and what up to 50 activations leave of a slope."""
    kinds = [name for name in network.net_of(settings).activations if name in _AT]
    kind = max(kinds, key=kinds.count, default="sigmoid")
    return {
        **network.truth(settings),
        "n": lambda at: at["n"],
        "multiplications starting over": lambda at: big(_signs(int(at["n"]), 0)),
        "multiplications in one sweep": lambda at: big(_signs(int(at["n"]), int(at["reused"]))),
        **{f"left after {count} in a row": _left(kind, count) for count in range(DEEPEST + 1)},
    }


def _signs(depth: int, reused: int) -> int:
    """Count the signs between the factors of products of 1, 2, … factors.

    The first `reused` products after the one of a single factor use the product before them: two factors.
    """
    lengths = [min(factors, 2) if factors - 1 <= reused else factors for factors in range(1, depth + 1)]
    return sum(len(range(length)) - 1 for length in lengths)


def _left(kind: str, count: int) -> Claim:
    @lru_cache(maxsize=1)
    def left() -> Real:
        return ACTIVATIONS[kind].slope(big(_AT[kind])) ** count

    return lambda at: left()
