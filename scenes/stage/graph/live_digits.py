"""Digits that change: the numbers of one quantity, step by step, written with glyphs that stay on stage."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import zip_longest

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, FadeOut, Mobject, UpdateFromAlphaFunc, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.number import PLAIN_DECIMALS, TIMES
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_piece
from scenes.stage.lettering import digits
from scenes.stage.lettering.fitting import READABLE, shortened
from scenes.stage.lettering.typesetting import SMALL, Source, TypesetPart, shown_number, text

_COUNT_GAP, _SIGN_GAP, _STOPS = 0.12, 0.28, 12
_SCIENTIFIC = len("−1.234×10⁻¹⁷")

STEP = Symbol('"step"', "step", "step")


class LivePart(TypesetPart):
    """Digits that are written anew from step to step."""


class LiveDigits(VGroup):
    """The digits of one number, step by step; the number is stated together with the step.

    They stand on a baseline, from `left` on after their sign, or centred on `middle` without it.
    """

    def __init__(
        self,
        numbers: Sequence[Quantity],
        color: str,
        room: float,
        baseline: float,
        *,
        left: float | None = None,
        middle: float = 0.0,
    ) -> None:
        super().__init__()
        self.tint, self.room, self.baseline, self.left, self.middle = color, room, baseline, left, middle
        self.numbers = [shortened(one, self._ems, room) for one in numbers]
        self.sign = self._glyph()
        self.part = LivePart(Source("", (number_piece(self.numbers[0]),)), 1)
        self.part.add(*(self._glyph() for _ in range(_most_characters(self.numbers))))
        on_the_way = room / max(map(self._ems, with_first_way(self.numbers)))
        self.scale_of_type = min(SMALL, room / max(map(self._ems, self.numbers)), max(READABLE, on_the_way))
        self.add(self.sign, self.part)
        self.write(0)

    def write(self, step: float) -> None:
        """Write the number of a step with the glyphs that are there; those left over stay empty.

        Between two steps it is the number that lies as far between theirs.
        """
        quantity = number_at(self.numbers, step)
        signed = self.left is not None
        outlines = outlines_of(quantity, signed=signed)
        low, high = extent(outlines)
        scale = self.scale_of_type
        start = self.middle - scale * (low + high) / 2 if self.left is None else self.left - scale * low
        origin = np.array([start, self.baseline, 0.0])
        for glyph, points in zip_longest((*([self.sign] if signed else []), *self.part), outlines):
            glyph.set_points(np.zeros((0, 3)) if points is None else points * scale + origin)
        self.part.number = shown_number(quantity, {"step": step})

    def level_with(self, height: float) -> None:
        """Put the baseline where the tallest of the numbers, powers included, stands centred on a height."""
        rises = [points[:, 1] for one in self.numbers for points in outlines_of(one, signed=False)]
        low, high = min(float(rise.min()) for rise in rises), max(float(rise.max()) for rise in rises)
        self.baseline = height - self.scale_of_type * (low + high) / 2
        self.write(0)

    def renew(self, step: int) -> Animation:
        """Return the animation in which a number goes, and then that of a step comes in its place."""
        old = self.copy()
        old.part.number = None
        self.write(step)
        return AnimationGroup(FadeOut(old, run_time=0.4), FadeIn(self, run_time=0.6), lag_ratio=1.0)

    def count(self, step: int) -> Animation:
        """Return the animation in which the number runs evenly from the step before to that of a step."""

        def run(mobject: Mobject, alpha: float) -> None:
            assert isinstance(mobject, LiveDigits)
            mobject.write(step - 1 + alpha if alpha < 1.0 else step)

        return UpdateFromAlphaFunc(self, run)

    def _ems(self, quantity: Quantity) -> float:
        low, high = self._reach(quantity)
        return high - low

    def _reach(self, quantity: Quantity) -> tuple[float, float]:
        return extent(outlines_of(quantity, signed=self.left is not None))

    def _glyph(self) -> VMobject:
        return VMobject(fill_color=self.tint, fill_opacity=1.0, stroke_width=0.0)


class StepCounter(VGroup):
    """`step 12`: how many steps have been taken."""

    def __init__(self, theme: Theme, most: int) -> None:
        super().__init__()
        self.label = text(STEP.plain, theme.dimmed, size=SMALL)
        counts = [Quantity(STEP, Fraction(step), decimals=0) for step in range(most + 1)]
        widest = SMALL * digits.width(counts[-1].text)
        left = float(self.label.get_right()[0]) + _COUNT_GAP
        self.digits = LiveDigits(counts, theme.ink, widest, self.label.baseline, middle=left + widest / 2)
        self._end = left + widest
        self.add(self.label, self.digits)

    def end_at(self, right: float, baseline: float) -> None:
        """Put the counter's right end and its baseline in their places."""
        across, up = right - self._end, baseline - self.label.baseline
        self.label.shift((across, up, 0.0))
        self.digits.middle += across
        self.digits.baseline += up
        self.digits.write(0)

    def write(self, step: int) -> None:
        """Write the number of steps."""
        self.digits.write(step)


def _most_characters(numbers: Sequence[Quantity]) -> int:
    """Return how many characters a number may have, here or on its way from one step to the next.

    Between two steps it has all its decimals, and perhaps a sign; near zero it is a power of ten.
    """
    return max(_SCIENTIFIC, max(len(one.text) + one.decimals + len("−.") for one in numbers))


def number_at(numbers: Sequence[Quantity], step: float) -> Quantity:
    """Return the number of a step, or the one that lies as far between two as the step does.

    What stands still needs no room for decimals on the way. What passes near zero on the way between two
    plain numbers is plain too: there is no room for a power.
    """
    before = int(step)
    if step == before or numbers[before] == numbers[before + 1]:
        return numbers[before]
    first, second = numbers[before : before + 2]
    value = float(first.value) + (step - before) * (float(second.value) - float(first.value))
    passing = Quantity(first.symbol, value, decimals=second.decimals, fixed=True)
    if TIMES in passing.text and TIMES not in first.text + second.text:
        return passing.with_decimals(PLAIN_DECIMALS)
    return passing


def with_first_way(numbers: Sequence[Quantity]) -> list[Quantity]:
    """Return the numbers, and some of those that are passed on the way from the first to the second."""
    shares = [count / _STOPS for count in range(1, _STOPS)] if len(numbers) > 1 else []
    return [*numbers, *(number_at(numbers, share) for share in shares)]


def outlines_of(quantity: Quantity, *, signed: bool) -> list[NDArray[np.float64]]:
    """Return the outlines of a number's characters, one em high, with `signed` after `=` or `≈`."""
    sign = digits.glyph(quantity.relation)
    shapes = [(shape, x + sign.advance + _SIGN_GAP) for shape, x in digits.layout(quantity.text)]
    if signed:
        shapes.insert(0, (sign, 0.0))
    return [shape.points + np.array([x, 0.0, 0.0]) for shape, x in shapes]


def extent(glyphs: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    """Return where some outlines start and end."""
    return min(float(points[:, 0].min()) for points in glyphs), max(
        float(points[:, 0].max()) for points in glyphs
    )
