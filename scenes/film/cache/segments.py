"""Drawn beats on disk, each under the key of everything that decides its frames."""

from __future__ import annotations

from pathlib import Path

from scenes.film.cache.store import Store

LIMIT = 4 * 2**30
"""Bytes that drawn beats may take. The lecture takes about 60 MB at 1080p60, so many versions have room."""

_POSTER = ".png"


class Segments:
    """The drawn beats below a folder: a film each, and its last picture as the poster."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder, ".mp4", _POSTER)

    def path(self, key: str) -> Path:
        """Return where the beat of a key lies, or would lie."""
        return self._store.path(key)

    def has(self, key: str) -> bool:
        """Tell whether the beat is there as it was drawn, and note that it is in use."""
        return self._store.has(key)

    def poster(self, key: str) -> Path:
        """Return where the picture of the beat of a key lies, or would lie."""
        return self._store.path(key, _POSTER)

    def take(self, film: Path, poster: Path, key: str) -> None:
        """Move the whole files of a beat in under a key. Raises `OSError`."""
        self._store.put(key, film, poster)

    def prune(self, limit: int = LIMIT) -> None:
        """Remove what was not used for the longest time, until the rest takes no more than a limit."""
        self._store.prune(limit)
