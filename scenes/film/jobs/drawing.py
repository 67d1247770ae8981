"""The job of drawing some of a chapter's beats."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.cache import code
from scenes.film.errors import ProductionError
from scenes.film.jobs.beat_runs import Unit
from scenes.film.jobs.memory import no_searching, return_large_blocks
from scenes.film.jobs.messages import BeatDrawn, Drawn, Left, Message, Tell
from scenes.film.jobs.sandbox import explained, quiet_manim
from scenes.film.plan import watched
from scenes.film.project import SceneRef
from scenes.voice.speech import Line, Timing

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.timeline import Timeline
    from scenes.stage.chapter import Chapter

_REPORT_EVERY = 0.25
"""Seconds between two messages about the frames drawn: each takes the drawing half a millisecond."""


@dataclass(frozen=True)
class Known:
    """How long the words of a chapter's beats take, as a rehearsal found out."""

    timings: Mapping[str, Timing]

    def timing(self, line: Line) -> Timing:
        """Return how long the words of a beat take; nothing where nobody says them."""
        return self.timings.get(line.beat, Timing(0.0))


def known(timeline: Timeline) -> Known:
    """Return how long the words of a timeline's beats take."""
    spoken = ((beat.id, beat.speech) for beat in timeline.beats)
    return Known({name: Timing(speech.end - speech.start) for name, speech in spoken if speech is not None})


@dataclass(frozen=True)
class Drawing:
    """Draw the beats of a unit into files named after them in the worker's scratch folder."""

    entry: SceneRef
    settings: Settings
    profile: str
    unit: Unit
    files: Mapping[str, str]
    """Digests of the code that the unit was planned with."""
    pace: Known
    """How long the words of the chapter's beats take."""
    out: Path

    @property
    def name(self) -> str:
        """What the worker is called."""
        return self.entry.id

    def run(self, scratch: Path, tell: Tell, left: Left) -> None:
        """Tell each beat that is drawn. Raises `ProductionError` naming chapter and beat."""
        return_large_blocks()
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(scratch), no_searching():
            self._draw(scratch, lambda message: self._tell(message, tell), left, beats)

    def _tell(self, message: Message, tell: Tell) -> None:
        """Pass a message on; a beat only if the code that drew it is still that of the plan."""
        if isinstance(message, BeatDrawn) and (path := code.changed(self.files)) is not None:
            raise ProductionError(f"{self.entry.id}: {path} was changed while it was drawn; render again")
        tell(message)

    def _draw(self, scratch: Path, tell: Tell, left: Left, beats: list[str]) -> None:
        from scenes.film.frames.film import BeatFilm, EnoughError
        from scenes.film.frames.renderer import BeatRenderer

        profile = self.settings.profiles[self.profile]
        expected = {piece.beat: piece.frames for piece in self.unit.pieces}

        def ended(beat: str, frames: int, seconds: float, encoding: float) -> None:
            if frames != expected[beat]:
                raise ProductionError(
                    f"{self.entry.id}, beat {beat!r}: drew {frames} frames where the timeline has "
                    f"{expected[beat]}"
                )
            tell(BeatDrawn(beat, frames, seconds, encoding))

        film = BeatFilm({beat: beat_file(scratch, beat) for beat in expected}, profile, spaced(tell), ended)

        def turn_to(beat: str) -> None:
            beats.append(beat)
            film.leave(left())
            film.turn_to(beat)

        chapter = watched(self.entry.load(), turn_to, film.keep_poster)
        with frames_of(profile.width, profile.height, profile.frame_rate):
            try:
                play(chapter(self.settings, self.pace, renderer=BeatRenderer(film, profile.frame_rate)))
                film.end()
            except EnoughError:
                pass
            finally:
                film.abandon()


def beat_file(scratch: Path, beat: str) -> Path:
    """Return the file that a worker draws a beat into."""
    return scratch / f"{beat}.mp4"


def poster_file(film: Path) -> Path:
    """Return the file with the picture of a beat, beside that of the beat."""
    return film.with_suffix(".png")


def play(scene: Chapter) -> None:
    """Play a chapter from its first beat to its last."""
    scene.setup()
    scene.construct()


@contextmanager
def frames_of(width: int, height: int, frame_rate: int) -> Iterator[None]:
    """Let Manim draw frames of this size (pixels), so many a second."""
    from manim import tempconfig

    with tempconfig({"pixel_width": width, "pixel_height": height, "frame_rate": frame_rate}):
        yield


def spaced(tell: Tell) -> Callable[[int], None]:
    """Return a function that tells the frames drawn, but not more often than a reader needs."""
    last = 0.0

    def shown(frames: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_EVERY:
            last = now
            tell(Drawn(frames))

    return shown
