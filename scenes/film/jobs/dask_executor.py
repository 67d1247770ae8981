"""Executor that runs draw jobs on the workers of a Dask scheduler; encoded beats come back.

No disk is shared. A job takes the project's code along as an archive, and what else its scene needs; on the
worker it is unpacked into a folder of its own and run by a fresh Python process there, so that nothing of one
job is left for the next.
"""

from __future__ import annotations

import io
import logging
import pickle
import queue
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import cloudpickle
import distributed

from scenes.film.cache import code, packages
from scenes.film.errors import ProductionError
from scenes.film.jobs import remote_job
from scenes.film.jobs.draw_job import BeatDrawn, DrawJob, beat_file, poster_file
from scenes.film.jobs.executor import Slots, Worker
from scenes.film.jobs.fork_server import FIXED
from scenes.film.jobs.messages import Done, Failed, Message
from scenes.film.jobs.shipment import PROJECT_SUFFIXES, shipment_of

cloudpickle.register_pickle_by_value(remote_job)
cloudpickle.register_pickle_by_value(packages)

_PATIENCE = 20.0
"""Seconds to wait for a scheduler, and for its first worker."""

_LOOK_EVERY = 0.5
"""Seconds between two looks whether the scheduler is still there, while no answer comes."""


@dataclass(frozen=True)
class _Unsent:
    """In the place of a future: a job that could not be sent, and why."""

    key: str
    line: str


class DaskExecutor:
    """Runs draw jobs on a Dask scheduler's workers.

    Raises `ProductionError` if the scheduler can't be reached, has no workers, or one with other libraries.
    """

    can_give_back = False

    def __init__(self, address: str, parent: Path) -> None:
        # What is wrong is told in one line, without Dask's tracebacks.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._address, self._archive = address, _archive()
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._running: dict[str, Worker[DrawJob]] = {}
        try:
            connect: Any = distributed.Client
            self._client = connect(address, timeout=_PATIENCE, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            raise ProductionError(f"no Dask scheduler with workers answers at {address}: {error}") from error
        self.capacity = self._check_versions()
        self._slots = Slots(self.capacity, parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def free(self) -> bool:
        """Whether another job may be started."""
        return len(self._running) < self.capacity

    @property
    def busy(self) -> bool:
        """Whether any job is running."""
        return bool(self._running)

    def start(self, job: DrawJob) -> Worker[DrawJob]:
        """Submit a job. Raises `ProductionError` if the scheduler is lost."""
        self._check_connection()
        worker = self._slots.acquire(job, self._running.values())
        try:
            shipment = shipment_of(job)
        except ProductionError as error:
            self._running[worker.folder.name] = worker
            self._answers.put(_Unsent(worker.folder.name, str(error)))
            return worker
        packed = pickle.dumps((replace(job, out=Path()), shipment))
        future: Any = self._client.submit(remote_job.run, self._archive, packed, FIXED, pure=False)
        self._running[future.key] = worker
        future.add_done_callback(self._answers.put)
        return worker

    def revoke(self, worker: Worker[DrawJob], parts: Sequence[str]) -> None:
        """Do nothing: beats come back only with the whole job."""

    def messages(self) -> Iterator[tuple[Worker[DrawJob], Message]]:
        """Wait for the next job that is done; write its beats to the worker's folder.

        Raises `ProductionError` if the scheduler is lost.
        """
        future = self._next()
        worker = self._running.pop(future.key)
        if isinstance(future, _Unsent):
            yield worker, Failed(future.line)
            return
        answer = _answer(future, worker.job.name)
        if isinstance(answer, Failed):
            yield worker, answer
            return
        for message, film, poster in answer:
            if isinstance(message, BeatDrawn):
                target = beat_file(worker.folder, message.beat)
                target.write_bytes(film)
                poster_file(target).write_bytes(poster)
            yield worker, message
        yield worker, Done()

    def _next(self) -> Any:
        """Return the next future that has ended; a lost scheduler cancels all, or answers no more."""
        while True:
            with suppress(queue.Empty):
                future = self._answers.get(timeout=_LOOK_EVERY)
                if not isinstance(future, _Unsent) and future.cancelled():
                    raise self._lost()
                return future
            self._check_connection()

    def _check_connection(self) -> None:
        comm = self._client.scheduler_comm
        if self._client.status != "running" or comm is None or comm.comm.closed():
            raise self._lost()

    def _lost(self) -> ProductionError:
        return ProductionError(
            f"the Dask scheduler at {self._address} was lost; what has come back is kept: render again"
        )

    def _check_versions(self) -> int:
        """Return how many jobs the workers do at a time. Raises `ProductionError` if one differs."""
        here = packages.versions()
        there: dict[str, dict[str, str]] = self._client.run(packages.versions)
        for address, found in sorted(there.items()):
            for name, version in sorted(here.items()):
                if found.get(name) != version:
                    raise ProductionError(
                        f"the worker at {address} has {name} {found.get(name, 'not at all')}, "
                        f"here it is {version}: frames could differ"
                    )
        return sum(self._client.nthreads().values())


def _answer(future: Any, name: str) -> list[tuple[Message, bytes, bytes]] | Failed:
    if future.status == "finished":
        result: Any = future.result()
        return Failed(result) if isinstance(result, str) else pickle.loads(result)
    error = future.exception()
    return Failed(f"{name}: lost on the cluster: {type(error).__name__}: {' '.join(str(error).split())}")


def _archive() -> bytes:
    """Return the project's packages as a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for package in code.PACKAGES:
            for path in sorted((code.ROOT / package).rglob("*")):
                if path.suffix in PROJECT_SUFFIXES:
                    archive.write(path, path.relative_to(code.ROOT))
    return data.getvalue()
