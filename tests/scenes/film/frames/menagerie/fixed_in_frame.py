"""The camera of films, before which some things stay where they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import MovingCameraScene

from scenes.film.playing.camera import FilmCamera
from tests.scenes.film.frames.menagerie.cameras import things
from tests.scenes.film.frames.menagerie.registry import exhibit, m


class Film(MovingCameraScene):
    """A scene with the camera of chapters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(camera_class=FilmCamera, **kwargs)


@exhibit(Film)
def film_camera_with_a_fixed_heading(s: Any) -> None:
    heading = m.Text("Heading", gradient=(m.RED, m.BLUE)).to_edge(m.UP)
    s.camera.add_fixed_in_frame_mobjects(heading)
    s.add(m.NumberPlane(), things(), heading)
    s.play(s.camera.frame.animate.scale(0.5).shift(m.RIGHT), run_time=0.3)
    s.play(s.camera.frame.animate.shift(m.LEFT), heading.animate.set_color(m.GREEN), run_time=0.3)
    s.camera.remove_fixed_in_frame_mobjects(heading)
    s.wait(0.1)


@exhibit(Film)
def film_camera_with_fixed_pictures_and_points(s: Any) -> None:
    picture = m.ImageMobject(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).scale(30).shift(3 * m.LEFT)
    cloud = m.PointCloudDot(radius=0.8, density=15).shift(3 * m.RIGHT)
    s.camera.add_fixed_in_frame_mobjects(picture, cloud)
    s.add(things(), picture, cloud)
    s.play(s.camera.frame.animate.scale(0.6), picture.animate.shift(m.UP), run_time=0.3)


@exhibit(Film)
def film_camera_pans_by_whole_pixels(s: Any) -> None:
    heading = m.VGroup(
        m.Text("Heading").to_edge(m.UP), m.Circle(0.7123, fill_opacity=1).shift(2.0301 * m.DOWN)
    )
    s.camera.add_fixed_in_frame_mobjects(heading)
    s.add(m.Square(fill_opacity=0.6), m.Circle(fill_opacity=0.5).shift(2 * m.RIGHT + m.UP), heading)
    pixel = s.camera.frame.width / s.camera.pixel_width
    s.play(s.camera.frame.animate(rate_func=m.linear).shift(pixel * (6 * m.LEFT + 6 * m.UP)), run_time=0.4)


@exhibit(Film)
def film_camera_with_a_fixed_heading_that_transforms(s: Any) -> None:
    heading = m.Text("One").to_edge(m.UP)
    s.camera.add_fixed_in_frame_mobjects(heading)
    s.camera.frame.scale(0.5)
    s.add(things(), heading)
    s.play(m.Transform(heading, m.Text("Another").to_edge(m.UP)), run_time=0.3)
