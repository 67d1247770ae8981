"""Scenes' classes imported from modules and from files."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType

from manim import Scene

from scenes.film.errors import ProductionError, RequestError
from scenes.film.film_scene import FilmScene
from scenes.film.plain_scene import as_film_scene
from scenes.film.project import SceneRef


def scene_class(reference: SceneRef) -> type[FilmScene]:
    """Return a scene's class, as one that keeps a timeline.

    Raises `ProductionError` if its module is broken or has no such scene.
    """
    try:
        module = _module(reference)
        found = getattr(module, reference.class_name, None)
    except Exception as error:
        reason = " ".join(str(error).split())
        raise ProductionError(
            f"{reference.id}: cannot be loaded: {type(error).__name__}: {reason}"
        ) from error
    if not (isinstance(found, type) and issubclass(found, Scene)):
        known = ", ".join(kind.__name__ for kind in _scenes_in(module)) or "none"
        raise ProductionError(
            f"{reference.id}: {reference.file or reference.module} has no scene {reference.class_name}; "
            f"its scenes: {known}"
        )
    if issubclass(found, FilmScene) and reference.file is None:
        return found
    return as_film_scene(found, reference.id)


def scenes_of_file(target: str) -> tuple[SceneRef, ...]:
    """Return references to the scenes of a file, `path/to/file.py`, or to one, `path/to/file.py:ClassName`.

    Without a class the file is imported, and its scenes come in the order in which it defines them. Raises
    `RequestError` for a file that is not there or has no scenes, `ProductionError` for one that is broken.
    """
    text, _, name = target.rpartition(":")
    if not text.endswith(".py"):
        text, name = target, ""
    path = Path(text).absolute()
    if not path.is_file():
        raise RequestError(f"{text}: there is no such file")
    module, _ = _place(path)
    if name:
        return (_reference(path, module, name),)
    whole = SceneRef(path.stem, module, "", file=str(path))
    try:
        kinds = _scenes_in(_module(whole))
    except Exception as error:
        reason = " ".join(str(error).split())
        raise ProductionError(f"{text}: cannot be loaded: {type(error).__name__}: {reason}") from error
    if not kinds:
        raise RequestError(f"{text}: there is no scene in it; a scene is a class made from Manim's Scene")
    return tuple(_reference(path, module, kind.__name__) for kind in kinds)


def is_file_target(name: str) -> bool:
    """Tell whether a name asks for a file, `file.py` or `file.py:ClassName`, and not for a project's scene."""
    text, _, _ = name.rpartition(":")
    return name.endswith(".py") or text.endswith(".py")


def _reference(path: Path, module: str, name: str) -> SceneRef:
    return SceneRef(f"{path.stem}.{name}", module, name, file=str(path))


def _module(reference: SceneRef) -> ModuleType:
    if reference.file is None:
        return importlib.import_module(reference.module)
    path = Path(reference.file)
    name, folder = _place(path)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    if "." in name:
        return importlib.import_module(name)
    known = sys.modules.get(name)
    if known is not None and getattr(known, "__file__", None) == str(path):
        return known
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _place(path: Path) -> tuple[str, Path]:
    """Return the name of a file's module, and the folder that it is imported from.

    A file outside of every package gets a name of its own, so that it is not taken for a module of Python's.
    """
    name, folder = path.stem, path.parent
    if not (folder / "__init__.py").is_file():
        return f"scene_file_{name}", folder
    while (folder / "__init__.py").is_file():
        name, folder = f"{folder.name}.{name}", folder.parent
    return name, folder


def _scenes_in(module: ModuleType) -> list[type[Scene]]:
    """Return the scenes that a module defines itself, in order, those that others are made from left out."""
    kinds = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Scene) and kind.__module__ == module.__name__
    ]
    own = [kind for kind in kinds if any("construct" in vars(base) for base in _made(kind))]
    return sorted(dict.fromkeys(own), key=_line)


def _made(kind: type[Scene]) -> list[type]:
    return [base for base in kind.__mro__ if base is not Scene and not base.__module__.startswith("manim.")]


def _line(kind: type) -> int:
    return inspect.getsourcelines(kind)[1]
