"""The job of planning scenes by dry runs, which tell each one's timeline and what it is made from."""

from __future__ import annotations

import gc
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path

from scenes.film.cache import code, packages
from scenes.film.cache.plans import DRAWING, Plan, format_of, keys
from scenes.film.cache.read_files import content_digests, files_read
from scenes.film.errors import ProductionError
from scenes.film.inputs import Inputs
from scenes.film.jobs.messages import Emit, Message, Revoked
from scenes.film.jobs.sandbox import explained, frames_of, load, quiet_manim
from scenes.film.joining.narration import Narration
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.project import SceneRef
from scenes.film.quality import Quality
from scenes.film.timeline import TICKS_PER_SECOND, Timeline
from scenes.voice.choice import SpokenPace, VoiceSettings
from scenes.voice.speech import Line, Pace, Timing


@dataclass(frozen=True)
class Planned(Message):
    """The plan of a scene, and the seconds that making it took, with the voice."""

    plan: Plan
    seconds: float = 0.0


@dataclass(frozen=True)
class Unplannable(Message):
    """A scene whose dry run failed, and why, in one line."""

    scene: str
    line: str


@dataclass(frozen=True)
class DryRunJob:
    """Dry runs of several scenes for films of a quality, noting what each is made from.

    One process does several, because a voice takes half a second to get ready. With `stepped` every play
    call is played frame by frame.
    """

    entries: tuple[SceneRef, ...]
    inputs: Inputs
    quality: Quality
    voice: VoiceSettings
    out: Path
    stepped: bool = False

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
            since = time.monotonic()
            try:
                plan = self._plan(entry, folder)
            except ProductionError as error:
                emit(Unplannable(entry.id, str(error)))
            else:
                emit(Planned(plan, time.monotonic() - since))

    def _plan(self, entry: SceneRef, folder: Path) -> Plan:
        from scenes.film.digests.plays import random_state
        from scenes.film.jobs.watched_plays import WatchedPlays
        from scenes.film.playing.dry_renderer import DryRenderer

        loaded = time.time()
        plays = WatchedPlays(folder)
        inside = (folder, self.out, code.ROOT / "config")
        with (
            explained(entry.id, plays.beats, self.out),
            quiet_manim(folder),
            frames_of(self.quality),
            files_read(*inside) as read,
        ):
            scene = with_beat_hooks(load(entry), plays.start_beat)
            recorder = self.inputs.recorder()
            voice = Narration(self.voice, self.out, on=True).speeches
            pace = _TimedPace(SpokenPace(voice))
            renderer = DryRenderer(stepped=self.stepped, on_play=plays.note)
            since = time.monotonic()
            made = scene(recorder.inputs, pace, position=entry.position, renderer=renderer)
            generators = random_state()
            timeline = made.perform().timeline
            seconds = time.monotonic() - since - pace.seconds
            seed = None if random_state() == generators else made.random_seed
            self._check_rate(entry, timeline)
        depends = renderer.has_stepped or timeline.rate != TICKS_PER_SECOND
        modules = (entry.module, *DRAWING)
        files = code.digests(modules, code.STARTED, file=entry.file, loaded=loaded)
        drawing = code.digests(DRAWING, code.STARTED)
        return Plan(
            name=entry.id,
            timeline=timeline,
            plays=tuple(plays.found),
            files=files,
            data=content_digests(read | {sound.file for sound in timeline.sounds}),
            values=recorder.values(),
            position=entry.position,
            voice=keys(voice, timeline),
            environment=packages.digest(),
            packages=packages.imported() if entry.file is not None else {},
            drawing=hashlib.sha256(repr(sorted(drawing.items())).encode()).hexdigest(),
            seconds=seconds,
            stepped=self.stepped,
            seed=seed,
            frames_as=format_of(self.quality) if depends else None,
        )

    def _check_rate(self, entry: SceneRef, timeline: Timeline) -> None:
        if self.quality.frame_rate % timeline.rate:
            raise ProductionError(
                f"{entry.id}: frame_rate = {self.quality.frame_rate}: must be a multiple of {timeline.rate}, "
                f"because a beat lasts a whole number of fifteenths of a second"
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
