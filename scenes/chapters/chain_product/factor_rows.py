"""A chain's slopes as boxes to be multiplied: in one row, or where they are many, in two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece
from scenes.stage.frame import safe_width
from scenes.stage.graph.boxes import FactorBox
from scenes.stage.lettering.typesetting import TypesetLine, math

_IN_ONE_ROW = 7
"""Factors up to which they stand in one row."""

_WIDTH, _HEIGHT, _GAP, _SIZE, _VALUE_SIZE, _LEAD_SIZE = 1.86, 1.95, 0.42, 0.5, 0.42, 0.56
_LOW, _NEAR, _SMALLER, _SMALLER_VALUE, _LEAD_ROOM = 1.2, 0.28, 0.33, 0.32, 1.1
"""In two rows: height of a box, from box to box, sizes of its symbol and its value; room for the name."""

_LEAD_GAP = 0.2


class FactorRows(VGroup):
    """`lead`, the name of the product and `=`, and `boxes`, the factors with their values, from left to right
    and from the first of `rows` to the second; at most as wide as the safe area.

    `gap` is the distance of two boxes before the group was scaled.
    `dots` stand between the boxes, before the second row as well; they are no part of the group.
    """

    def __init__(self, theme: Theme, goal: Quantity, factors: Sequence[Quantity], beneath: float) -> None:
        """Make the rows, `beneath` of which there is between the two for what stands under the first."""
        super().__init__()
        single = len(factors) <= _IN_ONE_ROW
        self.lead = math([name_piece(goal), "="], theme.gradient, size=_LEAD_SIZE)
        self.lead.part(0).set_color(theme.ink)
        first = len(factors) if single else len(factors) // 2
        longest = len(factors) - first
        fitting = (safe_width() - _LEAD_ROOM - (longest - 1) * _NEAR) / max(1, longest)
        width, height = (_WIDTH, _HEIGHT) if single else (min(_WIDTH, fitting), _LOW)
        sizes = (_SIZE, _VALUE_SIZE) if single else (_SMALLER, _SMALLER_VALUE)
        self.boxes = [
            FactorBox(theme, one.symbol, width, height, size=sizes[0], value_size=sizes[1]).fill(one)
            for one in factors
        ]
        self.gap = _GAP if single else _NEAR
        rows = [self.boxes] if single else [self.boxes[:first], self.boxes[first:]]
        self.rows = VGroup(*(VGroup(*row).arrange(RIGHT, buff=self.gap) for row in rows))
        self.rows.arrange(DOWN, buff=beneath, aligned_edge=LEFT)
        self.lead.next_to(self.rows[0], LEFT, buff=_LEAD_GAP)
        self.add(self.lead, self.rows)
        self.scale(min(1.0, safe_width() / self.width))
        self.theme = theme

    def settle(self) -> None:
        """Level the name with the first row and make the dots, once the rows are in their place."""
        self.lead.match_y(self.rows[0])
        self.dots = VGroup()
        for row in self.rows:
            if len(self.dots):
                gap = float(row[1].get_left()[0] - row[0].get_right()[0])
                self.dots.add(self._dot().move_to(row.get_left()).shift(LEFT * gap / 2).match_y(row))
            for a, b in pairwise(row):
                self.dots.add(self._dot().move_to((a.get_right() + b.get_left()) / 2))

    def _dot(self) -> TypesetLine:
        return math(["dot.op"], self.theme.ink, size=0.7)
