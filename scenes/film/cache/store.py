"""Files under content keys, bounded in size: what was not used for the longest time goes first."""

from __future__ import annotations

import os
from pathlib import Path


class Store:
    """Entries below a folder, each a main file and perhaps others of the same name, told apart by suffix.

    An entry is there if its main file is. Its time of use is the main file's modification time.
    """

    def __init__(self, folder: Path, main: str, *others: str) -> None:
        self._folder, self._suffixes = folder, (main, *others)

    def path(self, key: str, suffix: str = "") -> Path:
        """Return where an entry's file lies or would lie, the main one by default."""
        return self._folder / key[:2] / f"{key}{suffix or self._suffixes[0]}"

    def has(self, key: str) -> bool:
        """Tell whether an entry is there, and note that it is in use."""
        try:
            os.utime(self.path(key))
        except FileNotFoundError:
            return False
        return True

    def put(self, key: str, *files: Path) -> None:
        """Move whole files in, in the order of the suffixes; the main one last: where it is, all are.

        They must lie on the same disk. Raises `OSError`, and `ValueError` for another number of files.
        """
        targets = [self.path(key, suffix) for suffix in self._suffixes]
        targets[0].parent.mkdir(parents=True, exist_ok=True)
        for file, target in reversed(list(zip(files, targets, strict=True))):
            file.replace(target)

    def prune(self, limit: int) -> None:
        """Remove the entries that were not used for the longest time until the rest fits in `limit` bytes."""
        found = []
        for path in self._folder.rglob(f"*{self._suffixes[0]}"):
            files = [path.with_suffix(suffix) for suffix in self._suffixes]
            try:
                found.append((path.stat().st_mtime, sum(map(_size, files)), files))
            except FileNotFoundError:
                continue
        size = sum(bytes_ for _, bytes_, _ in found)
        for _, bytes_, files in sorted(found, key=lambda entry: entry[0]):
            if size <= limit:
                return
            for file in files:
                file.unlink(missing_ok=True)
            size -= bytes_


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
