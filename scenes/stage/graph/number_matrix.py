"""A matrix of numbers in brackets, its name and shape below; parts of a large one may be left out."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, RIGHT, RoundedRectangle, VGroup, VMobject

from backprop_core.network.matrices import shape
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line, number_piece
from scenes.stage.lettering.typesetting import BODY, TypesetLine, math
from scenes.stage.measure import allow

_BRACKET, _AWAY, APART = 0.13, 0.22, 0.62
"""Length of a bracket's ends, its distance from the numbers; ems between two columns."""

_DOTS, _BETWEEN = 1.2, 0.6
"""Ems that dots take where they stand for columns; ems free between rows where powers of ten are tall."""

Entries = Sequence[Sequence[Quantity | None]]
"""Rows of numbers; None where dots stand for what is left out."""


def inline(symbol: Symbol) -> str:
    """Return a derivative's name in one line, `∂L/∂a` instead of a fraction."""
    over, _, under = symbol.typst.partition(")/(")
    return f"{over[1:]} slash {under[:-1]}" if under else symbol.typst


def shape_line(
    theme: Theme, symbol: Symbol, rows: int, columns: int, *, size: float, transposed: bool = False
) -> TypesetLine:
    """Typeset a shape, `2 × 3`; of the transpose of what the symbol names, if `transposed`."""
    sizes = shape(symbol, rows, columns)
    if transposed:
        sizes = shape(symbol, columns, rows)[::-1]
    return math([number_piece(sizes[0]), "times", number_piece(sizes[1])], theme.dimmed, size=size)


def kept(count: int, focus: int, most: int) -> list[int | None]:
    """Return which of so many places are shown in `most` lines: the ends and the one in focus, None for dots.

    Fewer than three lines cannot hold the ends and dots; then three are taken.
    """
    if count <= max(most, 3):
        return list(range(count))
    chosen = {0, focus, count - 1}
    for place in range(count):
        if len(_with_dots({*chosen, place})) <= most:
            chosen.add(place)
    return _with_dots(chosen)


def _with_dots(chosen: set[int]) -> list[int | None]:
    found: list[int | None] = []
    for place in sorted(chosen):
        if found and found[-1] != place - 1:
            found.append(None)
        found.append(place)
    return found


def shown_part(
    rows: Sequence[Sequence[Quantity]], down: Sequence[int | None], across: Sequence[int | None]
) -> list[list[Quantity | None]]:
    """Return the entries in some rows and columns, None where dots stand."""
    return [[None if i is None or j is None else rows[i][j] for j in across] for i in down]


class NumberMatrix(VGroup):
    """Rows of numbers, right-aligned in columns, in `color` or the gradient's.

    `entries[i][j]` is a line of digits, `brackets` stand around them, `title` is the name with the shape.
    `whole` is the shape where dots stand for a part of the numbers. `transposed` tells that `symbol` names a
    column of which the rows are the transpose.
    """

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        rows: Entries,
        *,
        size: float,
        color: str = "",
        name_color: str = "",
        apart: float = APART,
        whole: tuple[int, int] | None = None,
        transposed: bool = False,
    ) -> None:
        super().__init__()
        self.theme, self.symbol = theme, symbol
        color = color or theme.gradient
        self.entries = [[self._entry(one, size, color) for one in row] for row in rows]
        lines = [line for row in self.entries for line in row]
        tall = max(float(line.height) for line in lines) + _BETWEEN * size
        pitch = (max(float(line.width) for line in lines) + apart * size, max(1.3 * size, tall))
        first = next(line for line, one in zip(lines, (q for row in rows for q in row), strict=True) if one)
        edges, x = [], 0.0
        for index, column in enumerate(zip(*rows, strict=True)):
            dots = all(one is None for one in column)
            x += 0.0 if not index else (_DOTS + apart) * size if dots else pitch[0]
            edges.append(x)
        for i, row in enumerate(self.entries):
            for edge, line in zip(edges, row, strict=True):
                line.on_baseline_of(first)
                line.shift(RIGHT * (edge - line.get_right()[0]) + DOWN * pitch[1] * i)
        self.numbers = VGroup(*(VGroup(*row) for row in self.entries))
        self.brackets = VGroup(self._bracket(1.0), self._bracket(-1.0))
        written = f"{inline(symbol)}^T" if transposed else inline(symbol)
        name = math([Piece(written, "symbol")], name_color or theme.gradient, size=max(size, BODY))
        count = whole or (len(rows), len(rows[0]))
        self.shape = shape_line(theme, symbol, *count, size=max(size, BODY), transposed=transposed)
        self.title = VGroup(
            allow(name, "untraced", "the name of a matrix, which is no single number"), self.shape
        )
        self.shape.next_to(name, RIGHT, buff=0.25)
        self.shape.on_baseline_of(name)
        self.title.next_to(self.brackets, DOWN, buff=0.25)
        self.add(self.numbers, self.brackets, self.title)

    @property
    def lines(self) -> list[TypesetLine]:
        """All entries, row after row."""
        return [line for row in self.entries for line in row]

    def column_frame(self, column: int) -> RoundedRectangle:
        """Return a frame around a column."""
        return self._frame(VGroup(*(row[column] for row in self.entries)))

    def row_frame(self, row: int) -> RoundedRectangle:
        """Return a frame around a row."""
        return self._frame(VGroup(*self.entries[row]))

    def entry_frame(self, row: int, column: int) -> RoundedRectangle:
        """Return a frame around one number."""
        return self._frame(VGroup(self.entries[row][column]))

    def _entry(self, quantity: Quantity | None, size: float, color: str) -> TypesetLine:
        if quantity is None:
            return math(["dots.h.c"], self.theme.dimmed, size=size)
        return number_line(self.theme, quantity, size=size, color=color)

    def _frame(self, part: VGroup) -> RoundedRectangle:
        frame = RoundedRectangle(
            corner_radius=0.08,
            width=float(part.width) + 0.16,
            height=float(part.height) + 0.2,
            stroke_color=self.theme.gradient,
            stroke_width=2.5,
        )
        return frame.set_fill(self.theme.gradient, 0.15).move_to(part)

    def _bracket(self, side: float) -> VMobject:
        box = self.numbers
        x = float(box.get_left()[0]) - _AWAY if side > 0 else float(box.get_right()[0]) + _AWAY
        top, bottom = float(box.get_top()[1]) + 0.1, float(box.get_bottom()[1]) - 0.1
        line = VMobject(stroke_color=self.theme.ink, stroke_width=3.0, fill_opacity=0.0)
        inner = x + side * _BRACKET
        line.set_points_as_corners([(inner, top, 0), (x, top, 0), (x, bottom, 0), (inner, bottom, 0)])
        return line
