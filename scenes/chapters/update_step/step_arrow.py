"""A step along an axis: an arrow as long as the step, tip included."""

from __future__ import annotations

import numpy as np
from manim import Animation, Create, FadeIn, LaggedStart, Line, VGroup, VMobject
from numpy.typing import NDArray

_STROKE, _TIP, _TIP_SHARE, _SLIM = 6.0, 0.24, 0.6, 0.8


class StepArrow(VGroup):
    """A straight arrow that starts and ends exactly where it is told; short ones have small tips."""

    def __init__(self, start: NDArray[np.float64], end: NDArray[np.float64], color: str) -> None:
        super().__init__()
        length = float(np.linalg.norm(end - start))
        tip = min(_TIP, _TIP_SHARE * length)
        way = (end - start) / length if length else np.zeros(3)
        side = np.array([-way[1], way[0], 0.0]) * _SLIM * tip / 2
        foot = end - way * tip
        width = _STROKE * min(1.0, 2.0 * tip / _TIP)
        self.shaft = Line(start, foot if tip else end, stroke_color=color, stroke_width=width)
        self.tip = VMobject(stroke_width=0.0, fill_color=color, fill_opacity=1.0)
        self.tip.set_points_as_corners(np.array([end, foot + side, foot - side, end]))
        self.add(self.shaft, self.tip)

    @property
    def ends(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where the drawn arrow starts and where its tip points."""
        return np.array(self.shaft.points[0]), np.array(self.tip.points[0])

    def draw(self) -> Animation:
        """Return the animation that draws the shaft and then the tip."""
        return LaggedStart(Create(self.shaft), FadeIn(self.tip), lag_ratio=0.7)
