"""A row times a matrix whose entries are lines, as thick as they are large, dashed where negative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from manim import DOWN, LEFT, RIGHT, UP, Line, RoundedRectangle, VGroup, VMobject

from backprop_core.network.matrices import WideQuantities
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.jacobians.staging import View
from scenes.chapters.jacobians.wide_diagram import WideDiagram, thickness_of
from scenes.stage.formulas.equation import number_line
from scenes.stage.graph.number_matrix import inline, kept
from scenes.stage.lettering.typesetting import BODY, FORMULA, math
from scenes.stage.measure import Measurement, allow

_NAMES = 2.1
"""Height that names, and the room between matrix and result, take."""

MOST, _DIGITS_UP_TO = 4, 3
"""Rows and columns that are shown at most; so many entries have digits."""

_SMALLER = 0.85
"""How much smaller all may be drawn before the digits give way to bars."""

_TALL, _LENGTHS, _BETWEEN, _EDGE, _TICK, _APART = 2.0, (1.15, 0.95, 0.8, 0.65), 0.24, 0.2, 0.16, 0.4
"""From one row to the next at most; lengths of a line, the first with which all has room is taken; free room
between two columns; distance and length of the ends of brackets; distance of two matrices."""

_FRAME = 0.8
"""Width of a frame around a column at least, unless the cells are narrower."""


@dataclass(frozen=True)
class Product:
    """A row times a matrix and what it makes: three names, and the numbers that stand under them.

    `down` and `across` are the rows and columns of the matrix that are shown, None where dots stand.
    """

    symbols: tuple[Symbol, Symbol, Symbol]
    row: Sequence[Quantity]
    matrix: Sequence[Sequence[Quantity]]
    result: Sequence[Quantity]
    down: Sequence[int | None]
    across: Sequence[int | None]


def layer_product(numbers: WideQuantities, layer: int) -> Product:
    """Return the gradient by a layer times its Jacobian, which is the gradient by the layer before."""
    names = (
        numbers.gradient_symbol(layer),
        numbers.jacobian_symbol(layer),
        numbers.gradient_symbol(layer - 1),
    )
    down, across = (kept(numbers.widths[k], numbers.focus(k), MOST) for k in (layer, layer - 1))
    row, result = numbers.gradient(layer), numbers.gradient(layer - 1)
    return Product(names, row, numbers.jacobian(layer), result, down, across)


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
        self._across = float(self.brackets.width)
        name = math([Piece(inline(symbol), "symbol")], theme.gradient, size=BODY)
        self.title = allow(name, "untraced", "the name of a matrix, which is no single number")
        self.title.next_to(self.brackets, UP, buff=0.18)
        self.add(self.entries, self.brackets, self.title)

    def around(self, *cells: VGroup) -> RoundedRectangle:
        """Return a frame around some cells of one row or column."""
        part, share = VGroup(*cells), float(self.brackets.width) / self._across
        width = max(float(part.width), share * min(_FRAME, self.wide)) + share * _BETWEEN
        frame = RoundedRectangle(corner_radius=0.1 * share, width=width, height=part.height + 0.3 * share)
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
    """A matrix of lines. `lines` by row and column of the whole"""

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
        self.product, self.unit, self.length = product, unit, length
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
        return VGroup(line)


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
        *,
        digits: bool = True,
    ) -> None:
        largest = max((abs(float(one.value)) for one in row), default=1.0) or 1.0
        shown = [(place, None if place is None else row[place]) for place in places]
        self.unit, self.bars = length / 2 / largest, list[tuple[Line, Quantity]]()
        few = digits and len(shown) <= _DIGITS_UP_TO
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


class RowTimesLines(VGroup):
    """`row · matrix`, and under the matrix what they make, each number right below its column."""

    def __init__(self, theme: Theme, diagram: WideDiagram, shown: Product, view: View) -> None:
        super().__init__()
        self.theme, self.diagram, self.product, room = theme, diagram, shown, view.room
        largest = max(abs(float(e.value)) for row in shown.matrix for e in row) or 1.0
        own = largest * diagram.thickness > 20.0
        unit = 10.0 / largest if own else diagram.thickness
        tall = min(_TALL, (view.plain_room.height - _NAMES) / (len(shown.down) + 1))
        shortest = [(_LENGTHS[-1], _SMALLER)]
        for digits, (length, least) in product((True, False), [*((one, 1.0) for one in _LENGTHS), *shortest]):
            self._lay(unit, tall, length, digits=digits)
            if least * float(self.width) <= view.plain_room.width:
                break
        scale = min(view.share, room.width / float(self.width), room.height / float(self.height))
        self.scale(scale).move_to(room.center)
        for row in (self.row, self.result):
            row.unit *= scale
        for one, edge in ((self.row, DOWN), (self.matrix, DOWN), (self.result, UP)):
            one.title.scale(view.share / scale, about_edge=edge)

    def _lay(self, unit: float, tall: float, length: float, *, digits: bool) -> None:
        """Make all parts, with lines of a length, and put them where they stand to one another."""
        theme, shown = self.theme, self.product
        self.matrix = LineEntries(theme, self.diagram, shown, unit, tall, length)
        self.row = NumberRow(theme, shown.symbols[0], shown.row, shown.down, 0.7, length, digits=digits)
        result = self._result(length, digits=digits)
        if result.wide != self.matrix.wide:
            wide = max(result.wide, self.matrix.wide)
            self.matrix = LineEntries(theme, self.diagram, shown, unit, tall, length, wide)
            result = self._result(length, wide, digits=digits)
        self.result = result
        self.dot = math(["dot.op"], theme.ink, size=1.8 * BODY)
        self.sign = math(["approx"], theme.ink, size=1.5 * BODY)
        self.dot.next_to(self.matrix.brackets, LEFT, buff=0.2)
        self.row.shift(
            RIGHT * (float(self.dot.get_left()[0]) - 0.2 - float(self.row.brackets.get_right()[0]))
        )
        self.row.shift(UP * (float(self.matrix.brackets.get_y()) - float(self.row.brackets.get_y())))
        below = float(self.matrix.brackets.get_bottom()[1] - self.result.brackets.get_top()[1]) - _APART
        self.result.shift(
            RIGHT * float(self.matrix.brackets.get_x() - self.result.brackets.get_x()) + UP * below
        )
        self.result.title.next_to(self.result.brackets, DOWN, buff=0.18)
        self.sign.next_to(self.result.brackets, LEFT, buff=0.25)
        self.submobjects = [self.row, self.dot, self.matrix, self.sign, self.result]

    def _result(self, length: float, wide: float = 0.0, *, digits: bool) -> NumberRow:
        """Return what row and matrix make, in columns at least so wide."""
        shown = self.product
        return NumberRow(
            self.theme, shown.symbols[2], shown.result, shown.across, 0.7, length, wide, digits=digits
        )
