"""A table of what a square gains as its step is halved: the strips halve, too, the corner is quartered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import DOWN, LEFT, VGroup

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.three_rules.growing_square import LONG, STEP, WIDE
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.lettering.typesetting import BODY, SMALL, TypesetLine, math, shown_number, text

SIZE = Symbol(WIDE, "|Δu|", "the size of delta u", "activation")
BOTH = Symbol(f"2 {LONG} dot.op {WIDE}", "2|u||Δu|", "both strips", "gradient")
LAST = Symbol(f"{WIDE}^2", "|Δu|²", "the corner", "ink")
_WORDS = ("the step", "both strips", "the corner")
_THEN = ("halved", "halved", "quartered")
_ROW, _APART, _CLOSE, _DECIMALS = 0.5, 0.55, 0.28, 4


class StepHalvings(VGroup):
    """Rows for the step, both strips and the corner; a column for each step.

    `heads` and `names` name the rows, `columns` hold the numbers, `then` say how they go on.
    """

    def __init__(
        self,
        theme: Theme,
        side: Number,
        steps: Sequence[Number],
        *,
        size: float = BODY,
        apart: float = _APART,
    ) -> None:
        super().__init__()
        self.size = size
        self.columns = [VGroup(*self._column(theme, side, step)) for step in steps]
        self.heads = VGroup(*(text(word, theme.dimmed, size=size) for word in _WORDS))
        self.names = VGroup(*(self._name(theme, *given) for given in self._gained(side, steps[0])))
        self.then = VGroup(*(text(word, theme.dimmed, size=size) for word in _THEN))
        for index, head in enumerate(self.heads):
            assert isinstance(head, TypesetLine)
            head.shift(DOWN * (index * _ROW + head.baseline))
        edge = 0.0
        for place, column in enumerate((self.heads, self.names, *self.columns, self.then)):
            for head, cell in zip(self.heads, column, strict=True):
                assert isinstance(head, TypesetLine) and isinstance(cell, TypesetLine)
                cell.align_to((edge, 0.0, 0.0), LEFT).on_baseline_of(head)
            gap = apart if place < len(steps) + 1 else 2 * apart
            edge += max(float(cell.width) for cell in column) + gap
        self.add(self.heads, self.names, *self.columns, self.then)

    @classmethod
    def fitted(cls, theme: Theme, side: Number, steps: Sequence[Number], width: float) -> StepHalvings:
        """Return a table no wider than told: smaller and closer where the numbers are long."""
        table = cls(theme, side, steps)
        if table.width > width:
            table = cls(theme, side, steps, size=SMALL, apart=_CLOSE)
        return table.scale(min(1.0, width / table.width))

    def _gained(self, side: Number, step: Number) -> list[tuple[Symbol, Number]]:
        """Return the size of a step, of both strips and of the corner, each with its name."""
        width: Any = abs(side)
        size: Any = abs(step)
        return [(SIZE, size), (BOTH, 2 * width * size), (LAST, size * size)]

    def _name(self, theme: Theme, symbol: Symbol, value: Number) -> TypesetLine:
        named = Piece(symbol.typst, "symbol", Quantity(symbol, value))
        return math([named], role_color(theme, symbol), size=self.size, display=False)

    def _column(self, theme: Theme, side: Number, step: Number) -> list[TypesetLine]:
        cells = []
        for symbol, value in self._gained(side, step):
            quantity = Quantity(symbol, value, decimals=_DECIMALS, fixed=True)
            cell = number_line(theme, quantity, size=self.size)
            cell.part(1).number = shown_number(quantity, {STEP.plain: step})
            cells.append(cell)
        return cells
