"""A scene of beats needs nothing of the lecture: it keeps its timeline, its camera is of its class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from manim import (
    RIGHT,
    AnimationGroup,
    CairoRenderer,
    Camera,
    MovingCameraScene,
    Square,
    Succession,
    ThreeDCamera,
    ThreeDScene,
    Wait,
    ZoomedScene,
    tempconfig,
)

from scenes.chapters.drags.tangent_drag import TangentDrag
from scenes.course import COURSE
from scenes.film.frames.film import BeatFilm
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.playing.camera import FilmCamera
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.playing.scene import BeatScene
from scenes.film.playing.scene_camera import FilmMultiCamera
from scenes.film.position import Position
from scenes.film.project import scenes_in_order
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


class Enlarging(Alone, ZoomedScene):
    """The same with a part enlarged."""


class InSpace(Alone, ThreeDScene):
    """The same before a camera in space."""


class OwnCamera(Alone):
    """The same before a camera of its own choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, camera_class=Camera, **kwargs)


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
    assert type(Alone(1, renderer=DryRenderer()).camera) is FilmCamera
    assert type(Moving(1, renderer=DryRenderer()).camera) is FilmCamera
    assert type(Enlarging(1, renderer=DryRenderer()).camera) is FilmMultiCamera
    assert type(InSpace(1, renderer=DryRenderer()).camera) is ThreeDCamera
    assert type(OwnCamera(1, renderer=DryRenderer()).camera) is Camera
    assert type(Alone(1, renderer=BeatRenderer(film(tmp_path))).camera) is FilmCamera
    assert Moving.dry_run(1).end_tick == Alone.dry_run(1).end_tick


def test_everything_moves_while_the_frame_does_and_only_then() -> None:
    scene = Alone(1, renderer=DryRenderer())
    still, moved = Square(), Square()
    scene.add(still, moved)
    camera = scene.camera
    assert isinstance(camera, FilmCamera)
    goes: Any = camera.frame.animate.shift(RIGHT)
    for animation in (goes, AnimationGroup(goes), Succession(Wait(1.0), AnimationGroup(goes))):
        scene.compile_animation_data(animation)
        scene.begin_animations()
        assert {still, moved} <= set(scene.moving_mobjects) and still not in scene.static_mobjects
    scene.compile_animation_data(moved.animate.shift(RIGHT))
    scene.begin_animations()
    assert still in scene.static_mobjects and still not in scene.moving_mobjects
    camera.frame.add_updater(lambda frame: frame.move_to(moved))
    scene.begin_animations()
    assert still in scene.moving_mobjects


def test_manims_own_renderer_plays_the_same_times() -> None:
    with tempconfig({"dry_run": True, "progress_bar": "none"}):
        scene = Alone(1, renderer=CairoRenderer())
        scene.setup()
        scene.construct()
    assert scene.timeline == Alone.dry_run(1)


def test_a_chapter_finds_its_position_in_the_course_that_its_package_names() -> None:
    for reference in COURSE.scenes:
        assert reference.position == position_in_course(reference.load())
    count = len(COURSE.scenes)
    placed = [scene.position for scene in COURSE.scenes if scene.position is not None]
    assert [(one.index, one.count) for one in placed] == [(index, count) for index in range(count)]
    assert position_in_course(TangentDrag) is None
    assert position_in_course(Alone) is None


def test_scenes_in_one_tuple_continue_each_other() -> None:
    first, second, third = scenes_in_order("a.one:One", ("a.two:Two", "a.three:Three"))
    assert [one.id for one in (first, second, third)] == ["one", "two", "three"]
    assert first.position == Position(0, 3)
    assert second.position == Position(1, 3, continued=True)
    assert third.position == Position(2, 3, continues=True)
