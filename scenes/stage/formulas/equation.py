"""The lines of a calculation: the formula, the numbers put in, the result."""

from __future__ import annotations

from dataclasses import replace

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math


def role_color(theme: Theme, symbol: Symbol) -> str:
    """Return the colour of what a symbol means."""
    color: str = getattr(theme, symbol.role)
    return color


def pieces_of(line: TypesetLine) -> tuple[Piece, ...]:
    """Return the pieces that a line was typeset from."""
    pieces: tuple[Piece, ...] = getattr(line, "pieces", ())
    return pieces


def color_roles(line: TypesetLine, theme: Theme) -> TypesetLine:
    """Give each symbol and each number of a line its role's colour."""
    for index, piece in enumerate(pieces_of(line), start=1):
        if piece.quantity is not None:
            line.part(index).set_color(role_color(theme, piece.quantity.symbol))
    return line


def sign(relation: str) -> str:
    """Return the Typst source of `=` or `≈`."""
    return "=" if relation == "=" else "approx"


def name_piece(quantity: Quantity) -> Piece:
    """Return the quantity's symbol as a part of a line."""
    return Piece(quantity.symbol.typst, "symbol", quantity)


def number_piece(quantity: Quantity) -> Piece:
    """Return the quantity's digits as a part of a line."""
    return Piece(quantity.shown.typst, "number", quantity)


def number_line(theme: Theme, quantity: Quantity, *, size: float = FORMULA, color: str = "") -> TypesetLine:
    """Typeset a quantity's digits alone, in `color` or its role's colour."""
    line = math([number_piece(quantity)], color or role_color(theme, quantity.symbol), size=size)
    return line


def fit(line: TypesetLine, width: float) -> TypesetLine:
    """Shrink a line that is wider than its room; leave any other as it is."""
    if line.width > width:
        line.scale(width / line.width)
    return line


def value_line(
    theme: Theme, quantity: Quantity, *, size: float = FORMULA, display: bool = True
) -> TypesetLine:
    """Typeset `symbol = digits`."""
    pieces: list[Piece | str] = [name_piece(quantity), sign(quantity.relation), number_piece(quantity)]
    return color_roles(math(pieces, theme.ink, size=size, display=display), theme)


def formula_line(
    theme: Theme, quantity: Quantity, *, size: float = FORMULA, display: bool = True
) -> TypesetLine:
    """Typeset `symbol = formula` in symbols; fractions get a dot between them, and are low without `display`.

    Raises `ValueError` for a quantity without a formula.
    """
    if quantity.formula is None:
        raise ValueError(f"{quantity.name} has no formula")
    pieces = quantity.formula.pieces()
    if any("partial" in piece.typst for piece in pieces):
        pieces = tuple(replace(piece, typst=piece.typst.replace("thin", "dot.op")) for piece in pieces)
    line = math([name_piece(quantity), "=", *pieces], theme.ink, size=size, display=display)
    return color_roles(line, theme)


def numbers_line(
    theme: Theme, quantity: Quantity, *, size: float = FORMULA, display: bool = True
) -> TypesetLine | None:
    """Typeset the formula with its numbers put in, after `=` or, where one is rounded, `≈`.

    None where that would only repeat the result: a formula of no operand or of a single bare one.
    """
    if quantity.formula is None:
        return None
    pieces = quantity.formula.pieces(substituted=True)
    if len(pieces) == 1:
        return None
    exact = all(piece.quantity is None or piece.quantity.relation == "=" for piece in pieces)
    line = math([sign("=" if exact else "≈"), *pieces], theme.ink, size=size, display=display)
    return color_roles(line, theme)


def result_line(theme: Theme, quantity: Quantity, *, size: float = FORMULA) -> TypesetLine:
    """Typeset `= digits` or `≈ digits`."""
    return color_roles(math([sign(quantity.relation), number_piece(quantity)], theme.ink, size=size), theme)
