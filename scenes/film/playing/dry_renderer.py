"""A renderer that plays a scene without drawing it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from manim import CairoRenderer, Camera, MovingCamera, Scene, config
from typing_extensions import override

from scenes.film.playing.output_recorder import OutputRecorder
from scenes.film.playing.scene_clock import advance, depends_on_steps


class DryRenderer(CairoRenderer):
    """Brings every animation to its end and draws nothing.

    What an animation ends with is found at once, unless it depends on the frames before (`depends_on_steps`)
    or everything is `stepped`; then each frame is played. `on_play` is called in each play call, once its
    animations are known and before they begin. The camera is of the class that the scene asks for, as with a
    renderer that Manim makes itself; it exists once the scene has called `init_scene`.
    """

    def __init__(
        self, *, stepped: bool = False, on_play: Callable[[Scene], None] = lambda _scene: None
    ) -> None:
        super().__init__(file_writer_class=OutputRecorder)  # type: ignore[arg-type]
        self.stepped, self.on_play = stepped, on_play
        self.frames_played = 0
        self.first_view: tuple[float, ...] | None = None
        """What the camera showed first, for one that keeps to it: width, height, centre (scene units)."""
        self.has_stepped = stepped
        """Whether any play call was played frame by frame, and so depends on the frame rate."""

    @override
    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        super().init_scene(scene, *args, **kwargs)
        self.camera = scene.camera_class()

    @override
    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        scene.compile_animation_data(*args, **kwargs)
        if self.first_view is None:
            self.first_view = view_of(self.camera)
        self.on_play(scene)
        if self.file_writer.sections[-1].skip_animations:
            # Manim films nothing of such a section, and plays its animations in one step.
            self._begin(scene)
            scene.update_to_time(scene.duration)
            self._finish(scene)
            self.time += scene.duration
        else:
            frames = self.advance(scene)
            self.frames_played += frames
            self.time += frames / float(config.frame_rate)
        self.num_plays += 1

    def advance(self, scene: Scene) -> int:
        """Play what has been compiled to its end, and return how many frames that takes."""
        if is_still(scene):
            self._begin(scene)
            return still_frames(scene)
        steps = self.stepped or depends_on_steps(scene)
        self._begin(scene)
        if steps:
            self.has_stepped = True
            frames = max(self.frames(scene), default=0)
        else:
            scene.update_to_time(scene.duration)
            frames = len(frame_times(scene))
        self._finish(scene)
        return frames

    def frames(self, scene: Scene) -> Iterator[int]:
        """Bring a scene whose animations have begun to each frame in turn; yield how many there were so far.

        The scene's `duration` becomes that of the frames where a condition ends them early.
        """
        times = frame_times(scene)
        count = 0
        for count in advance(scene, iter(times), getattr(scene, "may_stop", _anywhere)):
            yield count
        if count < len(times):
            scene.duration = count / float(config.frame_rate)

    def _begin(self, scene: Scene) -> None:
        # Which mobjects move and which stand still is not asked for: nobody paints them.
        for animation in scene.animations or []:
            animation._setup_scene(scene)
            animation.begin()

    def _finish(self, scene: Scene) -> None:
        for animation in scene.animations or []:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)


def view_of(camera: Camera) -> tuple[float, ...]:
    """Return what a camera shows as long as it exists; nothing for one whose view may change.

    Manim's plain camera keeps the first view that it has painted, whatever its attributes become.
    """
    if isinstance(camera, MovingCamera):
        return ()
    return (camera.frame_width, camera.frame_height, *camera.frame_center)


def is_still(scene: Scene) -> bool:
    """Tell whether the play call that was compiled is one picture that stands still."""
    return scene.is_current_animation_frozen_frame()


def still_frames(scene: Scene) -> int:
    """Return for how many frames Manim shows a picture that stands still."""
    return int(scene.duration / (1 / float(config.frame_rate)))


def frame_times(scene: Scene) -> list[float]:
    """Return the times of the frames of a play call, in seconds since it began, as Manim has them."""
    return list(np.arange(0, scene.duration, 1 / float(config.frame_rate)))


def _anywhere(_frames: int) -> bool:
    return True
