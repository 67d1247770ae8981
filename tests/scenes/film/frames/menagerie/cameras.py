"""Cameras that move, zoom, see through others, or are set by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.scenes.film.frames.menagerie.registry import exhibit, m

Moving = m.MovingCameraScene


def things() -> Any:
    """Return something to look at."""
    star = m.Star(7, fill_opacity=0.5, stroke_width=8).set_sheen(0.6, m.UP)
    return m.VGroup(m.Square(fill_opacity=0.5).shift(m.LEFT), m.Circle(color=m.RED), star.shift(2 * m.RIGHT))


@exhibit(Moving)
def pan(s: Any) -> None:
    s.add(m.NumberPlane(), things())
    s.play(s.camera.frame.animate.shift(2 * m.RIGHT + m.UP), run_time=0.4)
    s.wait(0.2)


@exhibit(Moving)
def zoom_in_and_restore(s: Any) -> None:
    s.add(things())
    s.camera.frame.save_state()
    s.play(s.camera.frame.animate.scale(0.3).move_to(2 * m.RIGHT), run_time=0.3)
    s.wait(0.1)
    s.play(m.Restore(s.camera.frame), run_time=0.3)


@exhibit(Moving)
def set_width(s: Any) -> None:
    text = m.Text("Hello World").set_color(m.BLUE)
    s.add(text)
    s.play(s.camera.frame.animate.set(width=text.width * 1.2), run_time=0.3)
    s.play(text.animate.shift(m.UP), run_time=0.2)


@exhibit(Moving)
def auto_zoom(s: Any) -> None:
    group = things()
    s.add(group)
    s.play(s.camera.auto_zoom(group[0]), run_time=0.3)
    s.play(s.camera.auto_zoom(group, margin=2), run_time=0.2)
    s.camera.auto_zoom([group[2]], animate=False)
    s.wait(0.1)


@exhibit(Moving)
def follows_a_dot(s: Any) -> None:
    axes = m.Axes((-1, 5), (-1, 3))
    graph = axes.plot(np.sin, color=m.YELLOW)
    dot = m.Dot(axes.i2gp(0, graph))
    s.add(axes, graph, dot)
    s.camera.frame.scale(0.5).add_updater(lambda f: f.move_to(dot.get_center()))
    s.add(s.camera.frame)
    s.play(m.MoveAlongPath(dot, graph, rate_func=m.linear), run_time=0.4)
    s.camera.frame.clear_updaters()
    s.play(dot.animate.shift(m.UP), run_time=0.2)


@exhibit(Moving)
def pan_by_whole_pixels(s: Any) -> None:
    s.add(
        m.Square(fill_opacity=0.5).shift(m.LEFT),
        m.Circle(fill_opacity=1),
        m.Line(9 * m.LEFT, 9 * m.RIGHT + m.UP),
    )
    s.add(m.Star(fill_opacity=1).set_sheen(0.8, m.UP).shift(3 * m.RIGHT))
    pixel = s.camera.frame.width / s.camera.pixel_width
    s.play(s.camera.frame.animate.shift(pixel * 12 * m.RIGHT), rate_func=m.linear, run_time=0.4)
    s.wait(0.1)


@exhibit(Moving)
def pan_by_whole_pixels_while_something_moves(s: Any) -> None:
    dot, fill = m.Dot(radius=0.3), m.Square(1.0, fill_opacity=0.4).shift(m.LEFT)
    s.add(m.Circle(), fill, dot, m.Text("still").shift(m.UP))
    pixel = s.camera.frame.width / s.camera.pixel_width
    pan = s.camera.frame.animate(rate_func=m.linear).shift(pixel * (12 * m.RIGHT + 6 * m.UP))
    s.play(pan, dot.animate.shift(m.RIGHT), run_time=0.4)


@exhibit(Moving)
def pan_by_many_whole_pixels(s: Any) -> None:
    s.add(m.Circle(0.4037, fill_opacity=1).shift(6.3 * m.LEFT), m.Dot(radius=0.3).shift(5 * m.LEFT + m.UP))
    pixel = s.camera.frame.width / s.camera.pixel_width
    s.play(s.camera.frame.animate(rate_func=m.linear).shift(pixel * 150 * m.LEFT), run_time=0.4)


@exhibit(Moving)
def pan_over_a_picture_as_background(s: Any) -> None:
    rng = np.random.default_rng(2)
    s.camera.background = rng.integers(0, 255, s.camera.background.shape, dtype=np.uint8)
    s.add(m.Square(fill_opacity=0.5))
    pixel = s.camera.frame.width / s.camera.pixel_width
    s.play(s.camera.frame.animate(rate_func=m.linear).shift(pixel * 12 * m.RIGHT), run_time=0.4)


@exhibit(Moving)
def another_updater_moves_the_frame(s: Any) -> None:
    # The camera moves although Manim does not take it to move: what stands still is painted once.
    s.add(m.Square().shift(m.LEFT))
    driver = m.Dot().add_updater(lambda d, dt: s.camera.frame.shift(dt * m.RIGHT))
    s.add(driver, m.Circle().shift(m.UP))
    s.wait(0.4)


@exhibit(Moving)
def frame_is_stretched_and_shown(s: Any) -> None:
    s.camera.frame.set_stroke(m.WHITE, width=4)
    s.add(things(), s.camera.frame)
    s.play(s.camera.frame.animate.stretch(0.6, 0), run_time=0.3)
    s.play(s.camera.frame.animate.stretch(0.6, 1), things().animate.scale(0.5), run_time=0.2)


@exhibit(Moving)
def pictures_and_points_under_a_moving_camera(s: Any) -> None:
    picture = m.ImageMobject(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).scale(40).shift(m.LEFT)
    coarse = picture.copy().set_resampling_algorithm(m.RESAMPLING_ALGORITHMS["nearest"]).shift(3 * m.RIGHT)
    s.add(picture, coarse, m.PointCloudDot(radius=0.8, density=15))
    s.play(s.camera.frame.animate.scale(0.7).shift(m.RIGHT), run_time=0.3)
    s.play(m.FadeOut(coarse), run_time=0.2)


@exhibit(Moving)
def fade_and_zoom_at_once(s: Any) -> None:
    group = things()
    s.play(m.FadeIn(group), s.camera.frame.animate.scale(1.5), run_time=0.3)
    s.play(m.FadeOut(group[1]), s.camera.frame.animate.scale(0.5), group[0].animate.rotate(1), run_time=0.3)


@exhibit(Moving)
def far_out_of_view(s: Any) -> None:
    s.add(*(m.Square(0.5).shift(x * m.RIGHT) for x in range(-30, 30, 5)), m.Circle(40))
    s.play(s.camera.frame.animate.move_to(20 * m.RIGHT), run_time=0.4)


@exhibit(Moving)
def an_updater_keeps_a_label_at_the_frames_corner(s: Any) -> None:
    label = m.Text("corner").add_updater(
        lambda t: t.set_height(s.camera.frame.height / 8).move_to(s.camera.frame.get_corner(m.UL), m.UL)
    )
    s.add(label, things())
    s.play(s.camera.frame.animate.scale(0.5).shift(m.RIGHT), run_time=0.3)


@exhibit(m.ZoomedScene)
def zoomed(s: Any) -> None:
    dot = m.Dot(color=m.GREEN)
    s.add(dot, m.Circle(0.4))
    s.wait(0.1)
    s.activate_zooming(animate=False)
    s.play(dot.animate.shift(0.3 * m.LEFT), run_time=0.2)
    s.play(s.zoomed_camera.frame.animate.scale(2), run_time=0.2)
    s.play(s.zoomed_display.animate.shift(m.DOWN), run_time=0.2)


@exhibit(m.ZoomedScene)
def zoomed_in_by_animations(s: Any) -> None:
    s.add(m.Square(0.5, fill_opacity=1, color=m.BLUE))
    s.play(s.get_zoom_in_animation(run_time=0.2))
    s.play(s.get_zoomed_display_pop_out_animation(run_time=0.2))
    s.activate_zooming(animate=False)
    s.wait(0.1)
