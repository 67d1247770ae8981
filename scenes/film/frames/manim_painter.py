"""The painter for every camera: lets Manim's own camera paint each frame, and finds what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Camera, Mobject
from manim.typing import PixelArray

from scenes.film.frames.tiles import PixelBox, Tiles


class ManimPainter:
    """Paints as `CairoRenderer` does: what stands still once, over its picture in each frame what moves."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self._tiles = Tiles(camera.pixel_width, camera.pixel_height)
        self._still: list[Mobject] = []
        self._picture: PixelArray | None = None
        self._first = True
        self._frame: PixelArray = camera.pixel_array.copy()

    @property
    def pixels(self) -> PixelArray:
        """The frame (height, width, 4: RGBA)."""
        return self._frame

    def begin(self, still: Sequence[Mobject]) -> None:
        """Begin an animation."""
        self._still, self._picture, self._first = list(still), None, True
        if still:
            self._picture = self._painted(still)

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint the next frame of the animation."""
        frame = self._painted(moving or self._still)
        if self._first:
            self._tiles.mark_all()
        else:
            self._tiles.clear()
            self._tiles.mark_differing(self._frame, frame)
        self._frame, self._first = frame, False
        return list(self._tiles.boxes())

    def pass_over(self, shown: Sequence[Mobject]) -> None:
        """Let an animation go by; the camera paints one frame of it, as it may keep something of that."""
        self.begin(shown)

    def _painted(self, mobjects: Sequence[Mobject]) -> PixelArray:
        if self._picture is not None:
            self.camera.set_frame_to_background(self._picture)
        else:
            self.camera.reset()
        self.camera.capture_mobjects(mobjects, include_submobjects=True)
        pixels: PixelArray = self.camera.pixel_array.copy()
        return pixels
