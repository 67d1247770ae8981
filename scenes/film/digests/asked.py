"""What code may ask a scene, a module or settings for: only what it names counts."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from manim import Scene
from pydantic import BaseModel

from scenes.film.digests.bytecode import REFLECTION
from scenes.film.digests.functions import is_installed

NOT_PLAYED = frozenset({"construct", "setup", "tear_down"})
"""Methods that play, and are not asked for while something plays."""

_PLAYING = frozenset({"play", "wait", "beat", "silent_beat"})
"""Methods of a scene that play animations."""

_IMPLIED = frozenset(
    {"__getattr__", "__getattribute__", "__call__", "__getitem__", "__contains__", "__iter__", "__len__"}
)
"""Methods that code calls without naming them."""

_ELSEWHERE = frozenset({"camera", "renderer", "inputs", "pace"})
"""Attributes of a scene that are taken in otherwise, or decide no picture."""


class Asked:
    """Things that are only looked at where code names an attribute of theirs.

    `of_engine` are attributes of a scene that code which asks by texts does not mean.
    """

    def __init__(self, scene: Scene, of_engine: frozenset[str]) -> None:
        self._scene, self._of_engine = scene, of_engine
        self.names: set[str] = set()
        """What code asks anything for."""
        self._spaces: dict[int, Any] = {}
        self._done: dict[int, set[str]] = {}
        self._attributes = frozenset(vars(scene))

    def is_scene(self, value: Any) -> bool:
        """Tell whether a value is the scene."""
        return value is self._scene

    def told(self, text: str) -> None:
        """Take note of a text, which may be the name of an attribute of the scene."""
        if text in self._attributes:
            self.names.add(text)

    def add(self, space: Any) -> None:
        """Have a scene, module or settings looked at."""
        self._spaces.setdefault(id(space), space)

    def fresh(self) -> Iterator[tuple[str, Any]]:
        """Yield what code asks for and was not yielded before, each under its name.

        While it is taken in, further names and things to ask may come up.
        """
        again = True
        while again:
            again = False
            for key, space in list(self._spaces.items()):
                done = self._done.setdefault(key, set())
                for name in sorted(self._asked(space) - done):
                    again = True
                    done.add(name)
                    for value in self._values(space, name):
                        yield name, value

    def _asked(self, space: Any) -> set[str]:
        everything = not REFLECTION.isdisjoint(self.names)
        if isinstance(space, ModuleType):
            public = {name for name in vars(space) if not name.startswith("__")}
            return public if everything else public & self.names
        if isinstance(space, BaseModel):
            return set(type(space).model_fields) & self.names
        found = {*vars(space), *dir(type(space))}
        unnamed = {name for name in found if name.startswith("__")}
        named = (found & self.names) - unnamed | (unnamed & _IMPLIED)
        return named | (found - unnamed - self._of_engine - NOT_PLAYED) if everything else named

    def _values(self, space: Any, name: str) -> Iterator[Any]:
        if isinstance(space, ModuleType):
            yield vars(space)[name]
        elif isinstance(space, BaseModel):
            inner = getattr(space, name)
            if isinstance(inner, BaseModel):
                yield from self._table(inner)
            else:
                yield inner
        else:
            yield from self._of_scene(space, name)

    def _table(self, table: BaseModel) -> Iterator[type]:
        """Have only those values of settings looked at that code asks for, and yield their class."""
        self.add(table)
        yield class_of(table)

    def _of_scene(self, scene: Scene, name: str) -> Iterator[Any]:
        """Yield an attribute of a scene, and its definitions in the classes of a project."""
        if name == "inputs" and isinstance(getattr(scene, name, None), BaseModel):
            yield from self._table(vars(scene)[name])
        elif name in ("time", "num_plays"):
            yield getattr(scene.renderer, name, None)
        elif name in vars(scene) and (name not in _ELSEWHERE or name == "inputs"):
            yield vars(scene)[name]
        for kind in type(scene).__mro__:
            if name in vars(kind) and not is_engine(kind) and not _plays(vars(kind)[name]):
                yield vars(kind)[name]


def _plays(value: object) -> bool:
    """Tell whether a method plays animations itself: then nothing that plays can call it."""
    return isinstance(value, FunctionType) and not _PLAYING.isdisjoint(value.__code__.co_names)


def class_of(table: BaseModel) -> type[BaseModel]:
    """Return the class of a table of settings, whether or not a recorder notes what is read of it.

    A recorder's copy behaves as the table does, and its class bears the same name.
    """
    kind = type(table)
    while kind.__base__ is not None and kind.__base__.__qualname__ == kind.__qualname__:
        kind = kind.__base__
    return kind


def is_engine(kind: type) -> bool:
    """Tell whether a scene's class is Manim's or the engine's, which are part of every key."""
    return is_installed(kind.__module__) or kind.__module__.startswith("scenes.film.")
