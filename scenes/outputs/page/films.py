"""The lecture as the page plays it: films, the chapters in them, and the captions of each film."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.film.joined_film import parts_of
from scenes.film.result import BuildResult, SceneBuild
from scenes.film.timeline import Timeline

MEDIA = "media"
"""The folder beside the page that films and pictures lie in."""


@dataclass(frozen=True)
class PagePart:
    """A chapter inside a film: `start` and `end` in seconds from the film's start."""

    chapter: SceneBuild
    timeline: Timeline
    """What the film shows of it."""
    number: int
    """Its place in the lecture, from 1."""
    start: float
    end: float

    @property
    def id(self) -> str:
        """The chapter's name."""
        return self.chapter.entry.id

    @property
    def title(self) -> str:
        """The chapter's title."""
        return self.timeline.title

    @property
    def lines(self) -> list[tuple[float, str]]:
        """What is said: the time in the film, in seconds, and the sentence."""
        return [(self.start + beat.start, beat.caption) for beat in self.timeline.beats]


@dataclass(frozen=True)
class Film:
    """A film with its chapters; `source` is the file that it is a copy of."""

    source: Path
    parts: tuple[PagePart, ...]

    @property
    def place(self) -> str:
        """Where it lies below the page's folder."""
        return f"{MEDIA}/{self.source.name}"

    @property
    def captions(self) -> str:
        """Its captions as an address: a page on disk may not read a file beside it as captions."""
        text = self.source.with_suffix(".vtt").read_bytes()
        return f"data:text/vtt;base64,{base64.b64encode(text).decode('ascii')}"


def films_of(outcome: BuildResult) -> tuple[Film, ...]:
    """Return the whole lecture as one film, or, if only some chapters were asked for, a film of each."""
    if outcome.joined is None:
        return tuple(_alone(chapter) for chapter in outcome.scenes)
    scenes = [scene for scene in outcome.scenes if scene.video is not None]
    shown = [part.timeline for part in parts_of(scenes)]
    return (Film(outcome.joined, _in_order(scenes, shown)),)


def _alone(chapter: SceneBuild) -> Film:
    assert chapter.video is not None
    return Film(chapter.video, _in_order([chapter], [chapter.plan.timeline]))


def _in_order(chapters: Sequence[SceneBuild], shown: Sequence[Timeline]) -> tuple[PagePart, ...]:
    parts: list[PagePart] = []
    for chapter, timeline in zip(chapters, shown, strict=True):
        start = parts[-1].end if parts else 0.0
        number = _number(chapter, len(parts))
        parts.append(PagePart(chapter, timeline, number, start, start + timeline.duration))
    return tuple(parts)


def _number(chapter: SceneBuild, before: int) -> int:
    """Return a chapter's number in its project, or in its film where it has no position."""
    position = chapter.entry.position
    return (position.index if position else before) + 1
