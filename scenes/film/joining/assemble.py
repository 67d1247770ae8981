"""Scenes' films joined into one, with a chapter mark and captions for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.files import write_text, written_aside
from scenes.film.joining.captions import Cue, as_srt, as_vtt
from scenes.film.joining.join import Mark, Piece, join

if TYPE_CHECKING:
    from scenes.film.joining.narration import Narration
    from scenes.film.timeline import Timeline


@dataclass(frozen=True)
class FilmPart:
    """One scene's finished film, its timeline, its captions, and how many frames come before them."""

    video: Path
    timeline: Timeline
    cues: Sequence[Cue]
    skipped: int = 0


def assemble(parts: Sequence[FilmPart], out: Path, narration: Narration, *, title: str) -> Path:
    """Write `lecture.mp4`, `.vtt` and `.srt` into a folder and return the film's path.

    All are replaced in one step each. Raises `ProductionError` where a film is not encoded like the
    first one, and `OSError`.
    """
    film = out / "lecture.mp4"
    starts = _starts(parts)
    marks = [
        Mark(part.timeline.title, start, start + part.timeline.duration)
        for part, start in zip(parts, starts, strict=True)
    ]
    found = [
        replace(cue, start=cue.start + start, end=cue.end + start)
        for part, start in zip(parts, starts, strict=True)
        for cue in part.cues
    ]
    sound = narration.of_scenes([part.timeline for part in parts])
    with written_aside(film) as aside:
        pieces = [Piece(part.video, part.skipped) for part in parts]
        join(pieces, aside, title=title, cues=found, marks=marks, sound=sound)
    write_text(out / "lecture.vtt", as_vtt(found))
    write_text(out / "lecture.srt", as_srt(found))
    return film


def _starts(parts: Sequence[FilmPart]) -> list[float]:
    """Return when each part begins, in seconds from the film's start."""
    starts = [0.0]
    for part in parts[:-1]:
        starts.append(starts[-1] + part.timeline.duration)
    return starts
