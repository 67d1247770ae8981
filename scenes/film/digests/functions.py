"""Digests of code: functions and classes of a project, with everything of it that they may call.

Code of the standard library and of installed packages counts by its name alone; which versions are installed
is part of every key already. What was found out about code is kept for as long as the names that it looks up
are bound to the same objects.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from types import BuiltinFunctionType, CellType, FunctionType, ModuleType, NoneType
from typing import Any, Protocol

from scenes.film.digests.bytecode import bytecode_of, constant

_INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
_BOILERPLATE = frozenset(
    {"__dict__", "__weakref__", "__doc__", "__module__", "__annotations__", "__abstractmethods__"}
    | {"__slotnames__"}
    | {"__dataclass_fields__", "__dataclass_params__", "__match_args__", "__parameters__", "__orig_bases__"}
    | {"__slots__", "_abc_impl", "__static_attributes__", "__firstlineno__", "_is_protocol", "__hash__"}
    | {"__non_callable_proto_members__", "__protocol_attrs__", "_is_runtime_protocol", "__classcell__"}
    | {"__signature__", "__private_attributes__", "__class_vars__", "model_fields", "model_computed_fields"}
    | {"__slotnames__"}
)
"""Attributes of a class that do not decide what it does, or follow from those that do.

`__slotnames__` is what Python notes there when an object of the class is first copied.
"""

_ATOMS = (NoneType, bool, int, float, complex, str, bytes)
_CACHED = type(functools.lru_cache(lambda: None))
_ABSENT = object()


@cache
def is_installed(module: str) -> bool:
    """Tell whether a module belongs to Python or to an installed package, by its name.

    Code that a library has made while running, such as SymPy's lambdified functions, belongs to no module
    and is read like a project's.
    """
    loaded = sys.modules.get(module)
    file = getattr(loaded, "__file__", None)
    if file is None:
        return module.partition(".")[0] in sys.stdlib_module_names and module != "__main__"
    return str(file).startswith(_INSTALLED)


def home_of(value: Any) -> str:
    """Return the module that a function or class comes from; a wrapper may bear another one's name."""
    if isinstance(value, FunctionType):
        return str(value.__globals__.get("__name__", ""))
    module = getattr(value, "__module__", "")
    return module if isinstance(module, str) else "builtins"


def is_code(value: Any) -> bool:
    """Tell whether a value is a function or class of a project."""
    return isinstance(value, FunctionType | type) and not is_installed(home_of(value))


def release(module: str) -> str:
    """Return an installed module's name with its package's version, where it says one."""
    top = sys.modules.get(module.partition(".")[0])
    version = getattr(top, "__version__", "")
    return f"{module} {version}" if isinstance(version, str) else module


class Namespace(Protocol):
    """Where names are bound: a module's globals, a class's attributes, the modules that are loaded."""

    def get(self, name: str, default: Any, /) -> Any:
        """Return what a name is bound to now, a default if it is not."""


@dataclass(frozen=True)
class Code:
    """All that a function or class may run: one digest of the code, and what must be looked at each time.

    `names` are the attributes that the code asks anything for; `variables` are names whose values it reads,
    each with what owns it, a class or a module's globals, and where it is bound. `blind` tells whether it may
    reach what cannot be found out beforehand.
    """

    digest: bytes
    names: frozenset[str]
    variables: tuple[tuple[Any, Namespace, str], ...]
    blind: bool
    parts: frozenset[tuple[int, ...]]


_parts: dict[tuple[int, ...], _Part] = {}
_codes: dict[tuple[int, ...], Code] = {}
"""What was found, by identity; parts keep what the identities are of, so that they stay its own."""


def code_of(root: Any, checked: set[tuple[int, ...]]) -> Code:
    """Return the code that a function or class of a project may run.

    `checked` are the parts of which it is known that they are still the same; those found so are put in.
    """
    key = _identity(root)
    code = _codes.get(key)
    if code is not None:
        fresh = code.parts - checked
        if all(_parts[one].holds() for one in fresh):
            checked |= fresh
            return code
        for one in [one for one, part in _parts.items() if not part.holds()]:
            del _parts[one]
        _codes.clear()
        checked.clear()
    code = _codes[key] = _gather(root)
    checked |= code.parts
    return code


def _gather(root: Any) -> Code:
    found: dict[tuple[int, ...], _Part] = {}
    waiting = [root]
    while waiting:
        value = waiting.pop()
        key = _identity(value)
        if key not in found:
            part = _parts.get(key)
            if part is None:
                part = _parts[key] = _Part(value)
            found[key] = part
            waiting.extend(part.children)
    parts = found.values()
    digest = hashlib.blake2b(b"".join(sorted({part.digest for part in parts})), digest_size=16)
    variables = {
        (id(part.owner), name): (part.owner, space, name) for part in parts for space, name in part.variables
    }
    names: frozenset[str] = frozenset().union(*(part.names for part in parts))
    ordered = tuple(variables.values())
    return Code(digest.digest(), names, ordered, any(part.blind for part in parts), frozenset(found))


def _identity(value: Any) -> tuple[int, ...]:
    """Return what tells code apart: functions made of the same code in the same module are alike."""
    if isinstance(value, FunctionType):
        return id(value.__code__), id(value.__globals__)
    return (id(value),)


class _Part:
    """One function or class by itself: a digest, names, and what it refers to."""

    def __init__(self, value: Any) -> None:
        self.children: list[Any] = []
        self.variables: list[tuple[Namespace, str]] = []
        self.names: frozenset[str] = frozenset()
        self.blind = False
        self.owner: Any = value if isinstance(value, type) else value.__globals__
        """What binds its variables."""
        self._texts: list[str] = [home_of(value)]
        self._open: set[int] = set()
        self._bound: list[tuple[Namespace, str, Any]] = []
        self._functions: list[FunctionType] = []
        self._cells: list[tuple[CellType, Any]] = []
        self._kind: type | None = None
        self._size = 0
        if isinstance(value, type):
            self._read_class(value)
        else:
            self._code = value.__code__
            self._read_function(value)
        text = "\0".join(self._texts).encode("utf-8", "surrogatepass")
        self.digest = hashlib.blake2b(text, digest_size=16).digest()

    def holds(self) -> bool:
        """Tell whether everything that it refers to is still what it was."""
        for space, name, value in self._bound:
            if space.get(name, _ABSENT) is not value:
                return False
        for function in self._functions:
            if function.__dict__:
                return False
        for cell, value in self._cells:
            if cell.cell_contents is not value:
                return False
        return self._kind is None or len(vars(self._kind)) == self._size

    def _read_function(self, function: FunctionType) -> None:
        said = bytecode_of(function.__code__)
        self._texts += (function.__qualname__, said.text)
        self.names, self.blind = said.names, said.blind
        space = function.__globals__
        for name in said.read:
            self._bind(space, name)
        for name in said.modules:
            self._import(name, str(space.get("__package__") or ""))

    def _read_class(self, kind: type) -> None:
        self._kind, self._size = kind, len(vars(kind))
        self._texts += (kind.__qualname__, *(f"{home_of(base)}.{base.__qualname__}" for base in kind.__mro__))
        self.children += [base for base in (type(kind), *kind.__bases__) if is_code(base)]
        for name in sorted(vars(kind)):
            if name not in _BOILERPLATE and not name.startswith("__pydantic"):
                self._bind(vars(kind), name)

    def _bind(self, space: Namespace, name: str) -> None:
        """Take in what a name is bound to: for good if that is fixed, else to be looked at each time."""
        value = space.get(name, _ABSENT)
        fixed = "absent" if value is _ABSENT else self._fixed(value)
        self._texts.append(f"{name} = {fixed}")
        if fixed is None:
            self.variables.append((space, name))
        else:
            self._bound.append((space, name, value))

    def _import(self, name: str, package: str) -> None:
        """Take in a module that is imported, by its own name or from a package above."""
        above = ["", *(".".join(package.split(".")[:count]) for count in range(1, package.count(".") + 2))]
        candidates = [".".join(part for part in (one, name) if part) for one in (above if package else [""])]
        loaded = [one for one in candidates if one in sys.modules]
        for one in loaded:
            self._bind(sys.modules, one)
        if not loaded:
            self._bound.append((sys.modules, name, _ABSENT))
            self.blind = self.blind or not _can_be_installed(name)

    def _fixed(self, value: Any) -> str | None:
        """Return something that does not change as text; None for all else. Code of a project is a child."""
        kind = type(value)
        if kind in _ATOMS:
            # A text may hold a path of this process.
            return None if kind is str and "/" in value else constant(value)
        if kind is tuple:
            texts = [self._fixed(one) for one in value]
            return None if None in texts else f"tuple {texts}"
        if kind is FunctionType:
            return self._function(value)
        if kind in (staticmethod, classmethod):
            inner = self._fixed(value.__func__)
            return inner and f"{kind.__name__} {inner}"
        if kind is functools.cached_property:
            inner = self._fixed(value.func)
            return inner and f"cached {inner}"
        if kind is property:
            parts = [self._fixed(part) for part in (value.fget, value.fset, value.fdel)]
            return None if None in parts else f"property {parts}"
        if kind is _CACHED:
            inner = self._fixed(value.__wrapped__)
            return inner and f"cached {inner}"
        if kind is BuiltinFunctionType and isinstance(value.__self__, ModuleType | NoneType):
            return f"builtin {value.__module__} {value.__qualname__}"
        if isinstance(value, ModuleType):
            return f"module {release(value.__name__)}" if is_installed(value.__name__) else None
        if isinstance(value, type):
            if is_code(value):
                self.children.append(value)
            return f"class {release(home_of(value))} {value.__qualname__}"
        return None

    def _function(self, function: FunctionType) -> str | None:
        """Return a function as text if nothing that it holds changes."""
        held = [function.__defaults__, tuple((function.__kwdefaults__ or {}).items())]
        cells = list(function.__closure__ or ())
        try:
            contents = [cell.cell_contents for cell in cells]
        except ValueError:
            return None
        if function.__dict__ or id(function) in self._open:
            return None
        self._open.add(id(function))
        texts = [self._fixed(one) for one in (*held, *contents)]
        self._open.discard(id(function))
        if None in texts:
            return None
        self._functions.append(function)
        self._cells += zip(cells, contents, strict=True)
        if is_code(function):
            self.children.append(function)
        return f"function {release(home_of(function))} {function.__qualname__} {texts}"


def _can_be_installed(name: str) -> bool:
    """Tell whether a module that is not loaded is Python's or a package's."""
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names:
        return True
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return False
    return spec is not None and str(spec.origin).startswith(_INSTALLED)
