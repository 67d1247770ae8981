"""Scenes' classes imported from modules and from files."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType

from manim import Scene

from scenes.film.errors import ProductionError, described
from scenes.film.playing.film_scene import FilmScene
from scenes.film.playing.plain_scene import as_film_scene
from scenes.film.project import SceneRef
from scenes.film.targets import place_of


def scene_class(reference: SceneRef) -> type[FilmScene]:
    """Return a scene's class, as one that keeps a timeline.

    Raises `ProductionError` if its module is broken or has no such scene.
    """
    try:
        module = _module(reference)
        found = getattr(module, reference.class_name, None)
    except Exception as error:
        raise ProductionError(f"{reference.id}: cannot be loaded{described(error)}") from error
    if not (isinstance(found, type) and issubclass(found, Scene)):
        known = ", ".join(kind.__name__ for kind in _scenes_in(module)) or "none"
        raise ProductionError(
            f"{reference.id}: {reference.file or reference.module} has no scene {reference.class_name}; "
            f"its scenes: {known}"
        )
    if issubclass(found, FilmScene) and found.scene_id() == reference.id:
        return found
    return as_film_scene(found, reference.id)


def names_in_file(path: Path) -> tuple[str, ...]:
    """Import a file and return the names of its scenes' classes. Raises `ProductionError` if it is broken."""
    reference = SceneRef(path.stem, place_of(path)[0], "", file=str(path))
    before = list(sys.path)
    try:
        return tuple(kind.__name__ for kind in _scenes_in(_module(reference)))
    except Exception as error:
        raise ProductionError(f"{path.name}: cannot be loaded{described(error)}") from error
    finally:
        # Only who plays the scenes finds what lies beside them, before anything of the same name.
        sys.path[:] = before


def _module(reference: SceneRef) -> ModuleType:
    if reference.file is None:
        return importlib.import_module(reference.module)
    # Bytecode is told from that of an older file by whole seconds: what is edited twice in one were stale.
    sys.dont_write_bytecode = True
    path = Path(reference.file)
    name, folder = place_of(path)
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
