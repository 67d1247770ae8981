"""The product read from the loss: under each line what is finished right of it, then all in symbols."""

from __future__ import annotations

from manim import LEFT, Animation, FadeIn, FadeOut, Indicate, Line
from manim.utils.rate_functions import smooth, squish_rate_func, there_and_back

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.chain_product.nudge_row import FOOT, LEVEL, TALLEST, NudgeRow
from scenes.stage.formulas.equation import color_roles, fit, name_piece, number_line, number_piece, sign
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, TypesetPart, math
from scenes.stage.measure import allow

_STROKE, _UNDER, _APART, _BESIDE, _NAMED, _SMALLEST = 7.0, 0.2, 0.12, 0.2, 0.44, 0.36
"""Stroke under what is finished and its distance from the lines; how far under it digits stand, and how far
apart; size of their names; the least size
at which they stand side by side."""


class RunningRow:
    """`values`, under each line but the last the slope of the loss by it, and their `names`.

    `passing` is the factor that has come down in the last step. Where they are `crowded`, one of them is seen
    at a time.

    `done` is a stroke under all that is finished, `whole` the product in symbols, the loss first, and `terms`
    are its factors, each where its piece of the ribbon is in the row.
    """

    def __init__(self, theme: Theme, row: NudgeRow) -> None:
        self.theme, self.row = theme, row
        self.products = row.stages.running[::-1]
        self.level = FOOT - _UNDER
        self.values = self._values()
        self.crowded = any(float(value.width) > self.row.pitch - _BESIDE for value in self.values)
        self.names = [
            self._name(value, product) for value, product in zip(self.values, self.products, strict=True)
        ]
        self.done = Line(LEFT, LEFT * 0.9, stroke_color=theme.gradient, stroke_width=_STROKE)
        self._reach(self.done, len(self.values) - 1)
        self.whole = self._whole()
        self.passing: TypesetLine | None = None
        for part in (self.done, *self.whole.get_family()):
            allow(part, "close-up", "the row goes on")

    def step(self, index: int) -> list[Animation]:
        """Return the animations in which the product reaches a line, from the right.

        The slope comes down beside the product so far, and both become the new one.
        """
        late = squish_rate_func(smooth, 0.6, 1.0)
        value, name = self.values[index], self.names[index]
        if index + 1 == len(self.values):
            digits = self.row.factors[index].part(2).copy()
            falls = changing(digits)(rate_func=squish_rate_func(smooth, 0.1, 0.7))
            shown = FadeIn(value, rate_func=late), FadeIn(name, rate_func=late)
            return [falls.move_to(value).set_opacity(0.0), *shown, FadeIn(self.done, rate_func=late)]
        before, old = self.values[index + 1], self.names[index + 1]
        factor = allow(self.row.factors[index].copy(), "reading time", "it was read over the ribbon")
        middle = sum(self.row.xs[index : index + 2]) / 2
        goal = factor.copy().move_to((middle, (FOOT + LEVEL - TALLEST / 2) / 2, 0.0))
        self.passing = factor
        comes = changing(factor)(rate_func=squish_rate_func(smooth, 0.0, 0.45)).become(goal)
        arrives = FadeIn(value, scale=0.6, rate_func=late)
        grow = changing(self.done)(rate_func=late).become(self._reach(self.done.copy(), index))
        over = [FadeOut(old, rate_func=late), *([FadeOut(before, rate_func=late)] if self.crowded else [])]
        lit = Indicate(before, color=self.theme.ink, scale_factor=1.12)
        lit.rate_func = squish_rate_func(there_and_back, 0.3, 0.75)
        seen = [] if self.crowded else [lit]
        return [comes, arrives, grow, *over, *seen, FadeIn(name, rate_func=late)]

    def clear(self) -> list[Animation]:
        """Return the animations in which all but the first value leave: the product takes their room."""
        return [FadeOut(*([] if self.crowded else self.values[1:]), self.names[0])]

    def conclude(self) -> list[Animation]:
        """Return the animations in which the first value becomes the result of the product in symbols."""
        names = [part for part in self.whole if part is not self._result]
        return [
            FadeOut(self.values[0]),
            fly(self.values[0].part(1), self._result),
            FadeIn(*names, rate_func=squish_rate_func(smooth, 0.75, 1.0)),
        ]

    @property
    def terms(self) -> list[TypesetPart]:
        """The factors of the product in symbols, in the order of the lines."""
        return [self.whole.of(slope) for slope in self.row.slopes]

    @property
    def _result(self) -> TypesetPart:
        return self.whole.part(len(self.whole.pieces))

    def _values(self) -> list[TypesetLine]:
        """Return the digits under their lines, all of one size unless that could not be read well."""
        lines = [number_line(self.theme, product, size=FORMULA) for product in self.products]
        room = self.row.pitch - _BESIDE
        share = min(1.0, room / max(float(line.width) for line in lines))
        for line in lines:
            allow(line, "reading time", "the next slope comes into it")
        for line, x in zip(lines, self.row.xs, strict=False):
            line.scale(share if share * FORMULA >= _SMALLEST else 1.0).move_to((x, 0.0, 0.0))
        rise = max(float(line.get_top()[1]) - line.baseline for line in lines)
        for line in lines:
            line.shift((0.0, self.level - _APART - rise - line.baseline, 0.0))
            over = float(line.get_left()[0]) + safe_width() / 2
            line.shift((max(0.0, -over), 0.0, 0.0))
        first, second = lines[:2]
        overlap = float(first.get_right()[0] - second.get_left()[0]) + _BESIDE / 2
        if 0 < overlap < _BESIDE * 2:
            first.scale(1 - overlap / float(first.width), about_edge=LEFT)
        return lines

    def _name(self, value: TypesetLine, product: Quantity) -> TypesetLine:
        line = math([name_piece(product)], self.theme.gradient, size=_NAMED, display=False)
        bottom = safe_bottom() + float(line.height) / 2
        return allow(line.move_to((value.get_x(), bottom, 0.0)), "untraced", "its digits stand above it")

    def _reach(self, line: Line, index: int) -> Line:
        """Let the stroke reach from the loss to a line."""
        line.put_start_and_end_on((self.row.xs[index], self.level, 0.0), (self.row.xs[-1], self.level, 0.0))
        return line

    def _whole(self) -> TypesetLine:
        goal = self.products[0]
        pieces: list[Piece | str] = [name_piece(goal), "="]
        for index, slope in enumerate(self.row.slopes[::-1]):
            pieces += ["dot.op"] * (index > 0) + [name_piece(slope)]
        pieces += [sign(goal.relation), number_piece(goal)]
        line = fit(color_roles(math(pieces, self.theme.ink, size=FORMULA), self.theme), safe_width())
        room = self.level - safe_bottom() - _APART
        line.scale(min(1.0, room / float(line.height)))
        return line.move_to((0.0, safe_bottom() + room / 2, 0.0))
