"""Which chapters a command works on: those named, those that the configuration names, what it can show."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence

from config import ConfigError, Settings
from scenes.course import Course
from scenes.film.errors import RequestError
from scenes.film.project import SceneRef


def chosen_chapters(
    course: Course, names: Sequence[str], settings: Settings, left_out: Callable[[str], None]
) -> tuple[SceneRef, ...]:
    """Return the named chapters; without names those that the configuration names, or else all.

    A chapter that cannot show the settings' network is refused if it was asked for, by name or by the
    configuration; of all chapters it is left out, and `left_out` is told why in one line. Raises
    `RequestError` for a name that no chapter has and for what is refused, `ConfigError` for a name in the
    configuration.
    """
    if names:
        return tuple(_shown(scene, settings) for scene in course.chosen(names))
    if settings.chapters:
        try:
            return tuple(_shown(scene, settings) for scene in course.chosen(settings.chapters))
        except RequestError as error:
            raise ConfigError(f"chapters = {list(settings.chapters)}: {error}") from None
    kept = []
    for scene in course.scenes:
        reason = cannot_show(scene, settings)
        if reason:
            left_out(f"{scene.id} is left out: {reason}")
        else:
            kept.append(scene)
    if not kept:
        raise RequestError("no chapter can show this configuration")
    return tuple(kept)


def cannot_show(scene: SceneRef, settings: Settings) -> str:
    """Return why a chapter cannot show the settings, empty if it can.

    A chapter that cannot show everything says so in a module `limits` beside its scene, which is imported
    without Manim.
    """
    module = f"{scene.module.rpartition('.')[0]}.limits"
    if scene.file is not None or importlib.util.find_spec(module) is None:
        return ""
    reason: str = importlib.import_module(module).cannot_show(settings)
    return reason


def _shown(scene: SceneRef, settings: Settings) -> SceneRef:
    reason = cannot_show(scene, settings)
    if reason:
        raise RequestError(f"{scene.id} cannot be drawn with this configuration: {reason}")
    return scene
