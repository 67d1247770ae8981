"""A slope worked out in one line: its formula, the point put in, the result."""

from __future__ import annotations

import sympy

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import number_piece, sign
from scenes.stage.formulas.expressions import formula_at
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import TypesetLine, math

_SIZE = 0.54


def worked_slope(
    theme: Theme,
    expression: sympy.Expr,
    slope: Quantity,
    given: tuple[Quantity, ...],
    point: tuple[Quantity, ...],
    room: float,
) -> TypesetLine:
    """Typeset `slope = expression = expression with the point put in = digits`.

    The variables in `given` stand as numbers from the start. A step that only repeats another is left out,
    and the one with the numbers put in where the line would be wider than its room, and the expression where
    it would be too small to be read there.
    """
    put_in = formula_at(expression, point).pieces(substituted=True)
    known = formula_at(expression, given).pieces(substituted=True)
    pieces: list[Piece | str] = [Piece(slope.symbol.typst, "symbol", slope)]
    if [piece.typst for piece in known] != [piece.typst for piece in put_in]:
        pieces += ["=", *known]
    result: list[Piece | str] = [sign(slope.relation), number_piece(slope)]
    steps: list[Piece | str] = ["=", *put_in] if len(put_in) > 1 else []
    whole, short, bare = (
        math(parts, theme.gradient, size=_SIZE)
        for parts in ([*pieces, *steps, *result], [*pieces, *result], [pieces[0], *result])
    )
    if whole.width <= room:
        return whole
    least = legible(" ".join(piece.typst for piece in short.pieces), display=True)
    return short if _SIZE * room >= least * short.width else bare
