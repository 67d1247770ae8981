"""What a chapter is played in by a worker: Manim kept quiet, and errors told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.film.errors import ProductionError, explain


@contextmanager
def explained(chapter: str, beats: list[str], out: Path) -> Iterator[None]:
    """Turn what goes wrong into one line with the chapter, the last beat of those begun, and the place."""
    try:
        yield
    except ProductionError:
        raise
    except Exception as error:
        beat = beats[-1] if beats else None
        raise ProductionError(explain(error, chapter=chapter, beat=beat, out=out)) from error


@contextmanager
def quiet_manim(scratch: Path) -> Iterator[None]:
    """Let Manim leave its files in a folder that no other process uses, say nothing, and take short ways."""
    from manim import tempconfig

    from scenes.film.frames.shortcuts import shortcuts

    folders = {name: str(scratch / name) for name in ("media_dir", "text_dir", "tex_dir", "log_dir")}
    quiet: dict[str, Any] = {
        "progress_bar": "none",
        "verbosity": "CRITICAL",
        "notify_outdated_version": False,
    }
    with shortcuts(), tempconfig({**folders, **quiet, "renderer": "cairo", "disable_caching": True}):
        yield
