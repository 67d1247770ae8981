"""Kinds of mobjects that are not just outlines: pictures, points, and what is coloured by a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image

from tests.scenes.film.frames.menagerie.registry import exhibit, m


def picture(size: int = 8, **kwargs: Any) -> Any:
    """Return a picture of a few pixels."""
    rows = np.linspace(0, 255, size, dtype=np.uint8)
    pixels = np.stack([*np.meshgrid(rows, rows), rows[:, None] + 0 * rows], axis=2)
    mobject = m.ImageMobject(pixels, **kwargs)
    mobject.height = 3
    return mobject


def gradient() -> Image.Image:
    """Return a picture to colour others by."""
    rows = np.linspace(0, 255, 40, dtype=np.uint8)
    return Image.fromarray(np.stack([*np.meshgrid(rows, rows), 255 - rows[:, None] + 0 * rows], axis=2))


@exhibit()
def picture_fades(s: Any) -> None:
    one = picture()
    s.play(m.FadeIn(one), run_time=0.3)
    s.play(m.FadeOut(one, shift=m.UP), run_time=0.3)


@exhibit()
def picture_turns_and_grows(s: Any) -> None:
    one = picture()
    s.play(m.Rotate(one, 0.7), run_time=0.2)
    s.play(m.GrowFromCenter(picture(5).shift(2 * m.RIGHT)), run_time=0.2)


@exhibit()
def picture_by_every_resampling(s: Any) -> None:
    names = ("nearest", "linear", "cubic", "box", "lanczos")
    for place, name in enumerate(names):
        if name in ("box", "lanczos"):
            continue
        one = picture().scale(0.6).shift((place - 1) * 2.2 * m.RIGHT)
        s.add(one.set_resampling_algorithm(m.RESAMPLING_ALGORITHMS[name]))
    s.play(*(one.animate.shift(0.7 * m.UP) for one in s.mobjects), run_time=0.2)


@exhibit()
def picture_half_transparent_over_things(s: Any) -> None:
    s.add(m.Square(fill_opacity=1, color=m.RED).shift(m.LEFT), picture().set_opacity(0.4))
    s.play(m.Create(m.Circle()), run_time=0.2)


@exhibit()
def picture_changes_colour(s: Any) -> None:
    one = picture(invert=True)
    s.add(one)
    s.wait(0.1)
    s.play(one.animate.set_color(m.RED), run_time=0.2)


@exhibit()
def picture_becomes_another(s: Any) -> None:
    one, other = picture(), picture().rotate(0.4).shift(m.RIGHT)
    other.pixel_array = other.pixel_array[::-1].copy()
    s.play(m.Transform(one, other), run_time=0.3)


@exhibit()
def picture_grey_and_with_a_caption(s: Any) -> None:
    grey = m.ImageMobject(np.array([[0, 100, 30, 200], [255, 0, 5, 33]], np.uint8))
    grey.height = 3
    group = m.Group(grey, m.Text("grey")).arrange(m.DOWN)
    s.play(m.FadeIn(group), run_time=0.2)
    s.play(group.animate.scale(0.5), run_time=0.2)


@exhibit()
def cloud_fades_in(s: Any) -> None:
    s.play(m.FadeIn(m.PointCloudDot(radius=1.0, density=20)), run_time=0.3)


@exhibit()
def cloud_moves_between_others(s: Any) -> None:
    cloud = m.PointCloudDot(radius=1.0, density=15, color=m.YELLOW)
    s.add(m.Square(fill_opacity=0.5), cloud, m.Circle(fill_opacity=0.4, color=m.RED))
    s.play(cloud.animate.shift(m.RIGHT).set_color(m.BLUE), run_time=0.3)


@exhibit()
def mobject1d_and_2d(s: Any) -> None:
    line = m.Mobject1D().add_points([x * m.RIGHT for x in np.linspace(-2, 2, 40)], color=m.GREEN)
    line.stroke_width = 7
    s.play(m.FadeIn(line), run_time=0.2)
    s.play(m.Rotate(line, 1.0), run_time=0.2)
    s.play(line.animate.set_stroke_width(3), run_time=0.1)


@exhibit()
def cloud_thinned_and_sorted(s: Any) -> None:
    cloud = m.PointCloudDot(radius=1.5, density=20).set_color_by_gradient(m.RED, m.BLUE)
    s.add(cloud)
    s.wait(0.1)
    cloud.thin_out(3)
    s.wait(0.1)
    s.play(cloud.animate.fade(0.5), run_time=0.2)


@exhibit()
def points_single_and_grouped(s: Any) -> None:
    points = m.PGroup(*(m.Point(x * m.RIGHT + m.UP, color=m.WHITE, stroke_width=9) for x in range(-2, 3)))
    s.add(points)
    s.play(points.animate.shift(2 * m.DOWN), run_time=0.3)


@exhibit()
def cloud_is_transformed(s: Any) -> None:
    cloud = m.PointCloudDot(radius=0.5, density=15)
    other = m.PointCloudDot(m.RIGHT, radius=1.0, density=10, color=m.RED)
    s.play(m.Transform(cloud, other), run_time=0.3)


@exhibit()
def streams(s: Any) -> None:
    lines = m.StreamLines(
        lambda p: np.array([p[1], -p[0], 0]) / 2,
        x_range=[-3, 3, 1],
        y_range=[-2, 2, 1],
        virtual_time=1,
        dt=0.2,
    )
    s.add(lines)
    s.wait(0.1)
    s.play(m.FadeOut(lines), run_time=0.2)


@exhibit()
def streams_that_flow(s: Any) -> None:
    lines = m.StreamLines(
        lambda p: np.array([1.0, np.sin(p[0]), 0]),
        x_range=[-3, 3, 1.5],
        y_range=[-2, 2, 1],
        virtual_time=1,
        dt=0.2,
    )
    s.add(lines)
    lines.start_animation(warm_up=False, flow_speed=2)
    s.wait(0.4)


@exhibit()
def streams_created(s: Any) -> None:
    lines = m.StreamLines(
        lambda p: np.array([1.0, p[0] / 3, 0]),
        x_range=[-2, 2, 1],
        y_range=[-1, 1, 1],
        virtual_time=1,
        dt=0.3,
        color=m.BLUE,
    )
    s.play(lines.create(run_time=0.4))


@exhibit()
def coloured_by_a_picture(s: Any) -> None:
    square = m.Square(fill_opacity=0.7).color_using_background_image(gradient())
    s.add(m.Circle(2, color=m.RED, fill_opacity=0.5))
    s.play(m.FadeIn(square), run_time=0.2)
    s.play(square.animate.shift(m.RIGHT), run_time=0.2)


@exhibit()
def runs_coloured_by_pictures(s: Any) -> None:
    one, other = gradient(), gradient().rotate(90)
    row = [m.Square(1.4, fill_opacity=0.6).shift(x * m.RIGHT) for x in range(-3, 4)]
    for place, mobject in enumerate(row):
        mobject.color_using_background_image(other if place % 3 == 2 else one)
    tracker = m.ValueTracker()
    s.add(row[0], tracker, *row[1:5], m.Circle(), *row[5:])
    s.play(row[0].animate.shift(m.UP), tracker.animate.set_value(1), run_time=0.2)
    row[3].background_image = None
    s.play(row[1].animate.shift(m.UP), run_time=0.2)


@exhibit()
def colour_by_picture_begins_in_mid_animation(s: Any) -> None:
    square, colour = m.Square(fill_opacity=0.7), gradient()

    def tint(mobject: Any, dt: float) -> None:
        if mobject.shift(5 * dt * m.RIGHT).get_x() > 1:
            square.color_using_background_image(colour)

    s.add(m.Dot().add_updater(tint), square)
    s.wait(0.4)


@exhibit(m.MovingCameraScene)
def coloured_by_a_picture_under_a_moving_camera(s: Any) -> None:
    s.add(m.Square(3, fill_opacity=0.7).color_using_background_image(gradient()), m.Circle())
    s.play(s.camera.frame.animate.scale(0.6).shift(m.RIGHT), run_time=0.3)


@exhibit()
def values_and_empty_groups(s: Any) -> None:
    s.add(m.ValueTracker(1), m.VGroup(), m.Mobject(), m.VectorizedPoint(m.UP), m.ComplexValueTracker(1j))
    s.play(s.mobjects[0].animate.set_value(2), run_time=0.2)
    s.play(m.Create(m.Dot()), run_time=0.2)


@exhibit()
def outline_of_odd_points(s: Any) -> None:
    # Points that do not come to whole curves, gaps, and ends that all but meet.
    path = m.VMobject(stroke_width=8, fill_opacity=0.4).set_points_as_corners([m.LEFT, m.UP, m.RIGHT])
    path.append_points([2 * m.DOWN, 2 * m.DOWN + m.LEFT])
    gap = (
        m.VMobject().set_points_as_corners([m.LEFT, m.DOWN, m.RIGHT, m.LEFT + 1e-8 * m.UP]).shift(2 * m.RIGHT)
    )
    s.add(path, gap, m.VMobject().start_new_path(m.UP))
    s.play(gap.animate.shift(m.UP), path.animate.shift(m.DOWN), run_time=0.2)


@exhibit()
def not_a_number(s: Any) -> None:
    square = m.Square(fill_opacity=1)
    square.points[0] = np.nan
    s.add(square, m.Circle())
    s.play(m.Create(m.Line()), run_time=0.2)


@exhibit()
def points_grow(s: Any) -> None:
    cloud = m.PointCloudDot(radius=0.5, density=6)
    driver = m.Dot().add_updater(lambda d, dt: setattr(cloud, "stroke_width", cloud.stroke_width + 20 * dt))
    s.add(driver, cloud)
    s.wait(0.4)
