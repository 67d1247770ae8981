"""Frames are, pixel for pixel, those of Manim's own renderer, whichever beats a worker draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    CairoRenderer,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    ImageMobject,
    LineJointType,
    ReplacementTransform,
    Scene,
    Square,
    Star,
    Succession,
    ValueTracker,
    VGroup,
    tempconfig,
)
from manim.typing import PixelArray
from PIL import Image

from backprop_core.quantity import Piece
from config import load_settings
from config.profiles import Profile
from scenes.course import COURSE
from scenes.film.frames.film import BeatFilm
from scenes.film.frames.renderer import BeatRenderer
from scenes.film.frames.shortcuts import shortcuts
from scenes.film.frames.tiles import PixelBox
from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.hooks import with_beat_hooks
from scenes.stage.chapter import Chapter
from scenes.stage.titles import heading
from scenes.stage.words import Words
from tests.scenes.checkout import frames
from tests.scenes.stage.moving_chapters import Enlarging, InSpace, OwnCamera

WIDTH, HEIGHT, RATE = 426, 240, 15


class Menagerie(Chapter):
    """Whatever is painted in its own way: pictures, gradients, pointed corners, layers, comings, goings."""

    title = "Menagerie"

    def construct(self) -> None:
        """Play five beats."""
        rows = np.linspace(0, 255, 12, dtype=np.uint8)
        picture = ImageMobject(np.stack([*np.meshgrid(rows, rows), rows[:, None] + 0 * rows], axis=2))
        picture.height = 3
        star = Star(7, stroke_width=9).set_fill(opacity=0.4).set_sheen(0.6, UP).shift(2 * RIGHT)
        star.joint_type = LineJointType.MITER
        dot = Circle(0.4, fill_opacity=0.5, color="#FFCC00").set_z_index(2)
        group = VGroup(Square(1.5), Square(0.7, fill_opacity=0.3)).shift(2 * LEFT)
        turn = ValueTracker(0.0)
        with self.beat("come", Words("Things come.", "Things come.")):
            self.add(picture, group)
            self.play(FadeIn(star), Create(dot), run_time=0.4)
            self.wait(0.2)
        with self.beat("move", Words("Things move.", "Things move.")):
            star.add_updater(lambda mobject: mobject.set_stroke(width=9 + 5 * float(turn.get_value())))
            self.add(star)
            self.wait(0.2)
            self.play(turn.animate.set_value(1.0), dot.animate.shift(3 * LEFT + UP), run_time=0.6)
        with self.beat("swap", Words("Things turn into others.", "Things turn into others.")):
            other = VGroup(Circle(0.5), Square(0.3), Star(5)).arrange(DOWN).shift(3 * RIGHT)
            self.play(ReplacementTransform(group, other), picture.animate.shift(UP), run_time=0.4)
            group = other
            group.add(Square(0.4, color="#00FFFF").shift(DOWN))
            self.wait(0.3)
        with self.beat("turn", Words("A hand turns.", "A hand turns.")):
            hand = Square(0.5).shift(2 * UP).add_updater(lambda mobject, dt: mobject.rotate(3 * dt))
            comes = (FadeIn(mobject, run_time=0.2) for mobject in (Circle(0.2), hand, Circle(0.3)))
            self.play(Succession(*comes))
            self.remove(hand)
        with self.beat("go", Words("Things go.", "Things go.")):
            self.play(FadeOut(star, picture), group.animate.shift(DOWN), run_time=0.4)


class Closer(Chapter):
    """A chapter whose camera goes closer, aside, stands still, follows a dot, and goes back."""

    title = "Closer"

    def construct(self) -> None:
        """Play five beats."""
        square, dot = (
            Square(fill_opacity=0.5).shift(3 * RIGHT),
            Circle(0.1, color="#FFCC00", fill_opacity=1.0),
        )
        with self.beat("come", Words("Things come.", "Things come.")):
            self.add_fixed_in_frame_mobjects(heading(self.theme, self.title, Piece("f(x)", "symbol")))
            self.play(FadeIn(square), Create(dot), run_time=0.4)
        with self.beat("in", Words("Closer.", "Closer.")):
            self.play(self.frame.animate.scale(0.4).move_to(square), run_time=0.6)
            self.play(square.animate.rotate(0.5), run_time=0.4)
        with self.beat("follow", Words("A dot is followed.", "A dot is followed.")):
            self.frame.add_updater(lambda frame: frame.move_to(dot))
            self.play(dot.animate.shift(DOWN + RIGHT), run_time=0.6)
            self.frame.clear_updaters()
        with self.beat("back", Words("And back.", "And back.")):
            goes: Any = self.frame.animate.scale(3).shift(RIGHT)
            self.play(Succession(FadeOut(dot), goes), run_time=0.8)
        self.close()


class Frames:
    """A frame sink that keeps the wanted beats' frames."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.beat, self.wanted = "", wanted
        self.kept: list[tuple[str, PixelArray]] = []
        self._now: PixelArray = np.zeros((HEIGHT, WIDTH, 4), np.uint8)

    @property
    def active(self) -> bool:
        """Whether the beat is wanted."""
        return self.wanted(self.beat)

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Keep a frame."""
        for top, bottom, left, right in boxes:
            self._now[top:bottom, left:right] = pixels[top:bottom, left:right]
        self.kept.extend([(self.beat, self._now.copy())] * times)


class Plain(CairoRenderer):
    """Manim's own renderer; its frames are kept instead of encoded."""

    def __init__(self, frames: Frames) -> None:
        super().__init__()
        self.frames = frames

    def add_frame(self, frame: PixelArray, num_frames: int = 1) -> None:
        """Keep a frame."""
        self.frames.kept.extend([(self.frames.beat, frame.copy())] * num_frames)


class MovingPlain(Plain):
    """The same before the camera that the scene asks for."""

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Make the camera."""
        super().init_scene(scene, *args, **kwargs)
        self.camera = scene.camera_class()


@contextmanager
def small(folder: Path) -> Iterator[None]:
    """Frames of a few pixels, and Manim's files in a folder."""
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": RATE}
    quiet = {"progress_bar": "none", "verbosity": "CRITICAL", "disable_caching": True}
    with tempconfig({"media_dir": str(folder), **size, **quiet, "dry_run": True}):
        yield


class Whole(Plain):
    """Manim's renderer, which also paints everything on stage anew wherever a picture stands still."""

    def freeze_current_frame(self, duration: float) -> None:
        """Keep what stands still, and what ought to."""
        camera = self.camera
        shown = camera.pixel_array.copy()
        camera.reset()
        camera.capture_mobjects(self.stage.mobjects)
        assert np.array_equal(camera.pixel_array, shown)
        self.checked += 1
        super().freeze_current_frame(duration)

    stage: Scene
    checked = 0

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Remember the stage."""
        self.stage = scene
        super().play(scene, *args, **kwargs)


def test_a_picture_that_stands_still_is_painted_whole_and_once(tmp_path: Path) -> None:
    """Half-transparent things as they are, and all that carries an updater."""
    with small(tmp_path):
        frames = Frames(lambda _beat: True)
        renderer = Whole(frames)
        frames_of(Menagerie, frames, renderer)
    assert renderer.checked >= 2


def frames_of(chapter: type[FilmScene], frames: Frames, renderer: Any) -> list[tuple[str, PixelArray]]:
    """Play a chapter with a renderer and return what its frames are."""

    def start_beat(beat: str) -> None:
        frames.beat = beat

    scene: Scene = with_beat_hooks(chapter, start_beat)(load_settings(), renderer=renderer)
    scene.setup()
    scene.construct()
    return frames.kept


OWN = {kind.__name__: kind for kind in (Menagerie, Closer, Enlarging, InSpace, OwnCamera)}


@pytest.mark.parametrize("chapter", [*OWN, "chain_rule", "heatmap_cross_sections"])
def test_frames_are_those_of_manims_own_renderer(chapter: str, tmp_path: Path) -> None:
    """Drawn in two halves that each skip the other's beats; the menagerie also whole."""
    kind = OWN[chapter] if chapter in OWN else COURSE.chosen([chapter])[0].load()
    with small(tmp_path), shortcuts():
        beats = [beat.id for beat in kind.dry_run().beats]
        halves = []
        for part in (beats[: len(beats) // 2], beats[len(beats) // 2 :]):
            half = Frames(lambda beat, part=part: beat in part)  # type: ignore[misc]
            halves += frames_of(kind, half, BeatRenderer(half))
        drawings = [halves]
        if kind is Menagerie:
            ours = Frames(lambda _beat: True)
            drawings.append(frames_of(kind, ours, BeatRenderer(ours)))
    with small(tmp_path):
        stock = Frames(lambda _beat: True)
        plain = frames_of(kind, stock, MovingPlain(stock))
    assert len(beats) > 2
    for drawn in drawings:
        assert [beat for beat, _ in drawn] == [beat for beat, _ in plain]
        wrong = [
            index
            for index, ((_, a), (_, b)) in enumerate(zip(drawn, plain, strict=True))
            if not np.array_equal(a, b)
        ]
        assert wrong == []


def test_beats_go_into_files_of_their_own(tmp_path: Path) -> None:
    """Those that are wanted; after the last one nothing more is drawn."""
    profile = Profile(width=WIDTH, height=HEIGHT, frame_rate=RATE, preset="ultrafast", crf=30)
    ended: list[tuple[str, int]] = []
    film = BeatFilm(
        {name: tmp_path / f"{name}.mp4" for name in ("move", "swap")},
        profile,
        lambda _frames: None,
        lambda beat, frames, _seconds, _encoding: ended.append((beat, frames)),
    )
    timeline = Menagerie.dry_run()
    with small(tmp_path):
        chapter = with_beat_hooks(Menagerie, film.start_beat, film.keep_poster)
        chapter(load_settings(), renderer=BeatRenderer(film)).perform()
    assert film.complete
    lengths = {beat.id: beat.end_tick - beat.start_tick for beat in timeline.beats}
    assert ended == [("move", lengths["move"]), ("swap", lengths["swap"])]
    assert {path.name for path in tmp_path.glob("*.mp4")} == {"move.mp4", "swap.mp4"}
    for beat in ("move", "swap"):
        poster = np.asarray(Image.open(tmp_path / f"{beat}.png")).astype(float)
        assert np.abs(poster - frames(tmp_path / f"{beat}.mp4")[-1]).mean() < 2.0
