"""What a scene file sets in Manim's configuration: the picture is its maker's, pixels are the quality's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config import Settings
from scenes.film.errors import ProductionError
from scenes.film.plan import timelines
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from tests.scenes.checkout import frames
from tests.scenes.own_scenes import drawn

SCENE = """from manim import *

from scenes.film.playing.scene import BeatScene


{setting}


class First(BeatScene):
    def construct(self):
        with self.silent_beat("only"):
            self.add(Square(2.0, stroke_width=0, fill_color=WHITE, fill_opacity=1))
            self.wait(0.2)


class Second(First):
    pass
"""


def drawn_with(folder: Path, setting: str, settings: Settings) -> BuildResult:
    """Render both scenes of a file that sets something when it is imported."""
    return drawn(folder, SCENE.format(setting=setting), settings, ("First", "Second"))


@pytest.mark.parametrize(
    ("setting", "ground", "side"),
    [
        ("", (0, 0, 0), 2 / 8 * 90),
        ("config.background_color = '#0000FF'", (0, 0, 255), 2 / 8 * 90),
        ("config.frame_height = 4.0; config.frame_width = 64 / 9", (0, 0, 0), 2 / 4 * 90),
        (
            "config.pixel_width = 320; config.pixel_height = 180; config.frame_rate = 12",
            (0, 0, 0),
            2 / 8 * 90,
        ),
        ("config.media_dir = 'here'; config.dry_run = True", (0, 0, 0), 2 / 8 * 90),
    ],
)
def test_frame_and_background_are_the_makers_pixels_and_rate_the_qualitys(
    folder: Path, small: Settings, setting: str, ground: tuple[int, int, int], side: float
) -> None:
    """In every scene of the file, and only there."""
    result = drawn_with(folder, setting, small)
    assert result.failures == []
    for scene in result.scenes:
        assert scene.video is not None
        film = frames(scene.video)
        assert film.shape[1:] == (90, 160, 3) and len(film) == 6
        assert np.abs(film[0, 2, 2].astype(int) - ground).max() <= 4
        white = (film[-1].astype(int).min(axis=2) > 128).sum()
        assert white == pytest.approx(side**2, rel=0.1)
    assert not (Path.cwd() / "here").exists()


def test_pixels_of_another_shape_are_refused(folder: Path, small: Settings) -> None:
    """A film upright would be cut. Told of every scene of the file, although it is imported once."""
    lines = drawn_with(folder, "config.pixel_width, config.pixel_height = 1080, 1920", small).failures
    assert [line.partition(": ")[2].partition(" sets ")[2] for line in lines] == [
        "config.pixel_width, pixel_height to 1080 x 1920; films are 16 to 9"
    ] * 2
    (file,) = folder.glob("own_scene*")
    for name in ("First", "Second"):
        with pytest.raises(ProductionError, match="1080 x 1920"):
            timelines([SceneRef(name, file.stem, name)], small)
