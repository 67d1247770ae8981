"""How much closer we look: one magnification after the other, in one place on screen."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Animation, Mobject, UpdateFromAlphaFunc, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import number_piece
from scenes.stage.lettering.typesetting import FORMULA, math, text
from scenes.stage.measure import allow


class Odometer(VGroup):
    """`× digits` of each magnification, all in one place; one of them is seen, and `word` stays before it."""

    def __init__(self, theme: Theme, magnifications: Sequence[Quantity]) -> None:
        super().__init__()
        self.word = text("closer", theme.dimmed, size=FORMULA)
        self.readings = [
            math(["times", number_piece(one)], theme.ink, size=FORMULA) for one in magnifications
        ]
        for reading in self.readings:
            reading.next_to(self.word, buff=0.25).on_baseline_of(self.word)
            allow(reading, "reading time", "it counts: the last reading stays")
        self.add(self.word, *self.readings)
        self.draw(0)

    def draw(self, index: int) -> None:
        """Show one of the readings."""
        for at, reading in enumerate(self.readings):
            reading.set_opacity(float(at == index))

    def count(self, first: int, last: int) -> Animation:
        """Return the animation that counts from one reading to another, each for as long."""

        def turn(_: Mobject, share: float) -> None:
            self.draw(min(last, first + int(share * (last - first + 1))))

        return UpdateFromAlphaFunc(self, turn)
