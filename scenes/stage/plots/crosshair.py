"""The point on a heatmap and the lines through it, on each of which one variable is frozen."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup
from numpy.typing import NDArray

from config import Theme
from scenes.stage.line_ends import set_ends
from scenes.stage.lock import Lock
from scenes.stage.plots.heatmap import Heatmap

_LOCK_INSET, _DISC = 0.28, 0.25
"""How far from the map's edge a lock stands, and the radius of the disc under it."""


class Crosshair(VGroup):
    """The point on a heatmap and the two lines through it along which one variable is frozen.

    Each line's lock stands at the end that is farther from where the point is at first.
    """

    def __init__(
        self,
        theme: Theme,
        heatmap: Heatmap,
        trackers: tuple[ValueTracker, ValueTracker],
        colors: tuple[str, str],
    ) -> None:
        super().__init__()
        self.heatmap, self.trackers = heatmap, trackers
        self.lines = tuple(
            VGroup(
                Line(LEFT, RIGHT, stroke_color=theme.background, stroke_width=9.0, stroke_opacity=0.7),
                Line(LEFT, RIGHT, stroke_color=color, stroke_width=4.5),
            )
            for color in colors
        )
        self.locks = tuple(
            VGroup(
                Dot(radius=_DISC, color=theme.background, fill_opacity=0.85),
                Lock(theme.ink, theme.background, height=0.27),
            )
            for _ in colors
        )
        self.dot = Dot(radius=0.11, color=theme.ink, stroke_color=theme.background, stroke_width=3.0)
        self.add(*self.lines, *self.locks, self.dot)
        spans = zip(trackers, (heatmap.x_range, heatmap.y_range), strict=True)
        self.at_low_end = [2 * float(tracker.get_value()) > low + high for tracker, (low, high) in spans]
        self.refresh()
        for part in self.submobjects:
            part.add_updater(lambda _, part=part: self._put(part))

    def refresh(self) -> None:
        """Set the point, the lines and the locks where the trackers say."""
        for part in self.submobjects:
            self._put(part)

    def _put(self, part: Mobject) -> None:
        """Set one of them; each comes and goes on its own."""
        x, y = (float(tracker.get_value()) for tracker in self.trackers)
        place, (x_low, x_high), (y_low, y_high) = (
            self.heatmap.to_point,
            self.heatmap.x_range,
            self.heatmap.y_range,
        )
        if part is self.lines[0]:
            for line in part:
                set_ends(line, (place(x_low, y), place(x_high, y)))
        elif part is self.lines[1]:
            for line in part:
                set_ends(line, (place(x, y_low), place(x, y_high)))
        elif part is self.locks[0]:
            end, inwards = (x_low, RIGHT) if self.at_low_end[0] else (x_high, LEFT)
            part.move_to(self._inside(place(end, y) + inwards * _LOCK_INSET))
        elif part is self.locks[1]:
            end, inwards = (y_low, UP) if self.at_low_end[1] else (y_high, DOWN)
            part.move_to(self._inside(place(x, end) + inwards * _LOCK_INSET))
        else:
            part.move_to(place(x, y))

    def _inside(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the place nearest to another where a lock keeps off what stands round the map."""
        (x_low, x_high), (y_low, y_high) = self.heatmap.x_range, self.heatmap.y_range
        corner, opposite = self.heatmap.to_point(x_low, y_low), self.heatmap.to_point(x_high, y_high)
        inside: NDArray[np.float64] = np.clip(
            place, corner + _DISC * (UP + RIGHT), opposite - _DISC * (UP + RIGHT)
        )
        return inside
