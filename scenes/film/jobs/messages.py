"""What workers tell while they do a job, and how they are told to leave some of it to others."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from scenes.film.cache.plans import Plan


class Message:
    """What a worker tells while it does a job; each kind of job has its own. It must be picklable."""


@dataclass(frozen=True)
class Drawn(Message):
    """So many frames of the unit are drawn."""

    frames: int


@dataclass(frozen=True)
class BeatDrawn(Message):
    """The file of a beat is whole: its frames, the seconds that it took, those of them spent encoding."""

    beat: str
    frames: int
    seconds: float
    encoding: float


@dataclass(frozen=True)
class Rehearsed(Message):
    """What the rehearsal of a chapter yielded."""

    plan: Plan


@dataclass(frozen=True)
class Unreadable(Message):
    """A chapter cannot be rehearsed, and why, in one line."""

    chapter: str
    line: str


Tell = Callable[[Message], None]
Left = Callable[[], Collection[str]]
"""Returns the beats of a job that were left to others so far."""
