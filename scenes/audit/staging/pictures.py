"""A moment's picture in coarse cells: where there is ink, and where it has changed since the last one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from manim import ManimColor
from numpy.typing import NDArray
from scipy import ndimage

from scenes.audit.look.sampling import HEIGHT, WIDTH, FramePixels, Sample

CELL = 6
"""Pixels of the audit's frame along a cell's edge: 160 by 90 cells."""
ROWS, COLUMNS = HEIGHT // CELL, WIDTH // CELL

SEEN = 24
"""Change of a pixel's strongest channel, of 255, from which it counts as ink, or as moved."""

REACH = 3
"""Cells by which what moves is widened before what touches is taken as one mover: about 32 pixels of a
frame 1080 high."""

INTERVAL = 0.2
"""Seconds that two looks at a motion are apart at least."""

OPENING = "title"
"""The beat of a chapter's title card."""

Cells = NDArray[np.bool_]


@dataclass(frozen=True)
class Mover:
    """A connected region in which something moves: the box round it as shares of the frame.

    Left and right count from the left edge, top and bottom from the upper edge.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def share(self) -> float:
        """Share of the frame that its box takes."""
        return (self.right - self.left) * (self.bottom - self.top)

    def apart(self, other: Mover) -> float:
        """Return the distance of two middles, in widths of the frame."""
        across = (self.left + self.right - other.left - other.right) / 2
        down = (self.top + self.bottom - other.top - other.bottom) / 2 * HEIGHT / WIDTH
        return float(np.hypot(across, down))


@dataclass(frozen=True)
class Motion:
    """What has changed from one look to the next: movers, the largest first, and how long it took."""

    movers: tuple[Mover, ...]
    seconds: float


class Stage:
    """The picture of each moment for all rules on staging, looked at once."""

    def __init__(self) -> None:
        self._sample: Sample | None = None
        self._frame: FramePixels | None = None
        self._time = 0.0
        self._over = ""
        self.motion: Motion | None = None
        """What has moved since the last look, None where this moment follows that too closely."""
        self.ink: Cells = np.zeros((ROWS, COLUMNS), dtype=bool)
        """Where there is ink, shape (rows, columns)."""

    def look(self, sample: Sample) -> Stage:
        """Take in a moment, once however many rules ask; return the stage itself."""
        if sample is not self._sample:
            before, self._sample = self._sample, sample
            if before is not None and before.at_beat_end:
                self._over = before.beat
            self.__dict__.pop("empty", None)
            frame = sample.frame
            self.ink = _cells(_differs(frame, _ground(sample)))
            self.motion = self._moved(frame, sample.time)
        return self

    def counts(self, sample: Sample) -> bool:
        """Tell whether rules on staging speak of a moment: not of title card and curtain."""
        return sample.beat not in ("", OPENING, self._over)

    @cached_property
    def empty(self) -> float:
        """Share of the frame that the largest rectangle without ink takes; ink reaches a cell further."""
        return _largest_rectangle(~ndimage.binary_dilation(self.ink, np.ones((3, 3)))) / (ROWS * COLUMNS)

    def _moved(self, frame: FramePixels, time: float) -> Motion | None:
        before, seconds = self._frame, time - self._time
        if before is not None and seconds < INTERVAL:
            return None
        self._frame, self._time = frame, time
        if before is None:
            return None
        return Motion(() if before is frame else _movers(_cells(_differs(frame, before))), seconds)


def _ground(sample: Sample) -> NDArray[np.int16]:
    color = ManimColor(sample.chapter.theme.background).to_int_rgb()
    return np.array(color, dtype=np.int16)


def _differs(frame: FramePixels, other: NDArray[np.int16] | FramePixels) -> Cells:
    return np.asarray(np.abs(frame.astype(np.int16) - other).max(axis=2) > SEEN)


def _cells(pixels: Cells) -> Cells:
    return np.asarray(pixels.reshape(ROWS, CELL, COLUMNS, CELL).any(axis=(1, 3)))


def _movers(changed: Cells) -> tuple[Mover, ...]:
    """Return the regions that changed, widened by `REACH`, the largest first."""
    if not changed.any():
        return ()
    labels, _ = ndimage.label(ndimage.binary_dilation(changed, np.ones((3, 3)), iterations=REACH))
    found = [
        Mover(across.start / COLUMNS, down.start / ROWS, across.stop / COLUMNS, down.stop / ROWS)
        for down, across in ndimage.find_objects(labels)
    ]
    return tuple(sorted(found, key=lambda mover: -mover.share))


def _largest_rectangle(free: Cells) -> int:
    """Return how many cells the largest rectangle of free cells has, from the skyline above each row."""
    best, heights = 0, np.zeros(COLUMNS, dtype=int)
    for row in free:
        heights = np.where(row, heights + 1, 0)
        best = max(best, _below_skyline([*heights.tolist(), 0]))
    return best


def _below_skyline(heights: list[int]) -> int:
    """Return the area of the largest rectangle under heights that end with 0."""
    best, open_at = 0, list[tuple[int, int]]()
    for place, height in enumerate(heights):
        start = place
        while open_at and open_at[-1][1] >= height:
            start, tall = open_at.pop()
            best = max(best, tall * (place - start))
        open_at.append((start, height))
    return best
