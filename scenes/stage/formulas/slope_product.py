"""Slopes multiplied into one: the product in one line, and under it how it grows factor by factor."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut, VGroup
from manim import Line as Stroke

from backprop_core.quantity import Formula, Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, name_piece, number_line, number_piece, sign, tint
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, FORMULA, Part, math
from scenes.stage.measure import allow
from scenes.stage.titles import safe_width

_RULE_GAP = 0.14


class SlopeProduct(VGroup):
    """`slope = factor · factor · … = product` in one line; a rule under it spans what is multiplied so far.

    `running` are the products from the right: the last factor alone first, the whole product last.
    """

    def __init__(
        self, theme: Theme, goal: Quantity, factors: Sequence[Quantity], running: Sequence[Quantity]
    ) -> None:
        super().__init__()
        self.theme = theme
        names = {f"factor{letter}": factor for letter, factor in zip("abcdefgh", factors, strict=False)}
        put_in = Formula(" * ".join(f"{{{name}}}" for name in names), names).pieces(substituted=True)
        exact = all(factor.relation == "=" for factor in factors)
        pieces: list[Piece | str] = [name_piece(goal), sign("=" if exact else "≈")]
        for piece in put_in:
            pieces += _bare(piece)
        pieces += [sign(goal.relation), number_piece(goal)]
        self.line = fit(tint(math(pieces, theme.ink, size=FORMULA), theme), safe_width())
        numbers = [i for i, p in enumerate(self.line.pieces, start=1) if p.kind == "number"]
        self.factors = [self.line.part(i).set_color(theme.ink) for i in numbers[:-1]]
        self.result: Part = self.line.part(numbers[-1])
        self.subject: Part = self.line.part(1)
        self.signs = VGroup(self.line.part(0), *(self.line.part(i) for i in self._dots()))
        self.add(self.line)
        self.rule = Stroke(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5)
        self.so_far = [
            allow(number_line(theme, product, size=BODY), "reading time", "a product that goes on growing")
            for product in running
        ]
        self.reached = 0

    def begin(self) -> list[Animation]:
        """Return the animations that put the rule under the last factor alone."""
        last = self.factors[-1]
        level = float(self.line.get_bottom()[1]) - _RULE_GAP
        self.rule.put_start_and_end_on((last.get_left()[0], level, 0.0), (last.get_right()[0], level, 0.0))
        for digits, factor in zip(self.so_far, reversed(self.factors), strict=True):
            digits.next_to((factor.get_x(), level, 0.0), DOWN, buff=_RULE_GAP).align_to(factor, LEFT)
        return [FadeIn(self.rule), FadeIn(self.so_far[0], shift=DOWN * 0.1)]

    def multiply_on(self) -> list[Animation]:
        """Return the animations that stretch the rule under one more factor and show the product so far."""
        before = self.so_far[self.reached]
        self.reached += 1
        factor = self.factors[-1 - self.reached]
        reach = float(self.rule.get_right()[0] - factor.get_left()[0])
        return [
            changing(self.rule).stretch_to_fit_width(reach, about_edge=RIGHT),
            FadeOut(before, shift=LEFT * 0.6),
            FadeIn(self.so_far[self.reached], shift=LEFT * 0.6),
        ]

    def _dots(self) -> list[int]:
        pieces = enumerate(self.line.pieces, start=1)
        return [index for index, piece in pieces if piece.kind == "literal"]


def _bare(piece: Piece) -> list[Piece | str]:
    """Split parentheses from the number in them, so that the digits alone can fly."""
    if piece.quantity is None or not piece.typst.startswith("("):
        return [piece]
    return ["(", number_piece(piece.quantity), ")"]
