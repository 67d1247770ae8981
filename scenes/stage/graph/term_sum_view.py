"""A sum term by term, and beside it, to scale, how each term reaches on from where the last one ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import RIGHT, Create, FadeIn, LaggedStart, Line, Scene, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.graph.term_table import TermTable
from scenes.stage.lettering.flights import appear
from scenes.stage.measure import Measurement

_BARS, _GAP, _LEGIBLE = 1.7, 0.4, 0.34
"""Width of the bars, their distance from the table; type below which the table gets the bars' room."""


class TermBars(VGroup):
    """Beside a table's rows, to scale: each term reaches on from where the last one ended."""

    def __init__(self, theme: Theme, table: TermTable, total: Quantity, color: str, width: float) -> None:
        super().__init__()
        self.total = total
        values = [float(row.quantity.value) for row in table.rows]
        ends = [sum(values[:count]) for count in range(len(values) + 1)]
        low, high = min(ends), max(ends)
        self.unit = width / ((high - low) or 1.0)
        levels = [float(row.formula.get_y()) for row in table.rows]
        below = float(table.results[0].formula.get_y())

        def at(value: float, y: float) -> tuple[float, float, float]:
            return ((value - low) * self.unit, y, 0.0)

        self.zero = Line(at(0.0, levels[0] + 0.2), at(0.0, below - 0.15))
        self.zero.set_stroke(theme.dimmed, width=1.5)
        self.bars, self.drops = VGroup(), VGroup()
        for index, y in enumerate(levels):
            bar = Line(at(ends[index], y), at(ends[index + 1], y), stroke_color=color, stroke_width=9.0)
            self.bars.add(bar)
            lower = levels[index + 1] if index + 1 < len(levels) else below
            drop = Line(at(ends[index + 1], y), at(ends[index + 1], lower))
            self.drops.add(drop.set_stroke(theme.dimmed, width=1.2))
        self.sum = Line(at(0.0, below), at(ends[-1], below), stroke_width=9.0)
        self.sum.set_stroke(getattr(theme, total.symbol.role))
        self.add(self.zero, self.drops, self.bars, self.sum)
        self.next_to(table, RIGHT, buff=0.45, coor_mask=(1, 0, 0))

    def measurements(self) -> Iterable[Measurement]:
        """Read the total back from its bar."""
        found = float(self.sum.get_end()[0] - self.sum.get_start()[0]) / self.unit
        yield Measurement("length", self.total.name, found, 1e-6 * max(1.0, abs(found)))


class TermSumView(VGroup):
    """A `table` of terms and results, with `bars` at its right if there is room for them, so `wide`."""

    def __init__(
        self,
        theme: Theme,
        terms: Sequence[Quantity],
        results: Sequence[Quantity],
        room: tuple[float, float],
        color: str,
        *,
        wide: float = _BARS,
    ) -> None:
        super().__init__()
        self.bars: TermBars | None = None
        beside = (room[0] - wide - _GAP, room[1])
        self.table = TermTable(theme, terms, results, beside if len(terms) > 1 else room)
        if len(terms) > 1 and self.table.size >= _LEGIBLE and self.table.single:
            self.bars = TermBars(theme, self.table, results[0], color, wide)
        else:
            self.table = TermTable(theme, terms, results, room)
        self.add(self.table, *([self.bars] if self.bars is not None else []))

    def add_up(self, scene: Scene) -> None:
        """Play how the terms make the total."""
        total = self.table.results[0]
        if self.bars is not None:
            scene.play(FadeIn(self.bars.zero), run_time=0.2)
            laid = (
                Create(VGroup(bar, drop)) for bar, drop in zip(self.bars.bars, self.bars.drops, strict=True)
            )
            scene.play(LaggedStart(*laid, lag_ratio=0.6), run_time=1.0)
        grown = [Create(self.bars.sum)] if self.bars is not None else []
        scene.play(FadeIn(self.table.rule), *map(appear, total.lines), *grown, run_time=0.6)
        if self.bars is not None:
            scene.add(self.bars)
