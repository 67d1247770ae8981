"""Variants of a scene planned and drawn in this process: the key of each beat, and a digest of its frames."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from manim import VMobject, config, tempconfig
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP
from manim.typing import PixelArray

from scenes.film.cache import code
from scenes.film.cache.plans import Plan
from scenes.film.cache.read_files import content_digests, files_read
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.frames.shortcuts import shortcuts
from scenes.film.frames.tiles import PixelBox
from scenes.film.jobs.watched_plays import WatchedPlays
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.playing.plain_scene import as_film_scene
from tests.scenes.film.digests.sources.source import Source

WIDTH, HEIGHT, RATE = 64, 36, 15
SCENE, PARTS = "mutated_scene", "parts"
"""The names of the modules."""


@dataclass(frozen=True)
class TinyQuality:
    """The quality that variants are drawn in."""

    width: int = WIDTH
    height: int = HEIGHT
    frame_rate: int = RATE
    encoding: Mapping[str, str] = field(default_factory=dict)
    key: str = "tiny"


@dataclass(frozen=True)
class Drawn:
    """A variant: the key and the digest of the frames of each beat, by its name; which beats cannot be proven.

    `stepped` tells whether it had to be planned frame by frame, as what it ends with depends on the frames.
    """

    keys: dict[str, str]
    frames: dict[str, str]
    unproven: frozenset[str]
    stepped: bool


class HashedFrames:
    """A frame sink that keeps a digest of each beat's frames."""

    active = True

    def __init__(self) -> None:
        self._now: PixelArray = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        self._beat = ""
        self._hashes: dict[str, Any] = {}

    def start_beat(self, beat: str) -> None:
        """Begin a beat."""
        self._beat = beat

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Take in a frame; what lies outside its boxes is as it was before."""
        for top, bottom, left, right in boxes:
            self._now[top:bottom, left:right] = pixels[top:bottom, left:right]
        for _ in range(times):
            self._hashes.setdefault(self._beat, hashlib.blake2b()).update(self._now.data)

    def found(self) -> dict[str, str]:
        """Return the digests, by beat."""
        return {beat: found.hexdigest() for beat, found in self._hashes.items()}


@contextmanager
def tiny_frames(folder: Path) -> Iterator[None]:
    """Let Manim draw tiny frames, write to a folder, and start from the same random numbers."""
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE, "seed": 0}
    quiet = {"progress_bar": "none", "verbosity": "CRITICAL", "disable_caching": True}
    with tempconfig({"media_dir": str(folder), **size, **quiet}), shortcuts():
        yield


def draw(source: Source, choices: tuple[int, ...], folder: Path) -> Drawn:
    """Plan and draw a variant of a source, its files in a folder."""
    write(folder, *source.filled(choices))
    drawn = _drawn(folder, stepped=False) or _drawn(folder, stepped=True)
    assert drawn is not None, "the scene is drawn otherwise than planned, even where every frame is played"
    return drawn


def write(folder: Path, scene: str, parts: str = "") -> None:
    """Write the files of a scene to a folder."""
    (folder / f"{SCENE}.py").write_text(scene, encoding="utf-8")
    (folder / f"{PARTS}.py").write_text(parts, encoding="utf-8")


def plan_of(folder: Path, *, stepped: bool = False, **changed: Any) -> Plan:
    """Plan the scene in a folder as a dry run does; some fields of the plan may be `changed`."""
    plays = WatchedPlays(folder)
    with loaded(folder) as kind, files_read() as read:
        renderer = DryRenderer(stepped=stepped, on_play=plays.note)
        timeline = _perform(kind, renderer, plays.start_beat).timeline
    fields: dict[str, Any] = {
        "name": "film",
        "timeline": timeline,
        "plays": tuple(plays.found),
        "files": {name: code.digest(str(folder / f"{name}.py")) for name in (SCENE, PARTS)},
        "data": content_digests(read),
        "values": {},
        "position": None,
        "voice": (),
        "environment": "",
        "packages": {},
        "drawing": "",
        "seconds": 0.0,
    }
    return Plan(**{**fields, **changed})


def keys_of(plan: Plan) -> dict[str, str]:
    """Return the key of each beat."""
    return {beat.id: plan.key(beat.id, TinyQuality()) for beat in plan.timeline.beats}


def _drawn(folder: Path, *, stepped: bool) -> Drawn | None:
    """Plan and draw the scene in a folder; return None where the plan has proved wrong."""
    plan = plan_of(folder, stepped=stepped)
    with loaded(folder) as kind:
        sink = HashedFrames()
        again = WatchedPlays(folder)

        def start(beat: str) -> None:
            sink.start_beat(beat)
            again.start_beat(beat)

        _perform(kind, BeatRenderer(sink, on_play=again.note, stepped=stepped), start)
    pairs = zip(plan.plays, again.found, strict=True)
    if any(one.proven and other.proven and not one.shows_as(other) for one, other in pairs):
        return None
    unproven = frozenset(play.beat for play in plan.plays if not play.proven)
    return Drawn(keys_of(plan), sink.found(), unproven, stepped)


@contextmanager
def loaded(folder: Path) -> Iterator[type[FilmScene]]:
    """Yield the class `Film` of the scene file in a folder, imported anew, as one that keeps a timeline.

    What it changes of Manim for good is put back.
    """
    kept, kept_path = config.copy(), list(sys.path)
    init = {kind: vars(kind)["__init__"] for kind in _kinds(VMobject)}
    sys.path.insert(0, str(folder))
    SVG_HASH_TO_MOB_MAP.clear()
    importlib.invalidate_caches()
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec = importlib.util.spec_from_file_location(SCENE, folder / f"{SCENE}.py")
        assert spec is not None and spec.loader is not None
        module = sys.modules[SCENE] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield as_film_scene(module.Film, "film")
    finally:
        for name in (SCENE, PARTS):
            sys.modules.pop(name, None)
        for kind, value in init.items():
            kind.__init__ = value  # type: ignore[misc]
        sys.path[:], sys.dont_write_bytecode = kept_path, before
        config.update(kept)


def _kinds(kind: type) -> Iterator[type]:
    """Yield Manim's classes below one that make their instances in a way of their own."""
    if "__init__" in vars(kind):
        yield kind
    for below in kind.__subclasses__():
        if below.__module__.startswith("manim."):
            yield from _kinds(below)


def _perform(kind: type[FilmScene], renderer: DryRenderer, start: Any) -> FilmScene:
    inputs = getattr(sys.modules[SCENE], "INPUTS", None)
    return with_beat_hooks(kind, start)(inputs, renderer=renderer).perform()
