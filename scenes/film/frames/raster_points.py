"""Clouds of points as Manim's camera puts them into a frame: squares of pixels that hide what is below."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Camera
from manim.mobject.types.point_cloud_mobject import PMobject
from numpy.typing import NDArray

from scenes.film.frames.canvas import Canvas
from scenes.film.frames.tiles import PixelBox


class PointsPaint:
    """A cloud of points: which pixels of the frame it sets, one after another, and to what."""

    def __init__(self, mobject: PMobject, camera: Camera) -> None:
        middles = camera.points_to_pixel_coords(mobject, mobject.points)
        thickness = camera.adjusted_thickness(mobject.stroke_width)
        places: NDArray[Any] = np.asarray(camera.thickened_coordinates(middles, thickness))
        colours = (camera.rgb_max_val * mobject.rgbas).astype(np.uint8)
        times = len(places) // len(colours)
        inside = np.asarray(camera.on_screen_pixels(places))
        places = places[inside]
        self._pixels = places[:, 1] * camera.pixel_width + places[:, 0]
        self._colours = np.tile(colours, (times, 1))[inside].view(np.uint32)[:, 0]
        self.box = PixelBox(0, 0, 0, 0)
        if len(places):
            (left, top), (right, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
            self.box = PixelBox(top, bottom + 1, left, right + 1)

    def apply(self, canvas: Canvas, boxes: list[PixelBox]) -> None:
        """Set all its pixels; of those that it sets more than once the last one stays."""
        canvas.pixels.view(np.uint32).reshape(-1)[self._pixels] = self._colours
