"""A bracket under a row of drawings, over what belongs to all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VMobject

TIP = 0.18
"""Height of the bracket's ends."""


def bracket_over(row: Sequence[Mobject], level: float, color: str) -> VMobject:
    """Return a bracket from the left end of a row to its right end, lying at a height, its ends upward."""
    left, right = float(row[0].get_left()[0]), float(row[-1].get_right()[0])
    corners = [(left, level + TIP), (left, level), (right, level), (right, level + TIP)]
    bracket = VMobject(stroke_color=color, stroke_width=3.5)
    return bracket.set_points_as_corners([np.array([x, y, 0.0]) for x, y in corners])
