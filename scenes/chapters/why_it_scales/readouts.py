"""Large numbers: both counts in the screen's upper right corner, later what is left of a slope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from manim import DOWN, LEFT, UR, ValueTracker
from manim.typing import Point3D

from backprop_core.number import Number
from backprop_core.quantity import Symbol
from scenes.chapters.why_it_scales.in_a_row import Row
from scenes.chapters.why_it_scales.names import DEPTH, LEFT_OVER, PASSED
from scenes.stage.layout import Region
from scenes.stage.lettering.readout import Readout
from scenes.stage.trackers import settled

_SIZE, _LARGE, _PITCH = 0.72, 0.85, 0.85
"""Sizes of type, of counts and of what is left; distance of two baselines."""

_ROOM, _DROP = 7.9, 0.6
"""From a number's left end to the right margin, and from its baseline to the upper one."""

_WIDE = 12.8
"""Width between the margins that size and place are made for; in a narrower frame all is smaller."""

_DECIMALS = 6
"""Of what is left of a slope: so many that nought after nought comes in."""


def count_readout(
    symbol: Symbol, counted: Sequence[int], rows: ValueTracker, color: str, line: int
) -> Readout:
    """Return how many multiplications so many rows of the triangle stand for; `counted` goes by gradients."""

    def gradients() -> int:
        return round(float(rows.get_value())) + 1

    def at() -> Mapping[str, Number]:
        return {DEPTH.plain: Fraction(gradients())}

    shown = Readout(symbol, lambda: Fraction(counted[gradients() - 1]), color, decimals=0, at=at)
    return _placed(shown, line)


def left_readout(row: Row, walked: ValueTracker, color: str, left_end: Point3D) -> Readout:
    """Return what is left of a slope of one where so many products of a row are walked.

    It counts the activations among them: the first product is one, and every other one after it.
    """

    def count() -> Number:
        return Fraction(floor((settled(walked) + 1) / 2))

    def left() -> Number:
        return row.left(int(count()))

    shown = Readout(LEFT_OVER, left, color, decimals=_DECIMALS, at=lambda: {PASSED.plain: count()})
    return shown.resize(_LARGE * min(1.0, Region.safe().width / _WIDE)).at(left_end)


def _placed(shown: Readout, line: int) -> Readout:
    safe = Region.safe()
    share = min(1.0, safe.width / _WIDE)
    shown.resize(_SIZE * share)
    return shown.at(safe.point(UR) + share * LEFT * _ROOM + DOWN * (_DROP + _PITCH * line))
