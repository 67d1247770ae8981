"""Matrices whose entries are lines, as thick as they are large, dashed where negative; rows of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manim import (
    DOWN,
    RIGHT,
    UP,
    Line,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from backprop_core.network.matrices import WideQuantities
from backprop_core.network.pass_numbers import TermSum
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.wide_diagram import WideDiagram, thickness_of
from scenes.stage.formulas.equation import number_line
from scenes.stage.graph.number_matrix import inline, kept
from scenes.stage.lettering.typesetting import BODY, FORMULA, TypesetLine, math
from scenes.stage.measure import Measurement, allow

MOST, _DIGITS_UP_TO = 4, 3
"""Rows and columns that are shown at most; so many entries have digits."""

LENGTHS = 1.15, 0.95, 0.8, 0.65
"""Lengths of a line; the first with which all columns have room is taken."""

_BETWEEN, _EDGE, _TICK, _LIFT, _LOW = 0.26, 0.2, 0.16, 0.22, 0.2
"""Free room between two columns; distance and length of the ends of brackets; how far over the middle of a
cell its line lies, and its digits under that."""


@dataclass(frozen=True)
class Product:
    """A row times a matrix and what it makes: three names, and the numbers that stand under them.

    `down` and `across` are the rows and columns of the matrix that are shown, None where dots stand. `sums`
    tell for each shown column which products add up to its number of the result.
    """

    symbols: tuple[Symbol, Symbol, Symbol]
    row: Sequence[Quantity]
    matrix: Sequence[Sequence[Quantity]]
    result: Sequence[Quantity]
    down: Sequence[int | None]
    across: Sequence[int | None]
    sums: Sequence[TermSum | None]


def layer_product(numbers: WideQuantities, layer: int) -> Product:
    """Return the gradient by a layer times its Jacobian, which is the gradient by the layer before."""
    names = (
        numbers.gradient_symbol(layer),
        numbers.jacobian_symbol(layer),
        numbers.gradient_symbol(layer - 1),
    )
    down, across = (kept(numbers.widths[k], numbers.focus(k), MOST) for k in (layer, layer - 1))
    row, result = numbers.gradient(layer), numbers.gradient(layer - 1)
    sums = [None if place is None else Paths(numbers, layer, place).sums() for place in across]
    return Product(names, row, numbers.jacobian(layer), result, down, across, sums)


class Bracketed(VGroup):
    """Cells in rows and columns between brackets, the name below them or beside them.

    `cells[i][j]` holds what stands in a place, first of all what stands for its number.
    """

    def __init__(
        self, theme: Theme, symbol: Symbol, cells: Sequence[Sequence[VGroup]], tall: float, wide: float = 0.0
    ) -> None:
        super().__init__()
        self.theme, self.cells = theme, cells
        self.wide = max(wide, *(float(cell.width) for row in cells for cell in row))
        pitch = self.wide + _BETWEEN
        for i, row in enumerate(cells):
            for j, cell in enumerate(row):
                cell.shift(RIGHT * pitch * j + DOWN * tall * i)
        self.entries = VGroup(*(VGroup(*row) for row in cells))
        width, height = pitch * (len(cells[0]) - 1) + self.wide, tall * len(cells)
        x, y = pitch * (len(cells[0]) - 1) / 2, -tall * (len(cells) - 1) / 2
        self.brackets = VGroup(*(self._bracket(side, x, y, width / 2, height / 2) for side in (-1, 1)))
        name = math([Piece(inline(symbol), "symbol")], theme.gradient, size=BODY)
        self.title = allow(name, "untraced", "the name of a matrix, which is no single number")
        self.title.next_to(self.brackets, UP, buff=0.18)
        self.add(self.entries, self.brackets, self.title)

    def around(self, *cells: VGroup) -> RoundedRectangle:
        """Return a frame around some cells of one row or column, which keeps off the columns beside it."""
        part = VGroup(*cells)
        wide = max(float(part.width), 0.8) + 0.24
        if len(self.cells[0]) > 1:
            wide = min(wide, float(self.cells[0][1].get_x() - self.cells[0][0].get_x()))
        frame = RoundedRectangle(corner_radius=0.1, width=wide, height=float(part.height) + 0.3)
        frame.set_stroke(self.theme.ink, width=2.5).move_to(part)
        return frame

    def _bracket(self, side: int, x: float, y: float, across: float, up: float) -> VMobject:
        outer = x + side * (across + _EDGE)
        inner = outer - side * _TICK
        line = VMobject(stroke_color=self.theme.ink, stroke_width=3.5, fill_opacity=0.0)
        return line.set_points_as_corners(
            [(inner, y + up, 0), (outer, y + up, 0), (outer, y - up, 0), (inner, y - up, 0)]
        )


class LineEntries(Bracketed):
    """A matrix of lines. `lines` by row and column of the whole; where there are few, `digits` under them."""

    def __init__(
        self,
        theme: Theme,
        diagram: WideDiagram,
        product: Product,
        unit: float,
        tall: float,
        length: float,
        wide: float = 0.0,
    ) -> None:
        self.lines: dict[tuple[int, int], Line] = {}
        self.digits: dict[tuple[int, int], TypesetLine] = {}
        self.product, self.unit, self.length = product, unit, length
        self.few = max(len(product.down), len(product.across)) <= _DIGITS_UP_TO
        cells = [[self._cell(theme, diagram, i, j) for j in product.across] for i in product.down]
        super().__init__(theme, product.symbols[1], cells, tall, wide)

    def column(self, place: int) -> list[VGroup]:
        """Return the cells of one of the shown columns."""
        return [row[place] for row in self.cells]

    def measurements(self) -> Iterable[Measurement]:
        """Read every entry's size back from how thick its line is, and its sign from the dashes."""
        for (i, j), line in self.lines.items():
            yield Measurement(
                "thickness", self.product.matrix[i][j].name, thickness_of(line) / self.unit, 1e-6
            )

    def _cell(self, theme: Theme, diagram: WideDiagram, i: int | None, j: int | None) -> VGroup:
        if i is None or j is None:
            return VGroup(math(["dots.h.c"], theme.dimmed, size=BODY).move_to((0, 0, 0)))
        entry, half = self.product.matrix[i][j], RIGHT * self.length / 2
        line = diagram.slope(-half, half, 1.0 if float(entry.value) >= 0 else -1.0)
        line.set_stroke(width=self.unit * abs(float(entry.value)))
        self.lines[i, j] = line
        if not self.few:
            return VGroup(line)
        self.digits[i, j] = number_line(theme, entry, size=FORMULA).move_to(DOWN * _LOW)
        return VGroup(line.shift(UP * _LIFT), self.digits[i, j])


class NumberRow(Bracketed):
    """A row of numbers, or for more than a few, of bars to scale."""

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        row: Sequence[Quantity],
        places: Sequence[int | None],
        tall: float,
        length: float,
        wide: float = 0.0,
    ) -> None:
        largest = max((abs(float(one.value)) for one in row), default=1.0) or 1.0
        shown = [(place, None if place is None else row[place]) for place in places]
        self.unit, self.bars = length / 2 / largest, list[tuple[Line, Quantity]]()
        few = len(shown) <= _DIGITS_UP_TO
        cells = [VGroup(self._mark(theme, one, few=few)) for _, one in shown]
        super().__init__(theme, symbol, [cells], tall, wide)
        self.at = {place: cell for (place, _), cell in zip(shown, cells, strict=True) if place is not None}

    def measurements(self) -> Iterable[Measurement]:
        """Read the numbers back from how far the bars reach, to which side."""
        for bar, one in self.bars:
            found = float(bar.get_end()[0] - bar.get_start()[0]) / self.unit
            yield Measurement("length", one.name, found, 1e-6 * max(1.0, abs(found)))

    def _mark(self, theme: Theme, one: Quantity | None, *, few: bool) -> VMobject:
        if one is None:
            return math(["dots.h.c"], theme.dimmed, size=BODY).move_to((0, 0, 0))
        if few:
            return number_line(theme, one, size=FORMULA).move_to((0, 0, 0))
        bar = Line((0, 0, 0), RIGHT * float(one.value) * self.unit).set_stroke(theme.gradient, width=9.0)
        self.bars.append((bar, one))
        return bar
