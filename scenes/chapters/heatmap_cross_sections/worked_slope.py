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

SIZE = 0.6


@dataclass(frozen=True)
class WorkedSlope:
    """`line` states a slope; its first `known` parts hold name and expression, the last one the digits."""

    line: TypesetLine
    known: int
    slope: Quantity

    @property
    def rule(self) -> VGroup:
        """The name of the slope and its expression."""
        return VGroup(*(self.line.part(index) for index in range(1, self.known + 1)))

    @property
    def result(self) -> VGroup:
        """The point put in, and the digits."""
        last = len(self.line.pieces)
        return VGroup(*(self.line.part(index) for index in (*range(self.known + 1, last + 1),)))

    @property
    def answer(self) -> VGroup:
        """The digits."""
        return self.line.part(len(self.line.pieces))


def worked_slope(
    theme: Theme, expression: sympy.Expr, slope: Quantity, point: tuple[Quantity, ...], room: float
) -> WorkedSlope:
    """Typeset `slope = expression = expression with the point put in = digits`.

    A step that only repeats another is left out, and the one with the numbers put in where the line would be
    too small, and the expression where it would be too small to be read even then.
    """
    put_in = _marked(formula_at(expression, point).pieces(substituted=True))
    known = _marked(formula_at(expression, ()).pieces(substituted=True))
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
        least = max(
            0.36 if middle else 0.0, legible(" ".join(piece.typst for piece in line.pieces), display=False)
        )
        if line.width <= room or SIZE * room >= least * line.width:
            break
    return WorkedSlope(fit(line, room), len(head), slope)


def _marked(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Let what is literal in an expression be a part of its own, so that it can come later than the rest."""
    return [Piece(piece.typst, "symbol") if piece.kind == "literal" else piece for piece in pieces]
