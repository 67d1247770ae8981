"""Decimals at which the product of two shown stretches is the shown product."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.number import Number, agreeing_places
from scenes.stage.nudges.nudge_fraction import PLACES


def agreeing(changes: Sequence[Sequence[Number]]) -> tuple[int, int]:
    """Return decimals for both stretches, and for their product, at which all shown first and last agrees.

    `changes` are the nudges of x, u and y, for one nudge of x after the other.
    """
    found = [
        agreeing_places((y / u, u / x), y / x, PLACES) for x, u, y in (changes[0], changes[-1]) if x and u
    ]
    return (max(more for more, _ in found), min(less for _, less in found)) if found else (PLACES, PLACES)
