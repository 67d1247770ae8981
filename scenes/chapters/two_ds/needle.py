"""A short path on a landscape that turns round a point like a compass needle: as steep as its way is."""

from __future__ import annotations

import math

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.stage.plots.contour import Floats
from scenes.stage.plots.landscape import DEEP, RISE, Landscape

_LENGTH, _SAMPLES, _STEPS, _THROUGH = 0.24, 41, 60, 0.4
_LIFT = 0.006
"""How far above the ground the needle counts as lying when it is asked what hides it."""


class Needle(VGroup):
    """The needle and the point that it turns round; `angle` is its way, `length` how much of it is there."""

    def __init__(self, land: Landscape, point: tuple[float, float]) -> None:
        super().__init__()
        self.land, self.angle, self.length = land, ValueTracker(0.0), ValueTracker(0.0)
        (x_low, x_high), (y_low, y_high) = land.ranges
        self.middle = (point[0] - x_low) / (x_high - x_low) - 0.5, (point[1] - y_low) / (y_high - y_low) - 0.5
        theme = land.theme
        self.under = VMobject(stroke_color=theme.background, stroke_width=14.0, stroke_opacity=0.55)
        self.line = VMobject(stroke_color=theme.ink, stroke_width=7.0)
        self.behind = VMobject(stroke_color=theme.ink, stroke_width=4.0, stroke_opacity=_THROUGH)
        self.dot = VMobject(
            stroke_color=theme.background, stroke_width=2.0, fill_color=theme.ink, fill_opacity=1.0
        )
        self.add(self.behind, self.under, self.line, self.dot)
        self.refresh()
        self.add_updater(lambda drawn: drawn.refresh())

    def refresh(self) -> None:
        """Lay the needle on the ground; what a hill hides of it shines through faintly."""
        angle, reach = float(self.angle.get_value()), _LENGTH * float(self.length.get_value())
        along = np.linspace(-reach, reach, _SAMPLES)
        x = np.clip(self.middle[0] + along * math.cos(angle), -0.5, 0.5)
        y = np.clip(self.middle[1] + along * math.sin(angle) / DEEP, -0.5, 0.5)
        levels = self._levels(x, y)
        places, open_ = self.land.seen(x, y, levels), self._open(x, y, levels)
        shut = ~open_
        # It reaches up to what is seen on both sides.
        shut[:-1] |= ~open_[1:]
        shut[1:] |= ~open_[:-1]
        for line, shown in ((self.under, open_), (self.line, open_), (self.behind, shut)):
            line.clear_points()
            edges = np.flatnonzero(np.diff(shown.astype(np.int8), prepend=0, append=0))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                if end - start > 1:
                    line.start_new_path(places[start])
                    line.add_points_as_corners(places[start + 1 : end])
        turn = np.linspace(0.0, 2 * np.pi, 33)
        round_ = np.stack([np.cos(turn), np.sin(turn), np.zeros_like(turn)], axis=1)
        radius = 0.15 * min(1.0, 3 * float(self.length.get_value())) * float(open_[_SAMPLES // 2])
        self.dot.set_points_as_corners(places[_SAMPLES // 2] + round_ * radius)

    def _levels(self, x: Floats, y: Floats) -> Floats:
        """Return heights at single places of the box, in shares of its height."""
        land = self.land
        (x_low, x_high), (y_low, y_high) = land.ranges
        values = land.surface.values(
            x_low + (x + 0.5) * (x_high - x_low), y_low + (y + 0.5) * (y_high - y_low)
        )
        shares: Floats = (values - land.low) / (land.high - land.low)
        return shares

    def _open(self, x: Floats, y: Floats, levels: Floats) -> NDArray[np.bool_]:
        """Tell which places the viewer sees: no ground rises over the line from there to the eye."""
        pose = self.land.pose
        steps = np.linspace(0.0, 2.0, _STEPS)[None, 1:]
        to_x = x[:, None] - steps * math.sin(pose.turn)
        to_y = y[:, None] - steps * math.cos(pose.turn) / DEEP
        ground = self._levels(np.clip(to_x, -0.5, 0.5), np.clip(to_y, -0.5, 0.5)) * RISE * pose.stretch
        inside = (np.abs(to_x) <= 0.5) & (np.abs(to_y) <= 0.5)
        line = (levels[:, None] * RISE + _LIFT) * pose.stretch + steps * math.tan(pose.elevation)
        hidden: NDArray[np.bool_] = np.any((ground > line) & inside, axis=1)
        return ~hidden
