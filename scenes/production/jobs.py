"""What a worker process does: rehearse a chapter, or draw some of its beats."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.production.cache import code
from scenes.production.cache.plans import DRAWING, Plan, keys
from scenes.production.cache.reads import Reads
from scenes.production.catalogue import Entry
from scenes.production.errors import ProductionError, explain
from scenes.production.memory import no_searching, return_large_blocks
from scenes.production.narration import Narration
from scenes.production.plan import watched
from scenes.production.units import Unit
from scenes.voice.choice import Heard
from scenes.voice.speech import Line, Pace, Timing

if TYPE_CHECKING:
    from config import Settings
    from scenes.stage.chapter import Chapter
    from scenes.stage.timeline import Timeline

_STARTED = time.time()
"""When this process, or the one that it is a copy of, began to import the project."""

_REPORT_EVERY = 0.25
"""Seconds between two messages about the frames drawn: each takes the drawing half a millisecond."""


@dataclass(frozen=True)
class Drawn:
    """So many frames of the unit are drawn."""

    frames: int


@dataclass(frozen=True)
class BeatDrawn:
    """The file of a beat is whole: its frames, the seconds that it took, those of them spent encoding."""

    beat: str
    frames: int
    seconds: float
    encoding: float


@dataclass(frozen=True)
class Rehearsed:
    """What the rehearsal of a chapter yielded."""

    plan: Plan


@dataclass(frozen=True)
class Unreadable:
    """A chapter cannot be rehearsed, and why, in one line."""

    chapter: str
    line: str


Message = Drawn | BeatDrawn | Rehearsed | Unreadable
Tell = Callable[[Message], None]
Left = Callable[[], Collection[str]]
"""Returns the beats of a job that were left to others so far."""


@dataclass(frozen=True)
class Rehearsal:
    """Run chapters without drawing a frame, and note what each was made from.

    One process does it for several, because a voice takes half a second to get ready.
    """

    entries: tuple[Entry, ...]
    settings: Settings
    out: Path

    @property
    def name(self) -> str:
        """What the worker is called."""
        first, others = self.entries[0].id, len(self.entries) - 1
        return f"{first} and {others} more" if others else first

    def run(self, scratch: Path, tell: Tell, left: Left) -> None:
        """Tell the plan of each chapter, or why there is none, in a line with chapter and beat."""
        for entry in self.entries:
            if entry is not self.entries[0]:
                gc.collect()
            try:
                plan = self._planned(entry, scratch)
            except ProductionError as error:
                tell(Unreadable(entry.id, str(error)))
            else:
                tell(Rehearsed(plan))

    def _planned(self, entry: Entry, scratch: Path) -> Plan:
        beats: list[str] = []
        with explained(entry.id, beats, self.out), quiet_manim(scratch):
            chapter = watched(entry.load(), beats.append)
            reads = Reads(self.settings)
            voice = Narration(self.settings, self.out, on=True).speeches
            pace = _Clocked(Heard(voice))
            since = time.monotonic()
            timeline = chapter.rehearse(reads.settings, pace)
            seconds = time.monotonic() - since - pace.seconds
            files = code.digests((entry.module, *DRAWING), _STARTED)
            sounds = keys(voice, timeline)
        return Plan(entry.id, timeline, files, reads.values(), sounds, code.environment(), seconds)


@dataclass
class _Clocked:
    """A pace and the seconds that asking it has taken: what a worker that knows the times is spared."""

    pace: Pace
    seconds: float = 0.0

    def timing(self, line: Line) -> Timing:
        """Return how long the words of a beat take."""
        since = time.monotonic()
        found = self.pace.timing(line)
        self.seconds += time.monotonic() - since
        return found


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

    entry: Entry
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
        from scenes.production.frames.film import BeatFilm, EnoughError
        from scenes.production.frames.renderer import BeatRenderer

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
def explained(chapter: str, beats: list[str], out: Path) -> Iterator[None]:
    """Turn what goes wrong into one line with the chapter, the last beat of those begun, and the place."""
    try:
        yield
    except ProductionError:
        raise
    except Exception as error:
        beat = beats[-1] if beats else None
        raise ProductionError(explain(error, chapter=chapter, beat=beat, out=out)) from error


@contextmanager
def quiet_manim(scratch: Path) -> Iterator[None]:
    """Let Manim leave its files in a folder that no other process uses, say nothing, and take short ways."""
    from manim import tempconfig

    from scenes.production.frames.shortcuts import shortcuts

    folders = {name: str(scratch / name) for name in ("media_dir", "text_dir", "tex_dir", "log_dir")}
    quiet: dict[str, Any] = {
        "progress_bar": "none",
        "verbosity": "CRITICAL",
        "notify_outdated_version": False,
    }
    with shortcuts(), tempconfig({**folders, **quiet, "renderer": "cairo", "disable_caching": True}):
        yield


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
