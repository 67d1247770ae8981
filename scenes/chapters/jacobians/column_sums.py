"""What the products of a row and a column add up to: for each column bars end to end, and their sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Self

from manim import DOWN, UP, Line, VGroup, VMobject

from backprop_core.network.pass_numbers import TermSum
from config import Theme
from scenes.stage.measure import Measurement

_PITCH, _THICK, _MOST, _GAP, _BEYOND, _FAINT = 0.21, 0.72, 1.2, 0.22, 0.06, 0.6
"""From a bar to the next at most, how thick one is in that; height of all at most; from the matrix to the
first; how far the line for zero goes on; opacity of a product against that of the sum."""


class ColumnSum(VGroup):
    """One column's `bars`, each from where the one before ended, and their `sum`, over a line for `zero`."""

    def __init__(self, theme: Theme, sums: TermSum, unit: float, pitch: float) -> None:
        super().__init__()
        self.sums, self.bars = sums, VGroup()
        ends = [0.0, *accumulate(float(term.value) for term in sums.terms)]
        middle = unit * (min(ends) + max(ends)) / 2
        width = 100.0 * _THICK * pitch
        for index, (start, end) in enumerate(pairwise(ends)):
            bar = self._bar(unit * start - middle, unit * end - middle, -pitch * index)
            self.bars.add(bar.set_stroke(theme.gradient, width=width, opacity=_FAINT))
        low = -pitch * len(self.bars)
        self.sum = self._bar(-middle, unit * float(sums.total.value) - middle, low)
        self.sum.set_stroke(theme.gradient, width=width)
        top, bottom = pitch / 2 + _BEYOND, low - pitch / 2 - _BEYOND
        self.zero = Line((-middle, top, 0.0), (-middle, bottom, 0.0)).set_stroke(theme.dimmed, width=2.0)
        self.add(self.zero, self.bars, self.sum)

    @staticmethod
    def _bar(start: float, end: float, level: float) -> Line:
        return Line((start, level, 0.0), (end, level, 0.0))


class ColumnSums(VGroup):
    """A `ColumnSum` for each shown column, all on one scale; nothing where dots stand for columns."""

    def __init__(self, theme: Theme, sums: Sequence[TermSum | None], wide: float) -> None:
        super().__init__()
        shown = [one for one in sums if one is not None]
        extents = [_extent(one) for one in shown]
        self.unit = wide / (max(extents, default=1.0) or 1.0)
        pitch = min(_PITCH, _MOST / max(len(one.terms) + 1 for one in shown))
        self.columns: list[VGroup] = [
            VGroup() if one is None else ColumnSum(theme, one, self.unit, pitch) for one in sums
        ]
        self.add(*self.columns)

    def under(self, matrix: VMobject, places: Sequence[float]) -> Self:
        """Put each under its column; return all."""
        for column, x in zip(self.columns, places, strict=True):
            column.shift((x, 0.0, 0.0))
        return self.shift(UP * (float(matrix.get_bottom()[1]) - float(self.get_top()[1])) + DOWN * _GAP)

    def measurements(self) -> Iterable[Measurement]:
        """Read each product and each sum back from its bar."""
        for column in self.columns:
            if isinstance(column, ColumnSum):
                known = (*column.sums.terms, column.sums.total)
                for bar, quantity in zip((*column.bars, column.sum), known, strict=True):
                    found = float(bar.get_end()[0] - bar.get_start()[0]) / self.unit
                    yield Measurement("length", quantity.name, found, 1e-6 * max(1.0, abs(found)))


def _extent(sums: TermSum) -> float:
    ends = [0.0, *accumulate(float(term.value) for term in sums.terms)]
    return max(ends) - min(ends)
