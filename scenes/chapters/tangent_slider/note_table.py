"""Numbers noted side by side: two rows with a rule between them, one column for every note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manim import RIGHT, UP, Line, VGroup

from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, name_piece, number_piece, role_color
from scenes.stage.lettering.typesetting import BODY, TypesetLine, math, shown_number

_GAP, _APART, _ROW, _HALF_CAP = 0.15, 0.1, 0.34, 0.33
"""From the heads to the columns; between columns; from the rule to a row; half a digit's height in ems."""

_READABLE, _ALIKE = 0.62, 0.8
"""How far notes may shrink, as a share of their size, and how far columns of one width may shrink them."""


class NoteTable(VGroup):
    """Columns of two numbers each; at the left what they are. `notes` holds each column's two lines.

    Each column comes with the variables that its numbers were read at. `extra` columns are left free. All are
    of one width, unless their notes would be small then: each takes the share that it needs. `readable` tells
    whether they can be read.
    """

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[tuple[Quantity, Quantity, Mapping[str, Number]]],
        width: float,
        *,
        extra: int = 0,
        size: float = BODY,
    ) -> None:
        super().__init__()
        first = columns[0]
        heads = [
            math([name_piece(q)], role_color(theme, q.symbol), size=size, display=False) for q in first[:2]
        ]
        self.heads = VGroup(*heads)
        self.theme, self.size = theme, size
        self.start = max(float(head.width) for head in heads) + _GAP
        self.rule = Line((0, 0, 0), RIGHT * width, stroke_color=theme.dimmed, stroke_width=2.0)
        self.notes = [self._note(pair, where) for *pair, where in columns]
        needed = [max(float(line.width) for line in note) for note in self.notes]
        self.widths, self.scale_of_notes = _shared(needed, width - self.start, extra)
        for column, note in enumerate(self.notes):
            for row, line in enumerate(note):
                self.place(line.scale(self.scale_of_notes), row, column)
        for row, head in enumerate(heads):
            self._put(head, row, float(head.width) / 2)
        self.add(self.heads, self.rule, *(line for note in self.notes for line in note))

    @property
    def readable(self) -> bool:
        """Whether the notes are not too small."""
        return self.scale_of_notes >= _READABLE

    def place(self, line: TypesetLine, row: int, column: int) -> TypesetLine:
        """Put a line into a column that was left free, small enough for it."""
        fit(line, self.widths[column] - _APART)
        middle = sum(self.widths[:column]) + self.widths[column] / 2
        return self._put(line, row, float(self.rule.get_left()[0]) + self.start + middle)

    def _note(self, pair: Sequence[Quantity], where: Mapping[str, Number]) -> tuple[TypesetLine, ...]:
        lines = []
        for quantity in pair:
            line = math([number_piece(quantity)], role_color(self.theme, quantity.symbol), size=self.size)
            line.part(1).number = shown_number(quantity, where)
            lines.append(line)
        return tuple(lines)

    def _put(self, line: TypesetLine, row: int, x: float) -> TypesetLine:
        level = float(self.rule.get_y()) + (_ROW if row == 0 else -_ROW)
        up = level - _HALF_CAP * self.size - line.baseline
        return line.shift(RIGHT * (x - float(line.get_x())) + UP * up)


def _shared(needed: Sequence[float], room: float, extra: int) -> tuple[list[float], float]:
    """Share a room out to columns that need so much, and return their widths and the notes' scale."""
    each = room / (len(needed) + extra)
    scale = min(1.0, (each - _APART) / max(needed))
    if scale >= _ALIKE:
        return [each] * (len(needed) + extra), scale
    noted = room - extra * each
    scale = min(1.0, (noted - _APART * len(needed)) / sum(needed))
    spare = (noted - sum(need * scale for need in needed)) / len(needed)
    return [*(need * scale + spare for need in needed), *[each] * extra], scale
