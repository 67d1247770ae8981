"""A scene played with Manim's own renderer and with ours, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from manim import CairoRenderer, Scene, tempconfig
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP
from manim.typing import PixelArray

from scenes.film.frames.renderer import BeatRenderer
from scenes.film.frames.shortcuts import shortcuts
from scenes.film.frames.tiles import PixelBox

WIDTH, HEIGHT, RATE = 214, 120, 15


@contextmanager
def small(folder: Path) -> Iterator[None]:
    """Frames of a few pixels, Manim's files in a folder, and the same random numbers for everybody."""
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE}
    quiet = {"progress_bar": "none", "verbosity": "CRITICAL", "disable_caching": True, "dry_run": True}
    with tempconfig({"media_dir": str(folder), "seed": 7, **size, **quiet}):
        yield


class Plain(CairoRenderer):
    """Manim's own renderer; its frames are kept instead of encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[PixelArray] = []

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Make the camera that the scene asks for, as a renderer that a scene makes does."""
        super().init_scene(scene, *args, **kwargs)
        self.camera = scene.camera_class()

    def add_frame(self, frame: PixelArray, num_frames: int = 1) -> None:
        """Keep a frame."""
        if not self.skip_animations:
            self.frames.extend([frame.copy()] * num_frames)


class Kept:
    """A frame sink that keeps all frames; what lies outside a frame's boxes is as it was before."""

    active = True

    def __init__(self) -> None:
        self.frames: list[PixelArray] = []
        self._now: PixelArray = np.zeros((HEIGHT, WIDTH, 4), np.uint8)

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Keep a frame."""
        for top, bottom, left, right in boxes:
            self._now[top:bottom, left:right] = pixels[top:bottom, left:right]
        self.frames.extend([self._now.copy()] * times)


def played(kind: type[Scene], renderer: Any) -> None:
    """Play a scene with a renderer; Manim's cache of SVG files is emptied, as it forgets attributes."""
    SVG_HASH_TO_MOB_MAP.clear()
    scene = kind(renderer=renderer)
    scene.setup()
    scene.construct()
    scene.tear_down()


def differing(kind: type[Scene]) -> tuple[int, list[int]]:
    """Return how many frames Manim paints of a scene, and which of them are others than ours."""
    plain, kept = Plain(), Kept()
    played(kind, plain)
    with shortcuts():
        played(kind, BeatRenderer(kept))
    pairs = zip(plain.frames, kept.frames, strict=False)
    wrong = [index for index, (one, other) in enumerate(pairs) if not np.array_equal(one, other)]
    wrong += range(*sorted((len(plain.frames), len(kept.frames))))
    return len(plain.frames), wrong
