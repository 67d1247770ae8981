"""Chapters whose camera goes elsewhere before the curtain falls, each also another kind of scene."""

from __future__ import annotations

from typing import Any

from manim import DEGREES, RIGHT, MovingCamera, MovingCameraScene, Square, ThreeDScene, ZoomedScene

from backprop_core.quantity import Piece
from scenes.stage.chapter import Chapter
from scenes.stage.titles import heading
from scenes.stage.words import words


class Plain(Chapter):
    """A heading and a square; then the camera goes elsewhere, and the curtain falls."""

    title = "A title"

    def construct(self) -> None:
        """Play it."""
        self.heading = heading(self.theme, self.title, Piece("f(x)", "symbol"))
        self.open_with(self.heading)
        with self.beat("near", words("Here.")):
            self.add(Square(fill_opacity=1.0).shift(2 * RIGHT))
        with self.beat("far", words("There.")):
            self.go()
        self.close()

    def go(self) -> None:
        """Move the camera."""
        self.play(self.frame.animate.scale(1.5).shift(6 * RIGHT))


class Moving(Plain, MovingCameraScene):
    """Before a moving camera by its own name."""


class Enlarging(Plain, ZoomedScene):
    """With a part enlarged, and the whole frame moved."""

    def go(self) -> None:
        """Enlarge first."""
        self.activate_zooming()
        super().go()
        self.remove_foreground_mobjects(self.zoomed_camera.frame, self.zoomed_display)
        self.remove(self.zoomed_camera.frame, self.zoomed_display)


class InSpace(Plain, ThreeDScene):
    """Before a camera in space."""

    def go(self) -> None:
        """Turn and tilt it."""
        self.move_camera(phi=60 * DEGREES, theta=20 * DEGREES, zoom=2.0)


class OwnCamera(Plain):
    """Before a camera of the maker's own, which fixes nothing in its frame."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, camera_class=MovingCamera, **kwargs)
