"""One beat's frames encoded into a file of its own, which joins with its neighbours without a seam."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av

from scenes.film.frames.encoders import encoder_of, options
from scenes.film.frames.picture import PIXEL_FORMAT, Picture
from scenes.film.quality import Quality


class Segment:
    """An H.264 stream in an mp4 file that begins with a key frame and refers to nothing outside itself."""

    def __init__(self, target: Path, quality: Quality) -> None:
        self.frames = 0
        self._step = Fraction(1, quality.frame_rate)
        self._container = av.open(target, "w", format="mp4")
        stream = self._container.add_stream(
            encoder_of(quality), rate=quality.frame_rate, options=options(quality)
        )
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = quality.width, quality.height, PIXEL_FORMAT
        self._stream = stream

    def add(self, picture: Picture, times: int) -> None:
        """Encode the picture as it is now, as so many frames.

        Each is encoded: one frame that lasts longer would cost less, but players, decks and captions count on
        a constant rate, and skipping what is the same is what the encoder is quickest at.
        """
        for _ in range(times):
            picture.frame.pts, picture.frame.time_base = self.frames, self._step
            self._container.mux(self._stream.encode(picture.frame))
            self.frames += 1

    def finish(self) -> None:
        """Encode what the encoder still holds back and close the file."""
        self._container.mux(self._stream.encode())
        self._container.close()

    def abandon(self) -> None:
        """Close the file as it is; what is in it is not a film."""
        self._container.close()
