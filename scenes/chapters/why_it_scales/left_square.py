"""What is left of a slope as the part of a square, seen ever closer: a quarter of a quarter of a quarter."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import ORIGIN, Mobject, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from config import Theme
from scenes.chapters.why_it_scales.names import LEFT_OVER, PASSED
from scenes.stage.color import mixed
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement

_SHADES = (0.14, 0.34, 0.24, 0.44)
"""Shares of the dimmed colour in what has been lost, in turn."""

_OF_WINDOW = 0.75
"""Side of the whole square, as a share of the window's height."""

_NOTHING_LEFT = 0.25
"""The share by which one comes closer where none is let through."""


class LeftSquare(VGroup):
    """A square that is one slope, and in it the square that is left of it after so many are `passed`.

    `share` is what one lets through, from 0 to 1. What it leaves lies in the lower left corner of what came
    to it, or in the upper right one, in turn; what is lost between two of them is a grey of its own. All is
    seen through a window, `closer` by so many shares: at `closer` n what is left after n stands in the
    middle, as large as the whole did at first.
    """

    def __init__(
        self,
        theme: Theme,
        share: float,
        steps: int,
        passed: ValueTracker,
        closer: ValueTracker,
        window: Region,
    ) -> None:
        super().__init__()
        self.share, self.passed, self.closer, self.window = share, passed, closer, window
        self.ratio = float(np.sqrt(share or _NOTHING_LEFT))
        self.whole = _OF_WINDOW * window.height
        self.lost = VGroup(*(VMobject(stroke_width=0.0) for _ in range(steps)))
        for k, square in enumerate(self.lost):
            square.set_fill(mixed(theme.background, theme.dimmed, _SHADES[k % len(_SHADES)]), 1.0)
        self.rest = VMobject(stroke_width=0.0).set_fill(theme.gradient, 0.92)
        self.add(self.lost, self.rest)
        self.follow(self)

    def watch(self) -> None:
        """Let the squares follow what is passed, and how close they are seen, from now on."""
        self.add_updater(LeftSquare.follow)

    def _inward(self, k: int) -> float:
        """Return how far from the left of what is left after k all squares meet, as a share of its side."""
        return (1.0 if k % 2 else self.ratio) / (1.0 + self.ratio)

    def _side(self, passed: float, closer: float) -> float:
        """Return the side of what is left after so many, seen so much closer."""
        if not self.share:
            return float(self.whole * max(0.0, 1.0 - passed) * self.ratio**-closer)
        return float(self.whole * self.ratio ** (passed - closer))

    def _meeting(self, closer: float) -> Point3D:
        """Return where on screen all squares meet, (2,): what is left after `closer` is in the middle."""
        turned = 0.5 - 0.5 * np.cos(np.pi * closer)
        inward = self._inward(0) + (self._inward(1) - self._inward(0)) * turned
        place: Point3D = self.window.point(ORIGIN)[:2] + (inward - 0.5) * self.whole
        return place

    @staticmethod
    def follow(square: Mobject) -> None:
        """Draw what is lost and what is left as the trackers stand."""
        assert isinstance(square, LeftSquare)
        passed, closer = float(square.passed.get_value()), float(square.closer.get_value())
        for k, lost in enumerate(square.lost):
            square._draw(lost, float(k) if k < passed else np.inf, closer)
        square._draw(square.rest, passed, closer)

    def _draw(self, drawn: VMobject, passed: float, closer: float) -> None:
        """Give a square the place of what is left after so many, as far as the window lets it be seen.

        Between two of them it shrinks into the corner in which the second lies.
        """
        window = np.array([[self.window.left, self.window.bottom], [self.window.right, self.window.top]])
        low = high = self._meeting(closer)
        if not np.isinf(passed):
            k = int(passed)
            full, side = self._side(k, closer), self._side(passed, closer)
            low = low - self._inward(k) * full + (full - side) * (k % 2)
            high = low + side
        low, high = np.clip(low, *window), np.clip(high, *window)
        (left, bottom), (right, top) = low, high
        x, y = np.array([left, right, right, left, left]), np.array([bottom, bottom, top, top, bottom])
        drawn.set_points_as_corners(np.stack([x, y, np.zeros(5)], axis=1))

    def measurements(self) -> Iterable[Measurement]:
        """Read what is left back from the side that is drawn, and how close it is seen.

        Where nothing is let through, only whole numbers of activations have a true size.
        """
        passed, closer = float(self.passed.get_value()), float(self.closer.get_value())
        if not self.share and not passed.is_integer():
            return
        scale = self.share**closer if self.share else 1.0
        found = (float(self.rest.width) / self.whole) ** 2 * scale
        yield Measurement("area", LEFT_OVER.plain, found, 1e-6 * scale, {PASSED.plain: passed})
