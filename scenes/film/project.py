"""A project: scenes of beats in an order, found by name and joined under one title."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.errors import RequestError
from scenes.film.position import Position

if TYPE_CHECKING:
    from scenes.film.playing.film_scene import FilmScene


@dataclass(frozen=True)
class SceneRef:
    """Where a scene is found: the name that commands and files use, its module, its class, its position.

    `file` is that of a scene outside of every package; its module is then named after it.
    """

    id: str
    module: str
    class_name: str
    position: Position | None = None
    file: str | None = None

    def load(self) -> type[FilmScene]:
        """Import the scene's class, as one that keeps a timeline. Raises `ProductionError` if that fails."""
        from scenes.film.playing.loading import scene_class

        return scene_class(self)


def module_of(scene: type) -> str:
    """Return the dotted name of the module that a scene's class is in.

    Manim's own command names a module after the path that it is given; then the place of the file counts.
    """
    name = scene.__module__
    file = getattr(sys.modules.get(name), "__file__", None)
    if file is None or (not name.startswith("/") and "." in name):
        return name
    name, folder = Path(file).stem, Path(file).resolve().parent
    while (folder / "__init__.py").is_file():
        name, folder = f"{folder.name}.{name}", folder.parent
    return name


def scene_id(module: str) -> str:
    """Return the id of a module's scene: its folder's name if the module is called `scene`, else its own."""
    return module.removesuffix(".scene").rsplit(".", 1)[-1]


def scenes_in_order(*targets: str | tuple[str, ...]) -> tuple[SceneRef, ...]:
    """Return references to scenes written as entry points, `package.module:Class`, with their positions.

    Several in one tuple continue each other: in the joined film the first beat of each but the first, its
    title card, is left out.
    """
    runs = [(target,) if isinstance(target, str) else target for target in targets]
    count = sum(map(len, runs))
    found: list[SceneRef] = []
    for run in runs:
        for place, target in enumerate(run):
            module, _, class_name = target.partition(":")
            position = Position(len(found), count, place > 0, place + 1 < len(run))
            found.append(SceneRef(scene_id(module), module, class_name, position))
    return tuple(found)


@dataclass(frozen=True)
class Project:
    """Scenes in the order in which they are joined, and the title of the joined film."""

    title: str
    scenes: tuple[SceneRef, ...]

    def chosen(self, names: Iterable[str]) -> tuple[SceneRef, ...]:
        """Return the named scenes in the project's order, each once; all of them if none is named.

        Raises `RequestError` for a name that no scene has.
        """
        wanted = set(names)
        known = [scene.id for scene in self.scenes]
        for name in sorted(wanted.difference(known)):
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else ""
            raise RequestError(f"there is no scene {name!r}{hint}; there are: {', '.join(known)}")
        return tuple(scene for scene in self.scenes if not wanted or scene.id in wanted)
