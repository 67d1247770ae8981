"""A measured and a computed slope, one above the other, with the digits marked on which they agree."""

from __future__ import annotations

import math as mathematics
from collections.abc import Sequence
from fractions import Fraction

from manim import DOWN, LEFT, RIGHT, Animation, VGroup

from backprop_core.network import TwoWeightNetwork
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import Line
from scenes.stage.titles import safe_width

_FEWEST, _MOST, _MOST_OF_LOSS = 4, 12, 15
_SIZE = 0.46


def common_prefix(first: str, second: str) -> int:
    """Return how many characters two texts share from the left."""
    length = min(len(first), len(second))
    return next((index for index in range(length) if first[index] != second[index]), length)


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


def rivals(network: TwoWeightNetwork, step: Number) -> tuple[Quantity, Quantity]:
    """Return the measured and the computed slope of w₁, with the decimals that tell them apart."""
    measured, computed = network.finite_difference("w1", step), network.gradient["w1"]
    places = telling_places(measured, computed)
    return measured.with_places(places), computed.with_places(places)


def revealing_places(measured: Quantity, computed: Quantity, step: Number) -> int:
    """Return the decimals of the two losses from which the digits that agree can be worked out.

    An error of half a unit in each of two losses moves their difference over 2h by half a unit over h.
    """
    shared = measured.text[: common_prefix(measured.text, computed.text)]
    decimals = len(shared.partition(".")[2])
    return max(
        _FEWEST, min(_MOST_OF_LOSS, decimals + 1 - mathematics.floor(mathematics.log10(abs(float(step)))))
    )


def places_apart(first: Number, second: Number) -> int:
    """Return decimals that let the difference of two close numbers be seen to two digits."""
    gap = abs(float(first) - float(second))
    if gap == 0:
        return _MOST - 2
    return max(_FEWEST, min(_MOST, 1 - mathematics.floor(mathematics.log10(gap))))


def telling_places(first: Quantity, second: Quantity) -> int:
    """Return the fewest decimals at which the numbers agree longest and still part."""
    best, found = -1, _MOST
    for places in range(_FEWEST, _MOST + 1):
        a, b = first.with_places(places).text, second.with_places(places).text
        if a != b and common_prefix(a, b) > best:
            best, found = common_prefix(a, b), places
    return found


class Comparison(VGroup):
    """The step, the loss on both sides of the weight, and two slopes under one another.

    All lines are in place and none needs to be on stage: `step`, `probes`, `measured`, `computed`.
    """

    def __init__(
        self, theme: Theme, network: TwoWeightNetwork, step: Quantity, probes: Sequence[Quantity]
    ) -> None:
        super().__init__()
        self.theme = theme
        self.rivals = rivals(network, step.value)
        self.step = value_line(theme, step, size=_SIZE)
        self.probes = [value_line(theme, probe, size=_SIZE) for probe in probes]
        self.measured, self.computed = (value_line(theme, rival, size=_SIZE) for rival in self.rivals)
        left = VGroup(self.step, *self.probes).arrange(DOWN, buff=0.32, aligned_edge=LEFT)
        right = VGroup(self.measured, self.computed).arrange(DOWN, buff=0.3)
        shift = self.measured.part(3).get_left()[0] - self.computed.part(3).get_left()[0]
        self.computed.shift(RIGHT * shift)
        self.add(left, right)
        self.arrange(RIGHT, buff=0.9)
        if self.width > safe_width():
            self.scale(safe_width() / self.width)

    def mark_agreement(self) -> list[Animation]:
        """Return the animations that colour the digits on which both slopes agree."""
        shared = common_prefix(*(rival.text for rival in self.rivals))
        marks: list[Animation] = []
        for line in (self.measured, self.computed):
            marks += self._mark(line, shared)
        return marks

    def _mark(self, line: Line, shared: int) -> list[Animation]:
        glyphs = list(line.part(3))
        return [
            changing(glyph).set_color(self.theme.gradient if index < shared else self.theme.dimmed)
            for index, glyph in enumerate(glyphs)
        ]
