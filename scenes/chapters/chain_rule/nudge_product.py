"""Two fractions of nudges multiplied: the nudge in the middle cancels, the numbers multiply."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, Mobject, Transform, VGroup, VMobject

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.formulas.equation import number_piece
from scenes.stage.graph.live_digits import LivePart
from scenes.stage.lettering.digits import layout
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import MovingDigits, outline_of
from scenes.stage.lettering.typesetting import Source, TypesetLine, math, shown_number
from scenes.stage.measure import Measurement
from scenes.stage.nudges.nudge_fraction import SIZE, NudgeFraction

_GAP, _SIGN_GAP, _APART, _LONGEST = 0.16, 0.28, 0.5, 10


class FollowingNumber(MovingDigits):
    """`= digits` or `≈ digits`, which follow a value and stand right of something, on a line's baseline."""

    def __init__(self, fraction: NudgeFraction, before: Mobject, line: TypesetLine) -> None:
        super().__init__(fill_color=fraction.theme.gradient, fill_opacity=1.0, stroke_width=0.0)
        self.fraction, self.before, self.line = fraction, before, line
        self.refresh(self)
        self.add_updater(FollowingNumber.refresh)

    @staticmethod
    def refresh(number: Mobject) -> None:
        """Write the digits anew where they belong now."""
        assert isinstance(number, FollowingNumber)
        quantity, size = number.fraction.quantity, number.line.size
        number.number = shown_number(quantity, number.fraction.where())
        left = float(number.before.get_right()[0]) + _SIGN_GAP * size
        outline = outline_of(quantity.relation, quantity.text)
        number.set_points(outline * size + np.array([left, number.line.baseline, 0.0]))


class FollowingFactor(VGroup):
    """`× digits`, which follow a value and stand right of something, on a line's baseline."""

    def __init__(self, fraction: NudgeFraction, before: Mobject, line: TypesetLine) -> None:
        super().__init__()
        self.fraction, self.before, self.line = fraction, before, line
        color = fraction.theme.gradient
        self.times = math(["times"], fraction.theme.ink, size=line.size, display=False)
        self.digits = LivePart(Source("", (number_piece(fraction.quantity),)), 1)
        glyphs = (VMobject(fill_color=color, fill_opacity=1.0, stroke_width=0.0) for _ in range(_LONGEST))
        self.digits.add(*glyphs)
        self.add(self.times, self.digits)
        self.refresh(self)
        self.add_updater(FollowingFactor.refresh)

    @staticmethod
    def refresh(factor: Mobject) -> None:
        """Write the digits anew where they belong now; glyphs that are left over stay empty."""
        assert isinstance(factor, FollowingFactor)
        quantity, size, baseline = factor.fraction.quantity, factor.line.size, factor.line.baseline
        factor.digits.number = shown_number(quantity, factor.fraction.where())
        factor.times.next_to(factor.before, RIGHT, buff=_SIGN_GAP * size).on_baseline_of(factor.line)
        start = np.array([float(factor.times.get_right()[0]) + _SIGN_GAP * size, baseline, 0.0])
        shapes = layout(quantity.text)
        for glyph, placed in zip_longest(factor.digits, shapes):
            points = placed[0].points + np.array([placed[1], 0.0, 0.0]) if placed else np.zeros((0, 3))
            glyph.set_points(points * size + start)


class NudgeProduct(VGroup):
    """`bar over bar = Δy/Δx = Δy/Δu · Δu/Δx ≈ digits × digits ≈ digits`, from the fractions of both machines.

    `whole` is the fraction of the outermost nudges, `names` what it is called and made of, `numbers` are the
    two stretches and their product.
    """

    def __init__(
        self, theme: Theme, outer: NudgeFraction, inner: NudgeFraction, whole: NudgeFraction, width: float
    ) -> None:
        super().__init__()
        self.theme, self.outer, self.inner, self.whole = theme, outer, inner, whole
        size = SIZE
        self._write(size)
        if self.width > width:
            taken = float(whole.rule.width) + _GAP
            self._write(size * (width - taken) / (self.width - taken))

    def _write(self, size: float) -> None:
        theme, whole = self.theme, self.whole
        pieces = [Piece("=", "symbol"), Piece(whole.symbol.typst, "symbol"), Piece("=", "symbol")]
        pieces += [Piece(self.outer.symbol.typst, "symbol"), Piece("dot.op", "symbol")]
        pieces += [Piece(self.inner.symbol.typst, "symbol")]
        self.names = math(pieces, theme.gradient, size=size, display=False)
        VGroup(*(self.names.part(index) for index in (1, 3, 5))).set_color(theme.ink)
        self.names.next_to(whole.rule, RIGHT, buff=_GAP)
        self.names.shift(UP * (whole.rule.get_y() - self.names.part(1).get_y()))
        self.numbers = VGroup()
        before: VMobject = self.names
        kinds = FollowingNumber, FollowingFactor, FollowingNumber
        for kind, fraction in zip(kinds, (*self.factors, whole), strict=True):
            self.numbers.add(before := kind(fraction, before, self.names))
        self.submobjects = []
        self.add(whole.rule, whole.bars, self.names, self.numbers)
        self.clear_updaters(recursive=False)
        self.add_updater(lambda _: NudgeFraction.refresh(whole))

    def gather(self) -> list[Animation]:
        """Return the animations in which both fractions come down beside each other, as bars alone."""
        self.parts = [VGroup(fraction.rule.copy(), *fraction.bars.copy()) for fraction in self.factors]
        row = VGroup(*(part.copy() for part in self.parts)).arrange(RIGHT, buff=_APART)
        row.move_to(self.whole.rule).align_to(self.whole.rule, LEFT)
        self.dot = math(["dot.op"], self.theme.ink, size=SIZE)
        self.dot.move_to((row[0].get_right() + row[1].get_left()) / 2)
        moves = (changing(part).move_to(place) for part, place in zip(self.parts, row, strict=True))
        return [FadeIn(self.dot), *moves]

    def measurements(self) -> Iterable[Measurement]:
        """Read the whole stretch off its two bars."""
        return self.whole.measurements()

    @property
    def factors(self) -> tuple[NudgeFraction, NudgeFraction]:
        """The fractions that are multiplied, the outer one first."""
        return self.outer, self.inner

    def cancel(self) -> list[Animation]:
        """Return the animations in which the two bars of the middle nudge meet and go."""
        below, above = self.parts[0][2], self.parts[1][1]
        middle = (below.get_center() + above.get_center()) / 2
        return [FadeOut(bar, target_position=middle, scale=0.3) for bar in (below, above)]

    def close_up(self) -> list[Animation]:
        """Return the animations that leave one fraction of the outermost nudges."""
        first, second = self.parts
        NudgeFraction.refresh(self.whole)
        ends = self.whole.rule, *self.whole.bars
        moves = [
            Transform(part, end) for part, end in zip((first[0], first[1], second[2]), ends, strict=True)
        ]
        return [FadeOut(self.dot, second[0]), *moves]
