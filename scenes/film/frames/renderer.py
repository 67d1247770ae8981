"""The renderer that draws some beats of a scene and skips the others."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from manim import Camera, Mobject, Scene
from manim.typing import PixelArray
from typing_extensions import override

from scenes.film.dry_renderer import DryRenderer
from scenes.film.frames.painter import FramePainter
from scenes.film.frames.painters import AnyPainter
from scenes.film.frames.tiles import PixelBox


class FrameSink(Protocol):
    """Where frames go."""

    @property
    def active(self) -> bool:
        """Whether the frames that come now are wanted."""

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Take a frame, shown so many times. Inside the boxes it is `pixels`, elsewhere as it was before."""


class BeatRenderer(DryRenderer):
    """Draws frames as Manim's own renderer does while its sink is active; else skips to the end."""

    def __init__(self, sink: FrameSink, frame_rate: int) -> None:
        super().__init__()
        self._sink, self._frame_rate = sink, frame_rate

    def painter_for(self, camera: Camera) -> FramePainter:
        """Return what paints a camera's view, of whatever class the camera is.

        Called once, when the scene's camera has been made; a subclass chooses another painter here.
        """
        return AnyPainter(camera)

    @override
    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        super().init_scene(scene, *args, **kwargs)
        self._painter = self.painter_for(self.camera)

    @override
    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        if not self._sink.active:
            super().play(scene, *args, **kwargs)
            return
        scene.compile_animation_data(*args, **kwargs)
        scene.begin_animations()
        if scene.is_current_animation_frozen_frame():
            boxes = self._painter.begin(scene.static_mobjects, scene.moving_mobjects)
            self._sink.write(self._painter.pixels, boxes, int(scene.duration * self._frame_rate))
            return
        clock = _SceneClock(scene)
        for frame, time in enumerate(np.arange(0, scene.duration, 1 / self._frame_rate)):
            clock.advance_to(time)
            if frame == 0:
                boxes = self._painter.begin(scene.static_mobjects, scene.moving_mobjects)
            else:
                boxes = self._painter.paint(scene.moving_mobjects)
            self._sink.write(self._painter.pixels, boxes, 1)
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


class _SceneClock:
    """Advances a scene while animations play, as Manim's `update_to_time` does, with less work a frame.

    Mobjects without updaters in their family when they are added, or when the animations begin, are not
    asked in every frame whether they have got one; Manim too decides then what may move.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._present: list[Mobject] = []
        self._updating: list[Mobject] = []

    def advance_to(self, time: float) -> None:
        """Bring everything to a time, in seconds since the animations began."""
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
