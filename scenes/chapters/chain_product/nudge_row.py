"""Upright number lines side by side, one for each variable of a chain, and the ribbon through them."""

from __future__ import annotations

from itertools import pairwise

from manim import DOWN, UP, DashedLine, Line, VGroup, VMobject

from backprop_core.network import Network
from backprop_core.network.stages import stages_of
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.chain_product.ribbon import LENS, TAIL, Ribbon
from scenes.chapters.chain_product.ribbon_scale import ribbon_scale
from scenes.stage.formulas.equation import fit, name_piece, number_piece, role_color
from scenes.stage.frame import safe_width
from scenes.stage.lettering.fitting import shortened
from scenes.stage.lettering.typesetting import FORMULA, SMALL, TITLE, TypesetLine, math, text
from scenes.stage.machines.magnification import magnification
from scenes.stage.measure import allow

TOP, FOOT, LEVEL, TALLEST = 2.55, -1.62, 0.45, 3.2
"""Upper and lower end of the lines; the height of the ribbon's middle, and how wide it gets at most."""

_RAIL, _LANE, _BESIDE, _OVER, _UNDER, _CLEAR = 3.0, 1.5, 0.14, 0.12, 0.12, 0.12
"""Strokes of a line and of the mark of one unit; what a factor and a mark keep from the lines beside them, a
name from its line, a mark from the line over it, a factor from the ribbon."""


class NudgeRow(VGroup):
    """`rails` with their `names`, and `lanes`, as far apart as the nudge is wide when it comes in.

    `ribbon` and `factors`, the slopes at their pieces of it, are no part of the group, nor are `marks`, which
    say by how much a piece is drawn larger than the one before it.
    """

    def __init__(self, theme: Theme, network: Network) -> None:
        super().__init__()
        self.theme, self.stages = theme, stages_of(network)
        self.keys, self.slopes = self.stages.keys, self.stages.slopes
        count, half = len(self.keys), safe_width() / 2 - TAIL
        self.pitch = 2 * half / (count - 1)
        self.xs = [-half + self.pitch * index for index in range(count)]
        self.scale_of = ribbon_scale([float(slope.value) for slope in self.slopes], TALLEST)
        self.ribbon = Ribbon(theme, self.scale_of, self.xs, LEVEL, [slope.name for slope in self.slopes])
        quantities = [network.quantity[key] for key in self.keys]
        rails = [self._rail(x, one) for x, one in zip(self.xs, quantities, strict=True)]
        self.rails = VGroup(*rails)
        self.names = VGroup(*(self._name(rail, one) for rail, one in zip(rails, quantities, strict=True)))
        self.lanes = VGroup(*(self._lane(sign) for sign in (1, -1)))
        self.factors = [self._factor(index, slope) for index, slope in enumerate(self.slopes)]
        self.marks = VGroup(*(self._mark(index, power) for index, power in self.scale_of.steps()))
        self.add(self.lanes, self.rails, self.names)
        for part in (*self.rails, *self.names, *self.lanes, *self.factors, *self.marks):
            allow(part, "close-up", "the row goes on")
        for part in (*self.ribbon.get_family(), *self.ribbon.lenses.get_family()):
            allow(part, "close-up", "the ribbon goes on")

    def _rail(self, x: float, quantity: Quantity) -> Line:
        color = role_color(self.theme, quantity.symbol)
        return Line((x, FOOT, 0.0), (x, TOP, 0.0), stroke_color=color, stroke_width=_RAIL).set_z_index(1)

    def _name(self, rail: Line, quantity: Quantity) -> TypesetLine:
        color = role_color(self.theme, quantity.symbol)
        name = math([name_piece(quantity)], color, size=TITLE, display=False)
        return name.next_to(rail, UP, buff=_OVER)

    def _lane(self, sign: int) -> DashedLine:
        """Return the mark of one unit's end, up to the first line at which the scale changes."""
        steps = self.scale_of.steps()
        last = self.xs[steps[0][0]] if steps else self.xs[-1]
        height = LEVEL + sign * self.scale_of.ends(0)[0] / 2
        ends = (self.xs[0], height, 0.0), (last, height, 0.0)
        return DashedLine(*ends, color=self.theme.dimmed, stroke_width=_LANE, dash_length=0.08)

    def _factor(self, index: int, slope: Quantity) -> TypesetLine:
        """Return `× digits`, just above its piece of the ribbon."""
        room = self.pitch - 2 * _BESIDE
        digits = number_piece(shortened(slope, _ems, room))
        line = math(["times", digits], self.theme.gradient, size=FORMULA, display=False)
        line.part(1).set_color(self.theme.ink)
        fit(line, room)
        middle, half = sum(self.xs[index : index + 2]) / 2, float(line.width) / 2 + _BESIDE
        piece = self.ribbon.pieces[index]
        tall, lane = float(line.height) / 2 + _CLEAR, LEVEL + self.scale_of.ends(0)[0] / 2
        height = max(piece.highest(middle - half, middle + half), self._lens_top(index, middle - half)) + tall
        if abs(height - lane) < tall:
            height = lane + tall
        return line.move_to((middle, height, 0.0))

    def _lens_top(self, index: int, left: float) -> float:
        """Return how high the lines of a lens reach that opens where a piece begins, right of a place."""
        if left > self.xs[index] + LENS or index not in dict(self.scale_of.steps()):
            return LEVEL
        ends = self.scale_of.ends(index - 1)[1], self.scale_of.ends(index)[0]
        return LEVEL + max(map(abs, ends)) / 2

    def _mark(self, index: int, power: int) -> VGroup:
        word = text("drawn", self.theme.dimmed, size=SMALL)
        zoom = math(["times", number_piece(magnification(power))], self.theme.dimmed, size=SMALL)
        mark = VGroup(word, zoom).arrange(DOWN, buff=_UNDER)
        mark.scale(min(1.0, (self.pitch - _BESIDE) / float(mark.width)))
        mark.next_to((self.xs[index], FOOT, 0.0), DOWN, buff=_UNDER)
        return mark.shift((min(LENS / 2, safe_width() / 2 - float(mark.get_right()[0])), 0.0, 0.0))

    def breaks(self, line: int) -> list[VMobject]:
        """Return what stands at a line where the scale changes: how the ribbon opens, and by how much."""
        drawn = zip(self.scale_of.steps(), self.ribbon.lenses, self.marks, strict=True)
        return next(([lens, mark] for (at, _), lens, mark in drawn if at == line), [])

    def telling(self) -> int:
        """Return the piece to look at: where the ribbon ends, or last crosses over, or the last one."""
        widths = list(pairwise(self.scale_of.widths))
        ends = [index for index, (_, after) in enumerate(widths) if after == 0]
        crossings = [index for index, (before, after) in enumerate(widths) if before * after < 0]
        return ends[0] if ends else crossings[-1] if crossings else len(widths) - 1


def _ems(slope: Quantity) -> float:
    """Return how wide a factor stands, in ems."""
    return float(math(["times", number_piece(slope)], "#ffffff", size=1.0, display=False).width)
