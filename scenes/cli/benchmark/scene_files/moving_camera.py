"""An ordinary Manim scene whose camera follows a point along a curve, then shows the whole again."""

import numpy as np
from manim import (
    DOWN,
    ORANGE,
    RED,
    RIGHT,
    UP,
    Axes,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    MoveAlongPath,
    MovingCameraScene,
    Restore,
    Square,
    Text,
    Write,
    linear,
)


class FollowTheCurve(MovingCameraScene):
    """A point on a curve, seen from near."""

    def construct(self) -> None:
        """The whole, closer, along, back."""
        axes = Axes(x_range=[-5, 5], y_range=[-2, 2], x_length=12, y_length=5)
        curve = axes.plot(lambda x: float(np.sin(x) + 0.4 * np.sin(3 * x)), color=ORANGE)
        dot = Dot(curve.get_start(), color=RED)
        label = Text("follow me", font_size=24).next_to(dot, UP)
        frame = self.camera.frame  # type: ignore[union-attr]
        frame.save_state()
        self.play(Create(axes), run_time=1.5)
        self.play(Create(curve), run_time=1.5)
        self.play(FadeIn(dot), Write(label))
        self.play(frame.animate.scale(0.4).move_to(dot), run_time=1.5)
        self.play(FadeOut(label))
        frame.add_updater(lambda mobject: mobject.move_to(dot))
        self.play(MoveAlongPath(dot, curve), run_time=5, rate_func=linear)
        frame.clear_updaters()
        box = Square(0.6, color=ORANGE).move_to(dot)
        self.play(Create(box))
        self.play(frame.animate.shift(0.5 * RIGHT + 0.3 * DOWN), run_time=0.8)
        self.play(Restore(frame), run_time=1.5)
        self.wait()
