"""The job of drawing a run of beats of one scene."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.cache import code
from scenes.film.errors import ProductionError
from scenes.film.hooks import with_beat_hooks
from scenes.film.inputs import Inputs
from scenes.film.jobs.beat_runs import BeatRun
from scenes.film.jobs.memory import no_searching, return_large_blocks
from scenes.film.jobs.messages import Emit, Message, Revoked
from scenes.film.jobs.sandbox import explained, load, quiet_manim
from scenes.film.pace import KnownPace
from scenes.film.project import SceneRef
from scenes.film.quality import Quality

if TYPE_CHECKING:
    from scenes.film.scene import BeatScene

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
class DrawJob:
    """Draws the beats of a run into files named after them in the worker's folder."""

    entry: SceneRef
    inputs: Inputs
    quality: Quality
    run_of_beats: BeatRun
    files: Mapping[str, str]
    """Digests of the code that the run was planned with."""
    pace: KnownPace
    out: Path

    @property
    def name(self) -> str:
        """The scene's id."""
        return self.entry.id

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Emit `BeatDrawn` for each beat. Raises `ProductionError` naming scene and beat."""
        return_large_blocks()
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(folder), no_searching():
            self._draw(folder, lambda message: self._emit(message, emit), revoked, beats)

    def _emit(self, message: Message, emit: Emit) -> None:
        """Emit a message; one about a beat only if the code that drew it is still that of the plan."""
        if isinstance(message, BeatDrawn) and (path := code.changed(self.files)) is not None:
            raise ProductionError(f"{self.entry.id}: {path} was changed while it was drawn; render again")
        emit(message)

    def _draw(self, folder: Path, emit: Emit, revoked: Revoked, beats: list[str]) -> None:
        from scenes.film.frames.film import BeatFilm, EnoughError
        from scenes.film.frames.renderer import BeatRenderer

        quality = self.quality
        expected = {task.beat: task.frames for task in self.run_of_beats.tasks}

        def ended(beat: str, frames: int, seconds: float, encoding: float) -> None:
            if frames != expected[beat]:
                raise ProductionError(
                    f"{self.entry.id}, beat {beat!r}: drew {frames} frames where the timeline has "
                    f"{expected[beat]}"
                )
            emit(BeatDrawn(beat, frames, seconds, encoding))

        film = BeatFilm({beat: beat_file(folder, beat) for beat in expected}, quality, throttled(emit), ended)

        def start_beat(beat: str) -> None:
            beats.append(beat)
            film.revoke(revoked())
            film.start_beat(beat)

        scene = with_beat_hooks(load(self.entry), start_beat, film.keep_poster)
        with frames_of(quality):
            renderer = BeatRenderer(film, quality.frame_rate)
            try:
                play(scene(self.inputs, self.pace, position=self.entry.position, renderer=renderer))
                film.end()
            except EnoughError:
                pass
            finally:
                film.abandon()


def beat_file(folder: Path, beat: str) -> Path:
    """Return the file that a worker draws a beat into."""
    return folder / f"{beat}.mp4"


def poster_file(film: Path) -> Path:
    """Return the file with the picture of a beat, beside that of the beat."""
    return film.with_suffix(".png")


def play(scene: BeatScene) -> None:
    """Play a scene from its first beat to its last."""
    scene.setup()
    scene.construct()


@contextmanager
def frames_of(quality: Quality) -> Iterator[None]:
    """Let Manim draw frames of a quality's size and rate."""
    from manim import tempconfig

    size = {"pixel_width": quality.width, "pixel_height": quality.height, "frame_rate": quality.frame_rate}
    with tempconfig(size):
        yield


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
