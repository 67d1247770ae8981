"""What is painted on: a frame's pixels."""

from __future__ import annotations

from typing import Any

import cairo
import numpy as np
from manim.typing import PixelArray

Matrix = tuple[float, float, float, float, float, float]
"""How Cairo maps space to pixels: xx, yx, xy, yy, x0, y0."""


class Canvas:
    """A frame's pixels (height, width, 4: RGBA, 8 bits each) with a Cairo context on them."""

    def __init__(self, width: int, height: int) -> None:
        self.pixels: PixelArray = np.zeros((height, width, 4), dtype=np.uint8)
        # Manim hands Cairo its colours the wrong way round; so the bytes come to lie as RGBA.
        surface = cairo.ImageSurface.create_for_data(self.pixels.data, cairo.FORMAT_ARGB32, width, height)
        self._context = cairo.Context(surface)
        self._matrix: Matrix | None = None

    def under(self, matrix: Matrix) -> cairo.Context[Any]:
        """Return the context, mapping space to pixels by a matrix."""
        if matrix is not self._matrix:
            self._context.set_matrix(cairo.Matrix(*matrix))
            self._matrix = matrix
        return self._context
