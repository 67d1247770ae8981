"""Expressions as pieces of a formula: variables apart from the rest, or as holes."""

from __future__ import annotations

import re
from typing import Literal

import sympy

from backprop_core.notation import to_typst
from backprop_core.quantity import Formula, Piece, Quantity, Symbol

_POWER = r"\^\(-?\d+\)"
_FACTOR_BEFORE = re.compile(r"([\w)}])\s+(\(?\{)")


def expression_pieces(expression: sympy.Expr, symbols: tuple[Symbol, ...]) -> list[Piece]:
    """Return an expression as pieces: every occurrence of a variable, with its power, is one of its own."""
    pieces: list[Piece] = []
    for token in _split(to_typst(expression), symbols, powers=True):
        kind: Literal["symbol", "literal"] = "symbol" if variable_in(token, symbols) else "literal"
        pieces += [Piece(token, kind)] if token.strip() else []
    return pieces


def formula_at(expression: sympy.Expr, operands: tuple[Quantity, ...]) -> Formula:
    """Return an expression as a formula whose variables are holes, with a dot where two factors meet."""
    by_name = {operand.symbol.typst: operand for operand in operands}
    source = to_typst(expression)
    parts = [
        f"{{{token}}}" if token in by_name else token
        for token in _split(source, tuple(operand.symbol for operand in operands))
    ]
    template = re.sub(r"(\{\w+\})(\s*\^)", r"(\1)\2", "".join(parts))
    return Formula(_FACTOR_BEFORE.sub(r"\1 * \2", template), by_name)


def _split(source: str, symbols: tuple[Symbol, ...], *, powers: bool = False) -> list[str]:
    names = "|".join(re.escape(symbol.typst) for symbol in symbols)
    power = rf"(?:{_POWER})?" if powers else ""
    return re.split(rf"(?<!\w)((?:{names})(?!\w){power})", source)


def variable_in(token: str, symbols: tuple[Symbol, ...]) -> Symbol | None:
    """Return the variable that a piece consists of, its power left out; None if it is none."""
    return next((s for s in symbols if re.fullmatch(rf"{re.escape(s.typst)}(?:{_POWER})?", token)), None)
