"""A small padlock: what it stands beside is held still."""

from __future__ import annotations

import numpy as np
from manim import ArcBetweenPoints, Dot, RoundedRectangle, VGroup, VMobject

_BODY_WIDTH, _BODY_HEIGHT = 0.72, 0.54


class Lock(VGroup):
    """A closed padlock, `height` units high: its body, its shackle, its keyhole."""

    def __init__(self, color: str, background: str, *, height: float = 0.3) -> None:
        super().__init__()
        body = RoundedRectangle(
            width=_BODY_WIDTH,
            height=_BODY_HEIGHT,
            corner_radius=0.08,
            fill_color=color,
            fill_opacity=1.0,
            stroke_width=0.0,
        )
        left, right, top = -0.22, 0.22, _BODY_HEIGHT / 2
        shackle = VMobject(stroke_color=color, stroke_width=3.2, fill_opacity=0.0)
        shackle.set_points_as_corners(np.array([[left, top, 0.0], [left, top + 0.12, 0.0]]))
        arc = ArcBetweenPoints(
            np.array([right, top + 0.12, 0.0]), np.array([left, top + 0.12, 0.0]), angle=np.pi
        )
        shackle.append_points(np.array(arc.points)[::-1])
        shackle.add_points_as_corners(np.array([[right, top, 0.0]]))
        keyhole = Dot(radius=0.085, color=background)
        self.add(shackle, body, keyhole)
        self.scale_to_fit_height(height).center()
