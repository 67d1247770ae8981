"""A slope worked out in one line: its formula, the point put in, the result."""

from __future__ import annotations

from dataclasses import dataclass

import sympy
from manim import VGroup

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, number_piece, sign
from scenes.stage.formulas.expressions import formula_at
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import TypesetLine, math

SIZE, _LEAST = 0.72, 0.4
"""Size of the line, in ems, and the least one in which the numbers put in are worth their room."""


@dataclass(frozen=True)
class WorkedSlope:
    """`line` states a slope; its part `sign` is the sign after the expression, its last one the digits."""

    line: TypesetLine
    sign: int
    slope: Quantity

    @property
    def rule(self) -> VGroup:
        """The name of the slope and its expression."""
        return self._glyphs(before=True)

    @property
    def result(self) -> VGroup:
        """The point put in, and the digits."""
        return self._glyphs(before=False)

    @property
    def answer(self) -> VGroup:
        """The digits."""
        return self.line.part(len(self.line.pieces))

    def _glyphs(self, *, before: bool) -> VGroup:
        """Return what stands before the sign, or that and what follows."""
        edge = float(self.line.part(self.sign).get_left()[0]) - 1e-6
        glyphs = (glyph for part in self.line for glyph in part)
        return VGroup(*(glyph for glyph in glyphs if (glyph.get_left()[0] < edge) == before))


def worked_slope(
    theme: Theme, expression: sympy.Expr, slope: Quantity, point: tuple[Quantity, ...], room: float
) -> WorkedSlope:
    """Typeset `slope = expression = expression with the point put in = digits`.

    A step that only repeats another is left out, and the one with the numbers put in where the line would be
    too small, and the expression where it would be too small to be read even then.
    """
    put_in = formula_at(expression, point).pieces(substituted=True)
    known = formula_at(expression, ()).pieces(substituted=True)
    name: list[Piece | str] = [Piece(slope.symbol.typst, "symbol", slope)]
    rule: list[Piece | str] = [*name]
    if [piece.typst for piece in known] != [piece.typst for piece in put_in]:
        rule += [Piece("=", "symbol"), *known]
    result: list[Piece | str] = [Piece(sign(slope.relation), "symbol"), number_piece(slope)]
    exact = all(operand.relation == "=" for operand in point)
    steps: list[Piece | str] = []
    if len(put_in) > 1:
        steps = [Piece("=" if exact else "approx", "symbol"), *put_in]
    for head, middle in ((rule, steps), (rule, []), (name, [])):
        line = math([*head, *middle, *result], theme.gradient, size=SIZE, display=False)
        least = max(_LEAST if middle else 0.0, legible(" ".join(piece.typst for piece in line.pieces)))
        if line.width <= room or SIZE * room >= least * line.width:
            break
    return WorkedSlope(fit(line, room), len(head) + 1, slope)
