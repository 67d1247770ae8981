"""Files put where they lay on another machine, for as long as some process of this one needs them."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from scenes.film.errors import ProductionError


@contextmanager
def placed(files: Mapping[str, bytes]) -> Iterator[None]:
    """Let files (contents by absolute path) be there while the block runs.

    A file that is there already stays as it is. What was missing is taken away when the last process that
    needs such files ends its block; what a killed one has left, when the next one begins. Raises
    `ProductionError` where another file lies in the way, and `OSError`.
    """
    folder = _own_folder()
    with (folder / "lock").open("w") as lock:
        noted = folder / "placed"
        _clear(lock, noted)
        _lock(lock, exclusive=False)
        try:
            for path, content in files.items():
                _put(Path(path), content, noted)
            yield
        finally:
            _unlock(lock)
            _clear(lock, noted)


def _own_folder() -> Path:
    """Return a folder for notes that nobody else can write to: files are deleted by what stands there."""
    folder = Path(tempfile.gettempdir()) / f"placed-files-{os.getuid()}"
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise ProductionError(f"{folder} on a worker belongs to somebody else")
    return folder


def _put(path: Path, content: bytes, noted: Path) -> None:
    """Write a file that is missing, whole or not at all, and note what was made for it."""
    if path.exists():
        if path.is_file() and path.read_bytes() == content:
            return
        raise ProductionError(f"a worker has another {path} than there is here")
    for folder in reversed(path.parents):
        if not folder.exists():
            folder.mkdir(exist_ok=True)
            _note(noted, folder)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-") as aside:
        aside.write(content)
        aside.flush()
        try:
            os.link(aside.name, path)
        except FileExistsError:
            _put(path, content, noted)
        else:
            _note(noted, path)


def _note(noted: Path, path: Path) -> None:
    with noted.open("a", encoding="utf-8") as notes:
        notes.write(f"{path}\0")


def _clear(lock: IO[str], noted: Path) -> None:
    """Take away all that is noted, the last first, unless a process needs it."""
    if not noted.exists():
        return
    try:
        _lock(lock, exclusive=True)
    except BlockingIOError:
        return
    for path in reversed(noted.read_text(encoding="utf-8").split("\0")[:-1]):
        with suppress(OSError):
            Path(path).rmdir() if Path(path).is_dir() else Path(path).unlink()
    noted.unlink()
    _unlock(lock)


def _lock(lock: IO[str], *, exclusive: bool) -> None:
    """Take a lock that many may share. Raises `BlockingIOError` where an exclusive one cannot be had now."""
    import fcntl

    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB if exclusive else fcntl.LOCK_SH)


def _unlock(lock: IO[str]) -> None:
    import fcntl

    fcntl.flock(lock, fcntl.LOCK_UN)
