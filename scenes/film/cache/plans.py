"""Timelines of rehearsed chapters, kept as long as nothing changes that they were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from config import Settings
from config.profiles import Profile
from scenes.film.cache import code, packages
from scenes.film.cache.reads import Values, value_at
from scenes.film.files import write_text
from scenes.film.timeline import TICKS_PER_SECOND, Timeline
from scenes.voice.speech import Line, Voice

DRAWING = ("scenes.film.frames.film", "scenes.film.frames.renderer")
"""What turns a chapter's animations into encoded frames; it counts among what a chapter is made from."""

_MOST = 24
"""Timelines kept of a chapter: one for each state of code and settings that it was lately rehearsed in."""


@dataclass(frozen=True)
class Plan:
    """A chapter's timeline and what it was made from: code (digest by file), values, voice, packages."""

    name: str
    """What the chapter is called by commands and files."""
    timeline: Timeline
    files: dict[str, str]
    values: Values
    voice: tuple[str, ...]
    """The key of each beat's sound."""
    environment: str
    seconds: float
    """What passing over all its beats took."""

    def holds(self, settings: Settings, voice: Voice) -> bool:
        """Tell whether the chapter would come out the same now, spoken by a voice."""
        return (
            self.environment == packages.digest()
            and all(value_at(settings, place) == value for place, value in self.values.items())
            and code.changed(self.files) is None
            and self.voice == keys(voice, self.timeline)
        )

    def key(self, beat: str, profile: Profile) -> str:
        """Return the key of everything that decides a beat's frames."""
        spans = [self.timeline.span(beat) for beat in self.timeline.beats]
        parts = (self.environment, self.files, dict(self.values), spans, repr(profile), self.name, beat)
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def way_to(self, beat: int) -> float:
        """Return what passing over all before a beat takes (seconds), by its index."""
        beats = self.timeline.beats
        return self.seconds * self.timeline.span(beats[beat])[0] / self.timeline.span(beats[-1])[1]

    def frames(self, beat: int, profile: Profile) -> int:
        """Return how many frames a beat has, by its index: up to where the next one starts."""
        start, end = self.timeline.span(self.timeline.beats[beat])
        return (end - start) * profile.frame_rate // TICKS_PER_SECOND


def keys(voice: Voice, timeline: Timeline) -> tuple[str, ...]:
    """Return the key of each beat's sound, as a voice says it."""
    return tuple(voice.key(Line(timeline.chapter, beat.id, beat.spoken)) for beat in timeline.beats)


_KEPT = TypeAdapter(tuple[Plan, ...])


class Plans:
    """The kept plans, a file a chapter below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, chapter: str, settings: Settings, voice: Voice) -> Plan | None:
        """Return the plan of a chapter that still holds, spoken by a voice, if one is kept."""
        return next((plan for plan in self._all(chapter) if plan.holds(settings, voice)), None)

    def keep(self, plan: Plan) -> None:
        """Keep a plan, before those of other states. Raises `OSError`."""
        kept = (plan, *(old for old in self._all(plan.name) if old != plan))[:_MOST]
        write_text(self._folder / f"{plan.name}.json", _KEPT.dump_json(kept).decode())

    def _all(self, chapter: str) -> Sequence[Plan]:
        try:
            return _KEPT.validate_json((self._folder / f"{chapter}.json").read_bytes())
        except (OSError, ValidationError):
            return ()
