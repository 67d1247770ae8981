"""What jobs emit while they run, and how an executor tells how they ended."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """Base of everything that a job emits; it must be picklable."""


@dataclass(frozen=True)
class Done(Message):
    """Last message of a job that ran to its end; `peak` is the most memory that it took, in bytes."""

    peak: int = 0


@dataclass(frozen=True)
class Failed(Message):
    """Last message of a job that did not: why, in one line."""

    line: str


Emit = Callable[[Message], None]
Revoked = Callable[[], Collection[str]]
"""Returns the names of the parts of a job that have been revoked so far."""
