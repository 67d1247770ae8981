"""Files under content keys, checked by digests, bounded in size: what was not used for longest goes first."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from filelock import FileLock

from scenes.film.files import write_text, written_aside

_DIGESTS = ".sha256"


class Store:
    """Entries below a folder, each a main file and perhaps others of the same name, told apart by suffix.

    An entry is there if its main file is. Its time of use is the main file's modification time. One more file
    keeps a digest of each file's bytes with the key that they lie under: an entry whose bits have changed, of
    which something is cut off, or that was exchanged for another, is not there.

    Files are written aside only under the lock in the folder.
    """

    def __init__(self, folder: Path, main: str, *others: str) -> None:
        self._folder, self._suffixes = folder, (main, *others)

    def path(self, key: str, suffix: str = "") -> Path:
        """Return where an entry's file lies or would lie, the main one by default."""
        return self._folder / key[:2] / f"{key}{suffix or self._suffixes[0]}"

    def has(self, key: str) -> bool:
        """Tell whether an entry is there as it was put in, and note that it is in use; a damaged one goes."""
        try:
            os.utime(self.path(key))
        except FileNotFoundError:
            return False
        if self._whole(key):
            return True
        with self._lock():
            # Somebody may have put it in anew by now.
            whole = self._whole(key)
            if not whole:
                self._remove(key)
        return whole

    def put(self, key: str, *files: Path) -> None:
        """Move whole files in, in the order of the suffixes; the main one last: where it is, all are.

        They must lie on the same disk. Raises `OSError`, and `ValueError` for another number of files.
        """
        pairs = list(zip(self._suffixes, files, strict=True))
        digests = "".join(_line(key, suffix, file.read_bytes()) for suffix, file in pairs)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock():
            write_text(self.path(key, _DIGESTS), digests)
            for suffix, file in reversed(pairs):
                file.replace(self.path(key, suffix))

    def write(self, key: str, data: bytes) -> None:
        """Write an entry that has no file but the main one. Raises `OSError`."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock():
            write_text(self.path(key, _DIGESTS), _line(key, self._suffixes[0], data))
            with written_aside(self.path(key)) as aside:
                aside.write_bytes(data)

    def prune(self, limit: int) -> None:
        """Remove the entries that were not used for the longest time until the rest fits in `limit` bytes."""
        found = []
        for path in self._folder.rglob(f"*{self._suffixes[0]}"):
            try:
                size = sum(_size(path.with_suffix(suffix)) for suffix in self._suffixes)
                found.append((path.stat().st_mtime, size, path.stem))
            except FileNotFoundError:
                continue
        total = sum(size for _, size, _ in found)
        for _, size, key in sorted(found):
            if total <= limit:
                return
            self._remove(key)
            total -= size

    def _whole(self, key: str) -> bool:
        try:
            found = [_line(key, suffix, self.path(key, suffix).read_bytes()) for suffix in self._suffixes]
            return self.path(key, _DIGESTS).read_bytes() == "".join(found).encode()
        except OSError:
            return False

    def _remove(self, key: str) -> None:
        for suffix in (*self._suffixes, _DIGESTS):
            self.path(key, suffix).unlink(missing_ok=True)

    def _lock(self) -> FileLock:
        return FileLock(self._folder / ".lock")


def _line(key: str, suffix: str, data: bytes) -> str:
    """Return the line about a file of an entry: the digest of its bytes with its key, and its suffix."""
    digest = hashlib.sha256(f"{key}{suffix}\n".encode())
    digest.update(data)
    return f"{digest.hexdigest()} {suffix}\n"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
