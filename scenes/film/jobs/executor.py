"""Whoever does jobs: what may be asked of them and what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from scenes.film.jobs.messages import Left, Message, Tell


class Job(Protocol):
    """Something for a worker to do. It must be picklable."""

    @property
    def name(self) -> str:
        """What the job is about, for messages."""

    def run(self, scratch: Path, tell: Tell, left: Left) -> None:
        """Do it but for the beats that are left to others; raise `ProductionError` if it can't be done."""


J = TypeVar("J", bound=Job)


@dataclass(frozen=True)
class Done:
    """Last message of a worker that did its job; `peak` is the most memory that it took, in bytes."""

    peak: int = 0


@dataclass(frozen=True)
class Failed:
    """Last message of a worker, or about one that ended without: why, in one line."""

    line: str


@dataclass
class Worker(Generic[J]):
    """Someone at work; `number` tells workers apart, results go to `scratch`."""

    job: J
    number: int
    scratch: Path


class Desks:
    """Numbers and folders for workers: the lowest number that is free, a fresh folder for each job."""

    def __init__(self, most: int, scratch: Path) -> None:
        self._most, self._scratch, self._given = most, scratch, 0

    def seat(self, job: J, beside: Iterable[Worker[J]]) -> Worker[J]:
        """Return a worker for a job, beside those that are at work. Raises `OSError`."""
        self._given += 1
        folder = self._scratch / f"{self._given:04}-{job.name}"
        folder.mkdir()
        taken = {worker.number for worker in beside}
        return Worker(job, next(n for n in range(1, self._most + 1) if n not in taken), folder)


class Crew(Protocol[J]):
    """Whoever does jobs, here or elsewhere. Used as a context manager: at its end all work ends."""

    most: int
    """Jobs that can be done at a time."""
    yields: bool
    """Whether a worker can be asked to leave a part of its job to others."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def free(self) -> bool:
        """Whether another job may be started."""

    @property
    def busy(self) -> bool:
        """Whether any job is being done."""

    def start(self, job: J) -> Worker[J]:
        """Have a job done."""

    def leave(self, worker: Worker[J], beats: Sequence[str]) -> None:
        """Ask a worker to leave beats to others. It may be too late for one that it has begun."""

    def messages(self) -> Iterator[tuple[Worker[J], Message | Done | Failed]]:
        """Wait until there is something to tell, and yield what there is; `Done` and `Failed` come last."""
