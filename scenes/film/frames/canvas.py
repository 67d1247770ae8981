"""What is painted on: a frame's pixels."""

from __future__ import annotations

import numpy as np
from manim import Camera
from manim.typing import PixelArray


class Canvas:
    """A frame's pixels (height, width, 4: RGBA, 8 bits each) with a Cairo context on them."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.pixels: PixelArray = np.empty((camera.pixel_height, camera.pixel_width, 4), dtype=np.uint8)
        self.context = camera.get_cairo_context(self.pixels)
