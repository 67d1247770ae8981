"""Interval rules: between which values a function stays while its argument stays between two ends.

Ends are arrays, a cell each. The least value is NaN in a cell where a function has no finite real value
somewhere (Moore, "Interval Analysis", 1966).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Interval = tuple[Floats, Floats]
ArrayFunction = Callable[[Floats], Floats]
IntervalRule = Callable[..., Interval]


def rising(
    function: ArrayFunction, least: float = -np.inf, most: float = np.inf, *, closed: bool = True
) -> IntervalRule:
    """Return the rule of a function that never falls, on its domain from `least` to `most`."""

    def rule(interval: Interval) -> Interval:
        low, high = interval
        inside = (low >= least) & (high <= most) if closed else (low > least) & (high < most)
        return np.where(inside, function(low), np.nan), function(high)

    return rule


def falling(function: ArrayFunction, least: float, most: float) -> IntervalRule:
    """Return the rule of a function that never rises, on its closed domain."""

    def rule(interval: Interval) -> Interval:
        low, high = interval
        return np.where((low >= least) & (high <= most), function(high), np.nan), function(low)

    return rule


def valley(function: ArrayFunction, bottom: float) -> IntervalRule:
    """Return the rule of a function that falls up to `bottom` and rises from there."""

    def rule(interval: Interval) -> Interval:
        low, high = interval
        ends = np.stack([function(low), function(high)])
        deepest = function(np.full_like(low, bottom))
        touches = (low <= bottom) & (high >= bottom)
        return np.where(touches, deepest, ends.min(axis=0)), ends.max(axis=0)

    return rule


def wave(function: ArrayFunction, peak: float) -> IntervalRule:
    """Return the rule of a sine that is 1 at `peak` and -1 half a turn later."""

    def rule(interval: Interval) -> Interval:
        low, high = interval
        ends = np.stack([function(low), function(high)])
        turns = 2 * np.pi
        up = np.floor((high - peak) / turns) >= np.ceil((low - peak) / turns)
        down = np.floor((high - peak - np.pi) / turns) >= np.ceil((low - peak - np.pi) / turns)
        return np.where(down, -1.0, ends.min(axis=0)), np.where(up, 1.0, ends.max(axis=0))

    return rule


def tangent(interval: Interval) -> Interval:
    """Return the rule of the tangent: none where a cell holds a pole."""
    low, high = interval
    same = np.floor(low / np.pi + 0.5) == np.floor(high / np.pi + 0.5)
    return np.where(same, np.tan(low), np.nan), np.tan(high)


def larger(first: Interval, second: Interval) -> Interval:
    """Return the rule of the larger of two."""
    return np.maximum(first[0], second[0]), np.maximum(first[1], second[1])


def smaller(first: Interval, second: Interval) -> Interval:
    """Return the rule of the smaller of two."""
    return np.minimum(first[0], second[0]), np.minimum(first[1], second[1])
