"""Drawn beats on disk: found under their key, and bounded."""

from __future__ import annotations

import os
from pathlib import Path

from scenes.film.cache.segments import Segments


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    segments = Segments(tmp_path / "segments")
    keys = [f"{number:02}{'k' * 30}" for number in range(5)]
    for age, key in enumerate(keys):
        film, poster = tmp_path / "film", tmp_path / "poster"
        film.write_bytes(b"x" * 60)
        poster.write_bytes(b"x" * 40)
        segments.take(film, poster, key)
        os.utime(segments.path(key), (1000 + age, 1000 + age))
    assert segments.has(keys[0])
    segments.prune(limit=250)
    assert [segments.has(key) for key in keys] == [True, False, False, False, True]
    segments.prune(limit=0)
    assert not any(segments.has(key) or segments.poster(key).exists() for key in keys)
