"""Small chapters as makers write them: sounds, conditions, cameras, chance, physics, points, space."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import tempfile
from pathlib import Path
from typing import Any, cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Cube,
    Dot,
    FadeIn,
    FadeOut,
    MovingCameraScene,
    PointCloudDot,
    Square,
    Succession,
    ThreeDAxes,
    ThreeDScene,
    TracedPath,
    Transform,
    UpdateFromFunc,
    ValueTracker,
)

from scenes.stage.chapter import Chapter
from scenes.stage.words import words


def ding() -> Path:
    """Return where a test puts the sound: beside those of other tests, told apart by the test's process."""
    parent = multiprocessing.parent_process()
    return Path(tempfile.gettempdir()) / f"ding-{os.getpid() if parent is None else parent.pid}.wav"


class MakerSound(Chapter):
    title = "Sound"

    def construct(self) -> None:
        with self.beat("before", words("Nothing yet.")):
            self.add(Square())
        with self.beat("ding", words("A sound comes.")):
            self.add_sound(str(ding()), time_offset=0.2)
            self.play(FadeIn(Circle()))


class MakerWaitUntil(Chapter):
    title = "Wait until"

    def construct(self) -> None:
        x = ValueTracker(0.0)
        dot = Dot().add_updater(lambda d: d.set_x(x.get_value()))
        x.add_updater(lambda t, dt: t.increment_value(dt))
        with self.beat("wait", words("A dot moves on.")):
            self.add(dot, x)
            self.wait_until(lambda: x.get_value() > 1.5)
        with self.beat("on", words("It goes on.")):
            self.wait(0.3)


class MakerFrame(Chapter):
    title = "Frame"

    def construct(self) -> None:
        with self.beat("wide", words("The frame grows.")):
            self.add(Square().shift(2 * LEFT))
            self.wait(0.2)
            camera = cast(Any, self.camera)
            camera.frame_width = 20
            camera.frame_center = RIGHT
            self.play(FadeIn(Dot(6 * RIGHT)))
        with self.beat("on", words("It stays so.")):
            self.play(FadeIn(Dot(7 * RIGHT)))


class MakerSuccession(Chapter):
    title = "One after another"

    def construct(self) -> None:
        square, circle = Square().shift(LEFT), Circle().shift(RIGHT)
        with self.beat("row", words("First one, then the other.")):
            self.add(square)
            shifted: Any = square.animate.shift(UP)
            self.play(Succession(shifted, Transform(square, circle), FadeOut(square)))
        with self.beat("end", words("It is empty.")):
            self.play(FadeIn(Dot()))


class MakerRandom(Chapter):
    title = "Random"

    def construct(self) -> None:
        for beat in ("one", "two"):
            with self.beat(beat, words("Dots appear.")):
                self.play(FadeIn(*(Dot(np.append(np.random.uniform(-3, 3, 2), 0)) for _ in range(9))))


class MakerPhysics(Chapter):
    title = "Physics"

    def construct(self) -> None:
        ball = Dot(3 * LEFT)
        velocity = np.array([2.0, 3.0, 0.0])

        def fly(mobject: Any, dt: float) -> None:
            nonlocal velocity
            velocity = velocity + dt * 3 * DOWN
            mobject.shift(dt * velocity)

        trail = TracedPath(ball.get_center)
        ball.add_updater(fly)
        for beat in ("rise", "fall"):
            with self.beat(beat, words("The ball flies.")):
                self.add(trail, ball)
                self.wait(1)


class MakerGrowing(Chapter):
    """What it comes to depends on the number of frames, and no updater tells that it does."""

    title = "Growing"

    def construct(self) -> None:
        square = Square(0.2)
        for beat in ("grow", "more"):
            with self.beat(beat, words("It grows.")):
                self.play(UpdateFromFunc(square, lambda mobject: mobject.scale(1.04)), run_time=0.4)


class MakerCloud(Chapter):
    title = "Points"

    def construct(self) -> None:
        with self.beat("cloud", words("Many points.")):
            self.play(FadeIn(PointCloudDot(radius=1.0, density=20)))
        with self.beat("on", words("They stay.")):
            self.play(FadeIn(Dot(3 * UP)))


class MakerCamera(Chapter, MovingCameraScene):
    title = "Camera"

    def construct(self) -> None:
        with self.beat("in", words("We go closer.")):
            self.add(Square())
            self.play(self.frame.animate.scale(0.5).shift(RIGHT))
        with self.beat("there", words("We stay there.")):
            self.play(FadeIn(Dot(RIGHT)))


class MakerSpace(Chapter, ThreeDScene):
    title = "Space"

    def construct(self) -> None:
        self.set_camera_orientation(phi=1.0, theta=0.5)
        with self.beat("turn", words("A cube turns.")):
            self.add(ThreeDAxes(), Cube())
            self.move_camera(theta=1.2)
        with self.beat("back", words("And back.")):
            self.move_camera(theta=0.5)


class MakerChance(Chapter):
    """Is another scene each time that it is played."""

    title = "Chance"

    def construct(self) -> None:
        chance = np.random.default_rng()
        for beat in ("one", "two"):
            with self.beat(beat, words("Dots appear.")):
                self.play(FadeIn(Dot(np.append(chance.uniform(-3, 3, 2), 0))))


class MakerOpaque(Chapter):
    """Moves by what nobody can look into."""

    title = "Opaque"

    def construct(self) -> None:
        steps = (0.1 * number for number in itertools.count())
        dot = Dot()
        with self.beat("walk", words("It walks.")):
            self.add(dot)
            dot.add_updater(lambda mobject, dt: mobject.set_x(next(steps)))
            self.wait(0.4)
        with self.beat("on", words("It walks on.")):
            self.wait(0.4)
