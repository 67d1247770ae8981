"""Tiny chapters and a profile in which a frame is a few thousand pixels."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import Settings, load_settings
from scenes.film.project import SceneRef
from tests.scenes.small_profiles import with_profiles

CLASSES = ("Tiny", "Broken", "Unplannable", "Killed", "KilledReader", "Endless", "Shared")


TINY = tuple(SceneRef(name.lower(), "tests.scenes.tiny_chapters", name) for name in CLASSES)


@pytest.fixture
def entries() -> dict[str, SceneRef]:
    """Return where the tiny chapters are found, by their class's name in small letters."""
    return {entry.id: entry for entry in TINY}


@pytest.fixture(scope="session")
def small() -> Settings:
    """Return the lecture's settings with a profile `tiny`."""
    settings = load_settings()
    tiny = settings.profiles["preview"].model_copy(update={"width": 160, "height": 90, "frame_rate": 30})
    return with_profiles(settings, tiny=tiny)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder outside of the working folder whose modules can be imported."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path
