"""Ticks of an axis: the round values that they stand at, their marks and labels."""

from __future__ import annotations

import math as mathematics
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from manim import DL, UR, Line

from scenes.stage.lettering import typesetting

TICK_LENGTH, _APART = 0.12, (0.15, 0.06)
"""Length of a mark; least room between the labels of two side by side, and of two one above the other."""


def tick_values(low: float, high: float, most: int = 6) -> list[Fraction]:
    """Return the multiples of a round step (1, 2 or 5 times a power of ten) that lie in a range."""
    span = high - low
    power = Fraction(10) ** mathematics.floor(mathematics.log10(span))
    steps = [power * factor / 10**finer for finer in (3, 2, 1, 0) for factor in (1, 2, 5)]
    step = next((step for step in steps if span / float(step) <= most), steps[-1])
    first, last = mathematics.ceil(low / float(step) - 1e-9), mathematics.floor(high / float(step) + 1e-9)
    return [step * k for k in range(first, last + 1)]


@dataclass(frozen=True)
class Tick:
    """A mark on an axis and the label beside it, which states the value at the mark."""

    mark: Line
    label: typesetting.TypesetLine

    @property
    def value(self) -> float:
        """The value that the label states."""
        number = self.label.part(1).number
        assert number is not None
        return number.value


def stand_apart(ticks: Sequence[Tick], axis: int) -> bool:
    """Tell whether no label comes too near to the next one along its axis."""
    edges = [(tick.label.get_corner(DL)[axis], tick.label.get_corner(UR)[axis]) for tick in ticks]
    return all(low - high >= _APART[axis] for (_, high), (low, _) in pairwise(edges))
