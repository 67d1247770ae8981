"""What is left of a slope as a part of the unit square: a quarter, in it a quarter of that, and so on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DL, Mobject, ValueTracker, VGroup, VMobject

from config import Theme
from scenes.chapters.why_it_scales.names import LEFT_OVER, PASSED
from scenes.stage.color import mixed
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement

_SHADES = (0.14, 0.34, 0.24, 0.44)
"""Shares of the dimmed colour in what has been lost, in turn."""


class LeftSquare(VGroup):
    """A square that is one slope, and in it the square that is left of it after so many are `passed`.

    `share` is what one lets through, from 0 to 1. All squares have their lower left `corner` in common and
    are drawn to one scale; what is lost between two of them is a grey of its own. It fills `room`'s height.
    """

    def __init__(self, theme: Theme, share: float, steps: int, passed: ValueTracker, room: Region) -> None:
        super().__init__()
        self.share, self.passed = share, passed
        self.whole = min(room.width, room.height)
        self.corner = room.point(DL)
        self.lost = VGroup(*(VMobject(stroke_width=0.0) for _ in range(steps)))
        for k, square in enumerate(self.lost):
            square.set_fill(mixed(theme.background, theme.dimmed, _SHADES[k % len(_SHADES)]), 1.0)
        self.rest = VMobject(stroke_width=0.0).set_fill(theme.gradient, 0.92)
        self.add(self.lost, self.rest)
        self.follow(self)

    def watch(self) -> None:
        """Let the squares follow what is passed from now on."""
        self.add_updater(LeftSquare.follow)

    def _side(self, passed: float) -> float:
        """Return the side of what is left after so many."""
        if not self.share:
            return float(self.whole * max(0.0, 1.0 - passed))
        return float(self.whole * self.share ** (0.5 * passed))

    @staticmethod
    def follow(square: Mobject) -> None:
        """Draw what is lost and what is left as the tracker stands."""
        assert isinstance(square, LeftSquare)
        passed = float(square.passed.get_value())
        for k, lost in enumerate(square.lost):
            square._draw(lost, square._side(k) if k < passed else 0.0)
        square._draw(square.rest, square._side(passed))

    def _draw(self, drawn: VMobject, side: float) -> None:
        outline = np.array(
            [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
        )
        drawn.set_points_as_corners(self.corner + side * outline)

    def measurements(self) -> Iterable[Measurement]:
        """Read what is left back from the side that is drawn.

        Where nothing is let through, only whole numbers of activations have a true size.
        """
        passed = float(self.passed.get_value())
        if not self.share and not passed.is_integer():
            return
        found = (float(self.rest.width) / self.whole) ** 2
        yield Measurement("area", LEFT_OVER.plain, found, 1e-6, {PASSED.plain: passed})
