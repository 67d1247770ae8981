"""A sum term by term: a row for each term with its numbers and its result, below them what they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from manim import RIGHT, UP, Line, VGroup, VMobject

from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.formulas.equation import color_roles, name_piece, numbers_line, result_line, value_line
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart, math

_WAYS = (
    *((1, size, True) for size in (0.42, 0.38, 0.34, 0.3)),
    *((2, size, True) for size in (0.36, 0.32, 0.29)),
    *((1, size, True) for size in (0.27,)),
    *((2, size, True) for size in (0.27, 0.255)),
    *((3, size, True) for size in (0.27, 0.255)),
    *((2, size, False) for size in (0.3, 0.255)),
)
"""How many rows stand side by side, in what size of type, and whether the numbers are put in."""

_LEAST_FRACTION = 0.3
"""The least size in which indices in a derivative's name can be read."""
_WHOLE = {"named": True, "numbers": True}
_PITCH, _GAP, _BLOCK = 1.5, 0.3, 1.2
"""Ems from row to row, between the columns of a row, and between rows side by side."""


class TermRow:
    """One quantity: `formula`, `numbers`, `result` one after the other, in place, none on stage.

    One without a formula is `name = digits` in one line. `named` puts the name before a formula, too.
    """

    def __init__(self, theme: Theme, quantity: Quantity, size: float, *, named: bool, numbers: bool) -> None:
        self.quantity = quantity
        self.numbers: TypesetLine | None = None
        self.result: TypesetLine | None = None
        if quantity.formula is None:
            self.formula = value_line(theme, quantity, size=size, display=False)
        else:
            pieces: list[Piece | str] = [name_piece(quantity), "="] if named else []
            pieces += quantity.formula.pieces()
            self.formula = color_roles(math(pieces, theme.ink, size=size, display=False), theme)
            self.result = result_line(theme, quantity, size=size)
            if numbers:
                self.numbers = numbers_line(theme, quantity, size=size, display=False)
        self.lines = [line for line in (self.formula, self.numbers, self.result) if line is not None]
        for line in self.lines:
            line.on_baseline_of(self.formula)

    @property
    def digits(self) -> TypesetPart:
        """The digits of what the row comes to."""
        return self.formula.part(3) if self.result is None else self.result.part(2)

    @property
    def ahead(self) -> VMobject:
        """What stands before the sign of the result: the formula, or the name alone."""
        return self.formula.part(1) if self.result is None else self.formula

    @property
    def comes_to(self) -> VGroup:
        """The sign and the digits at the end."""
        return VGroup(self.formula.part(0), self.formula.part(3)) if self.result is None else self.result

    @property
    def height(self) -> float:
        """Height of the tallest line."""
        return max(float(line.height) for line in self.lines)


class TermTable(VGroup):
    """Rows of `terms`, a rule, and rows of `results`: the total by its name, the others by formula.

    Without terms all are results, each by its formula. `fits` tells whether it is small enough.

    `rows` and `results` are lists of rows. The table is no larger than `room`, and its type as large as that
    allows. No row needs to be on stage.
    """

    def __init__(
        self,
        theme: Theme,
        terms: Sequence[Quantity],
        results: Sequence[Quantity],
        room: tuple[float, float],
    ) -> None:
        super().__init__()
        self.theme = theme
        least = _LEAST_FRACTION if any("partial" in one.symbol.typst for one in results) else 0.0
        for blocks, size, numbers in _WAYS:
            if size < least:
                continue
            self._lay(terms, results, blocks, size, numbers)
            self.fits = bool(self.width <= room[0] and self.height <= room[1])
            if self.fits:
                break
        self.single = blocks == 1

    def _lay(
        self, terms: Sequence[Quantity], results: Sequence[Quantity], blocks: int, size: float, numbers: bool
    ) -> None:
        self.size = size
        self.rows = [
            TermRow(self.theme, one, size, named=one.symbol.role == "loss", numbers=numbers) for one in terms
        ]
        self.results = [
            TermRow(self.theme, replace(one, formula=None) if terms and not index else one, size, **_WHOLE)
            for index, one in enumerate(results)
        ]
        self.submobjects = []
        if not terms:
            self._columns(self.results, 0.0, 0.0)
            self.add(*(line for row in self.results for line in row.lines))
            return
        per_block = -(-len(self.rows) // blocks)
        x = 0.0
        for start in range(0, len(self.rows), per_block):
            self._columns(self.rows[start : start + per_block], x, 0.0)
            block = VGroup(*(line for row in self.rows[start : start + per_block] for line in row.lines))
            x = float(block.get_right()[0]) + _BLOCK * size
        everything = VGroup(*(line for row in self.rows for line in row.lines))
        bottom = float(everything.get_bottom()[1]) - 0.3 * size
        ends = (everything.get_left()[0], bottom, 0.0), (everything.get_right()[0], bottom, 0.0)
        self.rule = Line(*ends, stroke_color=self.theme.dimmed, stroke_width=2.0)
        first = self.results[0]
        above = max(float(line.get_top()[1]) - line.baseline for line in first.lines)
        self._columns(self.results, 0.0, bottom - above - 0.3 * size)
        self.add(everything, self.rule, *(line for row in self.results for line in row.lines))

    def _columns(self, rows: Sequence[TermRow], x: float, y: float) -> None:
        """Put rows under each other, the first baseline at `y`, formulas, numbers and results in columns."""
        gap = _GAP * self.size
        for index, row in enumerate(rows):
            if index:
                y -= max(_PITCH * self.size, (rows[index - 1].height + row.height) / 2 + 0.4 * self.size)
            for line in row.lines:
                line.shift(UP * (y - line.baseline))
        ahead = max(float(row.ahead.width) for row in rows)
        within = max((float(row.numbers.width) for row in rows if row.numbers), default=-gap)
        for row in rows:
            row.formula.shift(RIGHT * (x - row.formula.get_left()[0]))
            if row.numbers:
                row.numbers.shift(RIGHT * (x + ahead + gap - row.numbers.get_left()[0]))
            row.comes_to.shift(RIGHT * (x + ahead + within + 2 * gap - row.comes_to.get_left()[0]))
