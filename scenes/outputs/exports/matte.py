"""Frames without a background: what is drawn, and how much of what is behind it can be seen through it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Camera, Mobject
from manim.typing import PixelArray
from numpy.typing import NDArray
from typing_extensions import override

from scenes.film.frames.painter import FramePainter
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.frames.tiles import PixelBox

_WHITE = 255


class MatteRenderer(BeatRenderer):
    """Draws a chapter's frames on nothing."""

    @override
    def painter_for(self, camera: Camera) -> FramePainter:
        on_black = super().painter_for(_before(camera, 0))
        return Matte(on_black, super().painter_for(_before(camera, _WHITE)))


class Matte:
    """Paints each frame on black and on white, and works out colour and opacity from both.

    Where a pixel lets the background through, the two differ by just as much (triangulation matting: Smith
    and Blinn, Blue Screen Matting, SIGGRAPH 1996). So whatever paints need know nothing of transparency.
    """

    def __init__(self, on_black: FramePainter, on_white: FramePainter) -> None:
        self.camera = on_black.camera
        self._on_black, self._on_white = on_black, on_white
        self._matte: PixelArray = np.zeros_like(on_black.pixels)

    @property
    def pixels(self) -> PixelArray:
        """The frame (height, width, 4: RGBA), its colours not multiplied by the opacity."""
        return self._matte

    def begin(self, still: Sequence[Mobject]) -> None:
        """Begin an animation, as every painter does."""
        self._on_white.begin(still)
        self._on_black.begin(still)

    def paint(self, moving: Sequence[Mobject]) -> list[PixelBox]:
        """Paint the next frame, as every painter does."""
        self._on_white.paint(moving)
        return self._combined(self._on_black.paint(moving))

    def pass_over(self, shown: Sequence[Mobject]) -> None:
        """Let an animation go by that is not painted."""
        for painter in (self._on_white, self._on_black):
            painter.pass_over(shown)

    def _combined(self, boxes: list[PixelBox]) -> list[PixelBox]:
        for top, bottom, left, right in boxes:
            place = slice(top, bottom), slice(left, right)
            self._matte[place] = matte(self._on_black.pixels[place], self._on_white.pixels[place])
        return boxes


def matte(on_black: NDArray[Any], on_white: NDArray[Any]) -> NDArray[np.uint8]:
    """Return colour and opacity (..., 4: RGBA, 8 bits) of what looks like this on black and on white."""
    black = on_black[..., :3].astype(np.int32)
    let_through = (on_white[..., :3] - black).mean(axis=-1)
    opacity = np.clip(np.rint(_WHITE - let_through), 0, _WHITE)
    colour = black * _WHITE / np.maximum(opacity, 1)[..., None]
    found = np.concatenate([np.minimum(colour, _WHITE), opacity[..., None]], axis=-1)
    rounded: NDArray[np.uint8] = np.rint(found).astype(np.uint8)
    return rounded


def _before(camera: Camera, grey: int) -> Camera:
    """Return a camera that sees the same before a background of a grey from 0 to 255."""
    other = copy.copy(camera)
    shape = (camera.pixel_height, camera.pixel_width, 4)
    other.background = np.full(shape, grey, dtype=np.uint8)
    other.background[..., 3] = _WHITE
    return other
