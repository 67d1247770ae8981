"""The recipe for a partial derivative: box the other variable as a constant, differentiate, put in."""

from __future__ import annotations

import re
from fractions import Fraction

import sympy
from manim import DOWN, LEFT, RIGHT, SurroundingRectangle, VGroup

from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Formula, Piece, Quantity, Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.typesetting import Line, math
from scenes.stage.network.lock import Lock

_SIZE, _SMALLEST, _NOTE_GAP = 0.54, 0.6, 0.3
_POWER = r"\^\(-?\d+\)"
_FACTOR_BEFORE = re.compile(r"([\w)}])\s+(\(?\{)")


def expression_pieces(
    expression: sympy.Expr, symbols: tuple[Symbol, ...], apart: Symbol | None = None
) -> list[Piece]:
    """Return an expression as pieces: every occurrence of a variable, with its power, is one of its own.

    Where `apart` names a variable, a little room is left round it.
    """
    pieces: list[Piece] = []
    tokens = _split(to_typst(expression), symbols, powers=True)
    for index, token in enumerate(tokens):
        variable = _variable(token, symbols)
        if variable is None:
            pieces += [Piece(token, "literal")] if token.strip() else []
            continue
        before = "".join(tokens[:index]).strip()[-1:]
        after = "".join(tokens[index + 1 :]).strip()[:1]
        boxed = variable == apart
        if boxed and (before.isalnum() or before in ("", ")")):
            pieces.append(Piece("#h(0.2em)" if before else "#h(0.38em)", "literal"))
        pieces.append(Piece(token, "symbol"))
        if boxed and (after.isalnum() or after == "("):
            pieces.append(Piece("#h(0.2em)", "literal"))
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


def _variable(token: str, symbols: tuple[Symbol, ...]) -> Symbol | None:
    return next((s for s in symbols if re.fullmatch(rf"{re.escape(s.typst)}(?:{_POWER})?", token)), None)


class Recipe(VGroup):
    """Three rows: the function with one variable boxed, the partial derivative, its value at a point.

    `along` tells which variable moves. `rows` holds the lines, `boxes` the boxes round the frozen
    variable, `note` the lock with what it means (in words where there is room), `value` the partial
    derivative at the point, `answer` its digits.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        symbols: tuple[Symbol, Symbol, Symbol],
        point: tuple[Fraction, Fraction],
        along: int,
        width: float,
        colors: tuple[str, str],
    ) -> None:
        super().__init__()
        x, y, f = symbols
        moving, frozen = (symbols[along], symbols[1 - along])
        partial = surface.partial_y_expression if along else surface.partial_x_expression
        slope: Number = (surface.partial_y if along else surface.partial_x)(*point)
        operands = (Quantity(x, point[0]), Quantity(y, point[1]))
        self.value = Quantity(derivative_symbol(f, moving), slope, formula_at(partial, operands))
        name = Piece(self.value.symbol.typst, "symbol", self.value)
        whole: list[Piece | str] = [
            Piece(f.typst, "symbol"),
            "(",
            Piece(x.typst, "symbol"),
            ",",
            Piece(y.typst, "symbol"),
            ")",
            Piece("=", "symbol"),
        ]
        function: list[Piece | str] = [*whole, *expression_pieces(surface.expression, (x, y), frozen)]
        first = math(function, theme.ink, size=_SIZE)
        derived: list[Piece | str] = [name, Piece("=", "symbol"), *expression_pieces(partial, (x, y), frozen)]
        second = math(derived, theme.gradient, size=_SIZE)
        shown = Piece(self.value.shown.typst, "number", self.value)
        relation = "=" if self.value.relation == "=" else "approx"
        put_in = formula_at(partial, operands).pieces(substituted=True)
        plain = partial.is_number or partial.is_Symbol
        answer: list[Piece | str] = [relation, shown] if plain else ["=", *put_in, relation, shown]
        third = math(answer, theme.gradient, size=_SIZE)
        if third.width > width / _SMALLEST:
            third = math([relation, shown], theme.gradient, size=_SIZE)
        note = self._note(theme, frozen)
        if first.width + note.width + _NOTE_GAP > width:
            note.remove(note[2])
        self.rows = (first, second, third)
        self.boxes, self.note = VGroup(), note
        self.add(first, second, third, self.boxes, self.note)
        VGroup(first, second, third).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        equals = second.part(2).get_left()[0]
        third.shift(RIGHT * (equals - third.get_left()[0]))
        for row, room in zip(self.rows, (width - note.width - _NOTE_GAP, width, width), strict=True):
            most = room - (row.get_left()[0] - first.get_left()[0])
            if row.width > most:
                row.scale(most / row.width, about_edge=LEFT)
        note.next_to(first, RIGHT, buff=_NOTE_GAP)
        for line, given in ((first, function), (second, derived)):
            self._mark(line, given, (x, y), frozen, colors, theme, skip=len(whole) if line is first else 0)
        self.answer = third.part(len(third) - 2)

    def _mark(
        self,
        line: Line,
        pieces: list[Piece | str],
        symbols: tuple[Symbol, Symbol],
        frozen: Symbol,
        colors: tuple[str, str],
        theme: Theme,
        skip: int,
    ) -> None:
        for index, piece in enumerate(pieces, start=1):
            if not isinstance(piece, Piece) or index <= skip:
                continue
            for symbol, color in zip(symbols, colors, strict=True):
                if _variable(piece.typst, (symbol,)):
                    part = line.part(index)
                    if symbol == frozen:
                        part.set_color(theme.ink)
                        box = SurroundingRectangle(part, color=color, buff=0.07, corner_radius=0.06)
                        self.boxes.add(box.set_stroke(width=2.5))
                    elif line is self.rows[0]:
                        part.set_color(color)

    @staticmethod
    def _note(theme: Theme, frozen: Symbol) -> VGroup:
        lock = Lock(theme.dimmed, theme.background, height=0.26)
        name = math([frozen.typst], theme.dimmed, size=typesetting.BODY).next_to(lock, RIGHT, buff=0.14)
        words = typesetting.text("constant", theme.dimmed, size=typesetting.SMALL)
        words.next_to(name, RIGHT, buff=0.12).on_baseline_of(name)
        return VGroup(lock, name, words)
