"""Pictures of a chapter, one moment after another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Camera, Mobject
from numpy.typing import NDArray

from scenes.film.frames.painters import AnyPainter


class Pictures:
    """Takes pictures with one camera; only what has changed since the last one is painted anew."""

    def __init__(self) -> None:
        self._painter: AnyPainter | None = None
        self._frame: NDArray[np.uint8] = np.zeros((0, 0, 3), dtype=np.uint8)

    def take(self, camera: Camera, mobjects: Sequence[Mobject]) -> NDArray[np.uint8]:
        """Return what a camera sees of mobjects and all that they hold, shape (height, width, 3)."""
        painter = self._painter
        if painter is None or painter.camera is not camera:
            painter = self._painter = AnyPainter(camera)
            painter.begin(())
            self._frame = np.zeros((camera.pixel_height, camera.pixel_width, 3), dtype=np.uint8)
        frame = self._frame.copy()
        for top, bottom, left, right in painter.paint(mobjects):
            frame[top:bottom, left:right] = painter.pixels[top:bottom, left:right, :3]
        self._frame = frame
        return frame
