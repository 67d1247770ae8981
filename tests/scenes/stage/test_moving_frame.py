"""The camera's frame moves; heading and curtain stay on screen, whichever scene a chapter is besides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from manim import UP, Camera, FadeOut, Square, ThreeDScene, tempconfig

from config import load_settings
from scenes.audit.look.sampling import FramePixels, Sample, watch
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.stage.chapter import Chapter
from tests.scenes.stage.moving_chapters import Enlarging, InSpace, Moving, OwnCamera, Plain

ALL = [Plain, Moving, Enlarging, InSpace, OwnCamera]


def pictures(chapter: type[Chapter]) -> dict[str, FramePixels]:
    """Return the last picture of each beat, and the very last one under its name "curtain"."""
    found: dict[str, FramePixels] = {}

    def look(sample: Sample) -> None:
        found["curtain"] = sample.frame
        if sample.at_beat_end:
            found[sample.beat] = sample.frame

    watch(chapter, load_settings(), look)
    return found


@pytest.mark.parametrize("chapter", [Plain, Moving, Enlarging, InSpace])
def test_the_heading_stays_on_screen_and_the_rest_moves(chapter: type[Chapter]) -> None:
    seen = pictures(chapter)
    top = slice(0, seen["near"].shape[0] * 3 // 20), slice(0, seen["near"].shape[1] // 3)
    ground = seen["curtain"]
    assert np.array_equal(seen["near"][top], seen["far"][top])
    assert (np.abs(seen["near"][top].astype(int) - ground[top]).max(axis=2) > 100).sum() > 300
    assert not np.array_equal(seen["near"], seen["far"])


@pytest.mark.parametrize("chapter", ALL)
def test_the_curtain_covers_the_screen_in_the_themes_colour(chapter: type[Chapter]) -> None:
    seen = pictures(chapter)
    ground = load_settings().theme.background
    color = [int(ground[start : start + 2], 16) for start in (1, 3, 5)]
    assert np.abs(seen["curtain"].astype(int) - color).max() <= 1
    assert np.abs(seen["near"][-1, -1].astype(int) - color).max() <= 1


def test_the_enlarged_part_stands_on_the_themes_colour() -> None:
    with tempconfig({"background_color": "#FFFFFF"}):
        chapter = Enlarging(load_settings())
        chapter.setup()
    assert chapter.zoomed_camera.background_color.to_hex().upper() == chapter.theme.background.upper()


def test_a_camera_without_a_frame_says_so() -> None:
    class Flat(Plain):
        """Before Manim's camera that cannot move."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, camera_class=Camera, **kwargs)

    for chapter, camera in ((InSpace, "ThreeDCamera"), (Flat, "Camera")):
        with pytest.raises(AttributeError, match=f"a {camera} has no frame: {chapter.__name__}"):
            _ = chapter(load_settings()).frame


def test_a_scene_of_manims_before_the_chapter_is_refused() -> None:
    with pytest.raises(TypeError, match="class Turned: write Plain before ThreeDScene among its bases"):
        type("Turned", (ThreeDScene, Plain), {})


def test_clearing_the_stage_leaves_the_frame() -> None:
    chapter = Plain(load_settings(), renderer=DryRenderer())
    square = Square()
    chapter.add(chapter.frame, square)
    assert chapter.clear_stage() == [square]
    chapter.play(FadeOut(*chapter.clear_stage(), shift=UP))
    assert np.allclose(chapter.frame.get_center(), 0)
