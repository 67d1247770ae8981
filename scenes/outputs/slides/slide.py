"""One slide: a beat's film, its picture, and what is said to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scenes.film.cache.segments import Segments
from scenes.film.result import SceneBuild
from scenes.film.timeline import TICKS_PER_SECOND


@dataclass(frozen=True)
class Slide:
    """A beat on a slide of its own; `key` is what its film of `length` seconds was drawn under.

    The beat ends `end` seconds after the film's start. A chapter's last beat `stops` there, before the
    curtain falls, and one that loops begins anew; the others run on to where the next beat begins.
    """

    chapter: str
    beat: str
    title: str
    notes: str
    film: Path
    poster: Path
    key: str
    loop: bool
    length: float
    end: float
    stops: bool

    @property
    def name(self) -> str:
        """What the slide is called in addresses."""
        return f"{self.chapter}-{self.beat}"


def slides_of(chapter: SceneBuild, segments: Segments) -> Iterator[Slide]:
    """Yield a chapter's slides in order; their films are those of the cache, which have no sound."""
    timeline = chapter.plan.timeline
    for index, beat in enumerate(timeline.beats):
        key = chapter.keys[beat.id]
        starts = beat.start_tick if index else 0
        last = beat is timeline.beats[-1]
        ends = timeline.end_tick if last else timeline.beats[index + 1].start_tick
        yield Slide(
            chapter=chapter.entry.id,
            beat=beat.id,
            title=timeline.title,
            notes=beat.caption,
            film=segments.path(key).absolute(),
            poster=segments.poster(key).absolute(),
            key=key,
            loop=beat.loop,
            length=(ends - starts) / TICKS_PER_SECOND,
            end=(beat.end_tick - starts) / TICKS_PER_SECOND,
            stops=beat.end_tick < ends and (last or beat.loop),
        )
