"""Decimals of the two stretches of a nudge and of their product, the same ones as the nudge shrinks."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.decimals.agreement import lasting_product_decimals
from backprop_core.number import Number
from scenes.stage.nudges.nudge_fraction import DECIMALS


def agreeing(changes: Sequence[Sequence[Number]]) -> tuple[int, int]:
    """Return decimals for both stretches, and for their product, at which all shown first and last agrees.

    `changes` are the nudges of x, u and y, for one nudge of x after the other.
    """
    moments = [((y / u, u / x), y / x) for x, u, y in (changes[0], changes[-1]) if x and u]
    return lasting_product_decimals(moments, DECIMALS)
