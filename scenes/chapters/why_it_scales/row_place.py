"""Where a row's products stand: on one line, counted from the loss at its right end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import RIGHT
from manim.typing import Point3D

from scenes.stage.layout import Region

FIRST = 4.0
"""Steps from the loss to the first product: the whole slope is seen there."""


@dataclass(frozen=True)
class RowPlace:
    """`count` products on the middle line of a `room`, the last one at its left edge."""

    room: Region
    count: int

    @property
    def step(self) -> float:
        """Distance of two products."""
        return self.room.width / (self.count - 1 + FIRST)

    def of(self, product: float) -> Point3D:
        """Return where a product stands, counted from one; at nought stands the loss."""
        steps = FIRST * product if product < 1 else FIRST + product - 1
        place: Point3D = self.room.point(RIGHT) - np.array([self.step * steps, 0.0, 0.0])
        return place
