"""A row times a matrix of lines, and what they make; the paths of one value become a column of it."""

from __future__ import annotations

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    ReplacementTransform,
    RoundedRectangle,
    VGroup,
)

from config import Theme
from scenes.chapters.jacobians.column_sums import ColumnSum, ColumnSums
from scenes.chapters.jacobians.line_matrix import LENGTHS, LineEntries, NumberRow, Product
from scenes.chapters.jacobians.path_views import PathSum
from scenes.chapters.jacobians.staging import View
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import BODY, TypesetLine, math

_NAMES, _AROUND_SUMS, _FLAT = 1.9, 0.22, 0.56
"""Height that names and the result take; free room over and under the bars between matrix and result; how
high all is against its width: like the frame, so that the camera can come close."""

_TALL, _FLATTEST, _LIT = 2.2, 0.98, 0.14
"""From one row to the next at most and at least; opacity of the ground of the column that is meant."""


class RowTimesLines(VGroup):
    """`row · matrix`, and under the matrix what they make, each number right below its column.

    Between the two stand `sums`, what each column's products add up to.
    """

    def __init__(self, theme: Theme, diagram: WideDiagram, product: Product, view: View) -> None:
        super().__init__()
        self.theme, self.diagram, self.product, room = theme, diagram, product, view.room
        for length in LENGTHS:
            widest = self._lay(view.plain_room, length)
            # A line shorter than its column's digits gains nothing.
            if float(self.width) <= view.plain_room.width or widest > length:
                break
        scale = min(view.share, room.width / float(self.width), room.height / float(self.height))
        self.scale(scale).move_to(room.center)
        for row in (self.row, self.result, self.sums):
            row.unit *= scale

    def _lay(self, room: Region, length: float) -> float:
        """Make all parts, with lines of a length, and put them where they stand; return a column's width."""
        theme, diagram, product = self.theme, self.diagram, self.product
        largest = max(abs(float(e.value)) for row in product.matrix for e in row) or 1.0
        own = largest * diagram.thickness > 20.0
        unit = 10.0 / largest if own else diagram.thickness
        self.row = NumberRow(theme, product.symbols[0], product.row, product.down, 0.7, length)
        result = NumberRow(theme, product.symbols[2], product.result, product.across, 0.7, length)
        wide = max(result.wide, LineEntries(theme, diagram, product, unit, 1.0, length).wide)
        self.result = NumberRow(theme, product.symbols[2], product.result, product.across, 0.7, length, wide)
        self.dot = math(["dot.op"], theme.ink, size=1.8 * BODY)
        self.sign = math(["approx"], theme.ink, size=1.5 * BODY)
        across = float(self.row.width + self.dot.width + self.result.brackets.width) + 0.4
        sums = ColumnSums(theme, product.sums, wide)
        scale = min(1.0, room.width / across)
        free = min(room.height / scale, _FLAT * across) - _NAMES - float(sums.height) - 2 * _AROUND_SUMS
        tall = min(_TALL, max(_FLATTEST, free / len(product.down)))
        self.matrix = LineEntries(theme, diagram, product, unit, tall, length, wide)
        self.sums = sums.under(self.matrix.brackets, [cell.get_x() for cell in self.matrix.cells[0]])
        self.dot.next_to(self.matrix.brackets, LEFT, buff=0.2)
        self.row.shift(
            RIGHT * (float(self.dot.get_left()[0]) - 0.2 - float(self.row.brackets.get_right()[0]))
        )
        self.row.shift(UP * (float(self.matrix.brackets.get_y()) - float(self.row.brackets.get_y())))
        below = float(self.sums.get_bottom()[1] - self.result.brackets.get_top()[1]) - _AROUND_SUMS
        self.result.shift(
            RIGHT * float(self.matrix.brackets.get_x() - self.result.brackets.get_x()) + UP * below
        )
        self.result.title.next_to(self.result.brackets, DOWN, buff=0.18)
        self.sign.next_to(self.result.brackets, LEFT, buff=0.25)
        self.submobjects = [self.row, self.dot, self.matrix, self.sign, self.sums, self.result]
        return wide

    def strip(self, index: int) -> RoundedRectangle:
        """Return the ground of light from a shown column down to its number of the result."""
        parts = self.sums.columns[index], self.result.cells[0][index]
        strip = self.matrix.around(*self.matrix.column(index), *parts)
        return strip.set_stroke(width=0.0).set_fill(self.theme.ink, _LIT).set_z_index(-1)

    def take(self, sheet: PathSum, place: int) -> list[Animation]:
        """Return the animations in which one value's paths become the column of the matrix that they are.

        Each slope goes to its place in the column, each bar under it, the sum to its place in the result.
        """
        column = self.product.across.index(place)
        sums = self.sums.columns[column]
        assert isinstance(sums, ColumnSum)
        rest: list[Mobject] = [sheet.zero, *sheet.drops]
        bars = zip(sheet.bars, sums.bars, strict=True)
        moves: list[Animation] = [ReplacementTransform(bar, there) for bar, there in bars]
        moves += [ReplacementTransform(sheet.sum, sums.sum), FadeIn(sums.zero)]
        number = self.result.at[place][0]
        if isinstance(number, TypesetLine):
            moves.append(ReplacementTransform(sheet.total.part(2), number.part(1)))
        else:
            moves.append(ReplacementTransform(sheet.sum.copy(), number))
        taken = isinstance(number, TypesetLine)
        rest += [part for part in sheet.total if not (taken and part is sheet.total.part(2))]
        for i, line in enumerate(sheet.lines):
            there = self.matrix.digits.get((i, place))
            if there is not None:
                glyphs = list(line.part(3))
                bare = glyphs[1:-1] if len(glyphs) > len(there.part(1)) else glyphs
                moves.append(ReplacementTransform(VGroup(*bare), there.part(1)))
                rest += [glyph for glyph in glyphs if glyph not in bare]
            rest += [part for part in line if there is None or part is not line.part(3)]
        return [*moves, *map(FadeOut, rest)]
