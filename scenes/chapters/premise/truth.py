"""The truth of the premise: the network, and what a nudge of its first weight does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.feedforward import Net, forward
from scenes.audit.truth.network import variable_values
from scenes.audit.truth.precision import Claim, big

if TYPE_CHECKING:
    from config import Settings

__all__ = ["truth", "variable_values"]

NUDGE = big(1) / 100
"""How far the chapter moves the weight."""


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and the true change of every value that the nudge reaches."""
    net = network.net_of(settings)
    moved = net.learned[0]
    changes = {f"Δ{name}": _change(net, moved, name) for name in net.computed}
    drawn = {f"closeness {times}": big(times) for times in (2, 5, 10, 20, 50, 100, 200)}
    return {**network.truth(settings), **changes, f"Δ{moved}": NUDGE, **drawn}


def _change(net: Net, moved: str, name: str) -> Claim:
    return lambda at: forward(net, {**at, moved: at[moved] + NUDGE})[name] - forward(net, at)[name]
