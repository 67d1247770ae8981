"""Scene files of a maker, in a folder that the project knows nothing of."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from config import Settings
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render


def drawn(folder: Path, text: str, settings: Settings, names: Sequence[str] = ("Own",)) -> BuildResult:
    """Render scenes of a file in a folder of its own."""
    number = len(list(folder.glob("own_scene*")))
    file = folder / f"own_scene_{os.getpid()}_{number}.py"
    file.write_text(text, encoding="utf-8")
    os.utime(file, (1e9, 1e9))
    entries = [SceneRef(f"own{index}", file.stem, name) for index, name in enumerate(names)]
    return render(entries, settings, out=folder / "build", reporter=Notes())
