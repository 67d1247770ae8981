"""Digests of objects: everything that can be reached from some values, in one canonical form.

Two runs of the same program have the same digest where they are in the same state. What has no state that
could be read (a generator, a lock, a handle of the system) is `opaque`; whoever asks decides what that means.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import logging
import re
import weakref
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from pathlib import PurePath
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType, NoneType
from typing import Any

import numpy as np
from manim import ManimColor, Mobject, Scene, ValueTracker
from manim._config.utils import ManimConfig
from pydantic import BaseModel

from scenes.film.digests.functions import code_of, is_code, is_installed, release

_NOT_STATE = frozenset({"original_id", "__weakref__", "__dict__"})
"""Attributes that tell nothing: which copy an object is."""

_GRID = 1e8
"""Steps of a unit of the scene that positions are told apart by: a millionth of a pixel at 1080p."""

_CAIROS_NAME = re.compile(r"(surface|source-)\d+")
"""What Cairo calls groups of an SVG: by a count of all that this process has drawn."""

_REFLECTION = frozenset({"getattr", "vars", "__dict__", "attrgetter", "__getattribute__", "methodcaller"})
"""Names by which code may ask an object for attributes that it does not name."""


def rounded(positions: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return positions (scene units) without what is far below a pixel."""
    return np.rint(positions * _GRID)


class ObjectDigest:
    """The digest of some values, one after the other, and of all that they refer to.

    Of the `scene` only those attributes count that the code met on the way names, without those in
    `of_engine`; `folder` is where the process keeps its files, whose place does not count.
    """

    def __init__(self, scene: Scene, of_engine: frozenset[str], folder: str) -> None:
        self._scene, self._of_engine, self._folder = scene, of_engine, folder
        self._hash = hashlib.blake2b(digest_size=16)
        self._seen: dict[int, int] = {}
        self._kept: list[Any] = []
        self._names: set[str] = set()
        self._variables: set[tuple[int, str]] = set()
        self._through_scene = False
        self.opaque: list[str] = []
        """What was met whose state cannot be read, by its type."""

    def add(self, *values: Any) -> None:
        """Take in values."""
        for value in values:
            self._walk(value)

    def result(self) -> str:
        """Return the digest, once everything was taken in."""
        if self._through_scene:
            self._walk_scene()
        return self._hash.hexdigest()

    def _walk(self, value: Any) -> None:
        kind = type(value)
        way = _WAYS.get(kind)
        if way is None:
            way = _WAYS[kind] = _way_of(kind)
        way(self, value)

    def _feed(self, text: str) -> None:
        self._hash.update(text.encode("utf-8", "surrogatepass"))

    def _atom(self, value: Any) -> None:
        self._feed(f"{type(value).__name__} {value!r};")

    def _text(self, value: str) -> None:
        if self._folder and self._folder in value:
            value = value.replace(self._folder, "")
        self._feed(f"str {len(value)} {value};")

    def _bytes(self, value: bytes | bytearray) -> None:
        self._feed(f"bytes {len(value)} ")
        self._hash.update(value)

    def _array(self, value: np.ndarray[Any, Any]) -> None:
        self._feed(f"array {value.dtype} {value.shape} ")
        if value.dtype.hasobject:
            self._items("objects", value.ravel().tolist())
        else:
            self._hash.update(np.ascontiguousarray(value).data if value.size else b"")

    def _mobject(self, value: Mobject) -> None:
        # A position may differ in its last digits by the way that it was come by, which no pixel shows. A
        # tracker's position is its value: it counts to its last digit.
        self._state(value, positions=not isinstance(value, ValueTracker))

    def _scalar(self, value: np.generic) -> None:
        self._feed(f"{value.dtype} ")
        self._hash.update(value.tobytes())

    def _enum(self, value: Enum) -> None:
        self._feed(f"{type(value).__qualname__}.{value.name};")

    def _color(self, value: ManimColor) -> None:
        self._feed("color ")
        self._hash.update(value._internal_value.tobytes())

    def _path(self, value: PurePath) -> None:
        self._text(str(value))

    def _sequence(self, value: Iterable[Any]) -> None:
        if not self._met(value):
            self._items(type(value).__name__, value)

    def _tuple(self, value: tuple[Any, ...]) -> None:
        # Which tuples are one object tells nothing: they do not change.
        self._items("tuple", value)

    def _items(self, kind: str, values: Iterable[Any]) -> None:
        self._feed(f"{kind}[")
        for value in values:
            self._walk(value)
        self._feed("]")

    def _mapping(self, value: Mapping[Any, Any]) -> None:
        if self._met(value):
            return
        self._feed("{")
        for key, inner in list(value.items()):
            self._walk(key)
            self._walk(inner)
        self._feed("}")

    def _set(self, value: Iterable[Any]) -> None:
        self._feed(f"set{{{','.join(sorted(self._apart(one) for one in value))}}}")

    def _apart(self, value: Any) -> str:
        """Return the digest of a member of something without an order."""
        part = ObjectDigest(self._scene, self._of_engine, self._folder)
        part._seen, part._kept = dict(self._seen), self._kept
        part.add(value)
        self._names |= part._names
        self._through_scene |= part._through_scene
        self.opaque += part.opaque
        return part._hash.hexdigest()

    def _function(self, value: FunctionType) -> None:
        if self._met(value):
            return
        if is_installed(value.__module__ or ""):
            self._feed(f"function {release(value.__module__ or '')} {value.__qualname__};")
        else:
            self._code(value)
        self._walk(value.__defaults__)
        self._walk(value.__kwdefaults__)
        for cell in value.__closure__ or ():
            try:
                self._walk(cell.cell_contents)
            except ValueError:
                self._feed("empty;")
        if value.__dict__:
            self._walk({name: inner for name, inner in value.__dict__.items() if name != "__wrapped__"})
            self._walk(value.__dict__.get("__wrapped__"))

    def _method(self, value: MethodType) -> None:
        self._feed("method ")
        self._walk(value.__func__)
        self._walk(value.__self__)

    def _builtin(self, value: BuiltinFunctionType) -> None:
        self._feed(f"builtin {value.__module__} {value.__qualname__};")
        if not isinstance(value.__self__, ModuleType | NoneType):
            self._walk(value.__self__)

    def _cached_function(self, value: Any) -> None:
        self._walk(value.__wrapped__)

    def _partial(self, value: functools.partial[Any]) -> None:
        self._items("partial", (value.func, value.args, value.keywords))

    def _module(self, value: ModuleType) -> None:
        self._feed(f"module {release(value.__name__)};")

    def _class(self, value: type) -> None:
        if is_code(value):
            if not self._met(value):
                self._code(value)
        else:
            self._feed(f"class {release(value.__module__)} {value.__qualname__};")

    def _code(self, value: Any) -> None:
        """Take in code, and the values of the module-level names that it reads."""
        code = code_of(value)
        self._feed("code ")
        self._hash.update(code.digest)
        self._names |= code.names
        for space, name in code.variables:
            if (id(space), name) not in self._variables:
                self._variables.add((id(space), name))
                self._feed(f"{name}=")
                self._walk(space.get(name))

    def _model(self, value: BaseModel) -> None:
        # Field by field: a recorder of settings then knows that each of them was read. They do not change, so
        # which of them are one object tells nothing.
        self._feed(f"model {type(value).__qualname__}")
        for name in type(value).model_fields:
            self._walk(getattr(value, name))

    def _expression(self, value: Any) -> None:
        # SymPy's objects do not change; what they come to is worked out once.
        known = _expressions.get(id(value))
        if known is None:
            parts = [f"{type(value).__module__}.{type(value).__qualname__}"]
            parts += [self._apart(part) for part in value.args] or [self._apart(_leaf(value))]
            known = _expressions[id(value)] = value, ",".join(parts)
        self._feed(f"sympy {known[1]};")

    def _pattern(self, value: re.Pattern[Any]) -> None:
        self._feed(f"pattern {value.pattern!r} {value.flags};")

    def _weak(self, value: weakref.ref[Any]) -> None:
        self._feed("weak ")
        self._walk(value())

    def _nothing(self, value: Any) -> None:
        """Pass over what holds nothing but what can be found again."""
        self._feed(f"{type(value).__name__};")

    def _instance(self, value: Any) -> None:
        if value is self._scene:
            self._feed("scene;")
            self._through_scene = True
        else:
            self._state(value)

    def _state(self, value: Any, *, positions: bool = False) -> None:
        """Take in an object with its attributes; `points` among them are `positions`, rounded."""
        if self._met(value):
            return
        kind = type(value)
        self._class(kind)
        attributes = getattr(value, "__dict__", None)
        state: dict[str, Any] = dict(attributes) if attributes is not None else {}
        for name in _names(kind).slots:
            if hasattr(value, name):
                state[name] = getattr(value, name)
        if isinstance(value, list | tuple):
            self._items("items", value)
        elif isinstance(value, dict):
            self._items("items", (part for item in list(value.items()) for part in item))
        elif isinstance(value, set | frozenset):
            self._set(value)
        elif attributes is None and not state and kind is not object and not is_code(kind):
            self._reduced(value)
        cached = _names(kind).cached
        for name in sorted(state):
            if name not in _NOT_STATE and name not in cached:
                self._feed(name)
                inner = state[name]
                if name == "id_to_vgroup_dict" and isinstance(inner, dict):
                    inner = [(_CAIROS_NAME.sub(r"\1", str(key)), group) for key, group in inner.items()]
                self._walk(rounded(inner) if positions and name == "points" else inner)

    def _reduced(self, value: Any) -> None:
        """Take in an object by what it would be pickled as."""
        try:
            reduced = value.__reduce_ex__(4)
        except Exception:
            self.opaque.append(type(value).__qualname__)
            return
        self._walk(reduced if isinstance(reduced, str) else tuple(reduced[:2]))
        for part in () if isinstance(reduced, str) else reduced[2:]:
            self._walk(list(part) if hasattr(part, "__next__") else part)

    def _opaque(self, value: Any) -> None:
        self.opaque.append(type(value).__qualname__)

    def _walk_scene(self) -> None:
        """Take in what the code that was met may ask the scene for: attributes and methods by their names."""
        done: set[str] = set()
        while True:
            everything = bool(self._names & _REFLECTION)
            asked = {*vars(self._scene), *dir(type(self._scene))} if everything else set(self._names)
            fresh = sorted(asked - done - self._of_engine)
            if not fresh:
                return
            done.update(fresh)
            for name in fresh:
                if name in vars(self._scene):
                    self._feed(name)
                    self._walk(vars(self._scene)[name])
                for kind in type(self._scene).__mro__:
                    if name in vars(kind) and not is_installed(kind.__module__):
                        found = inspect.getattr_static(kind, name)
                        if not everything or name not in ("construct", "setup", "tear_down"):
                            self._feed(name)
                            self._walk(found)
                        break

    def _descriptor(self, value: Any) -> None:
        for part in ("fget", "fset", "fdel", "__func__"):
            self._walk(getattr(value, part, None))

    def _met(self, value: Any) -> bool:
        """Take note of an object; tell whether it was met before, and stands for itself then."""
        known = self._seen.get(id(value))
        if known is not None:
            self._feed(f"again {known};")
            return True
        self._seen[id(value)] = len(self._seen)
        self._kept.append(value)
        return False


def _leaf(value: Any) -> tuple[Any, ...]:
    """Return what a SymPy object without arguments holds."""
    hashed = value._hashable_content() if hasattr(value, "_hashable_content") else ()
    return (str(value), *(part for part in hashed if isinstance(part, str | int | tuple)))


class _Names:
    """Names of a class: of its slots that hold values, and of attributes that it can work out anew."""

    def __init__(self, kind: type) -> None:
        slots: dict[str, None] = {}
        for base in kind.__mro__:
            own = vars(base).get("__slots__", ())
            slots.update(dict.fromkeys((own,) if isinstance(own, str) else own))
        self.slots = tuple(name for name in slots if name not in _NOT_STATE)
        self.cached = frozenset(
            name
            for base in kind.__mro__
            for name, value in vars(base).items()
            if isinstance(value, functools.cached_property)
        )


_known_names: dict[type, _Names] = {}


def _names(kind: type) -> _Names:
    found = _known_names.get(kind)
    if found is None:
        found = _known_names[kind] = _Names(kind)
    return found


_expressions: dict[int, tuple[Any, str]] = {}

_WAYS: dict[type, Callable[[ObjectDigest, Any], None]] = {
    **dict.fromkeys((NoneType, bool, int, float, complex, Fraction, range, type(...)), ObjectDigest._atom),
    str: ObjectDigest._text,
    bytes: ObjectDigest._bytes,
    bytearray: ObjectDigest._bytes,
    np.ndarray: ObjectDigest._array,
    ManimColor: ObjectDigest._color,
    list: ObjectDigest._sequence,
    tuple: ObjectDigest._tuple,
    dict: ObjectDigest._mapping,
    set: ObjectDigest._set,
    frozenset: ObjectDigest._set,
    FunctionType: ObjectDigest._function,
    MethodType: ObjectDigest._method,
    BuiltinFunctionType: ObjectDigest._builtin,
    functools.partial: ObjectDigest._partial,
    property: ObjectDigest._descriptor,
    staticmethod: ObjectDigest._descriptor,
    classmethod: ObjectDigest._descriptor,
    re.Pattern: ObjectDigest._pattern,
    ManimConfig: ObjectDigest._nothing,
    weakref.ref: ObjectDigest._weak,
    weakref.WeakKeyDictionary: ObjectDigest._nothing,
    weakref.WeakValueDictionary: ObjectDigest._nothing,
    weakref.WeakSet: ObjectDigest._nothing,
    logging.Logger: ObjectDigest._nothing,
    type(functools.lru_cache(lambda: None)): ObjectDigest._cached_function,
    np.ufunc: lambda digest, value: digest._feed(f"ufunc {value.__name__};"),
}
"""How each type is taken in; others are found out when they are first met."""

_KINDS: tuple[tuple[type | tuple[type, ...], Callable[[ObjectDigest, Any], None]], ...] = (
    (Enum, ObjectDigest._enum),
    (type, ObjectDigest._class),
    (np.ndarray, ObjectDigest._array),
    (np.generic, ObjectDigest._scalar),
    (Mobject, ObjectDigest._mobject),
    (PurePath, ObjectDigest._path),
    (ModuleType, ObjectDigest._module),
    (BaseModel, ObjectDigest._model),
    (logging.Logger, ObjectDigest._nothing),
)


def _way_of(kind: type) -> Callable[[ObjectDigest, Any], None]:
    for base, way in _KINDS:
        if issubclass(kind, base):
            return way
    if any(base.__module__ == "sympy.core.basic" for base in kind.__mro__):
        return ObjectDigest._expression
    if kind.__module__ in ("builtins", "_thread", "_io", "types") and kind is not object:
        return _way_of_builtin(kind)
    return ObjectDigest._instance


def _way_of_builtin(kind: type) -> Callable[[ObjectDigest, Any], None]:
    """Return how an object of a type written in C is taken in: as it would be pickled, or not at all."""
    if "descriptor" in kind.__name__ or kind.__name__ in ("method-wrapper", "getset_descriptor"):
        return ObjectDigest._nothing
    return ObjectDigest._reduced if "__reduce__" in vars(kind) else ObjectDigest._opaque
