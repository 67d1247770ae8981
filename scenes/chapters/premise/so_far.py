"""The product so far: under each machine what all slopes from there to the loss make, over them a bracket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Indicate,
    Rectangle,
    VGroup,
    VMobject,
)
from manim.utils.rate_functions import smooth, squish_rate_func, there_and_back
from numpy.typing import NDArray

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.premise.machine_row import MachineRow
from scenes.stage.formulas.equation import color_roles, name_piece, number_line, number_piece, sign
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow

_SIZE, _APART, _TIP, _STROKE, _OVER, _LIT, _DIM, _LEVEL, _SPARE = (
    0.66,
    0.22,
    0.13,
    5.0,
    0.2,
    0.17,
    0.6,
    0.1,
    0.05,
)
"""Size of the digits at most, how far apart they are at least; length of the bracket's ends, its stroke, how
far under the slopes it is."""

_LIT, _DIM, _LEVEL, _SPARE = 0.17, 0.6, 0.1, 0.05
"""Opacity of what the bracket spans when that is lit, and of products that have been passed; how high over
the captions the answer is, spare room left of it."""


class SoFar:
    """`numbers`, one under each machine, the loss's first; a `bracket` over them that grows from the loss.

    `answer` is the last of them with its name, where it stands.
    """

    def __init__(self, theme: Theme, row: MachineRow, running: Sequence[Quantity]) -> None:
        self.theme, self.row = theme, row
        self.columns = [float(node.frame.get_x()) for node in reversed(row.nodes)]
        self.level = row.floor - _OVER
        pieces: list[Piece | str] = [
            name_piece(running[-1]),
            sign(running[-1].relation),
            number_piece(running[-1]),
        ]
        self.answer = color_roles(math(pieces, theme.ink, size=_SIZE, display=False), theme)
        self.answer.part(3).set_color(theme.gradient)
        self.numbers = self._numbers(running)
        self.bracket = VMobject(stroke_color=theme.gradient, stroke_width=_STROKE, fill_opacity=0.0)
        self.right = max(float(row.pictures.get_right()[0]), float(row.nodes[-1].frame.get_right()[0]))
        self.bracket.set_points_as_corners(self._corners(0))
        for part in (self.bracket, *VGroup(*self.numbers, self.answer).get_family()):
            allow(part, "close-up", "the row goes on beyond a close-up")
        for number in self.numbers:
            allow(number, "reading time", "the next factor comes into it")

    def _numbers(self, running: Sequence[Quantity]) -> list[TypesetLine]:
        """Return the digits under their machines, of one size; the answer is put in place with the last."""
        answer, half = self.answer, safe_width() / 2
        lines = [number_line(self.theme, one, size=_SIZE, color=self.theme.gradient) for one in running]
        room = self.columns[-1] + float(lines[-1].width) / 2 + half - _SPARE, self.row.pitch - _APART
        share = min(1.0, room[0] / float(answer.width), room[1] / max(float(one.width) for one in lines))
        answer.scale(share).move_to((0.0, safe_bottom() + _LEVEL, 0.0), aligned_edge=DOWN)
        most = half
        for line, x in zip(lines, self.columns, strict=True):
            line.scale(share).move_to((x, 0.0, 0.0))
            line.shift(UP * (answer.baseline - line.baseline))
            line.shift(LEFT * max(0.0, float(line.get_right()[0]) - most))
            most = float(line.get_left()[0]) - _APART
        answer.shift(RIGHT * float(lines[-1].part(1).get_x() - answer.part(3).get_x()))
        return lines

    def _corners(self, index: int) -> NDArray[np.float64]:
        left = self.columns[index] - self.row.pitch / 2 + _APART / 2
        down = self.level - _TIP
        across = ((left, down), (left, self.level), (self.right, self.level), (self.right, down))
        return np.array([(x, y, 0.0) for x, y in across])

    def _span(self, index: int) -> Rectangle:
        """Return what lies over the bracket when it has come so far."""
        corners = self._corners(index)
        low, high = self.level, float(self.row.nodes[0].frame.get_top()[1]) + _OVER
        span = Rectangle(width=float(corners[2][0] - corners[0][0]), height=high - low, stroke_width=0.0)
        span.set_fill(self.theme.gradient, 0.0)
        span.move_to(((corners[0][0] + corners[2][0]) / 2, (low + high) / 2, 0.0))
        for rule in ("close-up", "text on line"):
            allow(span, rule, "light on all that is finished")
        return span

    def step(self, index: int) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: what is finished is carried on, a factor comes into it."""
        number, slope = self.numbers[index], self.row.slopes[-1 - index]
        lit = Indicate(self.row.nodes[-1 - index].frame, color=self.theme.gradient, scale_factor=1.0)
        if index == 0:
            grown = self.bracket.copy()
            self.bracket.set_points_as_corners(self._corners(0)[[2, 2, 2, 3]])
            glow = changing(self._span(0))(rate_func=there_and_back).set_fill(opacity=_LIT)
            yield [glow, lit], 1.0
            yield [changing(self.bracket).become(grown), fly(slope.part(1), number.part(1))], 1.0
            return
        span = self._span(index - 1)
        glow = changing(span)(rate_func=there_and_back).set_fill(opacity=_LIT)
        before = self.numbers[index - 1]
        carried = allow(before.copy(), "reading time", "the product so far, on its way")
        place = before.get_center()
        place[0] = number.get_x()
        carried.move_to(place)
        half = (before.get_x() - number.get_x()) / 2
        yield [glow, FadeIn(carried, shift=LEFT * half, rate_func=squish_rate_func(smooth, 0.3, 1.0))], 1.0
        whole = VMobject(stroke_color=self.theme.gradient, stroke_width=_STROKE, fill_opacity=0.0)
        whole.set_points_as_corners(self._corners(index))
        factor = slope.copy()
        falls = changing(factor)(rate_func=squish_rate_func(smooth, 0.0, 0.55))
        soon, late = squish_rate_func(smooth, 0.3, 0.55), squish_rate_func(smooth, 0.5, 1.0)
        yield (
            [
                changing(self.bracket).become(whole),
                falls.move_to(carried).scale(0.5).set_opacity(0.0),
                FadeOut(carried, scale=0.7, rate_func=soon),
                FadeIn(number, scale=1.2, rate_func=late),
                changing(before).set_opacity(_DIM),
                lit,
            ],
            0.9,
        )

    def conclude(self) -> list[Animation]:
        """Return the animations in which the last product stands alone, is named, and its weight is lit."""
        parts = [self.answer.part(index) for index in (1, 2, 0)]
        weight = self.row.diagram.parameters[self.row.core]
        named = [FadeIn(part, shift=LEFT * 0.2) for part in parts]
        return [*map(FadeOut, self.numbers[:-1]), *named, weight.highlight(self.theme.gradient)]

    def point_out(self) -> Animation:
        """Return the animation that points out the answer."""
        return Indicate(self.answer, color=self.theme.gradient, scale_factor=1.05)
