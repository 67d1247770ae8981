"""The lecture's chapters in order, each imported only when it is needed."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenes.course import COURSE
from scenes.film.errors import ProductionError, RequestError
from scenes.film.project import Position

if TYPE_CHECKING:
    from scenes.film.scene import BeatScene


@dataclass(frozen=True)
class Entry:
    """Where a chapter is found: the name that commands use, its module and its class."""

    id: str
    module: str
    class_name: str
    position: Position | None = None

    def load(self) -> type[BeatScene]:
        """Import the chapter's class. Raises `ProductionError` if its module is broken."""
        try:
            found: type[BeatScene] = getattr(importlib.import_module(self.module), self.class_name)
        except Exception as error:
            reason = " ".join(str(error).split())
            raise ProductionError(f"{self.id}: cannot be loaded: {type(error).__name__}: {reason}") from error
        return found


def _entry(name: str, index: int) -> Entry:
    """Return where a chapter of the course is found: `forward_pass` is the class `ForwardPass`."""
    return Entry(
        name, f"scenes.chapters.{name}.scene", name.title().replace("_", ""), Position(index, len(COURSE))
    )


CHAPTERS: tuple[Entry, ...] = tuple(_entry(name, index) for index, name in enumerate(COURSE))


def chosen(names: Iterable[str]) -> tuple[Entry, ...]:
    """Return the named chapters in the lecture's order, each once; all of them if none is named.

    Raises `RequestError` for a name that no chapter has.
    """
    wanted = set(names)
    known = [entry.id for entry in CHAPTERS]
    for name in sorted(wanted.difference(known)):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise RequestError(f"there is no scene {name!r}{hint}; there are: {', '.join(known)}")
    return tuple(entry for entry in CHAPTERS if not wanted or entry.id in wanted)
