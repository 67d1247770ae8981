"""Executor that runs each job in a fresh process of this machine, connected by a pipe."""

from __future__ import annotations

import gc
import importlib
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from types import FrameType, TracebackType
from typing import Generic, Self

from scenes.film.cache import code
from scenes.film.cache.plans import DRAWING
from scenes.film.errors import ProductionError
from scenes.film.jobs.executor import J, Job, Slots, Worker
from scenes.film.jobs.fork_server import context, starting
from scenes.film.jobs.messages import Done, Failed, Message
from scenes.film.playing.manim_config import default_values

_PATIENCE = 1.0
"""Seconds that workers have to end after being told to, before they are killed."""

_REAPED = 30.0
"""Seconds after which a worker that has closed its pipe must have ended; how it did is known only then."""

_PRELOADED = (
    *("manim", "sympy", "av", "scenes.film.frames.film", "scenes.film.frames.renderer"),
    *("scenes.film.jobs.draw_job", "scenes.film.jobs.dry_run_job"),
)
"""What every worker needs and is slow to import: done once, where the system can copy a process."""


@dataclass
class _Process(Worker[J]):
    process: BaseProcess
    messages: Connection


class ProcessExecutor(Generic[J]):
    """Runs up to `capacity` jobs at a time, a process each, in folders below `parent`."""

    can_give_back = True

    def __init__(self, capacity: int, parent: Path) -> None:
        self.capacity = capacity
        self._slots = Slots(capacity, parent)
        self._running: list[_Process[J]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._running:
            worker.process.terminate()
        deadline = time.monotonic() + _PATIENCE
        for worker in self._running:
            self._clear(worker, max(0.0, deadline - time.monotonic()))
        self._running.clear()

    @property
    def free(self) -> bool:
        """Whether another process may be started."""
        return len(self._running) < self.capacity

    @property
    def busy(self) -> bool:
        """Whether any process is at work."""
        return bool(self._running)

    def start(self, job: J) -> Worker[J]:
        """Start a process that runs a job."""
        slot = self._slots.acquire(job, self._running)
        made = context()
        here, there = made.Pipe()
        process = made.Process(target=_work, args=(job, slot.folder, there), name=job.name, daemon=True)
        with starting():
            process.start()
        there.close()
        worker = _Process(job, slot.number, slot.folder, process, here)
        self._running.append(worker)
        return worker

    def revoke(self, worker: Worker[J], parts: Sequence[str]) -> None:
        """Ask a running job not to do some of its parts; nothing happens if it has ended."""
        for running in self._running:
            if running is worker:
                with suppress(OSError):
                    running.messages.send(frozenset(parts))

    def messages(self) -> Iterator[tuple[Worker[J], Message]]:
        """Wait for messages and yield what there is.

        After `Done` and `Failed` the worker's process is gone, and its folder with it.
        """
        ready = wait([worker.messages for worker in self._running])
        for worker in [worker for worker in self._running if worker.messages in ready]:
            message = _receive(worker)
            yield worker, message
            if isinstance(message, Done | Failed):
                self._running.remove(worker)
                self._clear(worker, _PATIENCE)

    def _clear(self, worker: _Process[J], patience: float) -> None:
        worker.messages.close()
        worker.process.join(patience)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        shutil.rmtree(worker.folder, ignore_errors=True)


def _receive(worker: _Process[J]) -> Message:
    try:
        message: Message = worker.messages.recv()
    except (EOFError, OSError):
        worker.process.join(_REAPED)
        code = worker.process.exitcode or 0
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        advice = "; is there enough memory? try --jobs 1" if code == -signal.SIGKILL else ""
        message = Failed(f"{worker.job.name}: the process that drew it {how}{advice}")
    return message


def _work(job: Job, folder: Path, messages: Connection) -> None:
    """Run a job in this process and send its messages to the parent.

    Ctrl-C reaches every process of a terminal; here it is the parent's to decide, who ends the worker
    with SIGTERM. Errors become a `Failed` message.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _exit)
    Thread(target=_follow_parent, daemon=True).start()
    hush()
    parts: set[str] = set()

    def revoked() -> set[str]:
        while messages.poll():
            parts.update(messages.recv())
        return parts

    try:
        job.run(folder, messages.send, revoked)
        messages.send(Done(_peak()))
    except ProductionError as error:
        messages.send(Failed(str(error)))
    except (BrokenPipeError, EOFError):
        sys.exit(1)


def _peak() -> int:
    """Return the most memory that this process ever took, in bytes; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def preload() -> None:
    """Import what every worker needs and read its code; what is broken there is for the worker to report."""
    for name in _PRELOADED:
        with suppress(Exception):
            importlib.import_module(name)
    with suppress(Exception):
        default_values()
        code.digests(DRAWING, code.STARTED)
    # What is imported stays: collecting garbage need not look at it, nor touch (and so copy) its memory.
    gc.collect()
    gc.freeze()


def _exit(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(1)


def _follow_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)


def hush() -> None:
    """Keep libraries from writing over the progress bar; what matters comes as a message."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
