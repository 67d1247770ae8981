"""The learning rate as a dial: the farther its hand is turned, the larger the rate."""

from __future__ import annotations

import math

import numpy as np
from manim import Arc, Circle, Dot, Line, Mobject, ValueTracker, VGroup

from config import Theme

RADIUS, LEFTMOST, TURN = 0.85, math.radians(215), math.radians(250)
"""Size of the dial; where its hand stands at nothing; how far it can be turned."""


class RateDial(VGroup):
    """A round scale with a hand that follows `rate`; at the end of the scale is the rate `most`."""

    def __init__(self, theme: Theme, rate: ValueTracker, most: float) -> None:
        super().__init__()
        self.rate, self.most = rate, most
        self.face = Circle(radius=RADIUS, stroke_color=theme.dimmed, stroke_width=3.0)
        self.face.set_fill(theme.background, opacity=1.0)
        scale = Arc(0.8 * RADIUS, LEFTMOST, -TURN, stroke_color=theme.dimmed, stroke_width=4.0)
        self.hand = Line(stroke_color=theme.weight, stroke_width=9.0)
        self.hub = Dot(radius=0.11, color=theme.weight)
        self.add(self.face, scale, self.hand, self.hub)
        self.add_updater(RateDial.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(dial: Mobject) -> None:
        """Turn the hand to where the rate is."""
        assert isinstance(dial, RateDial)
        angle = LEFTMOST - TURN * min(1.0, float(dial.rate.get_value()) / dial.most)
        middle = dial.face.get_center()
        tip = middle + 0.36 * float(dial.face.width) * np.array([math.cos(angle), math.sin(angle), 0.0])
        dial.hand.put_start_and_end_on(middle, tip)
