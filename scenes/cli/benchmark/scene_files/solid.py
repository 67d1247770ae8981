"""An ordinary Manim scene in space: a surface grows, the camera goes round it, a point rolls on it."""

import numpy as np
from manim import (
    BLUE_D,
    BLUE_E,
    DEGREES,
    RED,
    UL,
    Create,
    Dot3D,
    FadeIn,
    MoveAlongPath,
    ParametricFunction,
    Surface,
    Text,
    ThreeDAxes,
    ThreeDScene,
    Write,
)


def height(x: float, y: float) -> float:
    """A bowl with waves."""
    return 0.2 * (x**2 + y**2) - 0.5 * float(np.cos(2 * x))


class RollingDown(ThreeDScene):
    """A point finds a way down."""

    def construct(self) -> None:
        """Axes, the surface, a way round, a roll."""
        axes = ThreeDAxes(x_range=[-3, 3], y_range=[-3, 3], z_range=[-1, 3])
        surface = Surface(
            lambda u, v: axes.c2p(u, v, height(u, v)),
            u_range=(-2, 2),
            v_range=(-2, 2),
            resolution=(12, 12),
            checkerboard_colors=[BLUE_D, BLUE_E],
        )
        way = ParametricFunction(
            lambda t: axes.c2p(2 - 2 * t, 1.5 * (1 - t) ** 2, height(2 - 2 * t, 1.5 * (1 - t) ** 2) + 0.1),
            t_range=(0, 1),
            color=RED,
        )
        title = Text("Down the slope", font_size=36).to_corner(UL)
        self.set_camera_orientation(phi=65 * DEGREES, theta=-60 * DEGREES)
        self.add_fixed_in_frame_mobjects(title)
        self.play(Write(title), Create(axes), run_time=1.5)
        self.play(Create(surface), run_time=2)
        self.move_camera(phi=50 * DEGREES, theta=-20 * DEGREES, run_time=2)
        ball = Dot3D(way.get_start(), color=RED)
        self.play(FadeIn(ball))
        self.play(MoveAlongPath(ball, way), Create(way), run_time=2)
        self.begin_ambient_camera_rotation(rate=0.3)
        self.wait(3)
