"""Cameras that are set by hand, backgrounds that change, and cameras of a maker's own."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import Camera, MovingCamera, MovingCameraScene, Scene

from tests.scenes.film.frames.menagerie.cameras import things
from tests.scenes.film.frames.menagerie.registry import exhibit, m


@exhibit()
def frame_width_in_mid_scene(s: Any) -> None:
    # Vector mobjects stay as they are, since Manim keeps its context; the others do not.
    s.add(m.Square().shift(2 * m.LEFT), m.PointCloudDot(radius=0.5, density=15))
    s.wait(0.1)
    s.camera.frame_width = 20
    s.camera.frame_center = m.RIGHT
    s.play(m.FadeIn(m.Dot(6 * m.RIGHT)), run_time=0.2)
    s.wait(0.1)


@exhibit()
def frame_height_before_the_first_frame(s: Any) -> None:
    s.camera.frame_height, s.camera.frame_width = 4.0, 9.0
    s.camera.frame_center = 0.5 * m.UP
    s.play(m.Create(m.Square()), run_time=0.2)


@exhibit()
def frame_changes_before_anything_is_outlined(s: Any) -> None:
    picture = m.ImageMobject(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).scale(40)
    s.add(picture)
    s.wait(0.1)
    s.camera.frame_width = 20
    s.play(m.FadeIn(m.Square()), run_time=0.2)
    s.camera.frame_width = 10
    s.play(picture.animate.shift(m.RIGHT), run_time=0.2)


@exhibit()
def background_colour_changes(s: Any) -> None:
    s.camera.background_color = m.ManimColor("#223344")
    s.wait(0.1)
    s.camera.background_color = m.WHITE
    s.play(m.Create(m.Square(color=m.BLACK)), run_time=0.2)
    s.camera.background_opacity = 0.5
    s.wait(0.1)


@exhibit()
def background_changes_while_something_moves(s: Any) -> None:
    square = m.Square()

    def darken(mobject: Any, dt: float) -> None:
        s.camera.background_color = m.ManimColor.from_rgb((dt * 9, 0.3, 0.3))

    square.add_updater(darken)
    s.play(square.animate.shift(m.RIGHT), run_time=0.3)


@exhibit()
def background_is_painted_on(s: Any) -> None:
    circle = m.Circle()

    def paint(mobject: Any) -> None:
        s.camera.background[:20, :20, 0] += 9

    circle.add_updater(paint)
    s.add(circle)
    s.play(circle.animate.shift(m.RIGHT), run_time=0.3)


class Fisheye(Camera):
    """A maker's camera that sees things bent."""

    def transform_points_pre_display(self, mobject: Any, points: Any) -> Any:
        return points * (1 - 0.03 * np.linalg.norm(points, axis=1, keepdims=True))


class Bent(Scene):
    """A scene seen by a camera of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(camera_class=Fisheye, **kwargs)


@exhibit(Bent)
def a_camera_of_the_makers_own(s: Any) -> None:
    s.add(m.NumberPlane())
    s.play(m.Rotate(m.Square(3)), run_time=0.3)


@exhibit()
def a_method_of_the_camera_is_replaced(s: Any) -> None:
    square = m.Square(fill_opacity=1)
    s.play(m.FadeIn(square), run_time=0.2)
    s.camera.apply_fill = lambda context, mobject: s.camera
    s.play(square.animate.shift(m.RIGHT), run_time=0.2)
    del s.camera.apply_fill
    s.play(square.animate.shift(m.RIGHT), run_time=0.2)


class Wide(MovingCamera):
    """A maker's camera that is set otherwise but paints as Manim's do."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.frame.scale(1.5)
        self.cairo_line_width_multiple = 0.03


class Broad(MovingCameraScene):
    """A scene seen by it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(camera_class=Wide, **kwargs)


@exhibit(Broad)
def a_camera_set_by_its_maker(s: Any) -> None:
    s.add(things())
    s.play(s.camera.frame.animate.shift(m.UP), run_time=0.2)
    s.camera.cairo_line_width_multiple = 0.01
    s.wait(0.1)
