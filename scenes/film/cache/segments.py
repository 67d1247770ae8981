"""Drawn beats on disk, each under the key of everything that decides its frames."""

from __future__ import annotations

import os
from pathlib import Path

LIMIT = 4 * 2**30
"""Bytes that drawn beats may take. The lecture takes about 60 MB at 1080p60, so many versions have room."""


class Segments:
    """The drawn beats below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, key: str) -> Path:
        """Return where the beat of a key lies, or would lie."""
        return self._folder / key[:2] / f"{key}.mp4"

    def has(self, key: str) -> bool:
        """Tell whether the beat is there, and note that it is in use."""
        try:
            os.utime(self.path(key))
        except FileNotFoundError:
            return False
        return True

    def poster(self, key: str) -> Path:
        """Return where the picture of the beat of a key lies, or would lie."""
        return self.path(key).with_suffix(".png")

    def take(self, film: Path, poster: Path, key: str) -> None:
        """Move the whole files of a beat in under a key, the film last: where it is, both are.

        Raises `OSError`.
        """
        self.path(key).parent.mkdir(parents=True, exist_ok=True)
        poster.replace(self.poster(key))
        film.replace(self.path(key))

    def prune(self, limit: int = LIMIT) -> None:
        """Remove what was not used for the longest time, until the rest takes no more than a limit."""
        found = []
        for path in self._folder.glob("*/*.mp4"):
            try:
                told = path.stat()
            except FileNotFoundError:
                continue
            found.append((told.st_mtime, told.st_size + _size(path.with_suffix(".png")), path))
        size = sum(bytes_ for _, bytes_, _ in found)
        for _, bytes_, path in sorted(found, key=lambda entry: entry[0]):
            if size <= limit:
                return
            path.unlink(missing_ok=True)
            path.with_suffix(".png").unlink(missing_ok=True)
            size -= bytes_


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
