"""Scenes asked for by the file that they are in: `path/to/file.py` or `path/to/file.py:ClassName`."""

from __future__ import annotations

from pathlib import Path

from scenes.film.errors import RequestError
from scenes.film.project import SceneRef


def is_file_target(name: str) -> bool:
    """Tell whether a name asks for scenes of a file, and not for one of a project."""
    path, _, _ = name.rpartition(":")
    return name.endswith(".py") or path.endswith(".py")


def scenes_of(target: str) -> tuple[SceneRef, ...]:
    """Return references to the scenes of a file, or to the one that is named after it.

    Without a name the file is imported, and its scenes come in the order in which it defines them. Raises
    `RequestError` for a file that is not there or has no scenes, `ProductionError` for one that is broken.
    """
    text, _, name = target.rpartition(":")
    if not text.endswith(".py"):
        text, name = target, ""
    path = Path(text).absolute()
    if not path.is_file():
        raise RequestError(f"{text}: there is no such file")
    if name:
        return (_reference(path, name),)
    from scenes.film.playing.loading import names_in_file

    names = names_in_file(path)
    if not names:
        raise RequestError(f"{text}: there is no scene in it; a scene is a class made from Manim's Scene")
    return tuple(_reference(path, name) for name in names)


def place_of(path: Path) -> tuple[str, Path]:
    """Return the name of a file's module, and the folder that it is imported from.

    A file outside of every package gets a name of its own, so that it is not taken for a module of Python's.
    """
    name, folder = path.stem, path.parent
    if not (folder / "__init__.py").is_file():
        return f"scene_file_{name}", folder
    while (folder / "__init__.py").is_file():
        name, folder = f"{folder.name}.{name}", folder.parent
    return name, folder


def _reference(path: Path, name: str) -> SceneRef:
    module, _ = place_of(path)
    return SceneRef(f"{path.stem}.{name}", module, name, file=str(path))
