"""The state panel: one row a step, with formula, numbers put in, and result in columns."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, Animation, RoundedRectangle, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit, formula_line, numbers_line, result_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine

_SIZE = 0.42
_PAD, _GAP, _LEAST_GAP, _READABLE = 0.25, 0.35, 0.15, 0.65
"""From the frame to the columns, between columns, and at least; how small the numbers that are put in may get
before all columns give way."""

_LEAST_SHARE = 0.93
"""How small all columns may get before numbers are left out."""


class StateRow:
    """One step of a calculation: its lines in place on the panel, none of them on stage yet.

    Fractions are set low, so that a row is no taller than others.
    """

    def __init__(self, theme: Theme, quantity: Quantity) -> None:
        self.quantity, self.theme = quantity, theme
        tall = "/" in quantity.formula_source
        self.formula = formula_line(theme, quantity, size=_SIZE, display=not tall)
        self.numbers = numbers_line(theme, quantity, size=_SIZE, display=not tall)
        self.result = result_line(theme, quantity, size=_SIZE)

    @property
    def lines(self) -> list[TypesetLine]:
        """The lines from left to right."""
        return [self.formula, *([self.numbers] if self.numbers else []), self.result]

    def dim(self) -> list[Animation]:
        """Return the animations that step back what has been talked about."""
        return [changing(line).set_color(self.theme.dimmed) for line in self.lines[:-1]]


class StatePanel(VGroup):
    """A framed table that fills step by step; `rows` by the quantity's place in the order of computing.

    It is no wider than `room`: numbers that cannot be read there are not put in, and the formula takes their
    place. It has `most` rows at a time: others take their places when it is turned.
    """

    def __init__(
        self, theme: Theme, quantities: Sequence[Quantity], height: float, room: float, *, most: int
    ) -> None:
        super().__init__()
        self.rows = [StateRow(theme, quantity) for quantity in quantities]
        widths = self._widths()
        while self._share(widths, room) < _LEAST_SHARE and any(row.numbers for row in self.rows):
            max(self.rows, key=lambda row: row.numbers.width if row.numbers else 0.0).numbers = None
            widths = self._widths()
        spare = room - 2 * _PAD - widths[0] - widths[2]
        gap = min(_GAP, max(_LEAST_GAP, (spare - widths[1]) / 2))
        if spare - 2 * gap >= _READABLE * widths[1]:
            widths[1] = min(widths[1], spare - 2 * gap)
        else:
            share = (room - 2 * _PAD - 2 * gap) / sum(widths)
            widths = [width * share for width in widths]
        width = sum(widths) + 2 * _PAD + 2 * gap
        self.frame = RoundedRectangle(
            corner_radius=0.15, width=width, height=height, stroke_color=theme.dimmed, stroke_width=1.5
        )
        self.frame.set_fill(theme.dimmed, 0.06)
        self.add(self.frame)
        starts = [_PAD, _PAD + widths[0] + gap, _PAD + widths[0] + widths[1] + 2 * gap]
        self.first, self.step = 0, height / min(len(self.rows), most)
        for index, row in enumerate(self.rows):
            middle = self.frame.get_corner(LEFT) + DOWN * (self.step * (index + 0.5) - height / 2)
            for line, start, room in zip(
                (row.formula, row.numbers, row.result), starts, (*widths[:2], widths[2]), strict=True
            ):
                if line is not None:
                    alone = line is row.formula and row.numbers is None
                    fit(line, room + gap + widths[1] if alone else room).move_to(
                        middle + RIGHT * start, aligned_edge=LEFT
                    )
                    _on_baseline(line, float(middle[1]))
        self._lines = VGroup(*(line for row in self.rows for line in row.lines))

    def _widths(self) -> list[float]:
        whole = [row.formula.width + (row.numbers.width if row.numbers else 0.0) for row in self.rows]
        first = max((row.formula.width for row in self.rows if row.numbers), default=max(whole))
        numbers = max((row.numbers.width for row in self.rows if row.numbers), default=0.0)
        alone = max((row.formula.width for row in self.rows if not row.numbers), default=0.0)
        return [first, max(numbers, alone - first), max(row.result.width for row in self.rows)]

    @staticmethod
    def _share(widths: list[float], room: float) -> float:
        """Return how much of their widths columns can have that all give way, 1 where none has to."""
        spare = room - 2 * (_PAD + _LEAST_GAP) - widths[0] - widths[2]
        if spare >= _READABLE * widths[1]:
            return 1.0
        return (room - 2 * (_PAD + _LEAST_GAP)) / sum(widths)

    def turn(self, first: int, filled: int) -> tuple[list[TypesetLine], list[Animation]]:
        """Let a row become the first. Return the lines that have to go before, and how those above move up.

        Rows from `filled` on are not on stage yet; they are put where they will stand.
        """
        way = UP * self.step * (first - self.first)
        gone = [line for row in self.rows[self.first : first] for line in row.lines]
        for row in self.rows[filled:]:
            VGroup(*row.lines).shift(way)
        moving = [changing(line).shift(way) for row in self.rows[first:filled] for line in row.lines]
        self.first = first
        return gone, moving

    def place(self, point: Sequence[float]) -> StatePanel:
        """Centre the panel, rows that are not on stage yet included, on a point."""
        shift = (point[0] - float(self.frame.get_x()), point[1] - float(self.frame.get_y()), 0.0)
        self.frame.shift(shift)
        self._lines.shift(shift)
        return self


def _on_baseline(line: TypesetLine, middle: float) -> None:
    """Put a line's baseline a little under the middle of its row, so that columns agree."""
    line.shift((0.0, middle - 0.3 * _SIZE - line.baseline, 0.0))
