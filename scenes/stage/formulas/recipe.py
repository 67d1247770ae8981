"""The recipe for a partial derivative: box the other variable as a constant, differentiate, put in."""

from __future__ import annotations

from fractions import Fraction

import sympy
from manim import DOWN, LEFT, RIGHT, UP, SurroundingRectangle, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.formulas.expressions import (
    beside,
    expression_pieces,
    extent,
    formula_at,
    strut,
    variable_in,
)
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.scripts import legible
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.lock import Lock

_SIZE, _PUT_IN, _NOTE_GAP, _AFTER_NAME = 0.54, 0.32, 0.3, 0.28
"""Size of the rows; how small the last one may get to hold its numbers put in; from a row to its note; ems
from the name of a derivative to a sign after it."""

_BOX, _NARROW, _SMALL, _LEAST = 0.13, 0.11, 0.42, 0.27
"""Ems from a variable to the box round it, and to a thin one; ems of type below which boxes are thin, and the
least for any."""

Rows = tuple[TypesetLine, TypesetLine, TypesetLine]


class Recipe(VGroup):
    """Three rows: the function with one variable boxed, the partial derivative, its value at a point.

    `along` tells which variable moves. `rows` holds the lines, `boxes` the boxes round the frozen
    variable, `note` the lock with what it means (in words where there is room), `value` the partial
    derivative at the point, `answer` its digits. Where the function is too long to be read in its row, only
    its name stands there, and that of the derivative.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        symbols: tuple[Symbol, Symbol, Symbol],
        point: tuple[Fraction, Fraction],
        along: int,
        room: tuple[float, float],
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
        slopes: list[Piece | str] = [*expression_pieces(partial, (x, y), frozen)]
        derived: list[Piece | str] = [
            name,
            Piece("=", "symbol"),
            *_with_zero(surface.expression, surface.symbols[along], slopes),
        ]
        shown = Piece(self.value.shown.typst, "number", self.value)
        relation = "=" if self.value.relation == "=" else "approx"
        short: list[Piece | str] = [relation, shown]
        put_in = formula_at(partial, operands).pieces(substituted=True)
        plain = partial.is_number or partial.is_Symbol
        note = self._note(theme, frozen)
        exact = all(operand.relation == "=" for operand in operands)
        long: list[Piece | str] = ["=" if exact else "approx", *put_in, *short]
        named = [*whole[:-1]]
        at = named.index(Piece(frozen.typst, "symbol"))
        named[at:at] = [Piece(strut(frozen.typst) + beside(",", small=True), "literal")]
        named[at + 2 : at + 2] = [Piece(beside(",", small=True), "literal")]
        skipped = len(whole)
        for answer, least in ([] if plain else [(long, _PUT_IN)]) + [(short, 0.0)]:
            self.rows = first, second, third = _typeset(theme, function, derived, answer)
            sizes = _laid(self.rows, note, room)
            if sizes[2] >= least:
                break
        if any(size < _least(row) for size, row in zip(sizes, self.rows, strict=True)):
            function, derived, skipped = named, [name], 0
            self.rows = first, second, third = _typeset(theme, function, derived, short)
            _laid(self.rows, note, room)
        self.boxes, self.note = VGroup(), note
        self.add(first, second, third, self.boxes, self.note)
        note.next_to(first, RIGHT, buff=_NOTE_GAP)
        for line, given in ((first, function), (second, derived)):
            self._mark(line, given, (x, y), frozen, colors, theme, skip=skipped if line is first else 0)
        self.answer = third.part(len(third) - 2)

    @property
    def room_at_answer(self) -> float:
        """Half the gap between the last sign and the answer's digits."""
        glyphs = self.rows[2].family_members_with_points()
        start = float(self.answer.get_left()[0])
        before = max(float(glyph.get_right()[0]) for glyph in glyphs if glyph.get_right()[0] < start)
        return (start - before) / 2

    def boxes_by_row(self) -> tuple[list[VMobject], list[VMobject]]:
        """Return the boxes in the function's row, and those in its derivative's."""
        level = self.rows[1].get_top()[1]
        upper = [box for box in self.boxes if box.get_center()[1] > level]
        return upper, [box for box in self.boxes if box not in upper]

    def _mark(
        self,
        line: TypesetLine,
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
                if variable_in(piece.typst, (symbol,)):
                    part = line.part(index)
                    if symbol == frozen:
                        part.set_color(theme.ink)
                        em = float(part.height) / sum(extent(piece.typst))
                        buff, width = (_BOX, 2.5) if em >= _SMALL else (_NARROW, 1.6)
                        box = SurroundingRectangle(part, color=color, buff=buff * em, corner_radius=0.11 * em)
                        self.boxes.add(box.set_stroke(width=width))
                    elif line is self.rows[0]:
                        part.set_color(color)

    @staticmethod
    def _note(theme: Theme, frozen: Symbol) -> VGroup:
        lock = Lock(theme.dimmed, theme.background, height=0.26)
        name = math([frozen.typst], theme.dimmed, size=typesetting.BODY).next_to(lock, RIGHT, buff=0.14)
        words = typesetting.text("constant", theme.dimmed, size=typesetting.SMALL)
        words.next_to(name, RIGHT, buff=0.12).on_baseline_of(name)
        return VGroup(lock, name, words)


def _with_zero(expression: sympy.Expr, moving: sympy.Symbol, slopes: list[Piece | str]) -> list[Piece | str]:
    """Put a zero before or after the slopes, where terms without the moving variable stood."""
    terms = expression.as_ordered_terms()
    constant = [moving not in term.free_symbols for term in terms]
    if not any(constant) or all(constant):
        return slopes
    return ["0 +", *slopes] if constant[0] else [*slopes, "+ 0"]


def _typeset(theme: Theme, *rows: list[Piece | str]) -> Rows:
    """Typeset the function, its derivative and the answer."""
    colors = theme.ink, theme.gradient, theme.gradient
    first, second, third = (
        math(pieces, color, size=_SIZE) for pieces, color in zip(rows, colors, strict=True)
    )
    return first, second, third


def _least(row: TypesetLine) -> float:
    """Return the size in which a row can be read, and boxes round its variables keep off their neighbours."""
    return max(_LEAST, legible(" ".join(piece.typst for piece in row.pieces), display=True))


def _laid(rows: Rows, note: VGroup, room: tuple[float, float]) -> list[float]:
    """Lay three rows one below the other, small enough for the room; return their sizes.

    After a name alone the answer goes on in its row.

    The note, which stands beside the first, has its word only where that leaves room for it.
    """
    (first, second, third), (width, height) = rows, room
    whole = [float(row.width) for row in rows]
    if first.width + note.width + _NOTE_GAP > width:
        note.remove(*note[2:])
    VGroup(*rows).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
    if len(second.pieces) == 1:
        third.next_to(second, RIGHT, buff=_AFTER_NAME * third.size).on_baseline_of(second)
    else:
        third.shift(RIGHT * (second.part(2).get_left()[0] - third.get_left()[0]))
    for row, wide in zip(rows, (width - note.width - _NOTE_GAP, width, width), strict=True):
        most = wide - (row.get_left()[0] - first.get_left()[0])
        if row.width > most:
            row.scale(most / row.width, about_edge=LEFT)
    drawn = VGroup(*rows)
    drawn.scale(min(1.0, height / drawn.height), about_point=drawn.get_corner(UP + LEFT))
    return [_SIZE * float(row.width) / wide for row, wide in zip(rows, whole, strict=True)]
