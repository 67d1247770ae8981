"""The frame as the encoder takes it: luma and subsampled colour, converted only where pixels have changed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import av
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from scenes.film.frames.tiles import PixelBox

PIXEL_FORMAT = "yuv420p"
COLOURS = {
    "colorspace": "bt709",
    "color_primaries": "bt709",
    "color_trc": "iec61966-2-1",
    "color_range": "tv",
}
"""How the picture's numbers are to be read, as x264 writes it into the file (ITU-T H.273)."""

_EXACT = int(Interpolation.AREA | Interpolation.ACCURATE_RND)
"""Colour is the mean of its two by two pixels: a box converts alone to the same numbers as in the frame."""


_PNG = {"pred": "up", "compression_level": "3"}
"""Effort of the PNG encoder: of all rows and levels what took least time for hardly a larger file."""


class Picture:
    """One frame (width, height: pixels, both even) in the encoder's format, kept up to date box by box."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, PIXEL_FORMAT)
        self.frame.colorspace, self.frame.color_range = Colorspace.ITU709, ColorRange.MPEG
        self._planes = [_samples(plane) for plane in self.frame.planes]

    def take(self, pixels: NDArray[Any], boxes: Iterable[PixelBox]) -> None:
        """Convert the boxes of an RGBA frame; their corners must be even."""
        for box in boxes:
            part: NDArray[np.uint8] = np.ascontiguousarray(
                pixels[box.top : box.bottom, box.left : box.right], dtype=np.uint8
            )
            converted = _reformatter(box.right - box.left, box.bottom - box.top).reformat(
                av.VideoFrame.from_numpy_buffer(part, format="rgba"),
                format=PIXEL_FORMAT,
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                interpolation=_EXACT,
                threads=1,
            )
            for step, target, plane in zip((1, 2, 2), self._planes, converted.planes, strict=True):
                target[box.top // step : box.bottom // step, box.left // step : box.right // step] = _samples(
                    plane
                )

    def png(self) -> bytes:
        """Return the frame as a PNG file of RGB values."""
        frame = self.frame.reformat(format="rgb24", threads=1)
        encoder = av.CodecContext.create("png", "w")
        assert isinstance(encoder, av.VideoCodecContext)
        encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "rgb24"
        encoder.sample_aspect_ratio = encoder.time_base = Fraction(1, 1)
        encoder.options, encoder.thread_count = _PNG, 1
        return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode(None)))


def _samples(plane: VideoPlane) -> NDArray[np.uint8]:
    """Return a plane's samples (height, width) without its padding; writing to them writes to the plane."""
    whole: NDArray[np.uint8] = np.frombuffer(memoryview(plane), np.uint8)
    return whole.reshape(plane.height, plane.line_size)[:, : plane.width]


@lru_cache(maxsize=256)
def _reformatter(_width: int, _height: int) -> VideoReformatter:
    """Return the converter for boxes of one size; setting one up takes longer than converting a small box."""
    return VideoReformatter()
