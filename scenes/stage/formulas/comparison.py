"""A measured and a computed slope, one above the other, with the digits marked on which they agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from manim import DL, DOWN, LEFT, UL, UP, Animation, FadeIn, Line, VGroup, smooth
from manim.utils.rate_functions import squish_rate_func

from backprop_core.decimals.contrast import common_prefix, telling_decimals
from backprop_core.network import Network
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, TypesetLine, TypesetPart, text
from scenes.stage.measure import allow

_SIZE, _NAMED, _TICK, _APART, _LEFT = 0.95, 0.52, 0.3, 0.5, 0.3
"""Type sizes of the digits and of their names; length of a tick; what keeps lines and names apart, and
a label from its line."""


def significant(text: str) -> int:
    """Return how many significant digits a text such as "−0.0872" holds."""
    digits = "".join(character for character in text if character.isdigit())
    return len(digits.lstrip("0"))


def agreement(first: Quantity, second: Quantity) -> Fraction | None:
    """Return in how many leading digits two shown numbers agree, None where they agree in all."""
    shared = common_prefix(first.text, second.text)
    if first.text == second.text:
        return None
    return Fraction(significant(first.text[:shared]))


def rivals(network: Network, step: Number) -> tuple[Quantity, Quantity]:
    """Return the measured and the computed slope of w₁, with the decimals that tell them apart."""
    measured, computed = (
        network.finite_difference(network.first_weight, step),
        network.precise_slope(network.first_weight),
    )
    decimals = telling_decimals(measured, computed)
    return measured.with_decimals(decimals), computed.with_decimals(decimals)


class Comparison(VGroup):
    """The `measured` and, under it, the `computed` slope, digit below digit; neither needs to be on stage.

    Their digits are as large as a width allows; the name of the one stands over them, that of the other
    under them, and `labels` say at their left which is which. `seen` is all that can be seen of both.
    """

    def __init__(self, theme: Theme, network: Network, step: Number, width: float) -> None:
        super().__init__()
        self.theme = theme
        self.rivals = rivals(network, step)
        self.labels = VGroup(*(text(told, theme.dimmed, size=BODY) for told in ("measured", "computed")))
        room = width - float(self.labels.width) - _LEFT
        self.measured, self.computed = lines = [value_line(theme, one, size=_SIZE) for one in self.rivals]
        share = min(1.0, *(room / float(VGroup(line.part(0), line.part(3)).width) for line in lines))
        for line in lines:
            line.scale(share).size *= share
        below = self.measured.part(3).get_corner(DL) - self.computed.part(3).get_corner(UL)
        self.computed.shift(below + DOWN * _APART)
        for line, side in ((self.measured, UP), (self.computed, DOWN)):
            name = line.part(1).scale(_NAMED / line.size)
            name.next_to(line.part(3), side, buff=_APART).align_to(line.part(3), LEFT)
        for line, label in zip(self._slopes, self.labels, strict=True):
            label.next_to(line.part(0), LEFT, buff=_LEFT).match_y(line.part(3))
        parts = (part for line in self._slopes for part in line if isinstance(part, TypesetPart))
        self.seen = VGroup(*parts, *self.labels)
        for part in self.seen:
            allow(part, "one precision", "as many decimals as tell the measured slope from the computed one")
        self.ticks = VGroup(*self._tick_off())
        self.add(self.measured, self.computed, self.labels, self.ticks)

    def mark_agreement(self) -> list[Animation]:
        """Return the animations that tick off, from left to right, the digits on which both slopes agree."""
        shared = self._shared()
        marks: list[Animation] = []
        for line in self._slopes:
            for index, glyph in enumerate(line.part(3)):
                agrees = index < shared
                color = self.theme.gradient if agrees else self.theme.dimmed
                pace = _in_turn(index, shared + 1)
                marks.append(changing(glyph)(rate_func=pace).set_color(color))
        ticks = (FadeIn(tick, rate_func=_in_turn(i, shared + 1)) for i, tick in enumerate(self.ticks))
        return [*marks, *ticks]

    @property
    def _slopes(self) -> tuple[TypesetLine, TypesetLine]:
        return self.measured, self.computed

    def _shared(self) -> int:
        return common_prefix(*(rival.text for rival in self.rivals))

    def _tick_off(self) -> list[Line]:
        """Return a short upright line between two digits that agree and count, for each such pair."""
        middle = (self.measured.part(3).get_bottom()[1] + self.computed.part(3).get_top()[1]) / 2
        ticks = []
        shared = self._shared()
        significant = re.search(r"[1-9]", self.rivals[0].text)
        first = significant.start() if significant else 0
        glyphs = zip(self.rivals[0].text, self.measured.part(3), strict=True)
        for place, (sign, glyph) in enumerate(glyphs):
            if not first <= place < shared or not sign.isdigit():
                continue
            x = float(glyph.get_x())
            ends = (x, middle - _TICK / 2, 0.0), (x, middle + _TICK / 2, 0.0)
            ticks.append(Line(*ends, stroke_color=self.theme.gradient, stroke_width=3.0))
        return ticks


def _in_turn(index: int, count: int) -> Callable[[float], float]:
    """Return the pace of one of so many that follow each other; what comes later goes with the last."""
    start = min(index, count - 1) / (count + 1)
    return squish_rate_func(smooth, start, start + 2 / (count + 1))
