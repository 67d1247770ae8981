"""Encoded pieces put one after the other into one film, the pictures as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer

from scenes.film.errors import ProductionError
from scenes.film.joining.captions import Cue
from scenes.film.joining.soft_captions import SoftCaptions
from scenes.film.joining.sound_track import SoundTrack
from scenes.voice.speech import LANGUAGE, Samples

_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True)
class Mark:
    """Where a chapter of the film begins and ends, in seconds, and what it is called."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class Piece:
    """Encoded pictures in a file, from a key frame on that so many frames come before."""

    path: Path
    skipped: int = 0


def join(
    pieces: Sequence[Piece],
    target: Path,
    *,
    title: str,
    cues: Sequence[Cue] = (),
    marks: Iterable[Mark] = (),
    sound: Iterator[Samples] | None = None,
) -> int:
    """Write pieces of film into one file, index in front, and return the number of its frames.

    The cues become captions inside it that a player can show; `sound` is what is heard, piece after piece.

    Raises `ProductionError` where a piece is not encoded like the first one, and `OSError`.
    """
    options = {"movflags": "+faststart"}
    frames = 0
    with av.open(target, "w", format="mp4", options=options) as film:
        film.metadata["title"] = title
        with av.open(pieces[0].path) as first:
            joined = film.add_stream_from_template(first.streams.video[0])
            like = _manner(first.streams.video[0])
        joined.metadata["language"] = LANGUAGE
        track = _track(film, sound)
        captions = SoftCaptions(film, cues) if cues else None
        film.set_chapters(
            [
                {
                    "id": number,
                    "start": round(mark.start * 1000),
                    "end": round(mark.end * 1000),
                    "time_base": _MILLISECOND,
                    "metadata": {"title": mark.title},
                }
                for number, mark in enumerate(marks)
            ]
        )
        for one in pieces:
            with av.open(one.path) as piece:
                pictures = piece.streams.video[0]
                if _manner(pictures) != like:
                    raise ProductionError(f"{one.path} is not encoded like {pieces[0].path}; render all anew")
                assert pictures.average_rate is not None and pictures.time_base is not None
                frame = round(1 / (pictures.average_rate * pictures.time_base))
                offset = (frames - one.skipped) * frame
                for packet in piece.demux(pictures):
                    if packet.dts is None or packet.pts is None or packet.pts < one.skipped * frame:
                        continue
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = joined
                    time = packet.dts * pictures.time_base
                    if track is not None:
                        track.write_until(time)
                    if captions is not None:
                        captions.write_until(time)
                    film.mux(packet)
                    frames += 1
        if track is not None:
            track.write_all()
        if captions is not None:
            captions.write_all()
    return frames


def _track(film: OutputContainer, sound: Iterator[Samples] | None) -> SoundTrack | None:
    """Return the film's sound track; none where there is nothing to be heard."""
    first = next(sound, None) if sound is not None else None
    return None if first is None or sound is None else SoundTrack(film, first, sound)


def _manner(pictures: av.VideoStream) -> tuple[bytes | None, Fraction | None, Fraction | None]:
    return pictures.codec_context.extradata, pictures.time_base, pictures.average_rate
