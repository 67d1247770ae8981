"""The neurons of a row, each a bracket under the pictures of its functions."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, VGroup

_BELOW, _TIP = 0.1, 0.14
"""From the pictures to a bracket, and the length of its ends."""


def reach_down(neurons: VGroup, pictures: VGroup) -> None:
    """Let each frame become a bracket under its pictures, with its name, if there are any."""
    if not len(pictures):
        return
    lowest = min(float(one.get_bottom()[1]) for one in pictures) - _BELOW
    for index, (frame, name) in enumerate(neurons):
        inside = VGroup(*pictures[2 * index : 2 * index + 2])
        left, right = float(inside.get_left()[0]), float(inside.get_right()[0])
        low, up = np.array([0.0, lowest - _TIP, 0.0]), np.array([0.0, lowest, 0.0])
        corners = [(left, up), (left, low), (right, low), (right, up)]
        frame.set_points_as_corners([level + RIGHT * x for x, level in corners]).set_fill(opacity=0.0)
        name.next_to(frame, DOWN, buff=0.1)
