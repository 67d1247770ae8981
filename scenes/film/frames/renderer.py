"""The renderer that draws some beats of a chapter and passes over the others."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from manim import Mobject, Scene
from manim.typing import PixelArray

from scenes.film.frames.painter import Painter
from scenes.film.frames.tiles import Box
from scenes.stage.chapter import DryRenderer


class Screen(Protocol):
    """Where frames go."""

    @property
    def on(self) -> bool:
        """Whether the frames that come now are wanted."""

    def show(self, pixels: PixelArray, boxes: list[Box], times: int) -> None:
        """Take a frame, shown so many times. Inside the boxes it is `pixels`, elsewhere as it was before."""


class BeatRenderer(DryRenderer):
    """Draws what a screen wants to see, frame by frame as Manim's own renderer does; skips the rest."""

    def __init__(self, screen: Screen, frame_rate: int) -> None:
        super().__init__()
        self._screen, self._frame_rate = screen, frame_rate
        self._painter = Painter(self.camera)

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations: drawn if the screen is on, else moved to their end at once."""
        if not self._screen.on:
            super().play(scene, *args, **kwargs)
            return
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        if scene.is_current_animation_frozen_frame():
            boxes = self._painter.lay(scene.static_mobjects, scene.moving_mobjects)
            self._screen.show(self._painter.pixels, boxes, int(scene.duration * self._frame_rate))
            return
        stage = _Stage(scene)
        for frame, time in enumerate(np.arange(0, scene.duration, 1 / self._frame_rate)):
            stage.go_on_to(time)
            if frame == 0:
                boxes = self._painter.lay(scene.static_mobjects, scene.moving_mobjects)
            else:
                boxes = self._painter.paint(scene.moving_mobjects)
            self._screen.show(self._painter.pixels, boxes, 1)
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


class _Stage:
    """A scene while animations play: what Manim's `update_to_time` does, for those whom it concerns.

    Mobjects without updaters in their family when they come on stage, or when the animations begin, are not
    asked in every frame whether they have got one; Manim too decides then what may move.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._present: list[Mobject] = []
        self._updating: list[Mobject] = []

    def go_on_to(self, time: float) -> None:
        """Bring everything to a moment, in seconds since the animations began."""
        scene = self._scene
        passed, scene.last_t = time - scene.last_t, time
        for animation in scene.animations or []:
            animation.update_mobjects(passed)
            animation.interpolate(time / animation.run_time)
        if scene.mobjects != self._present:
            self._present = list(scene.mobjects)
            self._updating = [one for one in self._present if one.get_family_updaters()]
        for mobject in self._updating:
            mobject.update(passed)
        scene.update_meshes(passed)
        scene.update_self(passed)
