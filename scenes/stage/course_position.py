"""Where a chapter stands in its course, for a chapter that is played on its own."""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import suppress

from scenes.film.playing.film_scene import FilmScene
from scenes.film.position import Position
from scenes.film.project import Project, module_of


def position_in_course(chapter: type[FilmScene]) -> Position | None:
    """Return the position of a chapter in the course that a package around its module names, if any does.

    The package's `COURSE` is an entry point such as "scenes.course:COURSE", a `Project`.
    It is resolved when asked, not imported, so that a chapter's code does not depend on the course.
    """
    package = module_of(chapter).rpartition(".")[0]
    while package:
        with suppress(ImportError):
            entry_point = getattr(importlib.import_module(package), "COURSE", None)
            if isinstance(entry_point, str):
                course: Project = pkgutil.resolve_name(entry_point)
                positions = {scene.id: scene.position for scene in course.scenes}
                return positions.get(chapter.scene_id())
        package = package.rpartition(".")[0]
    return None
