"""The frame as a grid of tiles: which of them have changed, and the rectangles that they make up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SIDE = 64
"""Pixels along a tile's side: even, so that a tile holds whole blocks of subsampled colour."""


class PixelBox(NamedTuple):
    """A rectangle of pixels: rows `top` to `bottom`, columns `left` to `right`, ends not included."""

    top: int
    bottom: int
    left: int
    right: int


class Tiles:
    """A frame's tiles, each marked or not: a bit each of one whole number, the top left one the lowest."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._columns, self._rows = -(-width // SIDE), -(-height // SIDE)
        self._marked = 0

    def clear(self) -> None:
        """Mark none."""
        self._marked = 0

    def mark_all(self) -> None:
        """Mark every tile."""
        self._marked = (1 << self._columns * self._rows) - 1

    def mark(self, box: PixelBox) -> None:
        """Mark the tiles that a box touches."""
        self._marked |= _bits(box, self._columns)

    def mark_differing(self, one: NDArray[Any], other: NDArray[Any]) -> None:
        """Mark the tiles in which two frames of this size (height, width, 4: 8 bits) are not the same."""
        differ = one.view(np.uint32)[..., 0] != other.view(np.uint32)[..., 0]
        # Eight pixels at a time, where the width allows it: several times as fast.
        words = differ.view(np.uint64 if self.width % 8 == 0 else np.uint8)
        rows = np.bitwise_or.reduceat(words, np.arange(0, self.height, SIDE), axis=0).view(np.uint8)
        found = np.bitwise_or.reduceat(rows, np.arange(0, self.width, SIDE), axis=1)
        for place in np.flatnonzero(found).tolist():
            self._marked |= 1 << place

    def touch(self, box: PixelBox) -> bool:
        """Tell whether a box reaches into a marked tile."""
        return bool(self._marked & _bits(box, self._columns))

    def holds(self, box: PixelBox) -> bool:
        """Tell whether a box reaches either into marked tiles only or into none."""
        return _bits(box, self._columns) & self._marked in (0, _bits(box, self._columns))

    def boxes(self) -> Iterator[PixelBox]:
        """Yield boxes that cover the marked tiles and nothing else, each pixel once.

        Runs of a row that have the same ends as a run in the row above are joined with it.
        """
        open_runs: dict[tuple[int, int], int] = {}
        for row in range(self._rows + 1):
            runs = _runs(self._marked >> row * self._columns & (1 << self._columns) - 1)
            for run in [run for run in open_runs if run not in runs]:
                yield self._box(open_runs.pop(run), row, *run)
            for run in runs:
                open_runs.setdefault(run, row)

    def _box(self, first: int, last: int, start: int, end: int) -> PixelBox:
        return PixelBox(
            first * SIDE, min(last * SIDE, self.height), start * SIDE, min(end * SIDE, self.width)
        )


@lru_cache(maxsize=1024)
def _runs(row: int) -> tuple[tuple[int, int], ...]:
    """Return where each run of ones begins in a row of bits and where it has ended."""
    runs, column = [], 0
    while row:
        zeros = (row & -row).bit_length() - 1
        row, start = row >> zeros, column + zeros
        ones = (~row & row + 1).bit_length() - 1
        row, column = row >> ones, start + ones
        runs.append((start, column))
    return tuple(runs)


@lru_cache(maxsize=4096)
def _bits(box: PixelBox, columns: int) -> int:
    """Return the tiles that a box touches."""
    if box.top >= box.bottom or box.left >= box.right:
        return 0
    first, last = box.left // SIDE, -(-box.right // SIDE)
    row = ((1 << last - first) - 1) << first
    return sum(row << index * columns for index in range(box.top // SIDE, -(-box.bottom // SIDE)))
