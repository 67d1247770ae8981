"""What is kept from one look to the next: only what is the same in both."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import RIGHT, MovingCamera, Rectangle, Square, VGroup

from scenes.audit.look.ink import ink_of
from scenes.audit.look.kept import Kept, Lately
from scenes.audit.look.pictures import Pictures
from scenes.audit.look.screen import Screen
from scenes.audit.look.things import Eye


def points_in_place(square: Square) -> None:
    square.points[0, 0] += 0.5


def colour_in_place(square: Square) -> None:
    square.fill_rgbas[0, 0] = 0.25


def width(square: Square) -> None:
    square.set_stroke(width=7)


CHANGES = [points_in_place, colour_in_place, width, lambda square: square.shift(RIGHT)]


@pytest.mark.parametrize("change", CHANGES)
def test_ink_is_another_object_once_anything_of_it_changes(change: Callable[[Square], object]) -> None:
    square = Square(fill_opacity=1.0)
    before = ink_of(square)
    assert ink_of(square) is before
    square.points = square.points.copy()
    assert ink_of(square) is before
    points = before.points.copy()
    change(square)
    assert ink_of(square) is not before
    assert np.array_equal(before.points, points)


def test_a_thing_stays_the_same_object_while_it_is_seen_in_the_same_way() -> None:
    eye, camera, still, moves = Eye(), MovingCamera(), Square(), Square()

    def looked() -> list[object]:
        return list(eye.see([still, moves], {}, Screen(camera)))

    first = looked()
    moves.shift(RIGHT)
    second = looked()
    assert second[0] is first[0] and second[1] is not first[1]
    camera.frame.shift(RIGHT)
    third = looked()
    assert third[0] is not second[0]
    assert looked()[0] is third[0]


def test_what_comes_to_lie_higher_is_another_thing() -> None:
    eye, still = Eye(), Square()
    (alone,) = eye.see([still], {}, Screen())
    _, above = eye.see([Square(), still], {}, Screen())
    assert above is not alone and above.order == 1


def test_values_are_worked_out_anew_where_what_they_are_made_of_is_another() -> None:
    kept: Kept[int] = Kept()
    square, asked = Square(), iter(range(9))
    found = [kept.get(square, made_of, lambda: next(asked)) for made_of in "aabba"]
    assert found == [0, 0, 1, 1, 2]


def test_a_value_that_one_look_did_not_ask_for_is_worked_out_anew() -> None:
    lately: Lately[str, int] = Lately()
    asked = iter(range(9))
    found = []
    for keys in ("aa", "a", "", "a"):
        lately.begin()
        found += [lately.get(key, lambda: next(asked)) for key in keys]
    assert found == [0, 0, 0, 1]


def test_pictures_are_those_that_the_camera_takes() -> None:
    camera, pictures = MovingCamera(pixel_width=96, pixel_height=54), Pictures()
    group = VGroup(Rectangle(fill_opacity=0.5), Square())
    for change in (lambda: None, lambda: group[1].shift(RIGHT), lambda: camera.frame.scale(0.5)):
        change()
        camera.reset()
        camera.capture_mobjects([group])
        assert np.array_equal(pictures.take(camera, [group]), camera.pixel_array[:, :, :3])
