"""Where the viewer of a landscape stands, as numbers that can be animated, and what is seen from there.

The projection is orthographic. Seen from the side a landscape is the plot of a curve, seen from the top it
is its map, point for point, so that the one turns into the other by moving the viewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from manim import ValueTracker

from scenes.stage.plots.contour import Floats

GROUND = 0.27
"""How far the ground lies under the pose's centre, as a share of the size, seen from the side."""


@dataclass(frozen=True)
class Pose:
    """Where the viewer stands: turn and elevation (radians), place on stage, stage units for the width.

    `stretch` is how many times as high as it is the block is drawn. A turn lies between a quarter turn to the
    left and none, so that the sides in view stay the same ones.
    """

    turn: float
    elevation: float
    centre: tuple[float, float]
    size: float
    stretch: float = 1.0

    def towards(self, other: Pose, share: float) -> Pose:
        """Return the pose a share of the way to another."""
        mine, its = (np.array([p.turn, p.elevation, *p.centre, p.size, p.stretch]) for p in (self, other))
        turn, elevation, across, up, size, stretch = map(float, mine + (its - mine) * share)
        return Pose(turn, elevation, (across, up), size, stretch)

    def project(self, x: Floats, y: Floats, z: Floats) -> Floats:
        """Return where points of the box are seen, shape (n, 3): x to the right, y away, z up."""
        cos_turn, sin_turn = math.cos(self.turn), math.sin(self.turn)
        depth = x * sin_turn + y * cos_turn
        right = x * cos_turn - y * sin_turn
        up = (z * self.stretch - GROUND) * math.cos(self.elevation) + depth * math.sin(self.elevation)
        seen: Floats = np.stack(
            [self.centre[0] + right * self.size, self.centre[1] + up * self.size, np.zeros_like(right)],
            axis=1,
        )
        return seen

    def point(self, x: float, y: float, z: float) -> Floats:
        """Return where one point of the box is seen."""
        point: Floats = self.project(np.array([x]), np.array([y]), np.array([z]))[0]
        return point


class Viewer(ValueTracker):
    """A pose as a tracker: `self.play(viewer.animate.go(pose))` is one continuous move of the camera."""

    def __init__(self, pose: Pose) -> None:
        super().__init__(0.0)
        self.go(pose)

    def go(self, pose: Pose) -> Self:
        """Stand in a pose."""
        self.points = np.array([[pose.turn, pose.elevation, pose.size], [*pose.centre, pose.stretch]])
        return self

    @property
    def pose(self) -> Pose:
        """Where the viewer stands now."""
        (turn, elevation, size), (across, up, stretch) = (tuple(map(float, row)) for row in self.points)
        return Pose(turn, elevation, (across, up), size, stretch)
