"""Marks around a place on a line that part as we look closer: at one unit, a tenth of it, a hundredth."""

from __future__ import annotations

import math

from manim import LEFT, RIGHT, Line, VGroup

from config import Theme
from scenes.stage.measure import allow

_HALF, _STROKE, _NEAR = 0.5, 2.5, 0.12
"""Half the length of a mark; its stroke; how near to the place it is before it can be told apart."""


class DecadeMarks(VGroup):
    """Pairs of marks as far apart as one unit, which takes `unit` stage units, a tenth of it, and so on.

    They go on for `closest` powers of ten, and are seen up to `room` stage units off the place.
    """

    def __init__(
        self, theme: Theme, place: tuple[float, float], unit: float, room: float, closest: float
    ) -> None:
        super().__init__()
        self.place, self.unit, self.room = place, unit, room
        for _ in range(2 * (math.ceil(closest) + 1)):
            mark = Line(LEFT * _HALF, RIGHT * _HALF, stroke_color=theme.dimmed, stroke_width=_STROKE)
            self.add(allow(mark, "close-up", "the line goes on"))
        self.draw(0.0)

    def draw(self, zoom: float) -> None:
        """Lay the marks where they are when the line is drawn so many powers of ten larger."""
        x, y = self.place
        for index, mark in enumerate(self.submobjects):
            power, sign = index // 2, 1 if index % 2 else -1
            away = self.unit / 2 * 10.0 ** (zoom - power)
            seen = max(0.0, min(1.0, away / _NEAR - 1, 3 * (1 - away / self.room)))
            mark.move_to((x, y + sign * min(away, self.room), 0.0)).set_stroke(opacity=seen)
