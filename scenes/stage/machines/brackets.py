"""A bracket along an upright length, which says from where to where it is measured."""

from __future__ import annotations

from manim import VMobject
from manim.typing import Point3D

_TIP, _STROKE = 0.14, 3.0
"""Length of a bracket's ends; its stroke."""


class Bracket(VMobject):
    """An upright line between two heights, its ends turned toward what is measured: to the left or right."""

    def __init__(self, low: Point3D, high: Point3D, color: str, *, to_left: bool = False) -> None:
        super().__init__(stroke_color=color, stroke_width=_STROKE, fill_opacity=0.0)
        tip = -_TIP if to_left else _TIP
        (x, bottom, _), (_, top, _) = low, high
        corners = (x + tip, bottom), (x, bottom), (x, top), (x + tip, top)
        self.set_points_as_corners([(across, up, 0.0) for across, up in corners])
