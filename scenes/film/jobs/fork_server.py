"""The process that workers are copied from: it has imported what all of them need, once.

Where the system cannot copy a process, each worker is a fresh one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path

ROOT = Path(__file__).parents[3]
"""The folder that the project's packages lie in."""

FIXED: dict[str, str | None] = {
    **{"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", "TZ": "UTC"},
    **{"LANGUAGE": None, "PANGO_LANGUAGE": None},
}
"""Variables of the environment of a process that plays scenes, whatever they are outside; None: not set."""

Context = multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext


def context() -> Context:
    """Return what workers are started with, and see to it that there is a process to copy.

    To call it before there is anything to do saves waiting: the process imports while others do other things.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["scenes.film.jobs.preload"])
    with starting():
        forkserver.ensure_running()
    return made


@contextmanager
def starting() -> Iterator[None]:
    """Let processes started in the block find the project whatever folder they run in, and draw alike.

    Ctrl-C does not reach them; here it waits until the block ends.
    """
    before = dict(os.environ)
    paths = [str(ROOT), *([before["PYTHONPATH"]] if before.get("PYTHONPATH") else [])]
    told = {**before, **FIXED, "PYTHONPATH": os.pathsep.join(paths)}
    _set_environment({name: value for name, value in told.items() if value is not None})
    try:
        with _interrupts_held():
            yield
    finally:
        _set_environment(before)


def _set_environment(wanted: Mapping[str, str]) -> None:
    for name in set(os.environ).difference(wanted):
        del os.environ[name]
    os.environ.update(wanted)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
