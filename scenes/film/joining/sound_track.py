"""The sound inside a film: AAC, one channel, on its way in between the pictures."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import av
from av.container import OutputContainer

from scenes.voice.speech import LANGUAGE, RATE, Samples

_BITS_A_SECOND = 96_000
"""As much as one voice can use."""


class SoundTrack:
    """What is heard in a film, encoded piece by piece as the pictures go in."""

    def __init__(self, film: OutputContainer, pieces: Iterable[Samples]) -> None:
        self._film, self._pieces = film, iter(pieces)
        stream = film.add_stream("aac", rate=RATE, layout="mono", options={"aac_coder": "fast"})
        assert isinstance(stream, av.AudioStream)
        stream.bit_rate = _BITS_A_SECOND
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
        frame = av.AudioFrame.from_ndarray(piece[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._samples, Fraction(1, RATE)
        self._film.mux(self._stream.encode(frame))
        self._samples += piece.size
