"""What is left of a slope as the part of a square, seen ever closer: a quarter of a quarter of a quarter."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import ORIGIN, Mobject, Rectangle, ValueTracker, VGroup

from config import Theme
from scenes.chapters.why_it_scales.names import LEFT_OVER, PASSED
from scenes.stage.color import mixed
from scenes.stage.layout import Region
from scenes.stage.measure import Measurement

_SHADES = (0.14, 0.34, 0.24, 0.44)
"""Shares of the dimmed colour in what has been lost, in turn."""

_OF_WINDOW = 0.75
"""Side of the whole square, as a share of the window's height."""

_NOTHING = 1e-9
"""Side of a square that is not seen."""


class LeftSquare(VGroup):
    """A square that is one slope, and in it the square that is left of it after so many are `passed`.

    `share` is what one lets through, from 0 to 1. What it leaves lies in the lower left corner of what came
    to it, or in the upper right one, in turn; what is lost between two of them is a grey of its own. All is
    seen through a window, `closer` by so many shares: at `closer` n what is left after n is as large as the
    whole was at first, and the point in which all squares meet stays where it is.
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
        self.ratio = float(np.sqrt(share))
        self.whole = _OF_WINDOW * window.height
        self.meeting = window.point(ORIGIN)[:2] + (self._inward(0) - 0.5) * self.whole
        self.lost = VGroup(*(Rectangle(stroke_width=0.0) for _ in range(steps)))
        for k, square in enumerate(self.lost):
            square.set_fill(mixed(theme.background, theme.dimmed, _SHADES[k % len(_SHADES)]), 1.0)
        self.rest = Rectangle(stroke_width=0.0).set_fill(theme.gradient, 0.92)
        self.add(self.lost, self.rest)
        self.add_updater(LeftSquare.follow)
        self.follow(self)

    def _inward(self, k: int) -> float:
        """Return how far from the left of what is left after k all squares meet, as a share of its side."""
        return (1.0 if k % 2 else self.ratio) / (1.0 + self.ratio)

    def _side(self, passed: float, closer: float) -> float:
        """Return the side of what is left after so many, seen so much closer."""
        if not self.share:
            return self.whole * max(0.0, 1.0 - passed)
        return float(self.whole * self.ratio ** (passed - closer))

    @staticmethod
    def follow(square: Mobject) -> None:
        """Draw what is lost and what is left as the trackers stand."""
        assert isinstance(square, LeftSquare)
        passed, closer = float(square.passed.get_value()), float(square.closer.get_value())
        for k, lost in enumerate(square.lost):
            square._draw(lost, float(k) if k < passed else np.inf, closer)
        square._draw(square.rest, passed, closer)

    def _draw(self, drawn: Mobject, passed: float, closer: float) -> None:
        """Give a square the place of what is left after so many, as far as the window lets it be seen.

        Between two of them it shrinks into the corner in which the second lies.
        """
        window = np.array([[self.window.left, self.window.bottom], [self.window.right, self.window.top]])
        if np.isinf(passed):
            low, high = self.meeting, self.meeting
        else:
            k = int(passed)
            full, side = self._side(k, closer), self._side(passed, closer)
            low = self.meeting - self._inward(k) * full + (full - side) * (k % 2)
            high = low + side
        low, high = np.clip(low, *window), np.clip(high, *window)
        for dimension, size in enumerate(high - low):
            drawn.rescale_to_fit(max(_NOTHING, float(size)), dimension, stretch=True)
        drawn.move_to(np.append((low + high) / 2, 0.0))

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
