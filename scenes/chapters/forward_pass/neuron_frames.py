"""The frames of a row's neurons, reaching down round the pictures of their functions."""

from __future__ import annotations

from manim import UP, VGroup

_BELOW = 0.16


def reach_down(neurons: VGroup, pictures: VGroup) -> None:
    """Let each frame, with its name under it, reach under the pictures, if there are any."""
    if not len(pictures):
        return
    lowest = min(float(one.get_bottom()[1]) for one in pictures) - _BELOW
    for frame, name in neurons:
        longer = float(frame.get_bottom()[1]) - lowest
        frame.stretch_to_fit_height(float(frame.height) + longer, about_edge=UP)
        name.shift((0.0, -longer, 0.0))
