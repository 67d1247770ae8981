"""The job of reading chapters: played without drawing a frame, to know their times and what made them."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.cache import code, packages
from scenes.film.cache.plans import DRAWING, Plan, keys
from scenes.film.cache.reads import Reads
from scenes.film.errors import ProductionError
from scenes.film.jobs.messages import Left, Rehearsed, Tell, Unreadable
from scenes.film.jobs.sandbox import explained, quiet_manim
from scenes.film.joining.narration import Narration
from scenes.film.plan import watched
from scenes.film.project import SceneRef
from scenes.voice.choice import Heard
from scenes.voice.speech import Line, Pace, Timing

if TYPE_CHECKING:
    from config import Settings


@dataclass(frozen=True)
class Rehearsal:
    """Run chapters without drawing a frame, and note what each was made from.

    One process does it for several, because a voice takes half a second to get ready.
    """

    entries: tuple[SceneRef, ...]
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

    def _planned(self, entry: SceneRef, scratch: Path) -> Plan:
        beats: list[str] = []
        with explained(entry.id, beats, self.out), quiet_manim(scratch):
            chapter = watched(entry.load(), beats.append)
            reads = Reads(self.settings)
            voice = Narration(self.settings, self.out, on=True).speeches
            pace = _Clocked(Heard(voice))
            since = time.monotonic()
            timeline = chapter.rehearse(reads.settings, pace)
            seconds = time.monotonic() - since - pace.seconds
            files = code.digests((entry.module, *DRAWING), code.STARTED)
            sounds = keys(voice, timeline)
        return Plan(entry.id, timeline, files, reads.values(), sounds, packages.digest(), seconds)


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
