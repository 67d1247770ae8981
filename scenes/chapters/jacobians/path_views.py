"""What is drawn of one value's paths: how far a nudge moves each cell, and the terms laid end to end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    Line,
    ReplacementTransform,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.network.matrices import layer_symbol
from backprop_core.network.pass_numbers import TermSum
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.staging import View
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.formulas.equation import color_roles, number_piece, role_color, sign, value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import Measurement

_LONGEST, _LOW, _BAR, _RING, _LEVEL, _EFFECT = 1.7, 1.2, 14.0, 6.0, 0.46, 22.0
"""How long the longest bar of a nudge is and how far below its cell's middle it lies, in radii; strokes of
bars and of rings; from a bar under the loss to the next, in radii, and such a bar's stroke."""


class Lifts(VGroup):
    """A nudge of one value, and what it does to each neuron that it reaches: bars on one scale.

    They lie under the cells, each from a mark for zero; to the right is more, to the left less. `nudge` is
    the value's own bar, `bars` are the others; `start` and `rings` are rings around the cells. `effects` lie
    under the loss, what comes to it over each path, and `effect` is what they add up to. `moved` are bars and
    marks.
    """

    def __init__(self, theme: Theme, diagram: WideDiagram, paths: Paths, sums: TermSum) -> None:
        super().__init__()
        self.theme, self.paths, self.sums = theme, paths, sums
        before, after = diagram.columns[paths.layer - 1], diagram.columns[paths.layer]
        self.moving, self.radius = role_color(theme, layer_symbol(paths.layer)), before.radius
        slopes = [float(one.value) for one in paths.slopes]
        self.unit = _LONGEST * self.radius / max(1.0, max(slopes) - min(0.0, *slopes))
        middle = (max(0.0, *slopes) + min(0.0, *slopes)) / 2
        cell = before.boxes[paths.place]
        self.zeros = VGroup(self._zero(cell, 0.5))
        self.nudge = self._bar(cell, 0.5, 1.0, role_color(theme, layer_symbol(paths.layer - 1)))
        self.start = self._ring(cell, role_color(theme, layer_symbol(paths.layer - 1)))
        self.bars = VGroup()
        for room, slope in zip(after.boxes, slopes, strict=True):
            self.zeros.add(self._zero(room, middle))
            self.bars.add(self._bar(room, middle, slope, self.moving))
        self.rings = VGroup(*(self._ring(cell, self.moving) for cell in after.boxes))
        self._lay_effects(diagram.loss[0])
        self.moved = VGroup(self.nudge, self.bars, self.zeros, self.effects_zero, self.effects, self.effect)
        self.add(self.moved, self.start, self.rings)

    def begin(self) -> Animation:
        """Return the animation in which the value is nudged."""
        return AnimationGroup(FadeIn(self.start), FadeIn(self.zeros[0]), Create(self.nudge))

    def arrive(self) -> Animation:
        """Return the animation in which the neurons at the ends move."""
        return AnimationGroup(FadeIn(self.rings), *map(FadeIn, self.zeros[1:]), *map(Create, self.bars))

    def meet(self) -> Animation:
        """Return the animation in which what the neurons do comes to the loss, a bar over each path."""
        pairs = zip(self.bars, self.effects, strict=True)
        coming = (ReplacementTransform(bar.copy(), effect) for bar, effect in pairs)
        return AnimationGroup(FadeIn(self.effects_zero), *coming)

    def add_up(self) -> Animation:
        """Return the animation in which these are laid end to end, and their sum appears."""
        laid = (
            changing(bar).shift(RIGHT * start) for bar, start in zip(self.effects, self.starts, strict=True)
        )
        last = self.effects[-1].copy().shift(RIGHT * self.starts[-1])
        return AnimationGroup(*laid, FadeIn(self.effect, target_position=last))

    def measurements(self) -> Iterable[Measurement]:
        """Read each slope back from how far its neuron moves for the value's nudge, and so the loss's."""
        nudge = float(self.nudge.get_end()[0] - self.nudge.get_start()[0])
        shown = (
            *zip(self.bars, self.paths.slopes, strict=True),
            *zip(self.effects, self.sums.terms, strict=True),
            (self.effect, self.sums.total),
        )
        for bar, slope in shown:
            found = float(bar.get_end()[0] - bar.get_start()[0]) / nudge
            yield Measurement("nudge", slope.name, found, 1e-6 * max(1.0, abs(found)))

    def _lay_effects(self, loss: VMobject) -> None:
        """Make the bars under the loss: each from zero, a level each, and the sum under them."""
        terms = [float(term.value) for term in self.sums.terms]
        ends = [0.0, *accumulate(terms)]
        self.starts = [self.unit * end for end in ends[:-1]]
        pitch = _LEVEL * self.radius
        top = loss.get_bottom() + DOWN * pitch
        zero = top + LEFT * self.unit * (max(0.0, *terms, *ends) + min(0.0, *terms, *ends)) / 2
        color = self.theme.loss

        def bar(level: int, size: float) -> Line:
            start = zero + DOWN * pitch * level
            return Line(start, start + RIGHT * size * self.unit).set_stroke(color, width=_EFFECT)

        self.effects = VGroup(*(bar(level, size) for level, size in enumerate(terms)))
        self.effect = bar(len(terms), ends[-1])
        half = UP * pitch / 2
        self.effects_zero = Line(zero + half, zero + DOWN * pitch * len(terms) - half)
        self.effects_zero.set_stroke(self.theme.ink, width=2.5)

    def _at(self, cell: VMobject, middle: float, size: float) -> NDArray[np.float64]:
        """Return where a size lies under a cell under whose middle another one lies."""
        foot: NDArray[np.float64] = cell.get_center() + DOWN * _LOW * self.radius
        return foot + RIGHT * (size - middle) * self.unit

    def _zero(self, cell: VMobject, middle: float) -> Line:
        half, foot = UP * 0.16 * self.radius, self._at(cell, middle, 0.0)
        return Line(foot - half, foot + half).set_stroke(self.theme.ink, width=2.5)

    def _bar(self, cell: VMobject, middle: float, size: float, color: str) -> Line:
        bar = Line(self._at(cell, middle, 0.0), self._at(cell, middle, size))
        return bar.set_stroke(color, width=_BAR)

    def _ring(self, cell: VMobject, color: str) -> VMobject:
        """Return a ring around a cell: its stroke begins at the cell's edge, off the digits inside."""
        ring: VMobject = cell.copy().set_fill(opacity=0.0).set_stroke(color, width=_RING)
        return ring.scale(1.0 + 0.005 * _RING / self.radius)


_TYPE, _WRITTEN, _TYPED, _SPARE, _GAP = 0.64, 1.0, 3, 0.45, 0.12
"""Size of type; from a line of type to the next; paths up to which there is type; height between type and
bars, and at least between bars and the sum in digits."""

_ROW, _WIDEST, _THICK, _AIR = 0.95, 0.46, 0.52, 0.94
"""From a bar to the next at most; thickness of a bar at most, and as a share of that; share of the width for
bars."""


class PathSum(VGroup):
    """For each path its product in digits and, below them all, a bar as long as that; then their sum.

    Bars begin at one line for zero; `lay` lets each begin where the last one ended. Where there are many
    paths, there are bars only.
    """

    def __init__(self, theme: Theme, sums: TermSum, view: View) -> None:
        super().__init__()
        room = view.plain_room
        self.theme, self.sums = theme, sums
        values = [float(term.value) for term in sums.terms]
        ends = np.concatenate([[0.0], np.cumsum(values)])
        low, high = min(0.0, *values, *ends), max(0.0, *values, *ends)
        self.unit = _AIR * room.width / ((high - low) or 1.0)
        zero, typed = -low * self.unit, len(values) <= _TYPED
        written = len(values) * _WRITTEN + _SPARE if typed else 0.0
        self.lines = [self._line(term) for term in sums.terms] if typed else []
        self.total = value_line(theme, sums.total, size=_TYPE, display=False)
        above = float(self.lines[0].height) / 2 if typed else 0.0
        gap = max(_GAP, (_WRITTEN - float(self.total.height)) / 2)
        below = gap + float(self.total.height)
        rows = len(values) + (0.5 if typed else 1.0)
        pitch = min(_ROW, (room.height - above - written - below) / rows)
        thick = min(_WIDEST, _THICK * pitch)
        for index, line in enumerate(self.lines):
            line.move_to((0.0, -_WRITTEN * index, 0.0), aligned_edge=LEFT)
        levels = [-written - pitch * k for k in range(len(values) + 1)]
        ends_at = (levels[0] + pitch / 2, levels[-1] - pitch / 2)
        self.zero = Line((zero, ends_at[0], 0.0), (zero, ends_at[1], 0.0))
        self.zero.set_stroke(theme.dimmed, width=2.0)
        self.ends = [float(end) * self.unit for end in ends]
        self.bars, self.drops = VGroup(), VGroup()
        for term, level in zip(sums.terms, levels, strict=False):
            self.bars.add(self._bar(zero, float(term.value), level, thick))
        for end, upper, lower in zip(self.ends[1:], levels, levels[1:], strict=False):
            drop = Line((zero + end, upper, 0.0), (zero + end, lower, 0.0))
            self.drops.add(drop.set_stroke(theme.dimmed, width=1.5))
        self.sum = self._bar(zero, float(sums.total.value), levels[-1], thick)
        self.total.move_to((0.0, ends_at[1] - gap, 0.0), aligned_edge=UP + LEFT)
        self.add(self.zero, self.bars, self.drops, *self.lines, self.sum, self.total)
        self.scale(view.share).move_to(view.room.center)
        self.unit *= view.share
        self.ends = [end * view.share for end in self.ends]

    def lay(self) -> list[Animation]:
        """Return the animations that let each bar begin where the last one ended."""
        return [
            changing(bar).shift(RIGHT * start)
            for bar, start in zip(self.bars[1:], self.ends[1:], strict=False)
        ]

    def measurements(self) -> Iterable[Measurement]:
        """Read each product and the sum back from its bar."""
        shown = zip((*self.bars, self.sum), (*self.sums.terms, self.sums.total), strict=True)
        for bar, quantity in shown:
            found = float(bar.get_end()[0] - bar.get_start()[0]) / self.unit
            yield Measurement("length", quantity.name, found, 1e-6 * max(1.0, abs(found)))

    def _bar(self, zero: float, value: float, level: float, thick: float) -> Line:
        bar = Line((zero, level, 0.0), (zero + value * self.unit, level, 0.0))
        return bar.set_stroke(self.theme.gradient, width=100.0 * thick)

    def _line(self, term: Quantity) -> TypesetLine:
        """Return `number · number ≈ number`."""
        assert term.formula is not None
        pieces: list[Piece | str] = [*term.formula.pieces(substituted=True)]
        pieces += [sign(term.relation), number_piece(term)]
        return color_roles(math(pieces, self.theme.ink, size=_TYPE), self.theme)
