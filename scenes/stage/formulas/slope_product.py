"""Slopes multiplied into one: the product in one line."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Mobject, VGroup

from backprop_core.quantity import Formula, Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import color_roles, fit, name_piece, number_piece, sign
from scenes.stage.frame import safe_width
from scenes.stage.lettering.typesetting import FORMULA, TypesetPart, math


class SlopeProduct(VGroup):
    """`slope = factor · … · factor = product`, the loss’s factor first: so `written` has them, too.

    `factors` are given in the network's order: the loss's is the last of them.
    """

    def __init__(self, theme: Theme, goal: Quantity, factors: Sequence[Quantity]) -> None:
        super().__init__()
        self.theme = theme
        names = {f"factor{index}": factor for index, factor in enumerate(reversed(factors))}
        put_in = Formula(" * ".join(f"{{{name}}}" for name in names), names).pieces(substituted=True)
        exact = all(factor.relation == "=" for factor in factors)
        pieces: list[Piece | str] = [name_piece(goal), sign("=" if exact else "≈")]
        for piece in put_in:
            pieces += _bare(piece)
        pieces += [sign(goal.relation), number_piece(goal)]
        self.line = fit(color_roles(math(pieces, theme.ink, size=FORMULA), theme), safe_width())
        numbers = [i for i, p in enumerate(self.line.pieces, start=1) if p.kind == "number"]
        self.written = [self.line.part(i).set_color(theme.ink) for i in numbers[:-1]]
        self.result: TypesetPart = self.line.part(numbers[-1])
        self.subject: TypesetPart = self.line.part(1)
        self.signs = VGroup(self.line.part(0), *(self.line.part(i) for i in self._dots()))
        self.add(self.line)

    def signs_before(self, number: TypesetPart) -> list[Mobject]:
        """Return the signs between a factor, or the result, and the one before it."""
        numbers = [*self.written, self.result]
        ends = [float(one.get_left()[0]) for one in numbers]
        at = numbers.index(number)
        low = ends[at - 1] if at else -float("inf")
        glyphs = (glyph for part in self.signs for glyph in part)
        return [glyph for glyph in glyphs if low < float(glyph.get_x()) < ends[at]]

    def _dots(self) -> list[int]:
        pieces = enumerate(self.line.pieces, start=1)
        return [index for index, piece in pieces if piece.kind == "literal"]


def _bare(piece: Piece) -> list[Piece | str]:
    """Split parentheses from the number in them, so that the digits alone can fly."""
    if piece.quantity is None or not piece.typst.startswith("("):
        return [piece]
    return ["(", number_piece(piece.quantity), ")"]
