"""The chapters joined into one film: the encoded pictures as they are, a mark where each chapter begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from scenes.production.captions import as_vtt, cues
from scenes.production.errors import ProductionError
from scenes.production.files import write_text, written_aside

if TYPE_CHECKING:
    from scenes.stage.timeline import Timeline

TITLE = "The Chain Rule, unfolded"
_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True)
class Part:
    """One chapter's finished file and its timeline."""

    video: Path
    timeline: Timeline


def assemble(parts: Sequence[Part], out: Path) -> Path:
    """Write `lecture.mp4` and `lecture.vtt` into a folder and return the film's path.

    Both are replaced in one step each. Raises `ProductionError` where a chapter is not encoded like the
    first one, and `OSError`.
    """
    film = out / "lecture.mp4"
    with written_aside(film) as aside:
        _join(parts, aside)
    starts = _starts(parts)
    found = [
        replace(cue, start=cue.start + start, end=cue.end + start)
        for part, start in zip(parts, starts, strict=True)
        for cue in cues(part.timeline)
    ]
    write_text(out / "lecture.vtt", as_vtt(found))
    return film


def _starts(parts: Sequence[Part]) -> list[float]:
    """Return when each chapter begins, in seconds from the film's start."""
    starts = [0.0]
    for part in parts[:-1]:
        starts.append(starts[-1] + part.timeline.duration)
    return starts


def _join(parts: Sequence[Part], target: Path) -> None:
    with av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as film:
        film.metadata["title"] = TITLE
        with av.open(parts[0].video) as first:
            joined = film.add_stream_from_template(first.streams.video[0])
            like, base = first.streams.video[0].codec_context.extradata, first.streams.video[0].time_base
        assert base is not None
        starts = _starts(parts)
        film.set_chapters(
            [
                {
                    "id": number,
                    "start": round(start * 1000),
                    "end": round((start + part.timeline.duration) * 1000),
                    "time_base": _MILLISECOND,
                    "metadata": {"title": part.timeline.title},
                }
                for number, (part, start) in enumerate(zip(parts, starts, strict=True))
            ]
        )
        for part, start in zip(parts, starts, strict=True):
            with av.open(part.video) as chapter:
                pictures = chapter.streams.video[0]
                if pictures.codec_context.extradata != like or pictures.time_base != base:
                    raise ProductionError(
                        f"{part.video} is not encoded like {parts[0].video}; render all anew"
                    )
                offset = round(start / base)
                for packet in chapter.demux(pictures):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts, packet.dts = packet.pts + offset, packet.dts + offset
                    packet.stream = joined
                    film.mux(packet)
