"""The truth of the premise: the network of two weights, and what a nudge of its first weight does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.truth import network
from scenes.audit.truth.network import forward, variable_values
from scenes.audit.truth.precision import Claim, big

if TYPE_CHECKING:
    from config import Settings

__all__ = ["truth", "variable_values"]

NUDGE = big(1) / 100
"""How far the chapter moves the weight."""


def truth(settings: Settings) -> dict[str, Claim]:
    """Return the network's claims and the true change of every value that the nudge reaches."""
    changes: dict[str, Claim] = {f"Δ{name}": _change(name) for name in ("z₁", "a₁", "z₂", "a₂", "L")}
    return {**network.truth(settings), **changes, "Δw₁": NUDGE}


def _change(name: str) -> Claim:
    return lambda at: forward({**at, "w₁": at["w₁"] + NUDGE})[name] - forward(at)[name]
