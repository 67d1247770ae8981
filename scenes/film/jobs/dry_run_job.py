"""The job of planning scenes by dry runs, which tell each one's timeline and what it is made from."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from pathlib import Path

from scenes.film.cache import code, packages
from scenes.film.cache.plans import DRAWING, Plan, keys
from scenes.film.errors import ProductionError
from scenes.film.hooks import with_beat_hooks
from scenes.film.inputs import Inputs
from scenes.film.jobs.messages import Emit, Message, Revoked
from scenes.film.jobs.sandbox import explained, load, quiet_manim
from scenes.film.joining.narration import Narration
from scenes.film.project import SceneRef
from scenes.voice.choice import SpokenPace, VoiceSettings
from scenes.voice.speech import Line, Pace, Timing


@dataclass(frozen=True)
class Planned(Message):
    """The plan of a scene."""

    plan: Plan


@dataclass(frozen=True)
class Unplannable(Message):
    """A scene whose dry run failed, and why, in one line."""

    scene: str
    line: str


@dataclass(frozen=True)
class DryRunJob:
    """Dry runs of several scenes, noting what each is made from.

    One process does several, because a voice takes half a second to get ready.
    """

    entries: tuple[SceneRef, ...]
    inputs: Inputs
    voice: VoiceSettings
    out: Path

    @property
    def name(self) -> str:
        """The first scene's id and how many follow."""
        first, others = self.entries[0].id, len(self.entries) - 1
        return f"{first} and {others} more" if others else first

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Emit `Planned` or `Unplannable` for each scene."""
        for entry in self.entries:
            if entry is not self.entries[0]:
                gc.collect()
            try:
                plan = self._plan(entry, folder)
            except ProductionError as error:
                emit(Unplannable(entry.id, str(error)))
            else:
                emit(Planned(plan))

    def _plan(self, entry: SceneRef, folder: Path) -> Plan:
        beats: list[str] = []
        with explained(entry.id, beats, self.out), quiet_manim(folder):
            scene = with_beat_hooks(load(entry), beats.append)
            recorder = self.inputs.recorder()
            voice = Narration(self.voice, self.out, on=True).speeches
            pace = _TimedPace(SpokenPace(voice))
            since = time.monotonic()
            timeline = scene.dry_run(recorder.inputs, pace, position=entry.position)
            seconds = time.monotonic() - since - pace.seconds
            return Plan(
                name=entry.id,
                timeline=timeline,
                files=code.digests((entry.module, *DRAWING), code.STARTED),
                values=recorder.values(),
                position=entry.position,
                voice=keys(voice, timeline),
                environment=packages.digest(),
                seconds=seconds,
            )


@dataclass
class _TimedPace:
    """A pace and the seconds that asking it has taken: what a worker that knows the times is spared."""

    pace: Pace
    seconds: float = 0.0

    def timing(self, line: Line) -> Timing:
        """Return how long a line takes."""
        since = time.monotonic()
        found = self.pace.timing(line)
        self.seconds += time.monotonic() - since
        return found
