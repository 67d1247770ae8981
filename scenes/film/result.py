"""What a build is making of each scene, and what came of all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scenes.film.cache.plans import Plan
from scenes.film.jobs.beat_runs import BeatTask
from scenes.film.joining.captions import Cue
from scenes.film.joining.narration import Narration
from scenes.film.project import SceneRef


@dataclass
class SceneBuild:
    """A planned scene: which of its beats are drawn, and what drawing them took."""

    entry: SceneRef
    plan: Plan
    cues: tuple[Cue, ...]
    keys: dict[str, str]
    """The cache key of each beat's frames, by the beat's id."""
    frames: int
    sound: str
    """The key of what is heard."""
    missing: list[BeatTask] = field(default_factory=list)
    done: list[BeatTask] = field(default_factory=list)
    """The beats drawn now, with the seconds that they really took."""
    planning: float = 0.0
    """Seconds that its plan took now, with the voice."""
    joining: float = 0.0
    """Seconds that its file took, made of its beats."""
    seconds: float = 0.0
    encoding: float = 0.0
    video: Path | None = None

    @property
    def drawn(self) -> int:
        """How many frames were drawn now."""
        return sum(task.frames for task in self.done)

    @property
    def key(self) -> str:
        """The content key of the whole film of the scene."""
        parts = (*self.keys.values(), self.sound, repr(self.plan.timeline), repr(self.plan.data))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass
class BuildResult:
    """What a build made: the scenes in order, the film joined of them, and a line for each failure.

    `narration` is what is heard in them, for whoever makes more of them.
    """

    narration: Narration
    scenes: list[SceneBuild] = field(default_factory=list)
    joined: Path | None = None
    failures: list[str] = field(default_factory=list)
    peak: int = 0
    """Bytes of memory that the largest worker took."""

    def stats(self) -> dict[str, Any]:
        """Return what drawing took, for whoever measures it."""
        return {
            "encoding": sum(scene.encoding for scene in self.scenes),
            "peak": self.peak,
            "scenes": [
                {
                    "id": scene.entry.id,
                    "planning": scene.planning,
                    "dry_run": scene.plan.seconds,
                    "joining": scene.joining,
                    "tasks": [
                        [task.beat, task.index, task.frames, task.cost, task.seek_cost]
                        for task in sorted(scene.done, key=lambda task: task.index)
                    ],
                }
                for scene in self.scenes
            ],
        }
