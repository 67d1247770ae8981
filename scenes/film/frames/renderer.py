"""The renderer that draws some beats of a scene and skips the others."""

from __future__ import annotations

from typing import Any, Protocol

from manim import Camera, Scene
from manim.typing import PixelArray
from typing_extensions import override

from scenes.film.frames.painter import FramePainter
from scenes.film.frames.painters import AnyPainter
from scenes.film.frames.tiles import PixelBox
from scenes.film.playing.dry_renderer import DryRenderer, is_still, still_frames


class FrameSink(Protocol):
    """Where frames go."""

    @property
    def active(self) -> bool:
        """Whether the frames that come now are wanted."""

    def write(self, pixels: PixelArray, boxes: list[PixelBox], times: int) -> None:
        """Take a frame, shown so many times. Inside the boxes it is `pixels`, elsewhere as it was before."""


class BeatRenderer(DryRenderer):
    """Draws frames as Manim's own renderer does while its sink is active; else it is a `DryRenderer`."""

    def __init__(self, sink: FrameSink, **options: Any) -> None:
        super().__init__(**options)
        self._sink = sink
        self.frames_drawn = 0

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
    def advance(self, scene: Scene) -> int:
        if not self._sink.active:
            self._painter.pass_over(scene.mobjects)
            return super().advance(scene)
        scene.begin_animations()
        self._painter.begin(scene.static_mobjects)
        if is_still(scene):
            frames = still_frames(scene)
            self._write(self._painter.paint(scene.moving_mobjects), frames)
            return frames
        frames = 0
        for _ in self.frames(scene):
            self._write(self._painter.paint(scene.moving_mobjects), 1)
            frames += 1
        self._finish(scene)
        return frames

    def _write(self, boxes: list[PixelBox], times: int) -> None:
        self._sink.write(self._painter.pixels, boxes, times)
        self.frames_drawn += times
