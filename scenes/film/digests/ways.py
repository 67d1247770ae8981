"""How objects of each type are taken into a digest."""

from __future__ import annotations

import functools
import logging
import re
import weakref
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from types import (
    BuiltinFunctionType,
    FunctionType,
    MappingProxyType,
    MethodType,
    MethodWrapperType,
    ModuleType,
    NoneType,
    UnionType,
)
from typing import Any

import numpy as np
from manim import ManimColor, Mobject, Scene
from manim._config.utils import ManimConfig
from pydantic import BaseModel

from scenes.film.digests.asked import class_of
from scenes.film.digests.forms import SCALARS
from scenes.film.digests.frozen import frozen
from scenes.film.digests.functions import home_of, is_code, is_installed, release
from scenes.film.digests.kinds import is_frozen
from scenes.film.digests.objects import ObjectDigest, Way

_WEAK = (weakref.WeakKeyDictionary, weakref.WeakValueDictionary, weakref.WeakSet)
_REMEMBERED = frozenset({"memo_prec", "memo_val"})
"""Attributes in which a constant of mpmath keeps the digits that it has worked out so far."""


def way_of(kind: type) -> Way:
    """Return how objects of a type are taken in."""
    way = _WAYS.get(kind)
    if way is not None:
        return way
    for base, found in _KINDS:
        if issubclass(kind, base):
            return found
    if any(base.__module__ == "sympy.core.basic" for base in kind.__mro__):
        return _expression
    if kind.__module__ in ("builtins", "_thread", "_io", "types") and kind is not object:
        return _way_of_builtin(kind)
    return _frozen if is_frozen(kind) else ObjectDigest.state


def _frozen(digest: ObjectDigest, value: Any) -> None:
    found = frozen(value)
    if found is None:
        digest.state(value)
        return
    # It does not change: which of them are one object tells nothing.
    for kind in found.kinds:
        digest.kind_of(kind)
    digest.told(found.text)


def _way_of_builtin(kind: type) -> Way:
    """Return how an object of a type written in C is taken in: as it would be pickled, or not at all."""
    if "descriptor" in kind.__name__:
        return _descriptor_of_class
    return ObjectDigest.reduced if "__reduce__" in vars(kind) else _opaque


def _scalar(digest: ObjectDigest, value: Any) -> None:
    digest.feed(f"{value!r};")


def _bytes(digest: ObjectDigest, value: bytes) -> None:
    digest.feed(f"bytes {len(value)};")
    digest.binary(value)


def _bytearray(digest: ObjectDigest, value: bytearray) -> None:
    if not digest.met(value):
        digest.feed("array of ")
        _bytes(digest, bytes(value))


def _number(digest: ObjectDigest, value: np.generic) -> None:
    digest.feed(f"{value.dtype};")
    digest.binary(value.tobytes())


def _enum(digest: ObjectDigest, value: Enum) -> None:
    kind = type(value)
    digest.feed(f"{kind.__module__}.{kind.__qualname__}.{value.name};")
    if is_code(kind) and not digest.met(value):
        digest.walk(value._value_)
        digest.kind_of(kind)
        digest.attributes(vars(value), frozenset({"_value_", "__objclass__"}))


def _color(digest: ObjectDigest, value: ManimColor) -> None:
    digest.feed("color;")
    digest.binary(value._internal_value.tobytes())


def _path(digest: ObjectDigest, value: PurePath) -> None:
    digest.feed("path ")
    digest.text(str(value))


def _list(digest: ObjectDigest, value: list[Any]) -> None:
    if not digest.met(value):
        digest.items("list", value)


def _tuple(digest: ObjectDigest, value: tuple[Any, ...]) -> None:
    # Which tuples are one object tells nothing: they do not change.
    digest.items("tuple", value)


def _set(digest: ObjectDigest, value: set[Any]) -> None:
    if not digest.met(value):
        digest.members(value)


def _function(digest: ObjectDigest, value: FunctionType) -> None:
    if digest.met(value):
        return
    if is_code(value):
        digest.code(value)
    else:
        digest.feed(f"function {release(home_of(value))} {value.__qualname__};")
    digest.walk(value.__defaults__)
    digest.walk(value.__kwdefaults__)
    for cell in value.__closure__ or ():
        try:
            inner = cell.cell_contents
        except ValueError:
            digest.feed("empty;")
            continue
        if isinstance(inner, _WEAK) and not is_code(value):
            # What an installed package remembers it can find again.
            digest.feed("weak;")
        else:
            digest.walk(inner)
    for name, inner in value.__dict__.items():
        if name in _REMEMBERED and not is_code(value):
            continue
        if not isinstance(getattr(inner, "__self__", None), _WEAK):
            digest.feed(f"{name}=")
            digest.walk(inner)


def _method(digest: ObjectDigest, value: MethodType) -> None:
    digest.feed("method ")
    digest.walk(value.__func__)
    digest.walk(value.__self__)


def _builtin(digest: ObjectDigest, value: BuiltinFunctionType) -> None:
    digest.feed(f"builtin {value.__module__} {value.__qualname__};")
    if not isinstance(value.__self__, ModuleType | NoneType):
        digest.walk(value.__self__)


def _bound_wrapper(digest: ObjectDigest, value: Any) -> None:
    digest.feed(f"builtin {value.__name__} of ")
    digest.walk(value.__self__)


def _descriptor_of_class(digest: ObjectDigest, value: Any) -> None:
    owner = getattr(value, "__objclass__", None)
    digest.feed(f"{type(value).__name__} {getattr(owner, '__qualname__', '')}.{value.__name__};")


def _cached_function(digest: ObjectDigest, value: Any) -> None:
    # What it remembers is what it would find again.
    digest.feed("cached ")
    digest.walk(value.__wrapped__)


def _cached_property(digest: ObjectDigest, value: functools.cached_property[Any]) -> None:
    digest.feed("cached ")
    digest.walk(value.func)


def _partial(digest: ObjectDigest, value: functools.partial[Any]) -> None:
    if not digest.met(value):
        digest.items("partial", (value.func, value.args, value.keywords))


def _ufunc(digest: ObjectDigest, value: np.ufunc) -> None:
    digest.feed(f"ufunc {value.__name__};")
    if value.__name__.endswith("(vectorized)"):
        # It hides the function that it calls.
        digest.opaque.append("ufunc")


def _module(digest: ObjectDigest, value: ModuleType) -> None:
    digest.feed(f"module {release(value.__name__)};")
    if not is_installed(value.__name__):
        digest.asked.add(value)


def _model(digest: ObjectDigest, value: BaseModel) -> None:
    # Field by field: a recorder of settings then knows that each of them was read. Of those that do not
    # change it tells nothing which are one object.
    kind = class_of(value)
    if not kind.model_config.get("frozen") and digest.met(value):
        return
    digest.kind_of(kind)
    digest.items("model", (getattr(value, name) for name in kind.model_fields))


def _expression(digest: ObjectDigest, value: Any) -> None:
    # SymPy's objects do not change; what they come to is worked out once.
    kind = type(value)
    if is_code(kind):
        digest.kind_of(kind)
    known = _expressions.get(id(value))
    if known is None:
        parts = [f"{kind.__module__}.{kind.__qualname__}"]
        parts += [digest.apart(part) for part in value.args] or [digest.apart(_leaf(value))]
        known = _expressions[id(value)] = value, ",".join(parts)
    digest.feed(f"sympy {known[1]};")


_expressions: dict[int, tuple[Any, str]] = {}


def _leaf(value: Any) -> tuple[Any, ...]:
    """Return what a SymPy object without arguments holds."""
    hashed = value._hashable_content() if hasattr(value, "_hashable_content") else ()
    return (str(value), *(part for part in hashed if isinstance(part, str | int | tuple)))


def _pattern(digest: ObjectDigest, value: re.Pattern[Any]) -> None:
    digest.feed(f"pattern {value.pattern!r} {value.flags};")


def _weak(digest: ObjectDigest, value: weakref.ref[Any]) -> None:
    digest.feed("weak ")
    digest.walk(value())


def _nothing(digest: ObjectDigest, value: Any) -> None:
    """Pass over what is told otherwise, or moves nothing."""
    digest.feed(f"{type(value).__name__};")


def _descriptor(digest: ObjectDigest, value: Any) -> None:
    digest.feed(f"{type(value).__name__} ")
    for part in ("fget", "fset", "fdel", "__func__"):
        digest.walk(getattr(value, part, None))


def _scene(digest: ObjectDigest, value: Scene) -> None:
    if digest.asked.is_scene(value):
        digest.feed("scene;")
        digest.asked.add(value)
    else:
        digest.state(value)


def _opaque(digest: ObjectDigest, value: Any) -> None:
    digest.opaque.append(type(value).__qualname__)


_WAYS: dict[type, Way] = {
    **dict.fromkeys((*SCALARS, Fraction), _scalar),
    str: ObjectDigest.text,
    bytes: _bytes,
    bytearray: _bytearray,
    np.ndarray: ObjectDigest.array,
    ManimColor: _color,
    list: _list,
    tuple: _tuple,
    dict: ObjectDigest.mapping,
    MappingProxyType: ObjectDigest.mapping,
    set: _set,
    frozenset: _set,
    FunctionType: _function,
    MethodType: _method,
    MethodWrapperType: _bound_wrapper,
    BuiltinFunctionType: _builtin,
    functools.partial: _partial,
    functools.cached_property: _cached_property,
    UnionType: lambda digest, value: digest.items("union", value.__args__),
    property: _descriptor,
    staticmethod: _descriptor,
    classmethod: _descriptor,
    re.Pattern: _pattern,
    ManimConfig: _nothing,
    weakref.ref: _weak,
    **dict.fromkeys(_WEAK, _opaque),
    logging.Logger: _nothing,
    type(functools.lru_cache(lambda: None)): _cached_function,
    np.ufunc: _ufunc,
}
"""How each type is taken in; others are found out by their bases."""

_KINDS: tuple[tuple[type, Way], ...] = (
    (Enum, _enum),
    (type, ObjectDigest.kind_of),
    (np.ndarray, ObjectDigest.array),
    (np.generic, _number),
    (Scene, _scene),
    (Mobject, ObjectDigest.mobject),
    (PurePath, _path),
    (ModuleType, _module),
    (BaseModel, _model),
    (logging.Logger, _nothing),
)
