"""The frame that marks what the next view will show, on all number lines at once, and grows with them."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Line, Mobject, VGroup

from config import Theme
from scenes.stage.line_ends import set_ends
from scenes.stage.nudges.number_lines import NumberLines

_CLEAR, _STROKE = 0.17, 3.5


class NextView(VGroup):
    """A tenth of what is seen around the homes of all nudges, from the closeness `level` on.

    As the lines are looked at ten times closer, it grows until it holds all of them.
    """

    def __init__(self, theme: Theme, lines: NumberLines, level: int) -> None:
        super().__init__()
        self.lines, self.level = lines, level
        self.sides = [Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=_STROKE) for _ in range(4)]
        self.add(*self.sides)
        self.refresh(self)
        self.add_updater(NextView.refresh)

    @staticmethod
    def refresh(view: Mobject) -> None:
        """Lay the sides where the closeness says."""
        assert isinstance(view, NextView)
        lines = view.lines
        home, share = lines.home(0), 10.0 ** (float(lines.zoom.get_value()) - view.level - 1)
        ends = lines.rails[0].get_start(), lines.rails[0].get_end()
        left, right = (float(home[0] + (end[0] - home[0]) * share) for end in ends)
        top, bottom = lines.level(0) + _CLEAR, lines.level(len(lines.symbols) - 1) - _CLEAR
        corners = [
            np.array([x, y, 0.0]) for x, y in ((left, top), (left, bottom), (right, bottom), (right, top))
        ]
        for side, start, end in zip(view.sides, corners, [*corners[1:], corners[0]], strict=True):
            set_ends(side, (start, end))
