"""A renderer that plays a scene without drawing it."""

from __future__ import annotations

from typing import Any

from manim import CairoRenderer, Scene
from typing_extensions import override


class DryRenderer(CairoRenderer):
    """Moves every animation to its end and draws nothing.

    Its camera is of the class that the scene asks for, as with a renderer that Manim makes itself. It exists
    once the scene has called `init_scene`.
    """

    @override
    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        super().init_scene(scene, *args, **kwargs)
        self.camera = scene.camera_class()

    @override
    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        # Which mobjects move and which stand still is not asked for: nobody paints them.
        scene.compile_animation_data(*args, **kwargs)
        animations = scene.animations or []
        for animation in animations:
            animation._setup_scene(scene)
            animation.begin()
        scene.update_to_time(scene.duration)
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        scene.update_mobjects(0)
