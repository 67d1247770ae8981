"""A view that moves by whole pixels: what has been painted is moved along instead of being painted anew."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim.typing import PixelArray
from numpy.typing import NDArray

from scenes.film.frames.canvas import Matrix
from scenes.film.frames.raster import Paint
from scenes.film.frames.raster_path import PathPaint
from scenes.film.frames.tiles import PixelBox
from scenes.film.frames.view import View

_WHOLE = 1e-9
"""Pixels by which a whole number of them may be missed."""
_SCALE = 1e-12
"""By how much of itself a scale may differ from the same scale."""
_STEPS = 256
"""Cairo's steps within a pixel, to the nearest of which it rounds."""
_HALF_WAY = 1e-5
"""Steps around the middle of two in which rounding might go either way."""


class Way(NamedTuple):
    """How many pixels the picture moves to the right and down."""

    right: int
    down: int

    def moved(self, box: PixelBox, width: int, height: int) -> PixelBox:
        """Return a box moved along, cut to the frame."""
        top, bottom = (min(max(row + self.down, 0), height) for row in (box.top, box.bottom))
        left, right = (min(max(column + self.right, 0), width) for column in (box.left, box.right))
        return PixelBox(top, bottom, left, right)

    def move(self, pixels: PixelArray) -> None:
        """Move a picture; what comes in at its edges is left as it is."""
        height, width = pixels.shape[:2]
        right, down = self
        here = pixels[max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)]
        pixels[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = here

    def strips(self, width: int, height: int) -> list[PixelBox]:
        """Return the strips of a picture that come in."""
        right, down = self
        across = PixelBox(0, height, 0, right) if right > 0 else PixelBox(0, height, width + right, width)
        along = PixelBox(0, down, 0, width) if down > 0 else PixelBox(height + down, height, 0, width)
        return [box for box, moved in ((across, right), (along, down)) if moved]


def way_between(before: View, now: View, width: int, height: int) -> Way | None:
    """Return by how many pixels the picture moves if all that a view has done is to move by whole ones."""
    if before is now or before.matrix is None or now.matrix is None or before.line_unit != now.line_unit:
        return None
    (xx, _, _, yy, x0, y0), (xx2, _, _, yy2, x2, y2) = before.matrix, now.matrix
    if abs(xx2 - xx) > _SCALE * abs(xx) or abs(yy2 - yy) > _SCALE * abs(yy):
        return None
    way = Way(round(x2 - x0), round(y2 - y0))
    if abs(x2 - x0 - way.right) > _WHOLE or abs(y2 - y0 - way.down) > _WHOLE:
        return None
    return way if abs(way.right) < width and abs(way.down) < height else None


def moves_along(before: Paint, now: Paint, width: int, height: int) -> bool:
    """Tell whether a paint's pixels are those of before, moved: same ink, same outline, rounded alike.

    What reaches over the edge of the frame is cut off there, and what is cut off may change how a row of
    pixels is worked out; how colours are spread is rounded too.
    """
    if not isinstance(before, PathPaint) or not isinstance(now, PathPaint):
        return _nowhere(before.box) and _nowhere(now.box)
    if before.ink is not now.ink or before.traced.outline is not now.traced.outline:
        return False
    if _nowhere(before.box) and _nowhere(now.box):
        return True
    inside = all(
        box.top > 0 and box.bottom < height and box.left > 0 and box.right < width
        for box in (before.box, now.box)
    )
    return inside and now.ink.even and _rounded_alike(now, now.traced.matrix)


def _rounded_alike(paint: PathPaint, matrix: Matrix) -> bool:
    """Tell whether no point of an outline, and no edge of a stroke along an axis, lies between two steps."""
    xx, _, _, yy, x0, y0 = matrix
    pixels = paint.traced.outline.array * (xx, yy) + (x0, y0)
    widths = np.array(paint.ink.widths) / 2
    return not (_between(pixels) or _between(widths * xx) or _between(widths * yy))


def _between(pixels: NDArray[np.float64]) -> bool:
    steps = pixels * _STEPS
    return bool((np.abs(steps - np.floor(steps) - 0.5) < _HALF_WAY).any())


def _nowhere(box: PixelBox) -> bool:
    return box.top >= box.bottom or box.left >= box.right
