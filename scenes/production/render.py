"""Chapters drawn side by side, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.production.catalogue import Entry, chosen
from scenes.production.drawing import Drawn, Failed, Finished, Message, Task, work
from scenes.production.errors import ProductionError, RequestError, reason
from scenes.production.manifest import record
from scenes.stage.timeline import TICKS_PER_SECOND

if TYPE_CHECKING:
    from config import Settings
    from scenes.production.progress import Reporter

_PATIENCE = 5.0
"""Seconds that a worker has to clean up after itself before it is killed."""


@dataclass
class _Worker:
    task: Task
    process: SpawnProcess
    messages: Connection


def render(
    entries: Sequence[Entry],
    settings: Settings,
    *,
    profile: str,
    jobs: int | None,
    out: Path,
    reporter: Reporter,
) -> list[str]:
    """Draw the chapters, `jobs` at a time (by default one a core), and return a line for each that failed.

    A chapter that fails does not stop the others and leaves its older files untouched. The manifest is
    kept true as chapters finish. When the call is interrupted its workers end with it. Raises
    `RequestError` as `check_profile` does and `ProductionError` where `out` cannot be written to.
    """
    check_profile(settings, profile)
    with _scratch(out) as scratch:
        place = out.absolute()
        tasks = deque(Task(entry, settings, profile, place, scratch / entry.id) for entry in entries)
        return _run(tasks, jobs or os.cpu_count() or 1, reporter)


def check_profile(settings: Settings, profile: str) -> None:
    """Raise `RequestError` if the settings have no such profile, or one whose frames the beats do not fit."""
    if profile not in settings.profiles:
        raise RequestError(f"there is no quality {profile!r}; there are: {', '.join(settings.profiles)}")
    rate = settings.profiles[profile].frame_rate
    if rate % TICKS_PER_SECOND:
        raise RequestError(
            f"quality {profile!r}: frame_rate = {rate}: must be a multiple of {TICKS_PER_SECOND}, "
            f"because a beat lasts a whole number of fifteenths of a second"
        )


def _run(tasks: deque[Task], jobs: int, reporter: Reporter) -> list[str]:
    workers: list[_Worker] = []
    failures: list[str] = []
    try:
        while tasks or workers:
            while tasks and len(workers) < jobs:
                reporter.started(tasks[0].entry.id)
                workers.append(_start(tasks.popleft()))
            ready = wait([worker.messages for worker in workers])
            for worker in [worker for worker in workers if worker.messages in ready]:
                message = _receive(worker)
                name = worker.task.entry.id
                if isinstance(message, Drawn):
                    reporter.advanced(name, message.frames)
                    continue
                workers.remove(worker)
                _end(worker)
                if isinstance(message, Finished):
                    message = _recorded(worker.task, message)
                if isinstance(message, Failed):
                    failures.append(message.line)
                    reporter.failed(name, message.line)
                else:
                    reporter.finished(name, worker.task.video)
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            _end(worker)
    return failures


def _start(task: Task) -> _Worker:
    context = multiprocessing.get_context("spawn")
    task.scratch.mkdir()
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(task, there), name=task.entry.id, daemon=True)
    with _interrupts_held():
        process.start()
    there.close()
    return _Worker(task, process, here)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach; here Ctrl-C waits until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _receive(worker: _Worker) -> Message:
    try:
        message: Message = worker.messages.recv()
    except (EOFError, OSError):
        worker.process.join(_PATIENCE)
        code = worker.process.exitcode or 0
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        advice = "; is there enough memory? try --jobs 1" if code == -signal.SIGKILL else ""
        message = Failed(f"{worker.task.entry.id}: the process that drew it {how}{advice}")
    return message


def _recorded(task: Task, message: Finished) -> Message:
    try:
        record(
            task.out,
            message.chapter,
            [task.video, task.captions],
            profile=task.profile,
            order=[entry.id for entry in chosen(())],
        )
    except OSError as error:
        return Failed(f"{task.entry.id}: cannot write {task.out / 'manifest.json'}: {reason(error)}")
    return message


def _end(worker: _Worker) -> None:
    """Wait for a worker that has been told to end, kill it if it does not, and clear its scratch."""
    worker.messages.close()
    worker.process.join(_PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
    shutil.rmtree(worker.task.scratch, ignore_errors=True)


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """Yield a fresh folder inside `out`, on the disk that the files end on; find out early if none can be."""
    try:
        (out / "chapters").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out / "chapters"):
            folder = Path(tempfile.mkdtemp(prefix=".drawing-", dir=out)).resolve()
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
