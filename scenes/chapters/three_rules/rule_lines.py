"""The straight lines of two rules, with the network's numbers: the target that stays, a sum with a weight."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from manim import ValueTracker

from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.three_rules.nudged_lines import NudgedLine, short, window
from scenes.chapters.three_rules.places import Line

SIZE = (5.0, 2.6)
"""Width and height of the panels."""

_BESIDE, _UNDER, _LIFT = 2, 0.3, 0.4


def constant_line(theme: Theme, known: Mapping[str, Quantity]) -> NudgedLine:
    """Return the target over the first weight: flat."""
    weight, target = float(known["w1"].value), float(known["y"].value)
    ranges = (weight - _BESIDE, weight + _BESIDE), (min(0.0, target) - _UNDER, max(1.0, target) + _UNDER)
    trackers = ValueTracker(weight), ValueTracker(0.0)
    symbols = known["w1"].symbol, known["y"].symbol
    return NudgedLine(theme, (Fraction(0), known["y"].value), trackers, ranges, SIZE, symbols)


def weighted_line(
    theme: Theme, known: Mapping[str, Quantity], place: Line
) -> tuple[NudgedLine, Fraction, Fraction]:
    """Return a weighted sum as a line, the longest step that fits, and how far to lift it."""
    slope, offset, over = (known[key].value for key in (place.slope, place.lift, place.over))
    half, tall, longest = window(slope, offset, over, SIZE)
    across, up = float(over), float(known[place.sum].value)
    ranges = (across - half, across + half), (up - tall, up + tall)
    trackers = ValueTracker(across), ValueTracker(0.0)
    symbols = known[place.over].symbol, known[place.sum].symbol
    line = NudgedLine(theme, (slope, offset), trackers, ranges, SIZE, symbols, known[place.lift].symbol)
    return line, short(longest), short(_LIFT * tall)
