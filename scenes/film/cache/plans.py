"""Plans of scenes: timelines of dry runs, kept as long as nothing changes that they were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from scenes.film.cache import code, packages
from scenes.film.files import write_text
from scenes.film.inputs import Inputs, Values
from scenes.film.project import Position
from scenes.film.quality import Quality
from scenes.film.timeline import TICKS_PER_SECOND, Timeline
from scenes.voice.speech import Line, Voice

DRAWING = ("scenes.film.frames.film", "scenes.film.frames.renderer")
"""Modules that turn animations into encoded frames: part of the code that a scene is made from."""

_MOST = 24
"""Plans kept of a scene: one for each state of code and inputs that it was lately planned in."""


@dataclass(frozen=True)
class Plan:
    """A scene's timeline and what it was made from: code (digest by file), values, voice, packages."""

    name: str
    """The scene's id."""
    timeline: Timeline
    files: dict[str, str]
    values: Values
    """The inputs that it has read."""
    position: Position | None
    voice: tuple[str, ...]
    """The key of each beat's sound."""
    environment: str
    seconds: float
    """What the dry run took, without the voice."""

    def holds(self, inputs: Inputs, position: Position | None, voice: Voice) -> bool:
        """Tell whether the scene would come out the same now, spoken by a voice."""
        return (
            self.environment == packages.digest()
            and self.position == position
            and all(inputs.value_at(path) == value for path, value in self.values.items())
            and code.changed(self.files) is None
            and self.voice == keys(voice, self.timeline)
        )

    def key(self, beat: str, quality: Quality) -> str:
        """Return the key of everything that decides a beat's frames."""
        spans = [self.timeline.span(beat) for beat in self.timeline.beats]
        made_from = (self.environment, self.files, dict(self.values), repr(self.position))
        parts = (*made_from, spans, quality.key, self.name, beat)
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def seek_cost(self, beat: int) -> float:
        """Return the seconds that it takes to play all before a beat, by its index, without drawing."""
        beats = self.timeline.beats
        return self.seconds * self.timeline.span(beats[beat])[0] / self.timeline.span(beats[-1])[1]

    def frames(self, beat: int, quality: Quality) -> int:
        """Return how many frames a beat has, by its index: up to where the next one starts."""
        start, end = self.timeline.span(self.timeline.beats[beat])
        return (end - start) * quality.frame_rate // TICKS_PER_SECOND


def keys(voice: Voice, timeline: Timeline) -> tuple[str, ...]:
    """Return the key of each beat's sound, as a voice says it."""
    return tuple(voice.key(Line(timeline.scene, beat.id, beat.spoken)) for beat in timeline.beats)


_KEPT = TypeAdapter(tuple[Plan, ...])


class Plans:
    """The kept plans, a file a scene below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, scene: str, inputs: Inputs, position: Position | None, voice: Voice) -> Plan | None:
        """Return the plan of a scene that still holds, spoken by a voice, if one is kept."""
        return next((plan for plan in self._all(scene) if plan.holds(inputs, position, voice)), None)

    def keep(self, plan: Plan) -> None:
        """Keep a plan, before those of other states. Raises `OSError`."""
        kept = (plan, *(old for old in self._all(plan.name) if old != plan))[:_MOST]
        write_text(self._folder / f"{plan.name}.json", _KEPT.dump_json(kept).decode())

    def _all(self, scene: str) -> Sequence[Plan]:
        try:
            return _KEPT.validate_json((self._folder / f"{scene}.json").read_bytes())
        except (OSError, ValidationError):
            return ()
