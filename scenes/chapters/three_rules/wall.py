"""What no nudge moves: a wall, and a ripple that runs along over it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Line, Rectangle, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from config import Theme
from scenes.stage.measure import allow

_TOP, _FOOT, _HALF, _OVER = 1.65, -6.4, 7.25, 0.55
"""Heights of the wall's edges, half its width, how far over it the ripple runs; round the middle of a box."""

_TALL, _WIDE, _SAMPLES, _FAR = 1.1, 0.8, 161, 10.5


class Wall(VGroup):
    """`block` with its upper `edge`, and over it a `rope` along which a ripple runs as `at` moves."""

    def __init__(self, theme: Theme, middle: Point3D) -> None:
        super().__init__()
        self.middle, self.at = np.array(middle), ValueTracker(-_FAR)
        self.block = Rectangle(width=2 * _HALF, height=_TOP - _FOOT, stroke_width=0.0)
        self.block.set_fill(theme.target, 0.2).move_to(self.middle + UP * (_TOP + _FOOT) / 2)
        self.edge = Line(LEFT * _HALF, RIGHT * _HALF, stroke_color=theme.target, stroke_width=12.0)
        self.edge.move_to(self.middle + UP * _TOP)
        self.rope = VMobject(stroke_color=theme.weight, stroke_width=8.0)
        self.add(self.block, self.edge, self.rope)
        for part in self:
            for rule in ("close-up", "margin"):
                allow(part, rule, "it fills the box that the camera stands in")
        self._lay()
        self.rope.add_updater(lambda _: self._lay())

    def _lay(self) -> None:
        xs = np.linspace(-_HALF, _HALF, _SAMPLES)
        rise = _TALL * np.exp(-(((xs - float(self.at.get_value())) / _WIDE) ** 2))
        ys = _TOP + _OVER + rise
        self.rope.set_points_as_corners(np.stack([xs, ys, 0 * xs], axis=1) + self.middle)

    @property
    def far(self) -> float:
        """How far from the middle the ripple is not seen."""
        return _FAR
