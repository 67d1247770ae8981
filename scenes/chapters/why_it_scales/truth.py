"""The truth of why it scales: the network, the work of a chain counted, what activations leave of a slope."""

from __future__ import annotations

from collections.abc import Iterable
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
    """Return the network's numbers, a few depths of a chain, and how many activations a slope has passed."""
    home = network.variable_values(settings)[0]
    return [{**home, "n": big(depth), "passed": big(_activations(depth))} for depth in (DEEPEST, 6, 5, 2, 1)]


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims, both counts by depth, and what activations leave of a slope."""
    kinds = [name for name in network.net_of(settings).activations if name in _AT]
    kind = max(kinds, key=kinds.count, default="sigmoid")
    return {
        **network.truth(settings),
        "n": lambda at: at["n"],
        "passed": lambda at: at["passed"],
        "multiplications starting over": lambda at: big(_signs(range(1, int(at["n"]) + 1))),
        "multiplications in one sweep": lambda at: big(_signs([1] + [2] * (int(at["n"]) - 1))),
        "slope let through": lambda _: ACTIVATIONS[kind].slope(big(_AT[kind])),
        "left": lambda at: ACTIVATIONS[kind].slope(big(_AT[kind])) ** at["passed"],
    }


def _activations(depth: int) -> int:
    """Count the activations that the last of so many gradients has passed: every other slope."""
    slopes = ["loss", *(("activation", "weight") * depth)][:depth]
    return slopes.count("activation")


def _signs(lengths: Iterable[int]) -> int:
    """Count the signs between the factors of products of so many factors."""
    return sum(len(range(length)) - 1 for length in lengths)
