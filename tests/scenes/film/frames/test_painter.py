"""Which painter serves a camera, and that none paints what need not be painted."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from manim import (
    RIGHT,
    UP,
    Camera,
    Circle,
    Cube,
    Mobject,
    MovingCamera,
    MultiCamera,
    Square,
    ThreeDCamera,
    VGroup,
    tempconfig,
)
from manim.typing import PixelArray, Point3D_Array
from PIL import Image

from scenes.film.frames.ink import Ink
from scenes.film.frames.painter import Painter
from scenes.film.frames.painters import AnyPainter, paints_as_known
from scenes.film.frames.tiles import SIDE, PixelBox
from scenes.film.playing.camera import FilmCamera

CAMERAS = [Camera, MovingCamera, FilmCamera, ThreeDCamera, MultiCamera]


class Fitted(MovingCamera):
    """A maker's camera with an attribute and a method of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.favourite = "square"

    def look_up(self) -> None:
        """Move."""
        self.frame.shift(UP)


class Bent(Camera):
    """A maker's camera that sees points elsewhere."""

    def transform_points_pre_display(self, mobject: Mobject, points: Point3D_Array) -> Point3D_Array:
        """Bend."""
        bent: Point3D_Array = points + 0.1 * points**2
        return bent


@pytest.fixture(autouse=True)
def _small() -> Iterator[None]:
    with tempconfig({"pixel_width": 640, "pixel_height": 360}):
        yield


@pytest.fixture
def inked(monkeypatch: pytest.MonkeyPatch) -> list[Ink]:
    """Return what grows by one for each outline that is filled and stroked."""
    found: list[Ink] = []
    fill_and_stroke = Ink.fill_and_stroke

    def counted(ink: Ink, context: Any) -> None:
        found.append(ink)
        fill_and_stroke(ink, context)

    monkeypatch.setattr(Ink, "fill_and_stroke", counted)
    return found


@pytest.mark.parametrize("kind", [Camera, MovingCamera, FilmCamera, ThreeDCamera, Fitted])
def test_cameras_that_paint_as_manims_do_are_painted_for(kind: type[Camera]) -> None:
    assert paints_as_known(kind())


@pytest.mark.parametrize("kind", [Bent, MultiCamera])
def test_cameras_that_paint_otherwise_paint_themselves(kind: type[Camera]) -> None:
    assert not paints_as_known(kind())


def test_a_camera_with_a_method_replaced_or_other_pixels_paints_itself() -> None:
    camera: Any = Camera()
    camera.display_vectorized = lambda mobject, context: camera
    assert not paints_as_known(camera)
    assert not paints_as_known(Camera(pixel_array_dtype="uint16"))


@pytest.mark.parametrize("kind", CAMERAS)
def test_where_nothing_changes_nothing_is_painted(kind: type[Camera], inked: list[Ink]) -> None:
    painter, shown = AnyPainter(kind()), [Square(), *Cube().get_family()]
    painter.begin([])
    assert painter.paint(shown) == [PixelBox(0, 360, 0, 640)]
    inked.clear()
    assert painter.paint(shown) == []
    assert inked == []


@pytest.mark.parametrize("kind", CAMERAS)
def test_boxes_lie_around_what_has_changed(kind: type[Camera]) -> None:
    painter, square = AnyPainter(kind()), Square(0.5, fill_opacity=1)
    painter.begin([])
    painter.paint([square])
    before = painter.pixels.copy()
    square.shift(RIGHT)
    boxes = painter.paint([square])
    covered = np.zeros((360, 640), bool)
    for top, bottom, left, right in boxes:
        covered[top:bottom, left:right] = True
    changed = (painter.pixels != before).any(axis=2)
    assert changed.any()
    assert not (changed & ~covered).any()
    assert covered.sum() <= 6 * SIDE**2


def test_what_is_out_of_view_is_not_painted(inked: list[Ink]) -> None:
    camera = MovingCamera()
    painter, row = Painter(camera), VGroup(*(Square(0.5).shift(x * RIGHT) for x in range(-40, 41, 4)))
    painter.begin([])
    painter.paint([row])
    assert len(inked) == 3
    inked.clear()
    camera.frame.shift(20 * RIGHT)
    painter.paint([row])
    assert len(inked) == 3


def test_what_moves_along_by_whole_pixels_is_not_painted_anew(inked: list[Ink]) -> None:
    """Nor is what stands where nothing comes in; and the picture is the one painted anew."""
    camera = MovingCamera()
    dots = VGroup(*(Circle(0.2037).shift(0.9031 * (x * RIGHT + y * UP)) for x in range(4) for y in range(3)))
    painter = Painter(camera)
    painter.begin([])
    painter.paint([dots])
    inked.clear()
    camera.frame.shift(3 * camera.frame_width / camera.pixel_width * RIGHT)
    assert painter.paint([dots])
    assert inked == []
    assert np.array_equal(painter.pixels, painted(camera, dots))


def painted(camera: Camera, *mobjects: Mobject) -> PixelArray:
    """Return the frame that a camera paints by itself."""
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.copy()


def test_a_camera_that_cannot_move_keeps_the_view_of_an_animation_that_was_not_painted() -> None:
    """As it does in Manim, whose context is made for the first frame."""
    skipping, drawing = Camera(), Camera()
    square = VGroup(Square(), Square(3).color_using_background_image(Image.new("RGB", (4, 4), "red")))
    painter = Painter(skipping)
    painter.pass_over([square])
    painted(drawing, square)
    for camera in (skipping, drawing):
        camera.frame_width, camera.frame_center = 20.0, 2 * RIGHT
    painter.begin([])
    painter.paint([square])
    assert np.array_equal(painter.pixels, painted(drawing, square))
    fresh = Painter(Camera(frame_width=20.0))
    fresh.begin([])
    fresh.paint([square])
    assert not np.array_equal(painter.pixels, fresh.pixels)


@pytest.mark.parametrize("kind", CAMERAS)
def test_where_nothing_moves_what_stands_still_is_painted_over_itself(kind: type[Camera]) -> None:
    """As `CairoRenderer.update_frame` does."""
    square, camera = Square(fill_opacity=0.5), kind()
    painter = AnyPainter(camera)
    painter.begin([square])
    painter.paint([])
    once = painted(camera, square)
    camera.capture_mobjects([square])
    assert np.array_equal(painter.pixels, camera.pixel_array)
    assert not np.array_equal(painter.pixels, once)
    assert painter.paint([]) == []


def test_mobjects_that_are_shown_no_more_are_let_go() -> None:
    """Also while one long animation plays, in which an updater may put new ones in their place."""
    painter = AnyPainter(Camera())
    painter.begin([])
    first = weakref.ref(shown := Square(0.1))
    for _ in range(4200):
        painter.paint([shown])
        shown = Square(0.1)
    gc.collect()
    assert first() is None


def test_a_background_of_another_size_is_refused() -> None:
    camera = Camera()
    camera.background = np.zeros((3, 5, 4), np.uint8)
    with pytest.raises(ValueError, match=r"background is 3x5x4, a frame is 360x640x4"):
        Painter(camera).begin([])
