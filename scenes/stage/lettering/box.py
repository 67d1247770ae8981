"""A rounded frame that can hold a line of digits, and how it is pointed out."""

from __future__ import annotations

from typing import Self

from manim import Animation, RoundedRectangle, VGroup

from config import Theme
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine

INSET = 0.13
"""Free space between a box's edge and what it holds."""

_FILL, _LIT_FILL = 0.11, 0.16


class Box(VGroup):
    """A rounded frame. `value` is the number that it holds, None while it is unknown."""

    def __init__(self, theme: Theme, color: str, width: float, height: float) -> None:
        super().__init__()
        self.theme, self.color_on = theme, color
        self.frame = RoundedRectangle(
            corner_radius=min(0.18, height / 4),
            width=width,
            height=height,
            stroke_color=color,
            stroke_width=3.0,
        )
        self.frame.set_fill(color, _FILL)
        self.add(self.frame)
        self.value: TypesetLine | None = None

    @property
    def room(self) -> float:
        """Width that a number may take."""
        return float(self.frame.width) - 2 * INSET

    def hold(self, line: TypesetLine) -> Self:
        """Make a line of digits that stands in the box a part of it."""
        self.value = line
        return self.add(line)

    def release(self) -> None:
        """Let go of the line that the box holds, if it holds one."""
        if self.value is not None:
            self.remove(self.value)
        self.value = None

    def highlight(self, color: str = "") -> Animation:
        """Return the animation that makes the frame glow, in `color` or its own."""
        return self._look(color or self.color_on, 5.0, 1.0, _LIT_FILL)

    def tone_down(self) -> Animation:
        """Return the animation that lets a lit frame step back without going dark."""
        return self._look(self.color_on, 2.5, 0.75, 0.1)

    def reset(self) -> Animation:
        """Return the animation back to the frame's plain look."""
        return self._look(self.color_on, 3.0, 1.0, _FILL)

    def _look(self, color: str, width: float, opacity: float, fill: float) -> Animation:
        look: Animation = changing(self.frame).set_stroke(color, width=width, opacity=opacity)
        return look.set_fill(color, fill)  # type: ignore[attr-defined, no-any-return]
