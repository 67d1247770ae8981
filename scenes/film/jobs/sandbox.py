"""What a worker plays a scene in: Manim silenced and writing aside, errors reported in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.film.errors import ProductionError, explain
from scenes.film.quality import Quality

SEED = 0
"""What the generators of `random` and NumPy start from in every scene; `manim --seed 0` draws the same film."""


@contextmanager
def explained(scene: str, beats: list[str], out: Path) -> Iterator[None]:
    """Turn any exception into a `ProductionError`: one line with scene, last beat begun, and line of code."""
    try:
        yield
    except ProductionError:
        raise
    except Exception as error:
        beat = beats[-1] if beats else None
        raise ProductionError(explain(error, scene=scene, beat=beat, out=out)) from error


@contextmanager
def quiet_manim(folder: Path) -> Iterator[None]:
    """Have Manim write its files to a folder, print nothing, and use `shortcuts`."""
    from manim import tempconfig

    from scenes.film.frames.shortcuts import shortcuts

    folders = {name: str(folder / name) for name in ("media_dir", "text_dir", "tex_dir", "log_dir")}
    quiet: dict[str, Any] = {
        "progress_bar": "none",
        "verbosity": "CRITICAL",
        "notify_outdated_version": False,
    }
    fixed: dict[str, Any] = {"renderer": "cairo", "disable_caching": True, "seed": SEED}
    with shortcuts(), tempconfig({**folders, **quiet, **fixed}):
        yield


@contextmanager
def frames_of(quality: Quality) -> Iterator[None]:
    """Let Manim draw frames of a quality's size and rate."""
    from manim import tempconfig

    size = {"pixel_width": quality.width, "pixel_height": quality.height, "frame_rate": quality.frame_rate}
    with tempconfig(size):
        yield
