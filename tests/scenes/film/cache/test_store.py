"""Files under content keys: whole or not there, found again, bounded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scenes.film.cache.store import Store

KEYS = [f"{number:02}{'k' * 30}" for number in range(4)]


def made(tmp_path: Path, *sizes: int) -> list[Path]:
    """Return files of so many bytes."""
    files = [tmp_path / f"made{index}" for index in range(len(sizes))]
    for file, size in zip(files, sizes, strict=True):
        file.write_bytes(b"x" * size)
    return files


def test_files_are_moved_in_and_found_under_their_key(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", ".main", ".side")
    assert not store.has(KEYS[0])
    main, side = made(tmp_path, 3, 5)
    store.put(KEYS[0], main, side)
    assert store.has(KEYS[0])
    assert store.path(KEYS[0]).read_bytes() == b"xxx"
    assert store.path(KEYS[0], ".side").read_bytes() == b"xxxxx"
    assert not main.exists() and not side.exists()


def test_an_entry_is_there_only_with_all_its_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", ".main", ".side")
    main, side = made(tmp_path, 3, 5)
    side.unlink()
    with pytest.raises(FileNotFoundError):
        store.put(KEYS[0], main, side)
    assert not store.has(KEYS[0])
    with pytest.raises(ValueError):
        store.put(KEYS[0], main)
    assert not store.has(KEYS[0])


def test_what_was_not_used_for_longest_goes_first_with_all_its_files(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", ".main", ".side")
    for age, key in enumerate(KEYS):
        store.put(key, *made(tmp_path, 60, 40))
        os.utime(store.path(key), (1000 + age, 1000 + age))
    assert store.has(KEYS[0])
    store.prune(200)
    assert [store.has(key) for key in KEYS] == [True, False, False, True]
    assert [store.path(key, ".side").exists() for key in KEYS] == [True, False, False, True]
