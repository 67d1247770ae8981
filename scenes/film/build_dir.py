"""The folder that everything is made in: shared by renders, swept after one that was killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scenes.film.errors import ProductionError, reason

_SCRATCH = ".drawing-"
_ALIVE = "alive"


@contextmanager
def turn(out: Path) -> Iterator[None]:
    """Wait for one's turn: no two renders are in this block for the same folder at the same time."""
    with FileLock(out / ".lock"):
        yield


@contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """Yield a fresh folder inside `out`, on the disk that the files end on; find out early if none can be.

    What renders have left that were killed is removed first. Raises `ProductionError`.
    """
    try:
        (out / "chapters").mkdir(parents=True, exist_ok=True)
        with turn(out):
            _sweep(out)
            with tempfile.TemporaryFile(dir=out / "chapters"):
                folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=out)).absolute()
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
    """Remove scratch folders that no process holds, and files that were never finished.

    Files are written aside only by a render whose turn it is, so now nobody is at it.
    """
    for folder in out.glob(f"{_SCRATCH}*"):
        try:
            with FileLock(folder / _ALIVE, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
        except (Timeout, OSError):
            continue
    for part in (*out.glob(".*.part"), *out.glob("*/.*.part"), *out.glob("cache/**/.*.part")):
        part.unlink(missing_ok=True)
