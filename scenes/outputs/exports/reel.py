"""The frame sink of an export: from the first wanted beat to the last, whole frames go to an encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim.typing import PixelArray

from scenes.film.errors import EnoughError
from scenes.film.frames.tiles import PixelBox


class Encoder(Protocol):
    """What makes a file of frames."""

    def add(self, pixels: PixelArray, times: int) -> None:
        """Take a frame (height, width, 4: RGBA), shown so many times."""

    def finish(self) -> None:
        """Make the file whole."""


class Reel:
    """Shows an encoder what lies between the start of one beat and the end of another, both by name.

    `shown` is called with the number of frames so far. What follows the last beat is left out: at a
    chapter's end that is the curtain, which would cover what a transparent film lies upon.
    """

    def __init__(self, first: str, last: str, encoder: Encoder, shown: Callable[[int], None]) -> None:
        self._first, self._last = first, last
        self._encoder, self._shown = encoder, shown
        self._frame: PixelArray | None = None
        self._beat = ""
        self.active = False
        self.frames = 0

    def start_beat(self, beat: str) -> None:
        """Begin a beat."""
        self._beat = beat
        self.active = self.active or beat == self._first

    def end_beat(self) -> None:
        """End the beat that plays. Raises `EnoughError` after the last one."""
        if self._beat == self._last:
            raise EnoughError

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Encode a frame, which is `pixels` inside the boxes and as before elsewhere."""
        if self._frame is None:
            self._frame = np.zeros_like(pixels)
        for top, bottom, left, right in boxes:
            self._frame[top:bottom, left:right] = pixels[top:bottom, left:right]
        self._encoder.add(self._frame, times)
        self.frames += times
        self._shown(self.frames)
