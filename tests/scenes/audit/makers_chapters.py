"""Chapters of one or two beats that bring what makers bring: compositions, sound, physics, cameras."""

from __future__ import annotations

import random
from typing import Any, ClassVar

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Camera,
    Circle,
    Create,
    Cube,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    MovingCameraScene,
    PointCloudDot,
    ReplacementTransform,
    Square,
    Succession,
    ThreeDAxes,
    ThreeDScene,
    TracedPath,
    Transform,
    ValueTracker,
    Wait,
    ZoomedScene,
)

from scenes.stage.chapter import Chapter
from scenes.stage.words import Words

SAID = Words("Something is seen for a while.", "Something is seen for a while.")


class Composed(Chapter):
    """Plays a composition of animations of a square and a circle; here one after the other."""

    title = "Composed"

    def construct(self) -> None:
        """Play it."""
        square, circle = Square().shift(LEFT), Circle().shift(RIGHT)
        with self.beat("row", SAID):
            self.add(square)
            self.play(self.composition(square, circle))

    def composition(self, square: Any, circle: Any) -> Animation:
        """Return what is played."""
        return Succession(square.animate.shift(UP), Transform(square, circle), FadeOut(square))


class Nested(Composed):
    """Compositions in compositions, waits among them."""

    def composition(self, square: Any, circle: Any) -> Animation:
        """Return what is played."""
        side = AnimationGroup(
            square.animate.shift(UP), Succession(FadeIn(circle), circle.animate.shift(DOWN))
        )
        late = LaggedStart(ReplacementTransform(square, circle), Succession(Wait(0.2), FadeOut(circle)))
        return Succession(AnimationGroup(side, lag_ratio=0.5), Wait(0.1), late)


class Together(Composed):
    """A group of `.animate`, of a transform into something that is on stage, and of something created."""

    def composition(self, square: Any, circle: Any) -> Animation:
        """Return what is played."""
        self.add(circle)
        return AnimationGroup(Create(Dot(DOWN)), square.animate.shift(UP), Transform(circle, Square()))


class Sounding(Chapter):
    """A sound comes with a circle."""

    title = "Sounding"
    file: ClassVar[str] = "ding.wav"

    def construct(self) -> None:
        """Add the sound of a file in the current folder."""
        with self.beat("ding", SAID):
            self.add_sound(self.file)
            self.play(FadeIn(Circle()))


class Until(Chapter):
    """A dot moves until it has gone far enough."""

    title = "Until"

    def construct(self) -> None:
        """Wait until it has."""
        x = ValueTracker(0.0)
        dot = Dot().add_updater(lambda dot: dot.set_x(x.get_value()))
        x.add_updater(lambda tracker, dt: tracker.increment_value(dt))
        with self.beat("wait", SAID):
            self.add(dot, x)
            self.wait_until(lambda: x.get_value() > 1.5)


class Framed(Chapter):
    """The camera's frame is set, not animated."""

    title = "Framed"

    def construct(self) -> None:
        """Make it wider and higher, and move it aside."""
        with self.beat("wide", SAID):
            self.add(Square().shift(2 * LEFT))
            self.wait(0.2)
            assert isinstance(self.camera, Camera)
            self.camera.frame_width, self.camera.frame_height = 20.0, 11.25
            self.camera.frame_center = RIGHT
            self.play(FadeIn(Dot(6 * RIGHT)))


class Randomly(Chapter):
    """Dots stand where random numbers say."""

    title = "Randomly"

    def construct(self) -> None:
        """Draw some in each of two beats."""
        for beat in ("one", "two"):
            with self.beat(beat, SAID):
                places = ((random.uniform(-3, 3), float(np.random.uniform(-2, 2)), 0.0) for _ in range(9))
                self.play(FadeIn(*(Dot(place) for place in places)))


class Physics(Chapter):
    """A ball flies over two beats and leaves a trail."""

    title = "Physics"

    def construct(self) -> None:
        """Let it fly."""
        ball, velocity = Dot(3 * LEFT), np.array([2.0, 3.0, 0.0])

        def fly(mobject: Mobject, dt: float) -> None:
            velocity[:] += dt * 3 * DOWN
            mobject.shift(dt * velocity)

        trail = TracedPath(ball.get_center)
        ball.add_updater(fly)
        for beat in ("rise", "fall"):
            with self.beat(beat, SAID):
                self.add(trail, ball)
                self.wait(1)


class Cloud(Chapter):
    """Many points."""

    title = "Cloud"

    def construct(self) -> None:
        """Show them."""
        with self.beat("cloud", SAID):
            self.play(FadeIn(PointCloudDot(radius=1.0, density=20)))


class Closer(Chapter, MovingCameraScene):
    """The camera goes closer."""

    title = "Closer"

    def construct(self) -> None:
        """Zoom and pan."""
        with self.beat("in", SAID):
            self.add(Square())
            self.play(self.frame.animate.scale(0.5).shift(RIGHT))


class Space(Chapter, ThreeDScene):
    """A cube in space."""

    title = "Space"

    def construct(self) -> None:
        """Turn the camera."""
        self.set_camera_orientation(phi=1.0, theta=0.5)
        with self.beat("turn", SAID):
            self.add(ThreeDAxes(), Cube())
            self.move_camera(theta=1.2)


class Enlarged(Chapter, ZoomedScene):
    """A part is shown enlarged beside the whole."""

    title = "Enlarged"

    def construct(self) -> None:
        """Activate the enlargement and move it."""
        with self.beat("lens", SAID):
            self.add(Square())
            self.activate_zooming(animate=True)
            self.play(self.zoomed_camera.frame.animate.shift(RIGHT))
