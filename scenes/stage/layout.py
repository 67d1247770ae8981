"""Where things stand: rectangles of the frame that can be split, inset and filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ORIGIN, Mobject
from manim.typing import Point3D, Vector3D

from scenes.stage.frame import Frame
from scenes.stage.measure import MobjectT


@dataclass(frozen=True)
class Stretch:
    """A part of a split region that takes its share, by weight, of what fixed sizes and gaps leave."""

    weight: float = 1.0


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame, in Manim units."""

    left: float
    right: float
    bottom: float
    top: float

    @classmethod
    def safe(cls, frame: Frame | None = None) -> Region:
        """Return what is left of a frame, the current one if none is given, by margins and captions."""
        frame = frame or Frame.current()
        return cls(-frame.safe_width / 2, frame.safe_width / 2, frame.safe_bottom, frame.safe_top)

    @property
    def width(self) -> float:
        """Distance from the left to the right edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Distance from the bottom to the top edge."""
        return self.top - self.bottom

    @property
    def center(self) -> Point3D:
        """The middle."""
        return self.point(ORIGIN)

    def point(self, direction: Vector3D) -> Point3D:
        """Return the middle of an edge (`LEFT`), or a corner (`UL`), or the middle (`ORIGIN`)."""
        x, y, _ = np.sign(direction)
        across = {-1.0: self.left, 0.0: (self.left + self.right) / 2, 1.0: self.right}
        up = {-1.0: self.bottom, 0.0: (self.bottom + self.top) / 2, 1.0: self.top}
        return np.array([across[float(x)], up[float(y)], 0.0])

    def below(self, mobject: Mobject) -> Region:
        """Return the part under a mobject."""
        return Region(self.left, self.right, self.bottom, float(mobject.get_bottom()[1]))

    def above(self, mobject: Mobject) -> Region:
        """Return the part over a mobject."""
        return Region(self.left, self.right, float(mobject.get_top()[1]), self.top)

    def inset(
        self, *, left: float = 0.0, right: float = 0.0, bottom: float = 0.0, top: float = 0.0
    ) -> Region:
        """Return the region without so much at its edges. Raises `ValueError` if nothing is left."""
        region = Region(self.left + left, self.right - right, self.bottom + bottom, self.top - top)
        if region.width < 0 or region.height < 0:
            raise ValueError(f"{self} has no room for an inset of {left}, {right}, {bottom}, {top}")
        return region

    def columns(self, *parts: float | Stretch, gap: float = 0.0) -> list[Region]:
        """Split from left to right into parts of fixed widths or stretched ones, `gap` apart.

        Raises `ValueError` if widths and gaps take more than there is.
        """
        starts = _starts(self.width, parts, gap)
        return [Region(self.left + at, self.left + at + size, self.bottom, self.top) for at, size in starts]

    def rows(self, *parts: float | Stretch, gap: float = 0.0) -> list[Region]:
        """Split from top to bottom into parts of fixed heights or stretched ones, `gap` apart.

        Raises `ValueError` if heights and gaps take more than there is.
        """
        starts = _starts(self.height, parts, gap)
        return [Region(self.left, self.right, self.top - at - size, self.top - at) for at, size in starts]

    def align(self, mobject: MobjectT, direction: Vector3D) -> MobjectT:
        """Move a mobject to the middle of an edge, or into a corner, inside the region; return it."""
        mobject.move_to(self.point(direction), aligned_edge=direction)
        return mobject

    def fit(self, mobject: MobjectT, direction: Vector3D = ORIGIN) -> MobjectT:
        """Make a mobject no larger than the region, and move it to its middle, an edge or a corner."""
        shares = (self.width / mobject.width, self.height / mobject.height)
        if min(shares) < 1.0:
            mobject.scale(min(shares))
        return self.align(mobject, direction)


def _starts(whole: float, parts: Sequence[float | Stretch], gap: float) -> list[tuple[float, float]]:
    """Return where each part begins, counted from the first edge, and its size."""
    fixed = sum(part for part in parts if not isinstance(part, Stretch)) + gap * (len(parts) - 1)
    weights = sum(part.weight for part in parts if isinstance(part, Stretch))
    rest = whole - fixed
    if rest < -1e-9:
        raise ValueError(f"{parts} with gaps of {gap} take {fixed}, there is room for {whole}")
    starts, at = [], 0.0
    for part in parts:
        size = rest * part.weight / weights if isinstance(part, Stretch) else part
        starts.append((at, size))
        at += size + gap
    return starts
