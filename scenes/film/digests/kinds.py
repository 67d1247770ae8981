"""What the state of an object consists of, by its class."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from functools import partialmethod
from types import FunctionType, WrapperDescriptorType
from typing import Any

from manim import Animation, Camera, Mobject, Scene

from scenes.film.digests.forms import NOT_STATE
from scenes.film.digests.functions import home_of, is_installed

_CONTAINERS = (object, list, tuple, dict, set, frozenset)


def is_frozen(kind: type) -> bool:
    """Tell whether objects of a class are dataclasses that do not change and keep a dict of attributes."""
    parameters = getattr(kind, "__dataclass_params__", None)
    return parameters is not None and parameters.frozen and kind.__dictoffset__ != 0


def _slots_of(kind: type) -> tuple[str, ...]:
    """Return the names of a class's slots that hold values."""
    slots: dict[str, None] = {}
    for base in kind.__mro__:
        own = vars(base).get("__slots__", ())
        names = (own,) if isinstance(own, str) else tuple(own)
        # Private names are mangled as the compiler mangles them.
        slots.update((_mangled(base, name), None) for name in names)
    return tuple(name for name in slots if name not in NOT_STATE)


def _cached_of(kind: type) -> frozenset[str]:
    """Return the names of attributes that objects can work out anew.

    What an object of a project that changes has worked out may be out of date, and then is state.
    """
    unchanging = is_frozen(kind)
    return frozenset(
        name
        for base in kind.__mro__
        if unchanging or is_installed(home_of(base))
        for name, value in vars(base).items()
        if isinstance(value, functools.cached_property)
    )


def _is_native(kind: type) -> bool:
    """Tell whether objects of a class hold state that is written in C, beside what containers hold."""
    return any(
        base not in _CONTAINERS
        and any(isinstance(vars(base).get(name), _NATIVE) for name in ("__new__", "__init__"))
        for base in kind.__mro__
    )


_NATIVE = (WrapperDescriptorType, type(object.__new__))


def _mangled(kind: type, name: str) -> str:
    if name.startswith("__") and not name.endswith("__"):
        return f"_{kind.__name__.lstrip('_')}{name}"
    return name


@dataclass(frozen=True)
class Layout:
    """How a class keeps the attributes of its objects: `slots`, those that it `works_out` anew, natively."""

    slots: tuple[str, ...]
    works_out: frozenset[str]
    native: bool


_layouts: dict[type, Layout] = {}


def layout_of(kind: type) -> Layout:
    """Return how a class keeps its attributes."""
    found = _layouts.get(kind)
    if found is None:
        found = _layouts[kind] = Layout(_slots_of(kind), _cached_of(kind), _is_native(kind))
    return found


_seen: dict[type, tuple[Any, ...]] = {}
_changed: dict[type, dict[str, Any]] = {}


def changed_classes() -> dict[str, dict[str, Any]]:
    """Return what others have put into Manim's classes, such as defaults of arguments, by class and name.

    The engine's own shortcuts do not count: they draw what Manim draws.
    """
    for kind in _manims():
        now = tuple(vars(kind).values())
        if not _same(_seen.get(kind), now):
            _seen[kind] = now
            _changed[kind] = {name: value for name, value in vars(kind).items() if _foreign(value)}
    found = {f"{kind.__module__}.{kind.__qualname__}": values for kind, values in _changed.items() if values}
    return dict(sorted(found.items()))


def _same(before: tuple[Any, ...] | None, now: tuple[Any, ...]) -> bool:
    """Tell whether attributes are the same objects, or equal ones."""
    try:
        return before == now
    except ValueError:
        # Arrays have no single answer.
        return False


def _foreign(value: Any) -> bool:
    """Tell whether an attribute of a class of Manim's is not Manim's."""
    if isinstance(value, partialmethod):
        return True
    if isinstance(value, staticmethod | classmethod):
        return _foreign(value.__func__)
    if isinstance(value, property):
        return any(map(_foreign, (value.fget, value.fset)))
    if not isinstance(value, FunctionType):
        return False
    home = home_of(value)
    return not is_installed(home) and not home.startswith("scenes.film.")


def _manims() -> list[type]:
    """Return Manim's classes of mobjects, animations, cameras and scenes that are loaded."""
    found: dict[type, None] = {}
    waiting: list[type] = [Mobject, Animation, Camera, Scene]
    while waiting:
        kind = waiting.pop()
        if kind not in found and is_installed(kind.__module__):
            found[kind] = None
            waiting.extend(kind.__subclasses__())
    return list(found)
