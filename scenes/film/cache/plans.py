"""Plans of scenes: timelines of dry runs, kept as long as nothing changes that they were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scenes.film.cache import code, packages
from scenes.film.cache.play_digest import PlayDigest
from scenes.film.cache.read_files import unchanged
from scenes.film.files import write_text
from scenes.film.inputs import Inputs, Values
from scenes.film.position import Position
from scenes.film.quality import Quality
from scenes.film.timeline import Timeline
from scenes.voice.speech import Line, Voice

DRAWING = (
    *("scenes.film.frames.film", "scenes.film.frames.renderer"),
    *("scenes.film.playing.scene", "scenes.film.playing.plain_scene", "scenes.film.jobs.sandbox"),
)
"""Modules that turn animations into encoded frames: part of what every frame is made from."""

_MOST = 24
"""Plans kept of a scene: one for each state of code and inputs that it was lately planned in."""


@dataclass(frozen=True)
class Plan:
    """A scene's timeline and what it was made from: code (digest by file), values, voice, packages."""

    name: str
    """The scene's id."""
    timeline: Timeline
    plays: tuple[PlayDigest, ...]
    """What each of its play calls shows, in order."""
    files: dict[str, str]
    """Digests of the code that it is made from, by file."""
    data: dict[str, str]
    """Digests of the files that it has read, by path."""
    values: Values
    """The inputs that it has read."""
    position: Position | None
    voice: tuple[str, ...]
    """The key of each beat's sound."""
    environment: str
    packages: dict[str, str]
    """Versions of what else the scene may have used, for a scene in a file of its own."""
    drawing: str
    """The digest of the code that draws."""
    seconds: float
    """What the dry run took, without the voice."""
    stepped: bool = False
    """Whether every play call was played frame by frame."""
    seed: int | None = None
    """What its random numbers start from; None where it takes none."""
    frames_as: str | None = None
    """Size and rate of the frames that it was made for, None where it holds for any."""

    def holds(self, inputs: Inputs, quality: Quality, position: Position | None, voice: Voice) -> bool:
        """Tell whether the scene would come out the same now, in a quality, spoken by a voice."""
        return (
            self.environment == packages.digest()
            and self.frames_as in (None, format_of(quality))
            and self.position == position
            and all(inputs.value_at(path) == value for path, value in self.values.items())
            and code.changed(self.files) is None
            and unchanged(self.data)
            and packages.installed(self.packages)
            and self.voice == keys(voice, self.timeline)
        )

    def key(self, beat: str, quality: Quality) -> str:
        """Return the key of everything that decides a beat's frames."""
        made_from: list[Any] = [self.environment, self.drawing, quality.key, self._frames(beat)]
        plays = [play for play in self.plays if play.beat == beat]
        if all(play.proven for play in plays):
            # What the scene has read it may read again while it plays; a sound is no picture.
            sounds = {sound.file for sound in self.timeline.sounds}
            made_from.append({path: digest for path, digest in self.data.items() if path not in sounds})
            made_from += [[play.duration, play.stage, play.action] for play in plays]
        else:
            # What moves cannot be read: the beat is what all that the scene is made from makes of it.
            made_from += [self.name, beat, self.files, self.data, dict(self.values), repr(self.position)]
        return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()

    def seek_cost(self, beat: int) -> float:
        """Return the seconds that it takes to play all before a beat, by its index, without drawing."""
        beats = self.timeline.beats
        return self.seconds * self.timeline.span(beats[beat])[0] / self.timeline.span(beats[-1])[1]

    def frames(self, beat: int, quality: Quality) -> int:
        """Return how many frames a beat has, by its index: up to where the next one starts."""
        start, end = self.timeline.span(self.timeline.beats[beat])
        return (end - start) * quality.frame_rate // self.timeline.rate

    def _frames(self, beat: str) -> int:
        start, end = next(self.timeline.span(one) for one in self.timeline.beats if one.id == beat)
        return end - start


def format_of(quality: Quality) -> str:
    """Return size and rate of a quality's frames."""
    return f"{quality.width}x{quality.height} at {quality.frame_rate}"


def keys(voice: Voice, timeline: Timeline) -> tuple[str, ...]:
    """Return the key of each beat's sound, as a voice says it."""
    return tuple(voice.key(Line(timeline.scene, beat.id, beat.spoken)) for beat in timeline.beats)


def _replaces(plan: Plan, old: Plan) -> bool:
    """Tell whether a stepped plan was made because another one, of the same state, has proved wrong."""
    return plan.stepped and not old.stepped and old.files == plan.files and old.values == plan.values


_KEPT = TypeAdapter(tuple[Plan, ...])


class Plans:
    """The kept plans, a file a scene below a folder: a line with the digest of what follows, then JSON."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(
        self, scene: str, inputs: Inputs, quality: Quality, position: Position | None, voice: Voice
    ) -> Plan | None:
        """Return the plan of a scene that still holds, in a quality, spoken by a voice, if one is kept."""
        holding = (plan for plan in self._all(scene) if plan.holds(inputs, quality, position, voice))
        return next(holding, None)

    def latest(self, scene: str) -> Plan | None:
        """Return the plan of a scene that was made last, whether it still holds or not."""
        return next(iter(self._all(scene)), None)

    def keep(self, plan: Plan) -> None:
        """Keep a plan, before those of other states. Raises `OSError`.

        One that was played frame by frame takes the place of those that were not, which have proved wrong.
        """
        others = [old for old in self._all(plan.name) if old != plan and not _replaces(plan, old)]
        kept = (plan, *others)[:_MOST]
        text = _KEPT.dump_json(kept).decode()
        write_text(self._folder / f"{plan.name}.json", f"{_digest(text.encode())}\n{text}")

    def _all(self, scene: str) -> Sequence[Plan]:
        """Return the kept plans of a scene; none if the file is not as it was written."""
        try:
            digest, _, plans = (self._folder / f"{scene}.json").read_bytes().partition(b"\n")
            return _KEPT.validate_json(plans) if digest == _digest(plans).encode() else ()
        except (OSError, ValidationError):
            return ()


def _digest(plans: bytes) -> str:
    return hashlib.sha256(plans).hexdigest()
