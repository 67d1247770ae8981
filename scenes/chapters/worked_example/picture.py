"""The chapter's picture: three number lines on one scale, two lenses, and the step on the last line."""

from __future__ import annotations

from manim import LEFT, Dot, Line, VGroup

from backprop_core.composition import Composition
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.worked_example.microscope import Microscope
from scenes.chapters.worked_example.slope_plate import SlopePlate
from scenes.chapters.worked_example.step_span import StepSpan
from scenes.stage.formulas.equation import fit, role_color, value_line
from scenes.stage.layout import Region
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.check_rows import StepNumbers
from scenes.stage.nudges.collapse import Collapse
from scenes.stage.nudges.line_ticks import LineTicks
from scenes.stage.nudges.machine_row import COLUMN, MachineRow, level

TICK, VALUE, HOME, STEP = 0.47, 0.6, 0.5, 1.1
"""Type of ticks, of values; how far from its start a line has its value, in stage units; and how many of
these one unit takes on every line."""


class Picture:
    """`lines` of x and u with their `dots`, and y under a `scope`; `values` in the column before the lines.

    `plates` work out the two slopes, `board` their product; `numbers` are those of the step, and `span` what
    it comes to.
    """

    def __init__(self, theme: Theme, chain: Composition, step: Number) -> None:
        self.theme, self.chain = theme, chain
        self.row = MachineRow(theme, chain, (X, U, Y))
        self.quantities = [Quantity(one, value) for one, value in zip((X, U, Y), chain.values, strict=True)]
        self.slopes = slopes_of(chain, (X, U, Y))
        self.numbers = StepNumbers(chain, (X, U, Y), self.slopes[2, 0], step)
        self.span = StepSpan.of(chain.whole, chain.at, step)
        self._lay_lines()
        self._lay_slopes()

    def _lay_lines(self) -> None:
        theme, row, left = self.theme, self.row, Region.safe().left
        home, room = row.start + HOME, (HOME, row.end - row.start - HOME)
        self.lines, self.dots, self.values = [], [], []
        for index, (symbol, value) in enumerate(zip((X, U, Y), self.chain.values, strict=True)):
            color, y = role_color(theme, symbol), level(index)
            stated = fit(value_line(theme, self.quantities[index], size=VALUE, display=False), COLUMN)
            self.values.append(stated.move_to((left, y, 0.0), aligned_edge=LEFT))
            if symbol is Y:
                break
            rail = Line((row.start, y, 0.0), (row.end, y, 0.0), stroke_color=color, stroke_width=3.0)
            ticks = LineTicks(theme, symbol, value, STEP, room, 0, TICK)
            ticks.populate(ticks.step, above=index == 0)
            ticks.place_on(rail, 0.0, ())
            self.lines.append(VGroup(rail, ticks))
            self.dots.append(Dot((home, y, 0.0), radius=0.15, color=color))
        named = {key: getattr(self.numbers, key).name for key in ("foretold", "true", "gap")}
        self.scope = Microscope(
            theme,
            Y,
            self.span,
            level=level(2),
            home=home,
            begin=row.start,
            unit=STEP,
            names={**named, "value": Y.plain},
            size=TICK,
        )
        shown = (*self.lines, *self.dots, *self.values, self.scope, *row.tails, *row.lenses, *row.names)
        for part in (member for whole in shown for member in whole.get_family()):
            allow(part, "close-up", "the lines go on")
        for part in self.scope.get_family():
            allow(part, "margin", "the line goes on")

    def _lay_slopes(self) -> None:
        row, pairs = self.row, ((1, 0), (2, 1))
        room, middle = row.end - row.start - 2 * HOME, (row.start + row.end) / 2
        self.plates = [
            SlopePlate(
                self.theme,
                self.slopes[pair],
                room,
                (middle, level(index + 0.5) - LOWER * index, 0.0),
                constant=bool(self.chain.stages[index].derivative_expression.is_number),
            )
            for index, pair in enumerate(pairs)
        ]
        colors = [role_color(self.theme, symbol) for symbol in (X, U, Y)]
        self.board = Collapse(self.theme, self.slopes[2, 0], colors, room=room)
        self.board.shift((middle, level(1), 0.0) - self.board.ground.get_center())


LOWER = 0.2
"""How far below the middle a plate stands under a line with labels below it."""
