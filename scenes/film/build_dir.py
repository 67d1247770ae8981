"""The build directory: a lock for writers, and temporary directories that outlive no process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scenes.film.errors import ProductionError, reason

_PREFIX = ".drawing-"
_ALIVE = "alive"


@contextmanager
def lock(out: Path) -> Iterator[None]:
    """Hold the build directory's lock: one process at a time is in this block."""
    with FileLock(out / ".lock"):
        yield


@contextmanager
def temp_dir(out: Path) -> Iterator[Path]:
    """Yield a temporary directory inside `out`, on the disk that the files end on; remove it at the end.

    Those of processes that were killed are removed first. Raises `ProductionError` if none can be made.
    """
    try:
        (out / "chapters").mkdir(parents=True, exist_ok=True)
        with lock(out):
            _sweep(out)
            with tempfile.TemporaryFile(dir=out / "chapters"):
                folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=out)).absolute()
            alive = FileLock(folder / _ALIVE)
            alive.acquire()
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        alive.release()


def _sweep(out: Path) -> None:
    """Remove temporary directories that no process holds, and files that were never finished.

    Files are written aside only under the lock, or that of a store in the cache, so nobody writes now.
    """
    for folder in out.glob(f"{_PREFIX}*"):
        try:
            with FileLock(folder / _ALIVE, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
        except (Timeout, OSError):
            continue
    for store in out.glob("cache/*/.lock"):
        with FileLock(store):
            for part in store.parent.rglob(".*.part"):
                part.unlink(missing_ok=True)
    for part in (*out.glob(".*.part"), *out.glob("*/.*.part"), *out.glob("cache/*/.*.part")):
        part.unlink(missing_ok=True)
