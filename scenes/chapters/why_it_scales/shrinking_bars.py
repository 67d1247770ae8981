"""Bars to scale: how much of a slope is left after one activation, two, three, …"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, Rectangle, VGroup

from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement
from scenes.stage.style import STYLE

_HEIGHT, _THINNEST = 0.4, 1e-30
"""Of a bar: its height, and how wide one is that has nothing to show."""

_NUMBER_GAP, _DIGITS_GAP = 0.3, 0.2
"""Between a bar and the number of activations before it, and the digits after it."""


def remaining(count: int, value: Number) -> Quantity:
    """Return the quantity "what is left after `count` activations in a row"."""
    symbol = Symbol("product", f"left after {count} in a row", "what is left", "gradient")
    return Quantity(symbol, value, decimals=4)


class ShrinkingBars(VGroup):
    """A bar for each number of activations, `width` units for a slope of one; the digits stand beside it.

    The last one stands a row apart, with `gap` for what is left out above it.
    """

    def __init__(self, theme: Theme, left: Mapping[int, Number], width: float, pitch: float) -> None:
        super().__init__()
        self.theme, self.unit = theme, width
        self.quantities = {count: remaining(count, value) for count, value in left.items()}
        self.bars: dict[int, Rectangle] = {}
        self.rows: dict[int, VGroup] = {}
        self.digits: dict[int, VGroup] = {}
        for index, (count, quantity) in enumerate(self.quantities.items()):
            named = Symbol("n", "activations tick", "n")
            number = number_line(theme, Quantity(named, Fraction(count)), size=STYLE.formula, color=theme.ink)
            lower = index + (index == len(left) - 1)
            number.move_to(DOWN * pitch * lower, aligned_edge=RIGHT)
            bar = Rectangle(
                width=max(width * abs(float(quantity.value)), _THINNEST), height=_HEIGHT, stroke_width=0.0
            )
            bar.set_fill(theme.gradient, 0.9).next_to(number, RIGHT, buff=_NUMBER_GAP)
            bar.set_y(number.get_y())
            digits = number_line(theme, quantity, size=STYLE.body)
            digits.next_to(bar, RIGHT, buff=_DIGITS_GAP).set_y(number.get_y())
            self.bars[count], self.digits[count] = bar, digits
            self.rows[count] = VGroup(number, bar, digits)
            self.add(self.rows[count])
        before, last = list(self.rows)[-2:]
        numbers = self.rows[before][0], self.rows[last][0]
        self.gap = math(["dots.v"], theme.dimmed, size=STYLE.body)
        self.gap.move_to((numbers[0].get_center() + numbers[1].get_center()) / 2)
        self.add(self.gap)

    def shrink(self, count: int, before: int) -> Iterator[list[Animation]]:
        """Yield the steps in which a bar comes down from the row before and shrinks to its own length."""
        bar, ghost = self.bars[count], self.bars[before].copy()
        number, _, digits = self.rows[count]
        length = float(bar.width)
        bar.become(ghost)
        yield [FadeIn(number), changing(bar).set_y(float(number.get_y()))]
        yield [changing(bar).stretch_to_fit_width(length, about_edge=LEFT)]
        yield [FadeIn(digits)]

    def measurements(self) -> Iterable[Measurement]:
        """Read each slope back from the length of its bar."""
        for count, bar in self.bars.items():
            name = self.quantities[count].name
            yield Measurement("length", name, float(bar.width) / self.unit, 1e-6)
