"""A camera that goes in or out by the same factor in equal times, and an arrow that goes with it.

What takes the width from `w` to `w'` shows at a share `s` of the way a width of `w (w'/w)^s`: a picture then
grows evenly for the eye. One point of the picture stays where it is on screen.
"""

from __future__ import annotations

import numpy as np
from manim import Animation, Mobject, UpdateFromAlphaFunc
from manim.utils.rate_functions import smooth
from numpy.typing import NDArray

from scenes.stage.dolls.nudge import NudgeArrow
from scenes.stage.frame import Frame

Floats = NDArray[np.float64]


class View:
    """What the camera shows on its way from one middle and width to another one."""

    def __init__(self, start: tuple[Floats, float], end: tuple[Floats, float]) -> None:
        (self.first, self.wide), (self.last, self.narrow) = start, end

    def at(self, share: float) -> tuple[Floats, float]:
        """Return middle and width at a share of the way."""
        width = self.wide * (self.narrow / self.wide) ** share
        if abs(self.narrow - self.wide) < 1e-9 * self.wide:
            return self.first + (self.last - self.first) * share, width
        done = (width - self.wide) / (self.narrow - self.wide)
        return self.first + (self.last - self.first) * done, width

    def look(self, frame: Mobject) -> Animation:
        """Return the animation of the camera's frame."""

        corners = (np.array(frame.points) - frame.get_center()) / float(frame.width)

        def move(mobject: Mobject, share: float) -> None:
            middle, width = self.at(share)
            mobject.points = corners * width + middle

        return UpdateFromAlphaFunc(frame, move, rate_func=smooth)

    def carry(self, arrow: NudgeArrow, foot: Floats, length: float) -> Animation:
        """Return the animation in which the arrow goes to a place as evenly, and is so long there."""
        seen = Frame.current().width
        begun, ended = self.wide / seen, self.narrow / seen
        place, goal = (arrow.foot - self.first) / begun, (foot - self.last) / ended
        before, after = arrow.length / begun, length / ended

        def move(_: Mobject, share: float) -> None:
            middle, width = self.at(share)
            unit = width / seen
            there = middle + (place + (goal - place) * share) * unit
            color = arrow.get_fill_color().to_hex()
            arrow.stand(there, (before + (after - before) * share) * unit, arrow.angle, unit, color)

        return UpdateFromAlphaFunc(arrow, move, rate_func=smooth)

    def enlarge(self, arrow: NudgeArrow) -> Animation:
        """Return the animation in which the arrow stays as long where it is, drawn for the camera's width."""
        foot, length, seen = arrow.foot.copy(), arrow.length, Frame.current().width

        def move(_: Mobject, share: float) -> None:
            color = arrow.get_fill_color().to_hex()
            arrow.stand(foot, length, arrow.angle, self.at(share)[1] / seen, color)

        return UpdateFromAlphaFunc(arrow, move, rate_func=smooth)


def shown_by(frame: Mobject) -> tuple[Floats, float]:
    """Return middle and width of what the camera shows now."""
    return np.array(frame.get_center()), float(frame.width)
