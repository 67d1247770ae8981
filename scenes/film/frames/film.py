"""The frame sink of a worker: the frames of each wanted beat go into a file of the beat's own."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from manim.typing import PixelArray

from scenes.film.frames.picture import Picture
from scenes.film.frames.segment import Segment
from scenes.film.frames.tiles import PixelBox
from scenes.film.quality import Quality


class BeatFilm:
    """A frame sink that encodes the wanted beats, `targets` by name, into one file each.

    A picture of each goes beside its film, as PNG. `shown` is called with the number of frames so far;
    `ended`, once a beat's files are whole, with the beat, its frames, the seconds that it took, and those
    of them that went into encoding.
    """

    def __init__(
        self,
        targets: Mapping[str, Path],
        quality: Quality,
        shown: Callable[[int], None],
        ended: Callable[[str, int, float, float], None],
    ) -> None:
        self._wanted, self._quality = dict(targets), quality
        self._shown, self._ended = shown, ended
        self._picture = Picture(quality.width, quality.height)
        self._segment: Segment | None = None
        self._target = Path()
        self._beat, self._frames = "", 0
        self._since = self._encoding = 0.0

    @property
    def active(self) -> bool:
        """Whether the beat that plays is wanted."""
        return self._segment is not None

    @property
    def complete(self) -> bool:
        """Whether every beat that is wanted has been drawn."""
        return not self._wanted and not self.active

    def revoke(self, beats: Collection[str]) -> None:
        """Want some beats no more, but for the one that plays."""
        for beat in beats:
            self._wanted.pop(beat, None)

    def start_beat(self, beat: str) -> None:
        """End the beat before and begin a beat.

        What the beat before has left of its animations is freed: they refer to each other in circles.
        """
        self.end()
        gc.collect()
        target = self._wanted.pop(beat, None)
        if target is not None:
            self._beat, self._since, self._encoding = beat, time.monotonic(), 0.0
            self._target, self._segment = target, Segment(target, self._quality)

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Encode a frame."""
        assert self._segment is not None
        since = time.monotonic()
        self._picture.take(pixels, boxes)
        self._segment.add(self._picture, times)
        self._encoding += time.monotonic() - since
        self._frames += times
        self._shown(self._frames)

    def keep_poster(self) -> None:
        """Save the picture as it is now as the beat's: the beat is over, what follows is a transition."""
        if self.active:
            self._target.with_suffix(".png").write_bytes(self._picture.png())

    def end(self) -> None:
        """Make the file of the beat that plays whole."""
        if self._segment is not None:
            segment, self._segment = self._segment, None
            since = time.monotonic()
            segment.finish()
            now = time.monotonic()
            self._ended(self._beat, segment.frames, now - self._since, self._encoding + now - since)

    def abandon(self) -> None:
        """Leave the file of the beat that plays as it is."""
        if self._segment is not None:
            segment, self._segment = self._segment, None
            segment.abandon()
