"""Executor protocol: runs jobs, streams their messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from scenes.film.jobs.messages import Emit, Message, Revoked


class Job(Protocol):
    """A unit of work for an executor. It must be picklable."""

    @property
    def name(self) -> str:
        """What the job is about, for messages."""

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Do the work but for the parts that are revoked; leave files in the folder.

        Raises `ProductionError` if it cannot be done.
        """


J = TypeVar("J", bound=Job)


@dataclass
class Worker(Generic[J]):
    """A running job; `number` identifies the worker, results go to `folder`."""

    job: J
    number: int
    folder: Path


class Slots:
    """Allots numbers and folders to workers: the lowest free number, a fresh folder for each job."""

    def __init__(self, capacity: int, parent: Path) -> None:
        self._capacity, self._parent, self._acquired = capacity, parent, 0

    def acquire(self, job: J, running: Iterable[Worker[J]]) -> Worker[J]:
        """Return a worker for a job, given those that are running. Raises `OSError`."""
        self._acquired += 1
        folder = self._parent / f"{self._acquired:04}-{job.name}"
        folder.mkdir()
        taken = {worker.number for worker in running}
        return Worker(job, next(n for n in range(1, self._capacity + 1) if n not in taken), folder)


class Executor(Protocol[J]):
    """Runs jobs, here or elsewhere. Used as a context manager: at its end all jobs are ended."""

    capacity: int
    """Jobs that can run at a time."""
    can_give_back: bool
    """Whether parts of a running job can be revoked."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    @property
    def free(self) -> bool:
        """Whether another job may be started."""

    @property
    def busy(self) -> bool:
        """Whether any job is running."""

    def start(self, job: J) -> Worker[J]:
        """Start a job."""

    def revoke(self, worker: Worker[J], parts: Sequence[str]) -> None:
        """Ask a running job not to do some of its parts. It may be too late for one that it has begun."""

    def messages(self) -> Iterator[tuple[Worker[J], Message]]:
        """Wait for messages and yield what there is; `Done` or `Failed` is the last of each job."""
