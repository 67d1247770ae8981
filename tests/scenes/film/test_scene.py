"""A scene of beats needs nothing of the lecture: it keeps its timeline, its camera is of its class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from manim import RIGHT, CairoRenderer, Camera, MovingCamera, MovingCameraScene, Square, tempconfig

from scenes.chapters.drags.tangent_drag import TangentDrag
from scenes.course import COURSE
from scenes.film.dry_renderer import DryRenderer
from scenes.film.frames.film import BeatFilm
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.project import Position
from scenes.film.scene import BeatScene
from scenes.film.timeline import ShownNumber
from scenes.stage.course_position import position_in_course


@dataclass(frozen=True)
class Said:
    caption: str
    spoken: str


@dataclass(frozen=True)
class Small:
    """A quality without any settings."""

    width: int = 64
    height: int = 36
    frame_rate: int = 15
    key: str = "small"

    @property
    def encoding(self) -> dict[str, str]:
        return {"preset": "ultrafast", "crf": "30"}


class Alone(BeatScene):
    """Shows as many squares as its inputs say, and how many there are."""

    title = "Alone"

    def construct(self) -> None:
        with self.beat("come", Said("They come.", "They come.")):
            for _ in range(self.inputs):
                self.add(Square())
        with self.silent_beat("go"):
            self.play(self.mobjects[0].animate.shift(RIGHT), run_time=0.41)

    def shown(self) -> Iterator[ShownNumber]:
        count = sum(isinstance(mobject, Square) for mobject in self.mobjects)
        yield ShownNumber("n", str(count), float(count), "=")


class Moving(Alone, MovingCameraScene):
    """The same before a camera that can move."""


@pytest.fixture(autouse=True)
def small_frames(tmp_path: Path) -> Iterator[None]:
    """Keep Manim's files apart and its frames small."""
    size: dict[str, Any] = {"pixel_width": 64, "pixel_height": 36, "frame_rate": 15}
    with tempconfig({**size, "media_dir": str(tmp_path), "verbosity": "CRITICAL", "disable_caching": True}):
        yield


def film(folder: Path) -> BeatFilm:
    """Return a sink that wants no beat."""
    return BeatFilm({}, Small(), lambda _frames: None, lambda *_drawn: None)


def test_a_scene_keeps_its_timeline_from_its_inputs_alone() -> None:
    timeline = Alone.dry_run(2)
    assert (timeline.scene, timeline.title) == ("test_scene", "Alone")
    first, second = timeline.beats
    assert (first.id, first.start_tick, first.end_tick) == ("come", 0, 15)
    assert (second.caption, second.start_tick, second.end_tick) == ("", 15, 22)
    assert [[number.value for number in beat.shown] for beat in timeline.beats] == [[2.0], [2.0]]
    assert timeline.end_tick == 22


def test_the_scene_says_which_class_of_camera_is_used(tmp_path: Path) -> None:
    assert type(Alone(1, renderer=DryRenderer()).camera) is Camera
    assert type(Moving(1, renderer=DryRenderer()).camera) is MovingCamera
    assert type(Alone(1, renderer=BeatRenderer(film(tmp_path))).camera) is Camera
    assert Moving.dry_run(1).end_tick == Alone.dry_run(1).end_tick


def test_a_camera_that_no_painter_knows_is_refused(tmp_path: Path) -> None:
    """Rather than painted as if it stood still."""
    with pytest.raises(TypeError, match="a MovingCamera is a camera that has no painter yet"):
        Moving(1, renderer=BeatRenderer(film(tmp_path)))


def test_manims_own_renderer_plays_the_same_times() -> None:
    with tempconfig({"dry_run": True, "progress_bar": "none"}):
        scene = Alone(1, renderer=CairoRenderer())
        scene.setup()
        scene.construct()
    assert scene.timeline == Alone.dry_run(1)


def test_a_chapter_finds_its_position_in_the_course_that_its_package_names() -> None:
    for reference in COURSE.scenes:
        assert reference.position == position_in_course(reference.load())
    assert [scene.position for scene in COURSE.scenes] == [
        Position(index, len(COURSE.scenes)) for index in range(len(COURSE.scenes))
    ]
    assert position_in_course(TangentDrag) is None
    assert position_in_course(Alone) is None
