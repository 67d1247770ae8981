"""The chapter's picture: number lines down the frame, a lens between two of them, and what stands beside."""

from __future__ import annotations

from fractions import Fraction

from manim import LEFT, RIGHT, UP, Animation, VGroup

from backprop_core.composition import Composition
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.chain_rule.free_side import beside_fans, outlines, reach, room_beside
from scenes.chapters.chain_rule.line_names import LineNames
from scenes.chapters.chain_rule.ratio_plate import RatioPlate
from scenes.stage.formulas.equation import fit, number_piece
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import math, text
from scenes.stage.measure import allow
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.collapse import Collapse
from scenes.stage.nudges.machine_row import COLUMN, GAP, NAME, PITCH, TOP, MachineRow
from scenes.stage.nudges.number_lines import NumberLines
from scenes.stage.nudges.scale_breaks import told
from scenes.stage.titles import Heading

LEADS, TICK, NOTE, APART = (0.5, 1.2), 0.47, 0.46, 0.4
"""How far the lines run on before and after the nudges; type of ticks, of notes;
what notes keep from the heading."""

CLOSER, DECIMALS = 2, 2
"""How close the picture looks in the end, in powers of ten; decimals of a stretch."""


class Picture:
    """`lines` with their `tails`, the `lenses` with their `lens_names`, the `names` of the variables.

    `plates` hold the two stretches, `board` the product of the `slopes` that they become; `both` names both
    machines as one. `spread` is how far the first fan comes to the left and to the right. `note` tells of
    scales that differ, `marks` how many times larger all is drawn: these stand at the right of the heading.
    """

    def __init__(self, theme: Theme, chain: Composition, nudge: Fraction, heading: Heading) -> None:
        self.theme, self.chain, self.nudge, self.safe = theme, chain, nudge, Region.safe()
        self.lines = NumberLines(
            theme,
            chain,
            (X, U, Y),
            nudge,
            width=self.safe.width - COLUMN - GAP,
            pitch=PITCH,
            closer=CLOSER,
            leads=LEADS,
            tick_size=TICK,
        )
        self.lines.shift(RIGHT * self.safe.right + UP * TOP - self.lines.rails[0].get_end())
        self._lay_machines()
        self._lay_plates()
        self.names = LineNames(theme, self.lines, nudge, self.safe.left, COLUMN)
        said = told(self.lines.shrunk, [symbol.plain for symbol in self.lines.symbols])
        corner = (self.safe.right, float(heading.title.get_y()), 0.0)
        room = self.safe.right - float(heading.get_right()[0]) - APART
        self.note = fit(text(said, theme.dimmed, size=NOTE), room).move_to(corner, aligned_edge=RIGHT)
        self.marks = [self._mark(power).move_to(corner, aligned_edge=RIGHT) for power in range(1, CLOSER + 1)]
        self.lines.dots[1:].set_opacity(0.0)
        shown = (self.lines, self.note, *self.marks, *self.tails, *self.lenses, *self.lens_names)
        shown = (*shown, *self.names.live, *self.names.nudges)
        for part in (member for whole in shown for member in whole.get_family()):
            allow(part, "close-up", "the lines go on")

    def hush(self, index: int) -> list[Animation]:
        """Return the animation in which a lens recedes: its fan stands in its place."""
        return [self.lenses[index].recede()]

    def _lay_machines(self) -> None:
        """Make the lenses between the lines, their names before them, and how the lines go on."""
        lines, left = self.lines, self.safe.left
        row = MachineRow(self.theme, self.chain, lines.symbols)
        self.tails, self.lenses, self.lens_names = row.tails, row.lenses, row.names
        self.both = math([Piece(f"f(g({X.typst}))", "symbol")], self.theme.ink, size=NAME, display=False)
        self.both.move_to((left, lines.level(1), 0.0), aligned_edge=LEFT)

    def _lay_plates(self) -> None:
        """Make the two stretches, and the product that they become, each where it is clear of the fans."""
        nudges = [self.nudge / Fraction(10) ** power for power in range(CLOSER + 1)]
        changes = [self.chain.nudges(nudge) for nudge in nudges]
        edges = outlines(self.lines, float(self.nudge), CLOSER)
        self.slopes = slopes_of(self.chain, (X, U, Y))
        self.plates = []
        for of in (1, 2):
            ratios = [change[of] / change[of - 1] for change in changes]
            plate = RatioPlate(self.theme, self.lines, of, self.slopes[of, of - 1], ratios, DECIMALS)
            plate.lay(edges[of - 1])
            self.plates.append(plate)
        self.spread = reach(edges[0], self.lines.level(1), self.lines.level(0))
        self.board = Collapse(
            self.theme, self.slopes[2, 0], self.lines.colors, room=self.safe.width - COLUMN - GAP
        )
        half, width = float(self.board.height) / 2, float(self.board.width)
        highest = PITCH - half - GAP

        def room(up: float) -> float:
            level = self.lines.level(1) + up
            return min(width, room_beside(edges[2], self.lines, level - half, level + half))

        up = max((0.0, highest / 2, highest, -highest / 2, -highest), key=room)
        place = beside_fans(self.board.ground, edges[2], self.lines, self.lines.level(1) + up)
        self.board.shift(place - self.board.ground.get_center())

    def _mark(self, power: int) -> VGroup:
        """Return the mark that says how many times larger all is drawn."""
        times = Quantity(Symbol("m", f"scale {power}", "the scale"), Fraction(10) ** power)
        digits = math(["times", number_piece(times)], self.theme.ink, size=NOTE)
        mark = VGroup(text("drawn", self.theme.dimmed, size=NOTE), digits).arrange(RIGHT, buff=0.15)
        mark[0].on_baseline_of(digits)
        return mark
