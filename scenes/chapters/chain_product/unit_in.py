"""A unit that comes in farther and farther left: what arrives at the loss then is the product so far."""

from __future__ import annotations

from itertools import accumulate
from operator import mul

from manim import Animation, Mobject, UpdateFromAlphaFunc, VGroup

from scenes.chapters.chain_product.nudge_row import LEVEL, TALLEST, NudgeRow
from scenes.chapters.chain_product.ribbon import TAIL
from scenes.stage.lettering.flights import changing

_LEAST, _BEGUN, _SLACK, _OVER = 0.35, 1e-3, 1e-9, 0.14
"""Stage units that a unit takes at least; share of a step from which a piece has a length; rounding; what
factors keep from the widest ribbon."""


class UnitIn:
    """How the ribbon of a row is drawn for one unit that comes in at a line, to one scale for all lines.

    `unit` is what it takes in stage units; where that is too little, or the row
    has several scales, it is not `usable`.
    """

    def __init__(self, row: NudgeRow) -> None:
        self.row, self.ribbon = row, row.ribbon
        slopes = [float(slope.value) for slope in row.slopes]
        self.slopes = slopes
        self.widest = max(
            abs(width) for at in range(len(slopes)) for width in accumulate(slopes[at:], mul, initial=1.0)
        )
        self.unit = min(row.scale_of.unit, TALLEST / self.widest)
        self.usable = self.unit >= _LEAST and not row.scale_of.steps()

    @property
    def rescaled(self) -> bool:
        """Tell whether the unit is drawn smaller than the row draws it."""
        return self.unit < self.row.scale_of.unit * (1 - _SLACK)

    def begin(self) -> None:
        """Let the unit come in at the last line, and arrive there as it is."""
        ribbon, end = self.ribbon, self.row.xs[-1]
        for piece in ribbon.pieces:
            piece.draw(share=0.0, light=1.0)
        ribbon.head.xs, ribbon.head.widths = (end - TAIL, end), (self.unit, self.unit)
        ribbon.tail.widths = self.unit, self.unit

    def step(self, index: int) -> Animation:
        """Return the animation in which the unit comes in one line farther left, before a slope."""
        ribbon, slope, unit = self.ribbon, self.slopes[index], self.unit
        (left, right), piece = self.row.xs[index : index + 2], ribbon.pieces[index]
        beyond = [*ribbon.pieces[index + 1 :], ribbon.tail]
        before, name = [one.widths for one in beyond], piece.slope

        def show(_: Mobject, share: float) -> None:
            x, factor = right + (left - right) * share, 1 + (slope - 1) * share
            ribbon.head.xs = x - TAIL, x
            ribbon.head.draw()
            piece.slope = name if share >= 1 else ""
            if share > _BEGUN:
                piece.xs, piece.widths = (x, right), (unit, unit * factor)
                piece.draw(share=1.0)
            for one, (begin, end) in zip(beyond, before, strict=True):
                one.widths = begin * factor, end * factor
                one.draw()

        return UpdateFromAlphaFunc(VGroup(ribbon.head, piece, *beyond), show)

    def as_before(self) -> Animation:
        """Return the animation in which all is drawn as wide again as the row draws it."""
        times, lanes = self.row.scale_of.unit / self.unit, self.row.lanes
        before, start = [piece.widths for piece in self.ribbon.all], [float(one.get_y()) for one in lanes]

        def show(_: Mobject, share: float) -> None:
            wider = 1 + (times - 1) * share
            for piece, (begin, end) in zip(self.ribbon.all, before, strict=True):
                piece.widths = begin * wider, end * wider
                piece.draw()
            for lane, y in zip(lanes, start, strict=True):
                lane.set_y(LEVEL + (y - LEVEL) * wider)

        return UpdateFromAlphaFunc(VGroup(self.ribbon, lanes), show)

    def make_room(self) -> list[Animation]:
        """Return the animations in which factors go up from the ribbon, the lanes to the unit's ends."""
        tall = max(float(factor.height) for factor in self.row.factors)
        level = LEVEL + self.unit * self.widest / 2 + tall / 2 + _OVER
        moves: list[Animation] = [changing(factor).set_y(level) for factor in self.row.factors]
        if self.rescaled:
            ends = zip(self.row.lanes, (1, -1), strict=True)
            moves += [changing(lane).set_y(LEVEL + sign * self.unit / 2) for lane, sign in ends]
        return moves
