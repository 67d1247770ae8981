"""What a value tracker states: an exact number where it rests, a float while it moves."""

from __future__ import annotations

from fractions import Fraction

from manim import ValueTracker

from backprop_core.number import Number


def settled(tracker: ValueTracker, denominator: int = 10_000) -> Number:
    """Return a tracker's value: exact where it rests on a short decimal, else the float it is."""
    value = float(tracker.get_value())
    nearest = Fraction(round(value * denominator), denominator)
    return nearest if abs(float(nearest) - value) < 1e-9 else value
