"""Scenes in space."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import ThreeDScene

from tests.scenes.film.frames.menagerie.registry import exhibit, m

DEG = m.DEGREES


class Tilted(ThreeDScene):
    """A scene seen from the side."""

    def setup(self) -> None:
        self.set_camera_orientation(phi=65 * DEG, theta=-40 * DEG)


@exhibit(Tilted)
def cube_turns(s: Any) -> None:
    cube = m.Cube(fill_opacity=0.7)
    s.play(m.FadeIn(cube), run_time=0.3)
    s.play(m.Rotate(cube, 1.0, axis=m.UP), run_time=0.3)


@exhibit(Tilted)
def axes_with_ambient_rotation(s: Any) -> None:
    s.add(m.ThreeDAxes())
    s.begin_ambient_camera_rotation(rate=1.5)
    s.wait(0.4)
    s.stop_ambient_camera_rotation()
    s.wait(0.2)


@exhibit(Tilted)
def surface_under_a_moving_camera(s: Any) -> None:
    surface = m.Surface(
        lambda u, v: np.array([u, v, np.sin(u) * np.cos(v)]), (-2, 2), (-2, 2), resolution=(8, 8)
    )
    s.add(surface)
    s.move_camera(phi=30 * DEG, theta=0.3, run_time=0.4)
    s.play(surface.animate.shift(m.OUT), run_time=0.2)


@exhibit(Tilted)
def surface_with_a_checkerboard_changes_its_colours(s: Any) -> None:
    surface = m.Sphere(radius=1.5, resolution=(8, 8), checkerboard_colors=[m.RED, m.BLUE])
    s.play(m.Create(surface), run_time=0.3)
    s.play(surface.animate.set_color(m.GREEN), run_time=0.2)


@exhibit(Tilted)
def surface_coloured_by_value(s: Any) -> None:
    axes = m.ThreeDAxes((-3, 3), (-3, 3), (-2, 2))
    surface = m.Surface(
        lambda u, v: axes.c2p(u, v, u * v / 3), u_range=(-2, 2), v_range=(-2, 2), resolution=(6, 6)
    )
    surface.set_fill_by_value(axes=axes, colorscale=[(m.RED, -1), (m.YELLOW, 0), (m.GREEN, 1)], axis=2)
    s.add(axes, surface)
    s.play(m.Rotate(surface, 0.4), run_time=0.2)


@exhibit(Tilted)
def solids(s: Any) -> None:
    row = m.VGroup(
        m.Prism((1, 2, 0.5)),
        m.Cone(0.7, 1, resolution=8),
        m.Cylinder(0.5, 1.5, resolution=8),
        m.Torus(0.8, 0.3, resolution=(8, 8)),
    ).arrange(m.RIGHT)
    s.play(m.LaggedStartMap(m.FadeIn, row, lag_ratio=0.3, run_time=0.3))
    s.move_camera(zoom=0.8, focal_distance=9, run_time=0.2)


@exhibit(Tilted)
def lines_arrows_and_dots_in_space(s: Any) -> None:
    dot, arrow = (
        m.Dot3D((1, 1, 1), radius=0.2, resolution=(6, 6)),
        m.Arrow3D(m.ORIGIN, (2, -1, 1), resolution=6),
    )
    line = m.Line3D((-2, -1, 0), (1, 2, 1), resolution=6)
    s.add(dot, arrow, line)
    s.play(dot.animate.shift(m.IN), line.animate.shift(m.LEFT), run_time=0.3)


@exhibit(Tilted)
def platonic(s: Any) -> None:
    row = m.Group(m.Tetrahedron(), m.Octahedron(), m.Icosahedron(), m.Dodecahedron()).arrange(m.RIGHT)
    s.add(row)
    s.play(m.Rotate(row, 0.5, axis=m.RIGHT), run_time=0.2)


@exhibit(Tilted)
def polyhedron_of_a_graph(s: Any) -> None:
    corners = [[1, 1, 0], [1, -1, 0], [-1, -1, 0], [-1, 1, 0], [0, 0, 1.5]]
    faces = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4], [0, 1, 2, 3]]
    pyramid = m.Polyhedron(corners, faces)
    s.play(m.FadeIn(pyramid), run_time=0.2)
    s.play(pyramid.animate.scale(1.3), run_time=0.2)


@exhibit(Tilted)
def hull(s: Any) -> None:
    points = np.random.default_rng(1).normal(size=(12, 3))
    s.play(m.FadeIn(m.ConvexHull3D(*points, faces_config={"fill_opacity": 0.4})), run_time=0.2)


@exhibit(Tilted)
def fixed_in_frame(s: Any) -> None:
    title = m.Text("fixed", font_size=60).to_corner(m.UL)
    s.add_fixed_in_frame_mobjects(title)
    s.add(m.Cube())
    s.move_camera(theta=0.4, run_time=0.3, added_anims=[title.animate.set_color(m.RED)])
    s.remove_fixed_in_frame_mobjects(title)
    s.move_camera(phi=0.4, run_time=0.2)


@exhibit(Tilted)
def fixed_orientation(s: Any) -> None:
    label, other = m.Text("x", font_size=70).shift(2 * m.RIGHT + m.UP), m.Square().shift(2 * m.LEFT)
    s.add_fixed_orientation_mobjects(label)
    s.add_fixed_orientation_mobjects(other, use_static_center_func=True)
    s.begin_ambient_camera_rotation(2)
    s.wait(0.2)
    s.play(label.animate.shift(m.OUT), other.animate.shift(m.DOWN), run_time=0.3)


@exhibit(Tilted)
def light_moves(s: Any) -> None:
    s.add(m.Sphere(resolution=(6, 6)))
    s.play(s.camera.light_source.animate.move_to(4 * m.IN + 3 * m.RIGHT), run_time=0.3)
    s.wait(0.1)


@exhibit(Tilted)
def light_jumps_while_nothing_is_played(s: Any) -> None:
    s.add(m.Cube())
    s.wait(0.1)
    s.camera.light_source.move_to(5 * m.RIGHT)
    s.wait(0.1)
    s.camera.should_apply_shading = False
    s.wait(0.1)
    s.camera.exponential_projection = True
    s.wait(0.1)


@exhibit(m.ThreeDScene)
def illusion(s: Any) -> None:
    s.set_camera_orientation(phi=75 * DEG, theta=30 * DEG)
    s.add(m.ThreeDAxes(), m.Circle())
    s.begin_3dillusion_camera_rotation(rate=4)
    s.wait(0.4)
    s.stop_3dillusion_camera_rotation()
    s.wait(0.1)


@exhibit(m.ThreeDScene)
def frame_centre_moves(s: Any) -> None:
    cube = m.Cube().shift(m.RIGHT)
    s.add(cube)
    s.wait(0.1)
    s.move_camera(frame_center=cube, phi=0.5, gamma=0.3, run_time=0.3)


@exhibit(m.ThreeDScene)
def flat_things_in_space(s: Any) -> None:
    s.add(
        m.NumberPlane(),
        m.Square(fill_opacity=0.5, color=m.RED).set_z_index(2),
        m.Circle(1.4, fill_opacity=0.3),
    )
    s.move_camera(phi=60 * DEG, theta=-70 * DEG, run_time=0.3)
    s.set_camera_orientation(phi=0)
    s.wait(0.1)


@exhibit(Tilted)
def parametric_helix(s: Any) -> None:
    helix = m.ParametricFunction(
        lambda t: np.array([np.cos(t), np.sin(t), t / 4]), t_range=(-6, 6, 0.5), color=[m.RED, m.BLUE]
    ).set_shade_in_3d(True)
    s.play(m.Create(helix), run_time=0.3)
    s.play(helix.animate.set_stroke(width=9), run_time=0.2)


@exhibit(Tilted)
def points_and_pictures_in_space(s: Any) -> None:
    picture = m.ImageMobject(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).scale(40)
    s.add(m.PointCloudDot(radius=1.0, density=15), picture)
    s.move_camera(theta=0.2, run_time=0.2)


@exhibit(Tilted)
def an_updater_turns_the_camera(s: Any) -> None:
    dot = m.Dot().add_updater(lambda d, dt: s.camera.set_theta(s.camera.get_theta() + dt))
    s.add(m.Cube(), dot)
    s.wait(0.3)


@exhibit(Tilted)
def group_sorted_as_one(s: Any) -> None:
    pair = m.VGroup(m.Square(fill_opacity=1), m.Circle(fill_opacity=1, color=m.RED).shift(m.OUT))
    pair.set_shade_in_3d(True, z_index_as_group=True)
    s.add(pair, m.Cube(1.0))
    s.play(m.Rotate(pair, 1.0, axis=m.UP), run_time=0.3)


@exhibit(Tilted)
def a_label_is_oriented_about_something_that_moves(s: Any) -> None:
    dot, label = m.Dot3D((1, 1, 1), resolution=(4, 4)), m.Text("x", font_size=70)
    s.add_fixed_orientation_mobjects(label, center_func=dot.get_center)
    s.add(dot)
    s.play(dot.animate.shift(2 * m.LEFT), run_time=0.3)


@exhibit(Tilted)
def a_tick_leaves_its_axis(s: Any) -> None:
    axes = m.ThreeDAxes()
    s.add(axes)
    s.play(axes.z_axis.ticks[0].animate.shift(9 * m.RIGHT + 4 * m.UP), run_time=0.3)
