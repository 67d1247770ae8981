"""What a worker plays a scene in: Manim as it comes, silenced and writing aside; errors told in one line.

Nothing of the machine's or the user's own decides what is drawn: no configuration file, no language, no time
zone, no seed of hashes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.film.errors import ProductionError, RefusedError, explain
from scenes.film.playing.manim_config import default_values, set_values, values_of
from scenes.film.project import SceneRef
from scenes.film.quality import Quality

if TYPE_CHECKING:
    from scenes.film.playing.film_scene import FilmScene

SEED = 0
"""What `random` and NumPy's generators start from in every scene; `manim --seed 0` draws the same film."""

_MAKERS = {"frame_width", "frame_height", "background_color", "background_opacity", "tex_template", "seed"}
"""What a scene's own file may set in Manim's configuration: what belongs to the picture, not to its file."""

_SLACK = 0.01
"""Share by which the shape of a frame may differ."""

_asked: dict[str, dict[str, Any]] = {}
"""What each module of a scene set when it was imported, which happens once a process."""


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
    """Have Manim as it comes write its files to a folder, print nothing, use `shortcuts` and `refusals`."""
    from manim import config
    from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

    from scenes.film.frames.shortcuts import shortcuts
    from scenes.film.jobs.refusals import refusals

    # A formula that an earlier scene of this process has made would come back with other strokes.
    SVG_HASH_TO_MOB_MAP.clear()
    before = values_of(config)
    set_values(config, default_values())
    config.seed = SEED
    for name in ("media_dir", "text_dir", "tex_dir", "log_dir"):
        config[name] = str(folder / name)
    config.progress_bar, config.verbosity = "none", "CRITICAL"
    config.notify_outdated_version, config.disable_caching = False, True
    try:
        with shortcuts(), refusals():
            yield
    finally:
        set_values(config, before)


@contextmanager
def frames_of(quality: Quality) -> Iterator[None]:
    """Let Manim draw frames of a quality's size and rate."""
    from manim import tempconfig

    size = {"pixel_width": quality.width, "pixel_height": quality.height, "frame_rate": quality.frame_rate}
    with tempconfig(size):
        yield


def load(entry: SceneRef) -> type[FilmScene]:
    """Import a scene's class; what its file sets in Manim's configuration holds if it belongs to the picture.

    That is the frame in units, its background, the template for LaTeX, the seed. Size in pixels and rate are
    those of the quality that is drawn, the files are ours. Raises `ProductionError` if its module is broken,
    and `RefusedError` if it wants pixels of another shape.
    """
    from manim import config

    before = values_of(config)
    shape = config.aspect_ratio
    scene = entry.load()
    if entry.module not in _asked:
        after = values_of(config)
        _asked[entry.module] = {name: after[name] for name in after if after[name] != before[name]}
    set_values(config, before)
    asked = {"pixel_width": config.pixel_width, "pixel_height": config.pixel_height, **_asked[entry.module]}
    width, height = asked["pixel_width"], asked["pixel_height"]
    if abs(width / height / shape - 1) > _SLACK:
        raise RefusedError(
            f"{entry.module} sets config.pixel_width, pixel_height to {width} x {height}; films are 16 to 9"
        )
    for name in asked.keys() & _MAKERS:
        config[name] = asked[name]
    return scene
