"""The sound inside a film: AAC, on its way in between the pictures."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain

import av
import numpy as np
from av.container import OutputContainer

from scenes.voice.speech import LANGUAGE, RATE, Samples

_BITS_A_SECOND = {"mono": 96_000, "stereo": 160_000}
"""As much as one voice can use, and as much as music can."""


class SoundTrack:
    """What is heard in a film, encoded piece by piece as the pictures go in.

    All pieces have one channel, shape (count,), or all have two, shape (2, count), as the `first` has.
    """

    def __init__(self, film: OutputContainer, first: Samples, pieces: Iterable[Samples]) -> None:
        self._film, self._pieces = film, chain([first], pieces)
        self._layout = "mono" if first.ndim == 1 else "stereo"
        stream = film.add_stream("aac", rate=RATE, layout=self._layout, options={"aac_coder": "fast"})
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = _BITS_A_SECOND[self._layout]
        stream.metadata["language"] = LANGUAGE
        self._stream, self._samples = stream, 0

    def write_until(self, seconds: float | Fraction) -> None:
        """Encode what is heard up to a time, or somewhat more."""
        while self._samples < seconds * RATE:
            piece = next(self._pieces, None)
            if piece is None:
                return
            self._encode(piece)

    def write_all(self) -> None:
        """Encode what is left and what the encoder still holds back."""
        for piece in self._pieces:
            self._encode(piece)
        self._film.mux(self._stream.encode(None))

    def _encode(self, piece: Samples) -> None:
        data = np.ascontiguousarray(np.atleast_2d(piece))
        frame = av.AudioFrame.from_ndarray(data, format="fltp", layout=self._layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._samples, Fraction(1, RATE)
        self._film.mux(self._stream.encode(frame))
        self._samples += data.shape[1]
