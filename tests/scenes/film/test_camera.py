"""What is fixed in the frame of a moving camera stays where it is on screen."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import (
    DOWN,
    RIGHT,
    UP,
    Circle,
    Group,
    ImageMobject,
    Mobject,
    MovingCamera,
    PointCloudDot,
    Square,
    Star,
    VGroup,
    tempconfig,
)
from manim.typing import PixelArray

from scenes.film.playing.camera import FilmCamera

KINDS: dict[str, Callable[[], Mobject]] = {
    "outline": lambda: Star(7, stroke_width=6, fill_opacity=0.4),
    "gradient": lambda: Circle(fill_opacity=1, sheen_factor=0.8).set_sheen_direction(UP),
    "picture": lambda: ImageMobject(np.arange(300, dtype=np.uint8).reshape(10, 10, 3)).scale(20),
    "cloud": lambda: PointCloudDot(radius=0.5, density=20),
}


def painted(camera: MovingCamera, *mobjects: Mobject) -> PixelArray:
    """Return the frame that a camera paints of some mobjects."""
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.copy()


def moved() -> FilmCamera:
    """Return a camera that has gone elsewhere."""
    camera = FilmCamera()
    camera.frame.scale(0.4).shift(2 * RIGHT + UP)
    return camera


@pytest.fixture(autouse=True)
def _small() -> object:
    with tempconfig({"pixel_width": 214, "pixel_height": 120}):
        yield


@pytest.mark.parametrize("kind", KINDS)
def test_the_fixed_are_painted_as_by_a_camera_at_rest(kind: str) -> None:
    """Lines as wide, colours as spread; the others as the camera sees them."""
    mobject, camera = KINDS[kind]().shift(3 * RIGHT + UP), moved()
    camera.add_fixed_in_frame_mobjects(mobject)
    at_rest, here = MovingCamera(), MovingCamera()
    here.frame.become(camera.frame)
    assert np.array_equal(painted(camera, mobject), painted(at_rest, mobject))
    assert not np.array_equal(painted(camera, mobject), painted(here, mobject))
    camera.remove_fixed_in_frame_mobjects(mobject)
    assert np.array_equal(painted(camera, mobject), painted(here, mobject))


def test_those_before_and_behind_a_fixed_one_move() -> None:
    behind, fixed, before = Square(2.0, fill_opacity=1), Circle(), Star().shift(RIGHT)
    camera = moved()
    camera.add_fixed_in_frame_mobjects(fixed)
    both = painted(camera, behind, fixed, before)
    camera.remove_fixed_in_frame_mobjects(fixed)
    fixed.scale(0.4).shift(2 * RIGHT + UP).set_stroke(width=0.4 * fixed.stroke_width)
    assert np.abs(painted(camera, behind, fixed, before).astype(int) - both).max() <= 2


def test_a_family_is_fixed_with_what_joins_it_later() -> None:
    inner, outer = VGroup(Square(), Circle()), Group()
    outer.add(inner)
    camera = FilmCamera()
    camera.add_fixed_in_frame_mobjects(outer)
    inner.add(Star())
    assert all(camera.is_fixed(member) for member in outer.get_family())
    camera.remove_fixed_in_frame_mobjects(inner[0])
    assert [camera.is_fixed(member) for member in inner] == [False, True, True]
    camera.remove_fixed_in_frame_mobjects(outer)
    assert not any(camera.is_fixed(member) for member in outer.get_family())
    camera.add_fixed_in_frame_mobjects(inner[0].shift(DOWN))
    assert [camera.is_fixed(member) for member in (*inner, outer)] == [True, False, False, False]


def test_a_part_let_go_is_fixed_again_with_its_whole() -> None:
    group = VGroup(Square(), Circle())
    camera = FilmCamera()
    camera.add_fixed_in_frame_mobjects(group)
    camera.remove_fixed_in_frame_mobjects(group[0])
    camera.add_fixed_in_frame_mobjects(group)
    assert all(camera.is_fixed(member) for member in group.get_family())
