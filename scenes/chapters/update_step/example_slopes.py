"""The slope on each of several examples as an arrow, all on one scale, and their mean below."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, DashedLine, Dot, FadeIn, LaggedStart, VGroup

from backprop_core.network.batch import Batch
from backprop_core.quantity import Quantity
from backprop_core.spoken import spoken_number
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import fit, name_piece, number_line
from scenes.stage.lettering.typesetting import BODY, SMALL, math, text
from scenes.stage.measure import Measurement

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")

_NAME_ROOM, _NUMBER_ROOM, _GAP, _SEEN = 1.1, 1.25, 0.2, 0.02
_PITCH, _FRAMING = 0.5, 5.0
"""Height of a row at most, and how many rows title and mean are as high as."""


class ExampleSlopes(VGroup):
    """Rows for the first few examples: which, the slope as an arrow from a line of zero, its digits.

    `title` names the slope, `rows` are the examples, `mean` is the average over all of them, drawn on the
    same scale. It fills a `room` as wide and as high, its upper left corner at the origin.
    """

    def __init__(self, theme: Theme, batch: Batch, key: str, room: tuple[float, float]) -> None:
        super().__init__()
        average = batch.gradient[key]
        slopes = batch.gradients_of_examples(key, average.decimals)
        drawn = slopes[: len(ORDINALS)]
        pitch = min(_PITCH, room[1] / (len(drawn) + _FRAMING))
        self._zone(drawn, average, room[0])
        named = math([name_piece(batch.network.gradient[key])], theme.gradient, size=SMALL)
        said = text("on each example", theme.dimmed, size=SMALL).next_to(named, RIGHT, buff=0.2)
        self.title = VGroup(named, said)
        self.title.next_to(np.zeros(3), DOWN, buff=0.0).align_to(np.zeros(3), LEFT)
        level = float(self.title.get_bottom()[1]) - 0.6 * pitch
        self.rows = VGroup()
        for index, slope in enumerate(drawn):
            name = text(ORDINALS[index], theme.dimmed, size=min(SMALL, 0.7 * pitch))
            self.rows.add(self._row(theme, name, slope, level - index * pitch, min(SMALL, 0.7 * pitch)))
        floor = level - (len(drawn) - 0.4) * pitch
        self.rest = VGroup()
        if more := len(slopes) - len(drawn):
            self.rest.add(text(f"and {spoken_number(str(more))} more", theme.dimmed, size=SMALL))
            self.rest.move_to((0.0, floor - 0.1, 0.0), aligned_edge=LEFT)
            floor -= 0.5
        ends = level + 0.4 * pitch, floor - 1.1
        self.zero = DashedLine(*((self.start, height, 0.0) for height in ends))
        self.zero.set_stroke(theme.dimmed, width=2.0)
        named = fit(math([name_piece(average)], theme.gradient, size=SMALL), _NAME_ROOM)
        self.mean = self._row(theme, named, average, floor - 0.65, BODY)
        self.add(self.title, self.zero, self.rows, self.rest, self.mean)

    def enter(self) -> Animation:
        """Return the animation in which one example's arrow comes after the other."""
        return LaggedStart(*(FadeIn(row, shift=RIGHT * 0.1) for row in self.rows), lag_ratio=0.6)

    def measurements(self) -> Iterable[Measurement]:
        """Read every slope back from its arrow's length; one that cannot be seen has none."""
        for row, slope in zip((*self.rows, self.mean), self.slopes, strict=True):
            if isinstance(row[1], StepArrow):
                start, end = row[1].ends
                found = float(end[0] - start[0]) / self.unit
                yield Measurement("length", slope.name, found, 1e-6 / self.unit)

    def _zone(self, drawn: list[Quantity], average: Quantity, width: float) -> None:
        """Find where zero lies between names and numbers, and how long an arrow of one is."""
        self.slopes = [*drawn, average]
        values = [float(slope.value) for slope in self.slopes]
        low, high = min(0.0, *values), max(0.0, *values)
        left = _NAME_ROOM + _GAP
        room = width - left - _NUMBER_ROOM - _GAP
        self.unit = room / ((high - low) or 1.0)
        self.start, self.number_at = left - low * self.unit, left + room + _GAP

    def _row(self, theme: Theme, name: VGroup, slope: Quantity, level: float, size: float) -> VGroup:
        start = np.array([self.start, level, 0.0])
        length = float(slope.value) * self.unit
        seen = abs(length) >= _SEEN
        arrow: VGroup | Dot = StepArrow(start, start + RIGHT * length, theme.gradient)
        if not seen:
            arrow = Dot(start, radius=0.04, color=theme.gradient)
        digits = fit(number_line(theme, slope, size=size), _NUMBER_ROOM)
        name.move_to((0.0, level, 0.0), aligned_edge=LEFT)
        digits.move_to((self.number_at, level, 0.0), aligned_edge=LEFT)
        return VGroup(name, arrow, digits)
