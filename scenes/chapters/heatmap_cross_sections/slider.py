"""A variable of the loss as a slider: a rail, its value, and a knob that a lock can take the place of."""

from __future__ import annotations

from manim import LEFT, RIGHT, UP, Animation, Dot, FadeIn, FadeOut, Line, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lock import Lock

RAIL, _SIZE, _OVER, _LOCK, _KNOB = 2.7, 0.56, 0.2, 0.46, 0.13


class Slider(VGroup):
    """`line` states the value over the `rail`, which spans from `-reach` to `reach`."""

    def __init__(self, theme: Theme, quantity: Quantity, reach: float) -> None:
        super().__init__()
        self.theme = theme
        self.rail = Line(LEFT * RAIL / 2, RIGHT * RAIL / 2, stroke_color=theme.dimmed, stroke_width=4.0)
        at = RIGHT * RAIL / 2 * float(quantity.value) / reach
        self.knob = Dot(at, radius=_KNOB, color=theme.weight)
        self.lock = Lock(theme.ink, theme.background, height=_LOCK).move_to(at)
        self.line = value_line(theme, quantity, size=_SIZE, display=False)
        self.line.scale(min(1.0, RAIL / self.line.width))
        self.line.next_to(self.rail, UP, buff=_OVER).align_to(self.rail, LEFT)
        self.add(self.rail, self.line, self.knob)

    def hold(self) -> list[Animation]:
        """Return the animations in which the knob is locked."""
        return [
            FadeOut(self.knob),
            FadeIn(self.lock, scale=1.9),
            changing(self.line).set_color(self.theme.dimmed),
        ]
