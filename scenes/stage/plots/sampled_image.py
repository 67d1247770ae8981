"""A picture of a function: every pixel a sample, so none is mixed from its neighbours."""

from __future__ import annotations

import numpy as np
from manim import RESAMPLING_ALGORITHMS, ImageMobject, Mobject, interpolate
from numpy.typing import NDArray


class SampledImage(ImageMobject):
    """Colours (rows, columns, 3: RGB, 8 bits each), each shown as it is.

    Manim would place a picture anew for every step of a fade, mixing colours that it has rounded for that
    opacity; here only the opacity changes, and the colours are the same all the while.
    """

    def __init__(self, colours: NDArray[np.uint8]) -> None:
        super().__init__(colours, resampling_algorithm=RESAMPLING_ALGORITHMS["nearest"])

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> SampledImage:
        """Go a share of the way from one picture to another."""
        assert isinstance(mobject1, ImageMobject) and isinstance(mobject2, ImageMobject)
        before, after = mobject1.pixel_array, mobject2.pixel_array
        if not np.array_equal(before[..., :3], after[..., :3]):
            super().interpolate_color(mobject1, mobject2, alpha)
            return self
        self.fill_opacity = interpolate(mobject1.fill_opacity, mobject2.fill_opacity, alpha)
        self.stroke_opacity = interpolate(mobject1.stroke_opacity, mobject2.stroke_opacity, alpha)
        self.pixel_array = before.copy()
        self.pixel_array[..., 3] = np.rint((1 - alpha) * before[..., 3] + alpha * after[..., 3])
        return self
