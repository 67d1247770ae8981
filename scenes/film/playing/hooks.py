"""Scenes that report the beats that they play."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from scenes.film.playing.film_scene import FilmScene

SceneT = TypeVar("SceneT", bound="FilmScene")


def with_beat_hooks(
    scene: type[SceneT], started: Callable[[str], None], ended: Callable[[], None] = lambda: None
) -> type[SceneT]:
    """Return a subclass that calls `started` with each beat's name at its start, `ended` at its end."""

    def on_beat(self: FilmScene, name: str) -> None:
        started(name)
        scene.on_beat(self, name)

    def on_beat_end(self: FilmScene, name: str) -> None:
        ended()
        scene.on_beat_end(self, name)

    hooks = {"on_beat": on_beat, "on_beat_end": on_beat_end, "__module__": scene.__module__}
    return type(scene.__name__, (scene,), hooks)
