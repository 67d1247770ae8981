"""A line from one whole number to another, on which values have their places."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, VGroup
from numpy.typing import NDArray

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.typesetting import BODY
from scenes.stage.measure import Measurement

_BESIDE, _CLEAR = 0.2, 0.07
"""From the line's ends to the numbers at least, and from a ball to a number."""


class WholeScale:
    """The parts of a scale that holds some values, 0 and 1 among them: `line`, `ticks`, `numbers` beside it.

    All are as long together as `width`; the line's middle is the origin. `tick` is half of a tick's length,
    `ball` the radius of what may stand at an end of the line: numbers keep off it.
    """

    def __init__(self, theme: Theme, values: Iterable[float], width: float, tick: float, ball: float) -> None:
        listed = list(values)
        self.ends = math.floor(min(0.0, *listed)), math.ceil(max(1.0, *listed))
        self.numbers = [self._number(theme, value) for value in self.ends]
        beside = max(_BESIDE, ball + _CLEAR)
        length = width - sum(float(number.width) for number in self.numbers) - 2 * beside
        self.line = Line(LEFT * length / 2, RIGHT * length / 2, stroke_color=theme.dimmed, stroke_width=3)
        self.ticks = VGroup(
            *(
                Line(end + UP * tick, end + DOWN * tick, stroke_color=theme.dimmed, stroke_width=3)
                for end in (self.line.get_start(), self.line.get_end())
            )
        )
        for number, side in zip(self.numbers, (LEFT, RIGHT), strict=True):
            number.next_to(self.line, side, buff=beside)

    def place(self, value: float) -> NDArray[np.float64]:
        """Return where a value lies on the line."""
        start, end = self.line.get_start(), self.line.get_end()
        share = (value - self.ends[0]) / (self.ends[1] - self.ends[0])
        place: NDArray[np.float64] = start + share * (end - start)
        return place

    def read(self, name: str, mark: Mobject, step: int) -> Measurement:
        """Return what a mark says of the value of a name at a step."""
        low, high = self.ends
        start, length = self.line.get_start(), float(self.line.get_length())
        found = low + (float(mark.get_x()) - start[0]) / length * (high - low)
        return Measurement("place", name, found, 1e-6 * (high - low), {"step": float(step)})

    @staticmethod
    def _number(theme: Theme, value: int) -> VGroup:
        quantity = Quantity(Symbol("t", "end tick", "the end"), Fraction(value))
        return number_line(theme, quantity, size=BODY, color=theme.dimmed)
