"""What is drawn of one value's paths: how far a nudge moves each cell, and the terms laid end to end."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, Line, Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.network.pass_numbers import TermSum
from config import Theme
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.graph.term_sum_view import TermBars, TermSumView
from scenes.stage.measure import Measurement

_FILLED, _THICK, _BAR, _LAID, _MOST, _BESIDE = 0.92, 3.5, 20.0, 16.0, 4.6, 0.45
"""Share of the room beside a box that bars may take; strokes of frames, of bars, and of bars laid end to end;
width of the latter at most, and how far they are from the table."""
_INSIDE = 0.01
"""How much smaller than its box a frame is, so that its stroke does not reach beyond."""


class Lifts(VGroup):
    """A nudge of one value, and what it does to each neuron that it reaches: bars on one scale.

    They stand in the room beside the boxes, each at a mark for zero; to the right is more, to the left less.
    `nudge` is the value's own bar, `bars` are the others; `start` and `rings` are the frames of their boxes.
    `moved` are bars and marks.
    """

    def __init__(self, theme: Theme, diagram: WideDiagram, paths: Paths) -> None:
        super().__init__()
        self.theme, self.paths = theme, paths
        before, after = diagram.columns[paths.layer - 1], diagram.columns[paths.layer]
        slot = before.slots[paths.place]
        slopes = [float(one.value) for one in paths.slopes]
        low, high = min(0.0, *slopes), max(0.0, *slopes)
        rooms = float(slot.width), float(after.slots.width) / ((high - low) or 1.0)
        self.unit = _FILLED * min(rooms)
        self.zeros = VGroup(self._zero(slot, 0.5))
        self.nudge = self._bar(slot, 0.5, 1.0)
        self.start = self._ring(before.boxes[paths.place])
        middle, self.bars = (low + high) / 2, VGroup()
        for room, slope in zip(after.slots, slopes, strict=True):
            self.zeros.add(self._zero(room, middle))
            self.bars.add(self._bar(room, middle, slope))
        self.rings = VGroup(*map(self._ring, after.boxes))
        self.moved = VGroup(self.nudge, self.bars, self.zeros)
        self.add(self.moved, self.start, self.rings)

    def begin(self) -> Animation:
        """Return the animation in which the value is nudged."""
        return AnimationGroup(FadeIn(self.start, self.zeros[0]), Create(self.nudge))

    def arrive(self) -> Animation:
        """Return the animation in which the neurons at the ends move."""
        return AnimationGroup(FadeIn(self.rings, *self.zeros[1:]), *map(Create, self.bars))

    def measurements(self) -> Iterable[Measurement]:
        """Read each slope back from how far its neuron moves for the value's nudge."""
        nudge = float(self.nudge.get_end()[0] - self.nudge.get_start()[0])
        for bar, slope in zip(self.bars, self.paths.slopes, strict=True):
            found = float(bar.get_end()[0] - bar.get_start()[0]) / nudge
            yield Measurement("nudge", slope.name, found, 1e-6 * max(1.0, abs(found)))

    def _at(self, room: VMobject, middle: float, size: float) -> NDArray[np.float64]:
        """Return where a size lies in a room in whose middle another one lies."""
        place: NDArray[np.float64] = room.get_center() + RIGHT * (size - middle) * self.unit
        return place

    def _zero(self, room: VMobject, middle: float) -> Line:
        half = UP * 0.5 * _FILLED * float(room.height)
        zero = self._at(room, middle, 0.0)
        return Line(zero - half, zero + half).set_stroke(self.theme.dimmed, width=1.5)

    def _bar(self, room: VMobject, middle: float, size: float) -> Line:
        bar = Line(self._at(room, middle, 0.0), self._at(room, middle, size))
        return bar.set_stroke(self.theme.gradient, width=_BAR)

    def _ring(self, box: VMobject) -> Rectangle:
        sides = float(box.width) - _INSIDE, float(box.height) - _INSIDE
        ring = Rectangle(width=sides[0], height=sides[1], stroke_color=self.theme.gradient)
        return ring.set_stroke(width=_THICK).move_to(box)


class PathSum(TermSumView):
    """A row for each path with its product, and beside them bars as wide as the room allows."""

    def __init__(self, theme: Theme, sums: TermSum, room: tuple[float, float]) -> None:
        super().__init__(theme, sums.terms, [sums.total], room, theme.gradient)
        if self.bars is not None:
            self.remove(self.bars)
            width = min(_MOST, room[0] - float(self.table.width) - _BESIDE - _LAID / 100)
            self.bars = TermBars(theme, self.table, sums.total, theme.gradient, width)
            for bar in (*self.bars.bars, self.bars.sum):
                bar.set_stroke(width=_LAID)
            self.add(self.bars)
