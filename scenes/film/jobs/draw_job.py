"""The job of drawing a run of beats of one scene."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.cache import code
from scenes.film.cache.play_digest import PlayDigest
from scenes.film.errors import EnoughError, ProductionError
from scenes.film.inputs import Inputs
from scenes.film.jobs.beat_runs import BeatRun
from scenes.film.jobs.memory import no_searching, return_large_blocks
from scenes.film.jobs.messages import Emit, Message, Revoked
from scenes.film.jobs.sandbox import explained, frames_of, load, quiet_manim
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.playing.pace import KnownPace
from scenes.film.project import SceneRef
from scenes.film.quality import Quality

if TYPE_CHECKING:
    from manim import Scene

_REPORT_EVERY = 0.25
"""Seconds between two messages about the frames drawn: each takes the drawing half a millisecond."""


@dataclass(frozen=True)
class FramesDrawn(Message):
    """How many frames of the job are drawn so far."""

    frames: int


@dataclass(frozen=True)
class BeatDrawn(Message):
    """The files of a beat are whole: its frames, the seconds that it took, those of them spent encoding."""

    beat: str
    frames: int
    seconds: float
    encoding: float


@dataclass(frozen=True)
class Diverged(Message):
    """A scene played otherwise than was planned: in which beat, and how, in words."""

    beat: str
    how: str


class DivergedError(Exception):
    """Raised inside a scene that plays otherwise than was planned; holds how, in words."""


@dataclass(frozen=True)
class DrawJob:
    """Draws the beats of a run into files named after them in the worker's folder.

    A beat counts as drawn only once every play call in it, and the first one after it, has proved to be the
    planned one: then the beats before and after it fit, whoever draws them.
    """

    entry: SceneRef
    inputs: Inputs
    quality: Quality
    run_of_beats: BeatRun
    files: Mapping[str, str]
    """Digests of the code that the run was planned with."""
    plays: tuple[PlayDigest, ...]
    """What each play call of the scene was planned to show."""
    keys: Mapping[str, str]
    """The cache key of each beat's frames, by the beat's id."""
    stepped: bool
    """Whether the scene was planned frame by frame; then what is skipped is played so, too."""
    pace: KnownPace
    out: Path
    data: Mapping[str, str] = field(default_factory=dict)
    """Digests of the other files that the scene reads, by their absolute paths."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Versions of what else the scene may use."""

    @property
    def name(self) -> str:
        """The scene's id."""
        return self.entry.id

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Emit `BeatDrawn` for each beat, or `Diverged`. Raises `ProductionError` naming scene and beat."""
        return_large_blocks()
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(folder), no_searching():
            try:
                self._draw(folder, emit, revoked, beats)
            except DivergedError as error:
                emit(Diverged(beats[-1] if beats else "", str(error)))

    def _draw(self, folder: Path, emit: Emit, revoked: Revoked, beats: list[str]) -> None:
        from scenes.film.frames.film import BeatFilm
        from scenes.film.frames.renderer import BeatRenderer
        from scenes.film.jobs.watched_plays import ExpectedPlays

        expected = {task.beat: task.frames for task in self.run_of_beats.tasks}
        drawn: list[BeatDrawn] = []

        def ended(beat: str, frames: int, seconds: float, encoding: float) -> None:
            if frames != expected[beat]:
                raise DivergedError(f"has {frames} frames where {expected[beat]} were planned")
            drawn.append(BeatDrawn(beat, frames, seconds, encoding))

        targets = {beat: beat_file(folder, beat) for beat in expected}
        film = BeatFilm(targets, self.quality, throttled(emit), ended)
        plays = ExpectedPlays(folder, self.plays)

        def start_beat(beat: str) -> None:
            beats.append(beat)
            film.revoke(revoked())
            film.start_beat(beat)

        def before_play(scene: Scene) -> None:
            if film.active or drawn:
                how = plays.differs(scene, beats[-1])
                if how is not None:
                    raise DivergedError(how)
                self._confirm(drawn, emit)
            else:
                plays.skip()
            if film.complete:
                raise EnoughError

        with frames_of(self.quality):
            kind = with_beat_hooks(load(self.entry), start_beat, film.keep_poster)
            renderer = BeatRenderer(film, stepped=self.stepped, on_play=before_play)
            try:
                kind(self.inputs, self.pace, position=self.entry.position, renderer=renderer).perform()
                film.end()
                self._confirm(drawn, emit)
            except EnoughError:
                pass
            finally:
                film.abandon()

    def _confirm(self, drawn: list[BeatDrawn], emit: Emit) -> None:
        """Emit the beats that were drawn, if the code that drew them is still that of the plan."""
        for message in drawn:
            if (path := code.changed(self.files)) is not None:
                raise ProductionError(f"{self.entry.id}: {path} was changed while it was drawn; render again")
            emit(message)
        drawn.clear()


def beat_file(folder: Path, beat: str) -> Path:
    """Return the file that a worker draws a beat into."""
    return folder / f"{beat}.mp4"


def poster_file(film: Path) -> Path:
    """Return the file with the picture of a beat, beside that of the beat."""
    return film.with_suffix(".png")


def throttled(emit: Emit) -> Callable[[int], None]:
    """Return a function that emits the number of frames drawn, but not more often than a reader needs."""
    last = 0.0

    def drawn(frames: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_EVERY:
            last = now
            emit(FramesDrawn(frames))

    return drawn
