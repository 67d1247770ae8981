"""What a render has made: the chapters on their way, and what came of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenes.film.cache.plans import Plan
from scenes.film.jobs.beat_runs import Piece
from scenes.film.joining.narration import Narration
from scenes.film.project import SceneRef


@dataclass
class Chapter:
    """A chapter on its way: its plan, which beats are drawn, and what drawing them took."""

    entry: SceneRef
    plan: Plan
    keys: dict[str, str]
    frames: int
    missing: list[Piece]
    sound: str
    """The key of what is heard."""
    done: list[Piece] = field(default_factory=list)
    """The beats drawn now, with the seconds that they really took."""
    seconds: float = 0.0
    encoding: float = 0.0
    video: Path | None = None

    @property
    def drawn(self) -> int:
        """How many frames were drawn now."""
        return sum(piece.frames for piece in self.done)

    @property
    def key(self) -> str:
        """The content key of the whole chapter."""
        told = (*self.keys.values(), self.sound, repr(self.plan.timeline))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


@dataclass
class Outcome:
    """What a render made: the chapters in order, the joined lecture, and a line for each failure.

    `narration` is what is heard in them, for whoever makes more of them.
    """

    narration: Narration
    chapters: list[Chapter] = field(default_factory=list)
    lecture: Path | None = None
    failures: list[str] = field(default_factory=list)
    peak: int = 0
    """Bytes of memory that the largest worker took."""

    def stats(self) -> dict[str, Any]:
        """Return what drawing took, for whoever measures it."""
        return {
            "encoding": sum(chapter.encoding for chapter in self.chapters),
            "peak": self.peak,
            "chapters": [
                {
                    "id": chapter.entry.id,
                    "rehearsal": chapter.plan.seconds,
                    "pieces": [[p.beat, p.index, p.frames, p.cost] for p in chapter.done],
                }
                for chapter in self.chapters
            ],
        }
