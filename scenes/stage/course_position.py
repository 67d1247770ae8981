"""Where a chapter stands in its course, for a chapter that is played on its own."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from contextlib import suppress

from scenes.film.project import Position
from scenes.film.scene import BeatScene


def position_in_course(chapter: type[BeatScene]) -> Position | None:
    """Return the position of a chapter in the course that a package around its module names, if any does.

    The package's `COURSE` is an entry point such as "scenes.course:COURSE", the ids of the chapters in order.
    It is resolved when asked, not imported, so that a chapter's code does not depend on the course.
    """
    package = chapter.__module__.rpartition(".")[0]
    while package:
        with suppress(ImportError):
            entry_point = getattr(importlib.import_module(package), "COURSE", None)
            if isinstance(entry_point, str):
                course: Sequence[str] = pkgutil.resolve_name(entry_point)
                known = chapter.scene_id() in course
                return Position(course.index(chapter.scene_id()), len(course)) if known else None
        package = package.rpartition(".")[0]
    return None
