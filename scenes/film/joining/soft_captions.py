"""Captions inside a film, which a player shows or not: an MPEG-4 timed text track (3GPP TS 26.245)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from scenes.film.joining.captions import Cue
from scenes.voice.speech import LANGUAGE

_STEP = Fraction(1, 1000)

_STYLE = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Alignment
Style: Default,Sans,16,&Hffffff,2

[Events]
Format: Layer, Start, End, Style, Text
"""
"""What the track is set up with; a player uses a style of its own."""


class SoftCaptions:
    """A film's captions on their way into it, in the order of time between its pictures."""

    def __init__(self, film: OutputContainer, cues: Iterable[Cue]) -> None:
        self._film = film
        stream = film.add_stream("mov_text")
        assert isinstance(stream, SubtitleStream)
        stream.codec_context.subtitle_header = _STYLE
        stream.codec_context.time_base = stream.time_base = _STEP
        stream.metadata["language"] = LANGUAGE
        self._stream = stream
        self._waiting = [(cue.start, self._packet(cue)) for cue in cues]

    def write_until(self, seconds: float | Fraction) -> None:
        """Write the captions that begin up to a time."""
        while self._waiting and self._waiting[0][0] <= seconds:
            self._film.mux(self._waiting.pop(0)[1])

    def write_all(self) -> None:
        """Write the captions that are left."""
        self.write_until(float("inf"))

    def _packet(self, cue: Cue) -> Any:
        text = "\n".join(cue.lines).encode()
        packet: Any = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.stream, packet.time_base = self._stream, _STEP
        packet.pts = packet.dts = int(cue.start * 1000)
        packet.duration = int(cue.end * 1000) - int(cue.start * 1000)
        return packet
