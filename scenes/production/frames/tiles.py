"""The frame as a grid of tiles: which of them have changed, and the rectangles that they make up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SIDE = 64
"""Pixels along a tile's side: even, so that a tile holds whole blocks of subsampled colour."""


class Box(NamedTuple):
    """A rectangle of pixels: rows `top` to `bottom`, columns `left` to `right`, ends not included."""

    top: int
    bottom: int
    left: int
    right: int


class Tiles:
    """A frame's tiles, each marked or not."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.marked: NDArray[np.bool_] = np.zeros((-(-height // SIDE), -(-width // SIDE)), dtype=bool)

    def clear(self) -> None:
        """Mark none."""
        self.marked[:] = False

    def mark_all(self) -> None:
        """Mark every tile."""
        self.marked[:] = True

    def mark(self, box: Box) -> None:
        """Mark the tiles that a box touches."""
        self.marked[_spans(box)] = True

    def touch(self, box: Box) -> bool:
        """Tell whether a box reaches into a marked tile."""
        return bool(self.marked[_spans(box)].any())

    def boxes(self) -> Iterator[Box]:
        """Yield boxes that cover the marked tiles and nothing else, each pixel once.

        Runs of a row that have the same ends as a run in the row above are joined with it.
        """
        open_runs: dict[tuple[int, int], int] = {}
        rows = len(self.marked)
        for row in range(rows + 1):
            runs = self._runs(row) if row < rows else set()
            for run in [run for run in open_runs if run not in runs]:
                yield self._box(open_runs.pop(run), row, *run)
            for run in runs:
                open_runs.setdefault(run, row)

    def _runs(self, row: int) -> set[tuple[int, int]]:
        edges = np.flatnonzero(np.diff(self.marked[row], prepend=False, append=False))
        return {(int(start), int(end)) for start, end in edges.reshape(-1, 2)}

    def _box(self, first: int, last: int, start: int, end: int) -> Box:
        return Box(first * SIDE, min(last * SIDE, self.height), start * SIDE, min(end * SIDE, self.width))


def _spans(box: Box) -> tuple[slice, slice]:
    return (
        slice(box.top // SIDE, -(-box.bottom // SIDE)),
        slice(box.left // SIDE, -(-box.right // SIDE)),
    )
