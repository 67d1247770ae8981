"""Expressions as pieces of a formula: variables apart from the rest, with room for boxes or with holes."""

from __future__ import annotations

import re
from functools import lru_cache

import sympy

from backprop_core.notation import to_typst
from backprop_core.quantity import Formula, Piece, Quantity, Symbol
from scenes.stage.lettering.typesetting import math

_STRUT, _ROOM, _SPACED = 0.25, 0.27, "+-="
"""Ems of room kept over and under the box round a variable, and beside it; signs that bring room."""

_POWER = r"\^\(-?\d+\)"
_FACTOR_BEFORE = re.compile(r"([\w)}])\s+(\(?\{)")


def expression_pieces(
    expression: sympy.Expr, symbols: tuple[Symbol, ...], apart: Symbol | None = None
) -> list[Piece]:
    """Return an expression as pieces: every occurrence of a variable, with its power, is one of its own.

    Where `apart` names a variable, room for a box is left round it.
    """
    pieces: list[Piece] = []
    tokens = _split(to_typst(expression), symbols, powers=True)
    for index, token in enumerate(tokens):
        variable = variable_in(token, symbols)
        if variable is None:
            pieces += [Piece(token, "literal")] if token.strip() else []
            continue
        if variable != apart:
            pieces.append(Piece(token, "symbol"))
            continue
        before, after = "".join(tokens[:index]).strip(), "".join(tokens[index + 1 :]).strip()
        small = _is_raised(before)
        pieces.append(Piece(strut(token) + beside(before[-1:], small, first=not before), "literal"))
        pieces.append(Piece(token, "symbol"))
        if room := beside(after[:1] or "=", small):
            pieces.append(Piece(room, "literal"))
    return pieces


def beside(neighbour: str, small: bool, *, first: bool = False) -> str:
    """Return the room between a box and its neighbour; signs bring their own, but not in an exponent."""
    if first:
        return "#h(0.45em)"
    return f"#h({_ROOM}em)" if small or neighbour not in _SPACED else ""


def _is_raised(before: str) -> bool:
    """Tell whether what follows some Typst mathematics stands in an exponent."""
    opened: list[bool] = []
    for index, character in enumerate(before):
        if character == "(":
            opened.append(before[index - 1 : index] == "^")
        elif character == ")":
            opened.pop()
    return any(opened)


@lru_cache(maxsize=64)
def extent(source: str) -> tuple[float, float]:
    """Return how far a variable reaches over its baseline and under it, in ems."""
    line = math([source], "#FFFFFF", size=1.0)
    return float(line.get_top()[1]) - line.baseline, line.baseline - float(line.get_bottom()[1])


def strut(source: str) -> str:
    """Return an empty box that keeps the bars of fractions and roots off the box round a variable."""
    above, below = (reach + _STRUT for reach in extent(source))
    return f"#box(width: 0pt, height: {above + below:.3f}em, baseline: {below:.3f}em)"


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
