"""The chapter's picture: three number lines on which a small step is wide, two lenses, fans through these."""

from __future__ import annotations

from manim import LEFT, RIGHT, Dot, Mobject

from backprop_core.composition import Composition
from backprop_core.number import Number
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.worked_example.line_scale import LineScale
from scenes.chapters.worked_example.microscope import Microscope
from scenes.chapters.worked_example.nudge_fans import NudgeFans
from scenes.chapters.worked_example.slope_plate import SlopePlate
from scenes.chapters.worked_example.step_span import StepSpan
from scenes.stage.formulas.equation import fit, number_piece, role_color, value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import math, text
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.check_rows import StepNumbers
from scenes.stage.nudges.collapse import Collapse
from scenes.stage.nudges.machine_row import COLUMN, MachineRow, level
from scenes.stage.titles import Heading

TICK, VALUE, NOTE, APART = 0.47, 0.66, 0.46, 0.4
"""Type of ticks, of values, of what is said of scales; what that keeps from the heading."""

CLOSE, ROOM, ROUND = 0.5, 0.75, 0.5
"""Size of the frame at one machine at least; what it shows over and under its lines, and beside its slope."""

HEIGHTS, BOARD, SMALLER = (0.44, 1.33), 0.545, 0.92
"""Where the two slopes stand, and their product, as places between the lines; how large that is."""


class Picture:
    """`fans` with the lines of x and u, y under a `scope`; `values` in the column before the lines.

    `dots` stand where the values are, `arrived` where they are after the step, with their `moved` values.
    `plates` work out the two slopes, `board` their product; `numbers` are those of the step, and `span` what
    it comes to. `note` tells of lines that have another scale, None where none has.
    """

    def __init__(self, theme: Theme, chain: Composition, step: Number, heading: Heading) -> None:
        self.theme, self.chain, symbols = theme, chain, (X, U, Y)
        self.row = MachineRow(theme, chain, symbols)
        ends = self.row.start, self.row.end
        self.scale = scale = LineScale.of(chain, step, *ends)
        self.quantities = [Quantity(one, value) for one, value in zip(symbols, chain.values, strict=True)]
        self.slopes = slopes_of(chain, symbols)
        self.numbers = StepNumbers(chain, symbols, self.slopes[2, 0], step)
        self.span = StepSpan.of(chain.whole, chain.at, step, scale.units[2])
        self.fans = NudgeFans(theme, chain, symbols, scale, ends, TICK)
        self._lay_values()
        self._lay_slopes()
        said, right = scale.told(tuple(symbol.plain for symbol in symbols)), Region.safe().right
        room = right - float(heading.get_right()[0]) - APART
        self.note = fit(text(said, theme.dimmed, size=NOTE), room) if said else None
        if self.note is not None:
            allow(self.note, "untraced", "how many times larger a line is drawn")
            self.note.move_to((right, float(heading.title.get_y()), 0.0), aligned_edge=RIGHT)
        noted = [] if self.note is None else [self.note]
        shown = (self.fans, *self.dots, *self.values, self.scope, *self.row.tails, *self.row.lenses)
        for part in (one for whole in (*shown, *self.row.names, *noted) for one in whole.get_family()):
            allow(part, "close-up", "the lines go on")
        for part in self.scope.get_family():
            allow(part, "margin", "the line goes on")

    def _lay_values(self) -> None:
        theme, left, fans = self.theme, Region.safe().left, self.fans
        self.values, self.moved, self.dots, self.arrived = [], [], [], []
        for index, (quantity, after) in enumerate(zip(self.quantities, self.numbers.moved, strict=True)):
            color, place = role_color(theme, quantity.symbol), (left, level(index), 0.0)
            stated = fit(value_line(theme, quantity, size=VALUE, display=False), COLUMN)
            self.values.append(stated.move_to(place, aligned_edge=LEFT))
            reached = fit(math(["arrow.r", number_piece(after)], color, size=VALUE, display=False), COLUMN)
            self.moved.append(reached.move_to(place, aligned_edge=LEFT))
            self.dots.append(Dot(fans.place(index, 0.0), radius=0.15, color=color))
            self.arrived.append(
                Dot(fans.place(index, float(self.scale.true[index])), radius=0.15, color=color)
            )
        named = {key: getattr(self.numbers, key).name for key in ("foretold", "true", "gap")}
        self.scope = Microscope(
            theme,
            Y,
            self.span,
            level=level(2),
            home=self.scale.home,
            begin=self.row.start,
            names={**named, "value": Y.plain},
            size=TICK,
        )

    def _lay_slopes(self) -> None:
        fans, room = self.fans, self.row.end - self.row.start
        self.plates = []
        for index, (pair, height) in enumerate(zip(((1, 0), (2, 1)), HEIGHTS, strict=True)):
            constant = bool(self.chain.stages[index].derivative_expression.is_number)
            plate = SlopePlate(
                self.theme, self.slopes[pair], room, (0.0, level(height), 0.0), constant=constant
            )
            self.plates.append(plate.shift(fans.beside(plate, index, level(height)) - plate.get_center()))
        colors = [role_color(self.theme, symbol) for symbol in (X, U, Y)]
        self.board = Collapse(self.theme, self.slopes[2, 0], colors, room=room)
        self.set_aside(self.board.scale(SMALLER))
        fans.give_way(*(plate.ground for plate in self.plates), self.board.ground)

    def first_machine(self) -> Region:
        """Return what the camera shows of the first machine: its lines, its fan, its slope."""
        right = max(float(self.plates[0].ground.get_right()[0]), self.fans.reached(0, level(1), level(0))[1])
        safe = Region.safe()
        return Region(safe.left, min(safe.right, right + ROUND), level(1) - ROOM, level(0) + ROOM)

    def set_aside(self, thing: Mobject, height: float = BOARD) -> None:
        """Move something beside the first fan, between the lines, where the product of the slopes stands."""
        thing.shift(self.fans.beside(thing, 0, level(height), centred=True) - thing.get_center())
