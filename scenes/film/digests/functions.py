"""Digests of code: functions and classes of a project, with everything of it that they may call.

Code of the standard library and of installed packages counts by its name alone; which versions are installed
is part of every key already.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

_INSTALLED = tuple({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")})
_BOILERPLATE = frozenset(
    {"__dict__", "__weakref__", "__doc__", "__module__", "__annotations__", "__abstractmethods__"}
    | {"__dataclass_fields__", "__dataclass_params__", "__match_args__", "__parameters__", "__orig_bases__"}
    | {"__slots__", "_abc_impl", "__static_attributes__", "__firstlineno__", "_is_protocol", "__hash__"}
    | {"__non_callable_proto_members__", "__protocol_attrs__", "_is_runtime_protocol", "__classcell__"}
)
"""Attributes of a class that do not decide what it does, or follow from those that do."""


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


def release(module: str) -> str:
    """Return an installed module's name with its package's version, where it says one."""
    top = sys.modules.get(module.partition(".")[0])
    version = getattr(top, "__version__", "")
    return f"{module} {version}" if isinstance(version, str) else module


@dataclass(frozen=True)
class Code:
    """All that a function or class may run: one digest of the code, and what must be looked at each time.

    `names` are the attributes that the code asks anything for; `variables` are module-level names whose
    values it reads, each with the namespace that it is looked up in.
    """

    digest: bytes
    names: frozenset[str]
    variables: tuple[tuple[dict[str, Any], str], ...]


@dataclass(frozen=True)
class _Part:
    """One function or class by itself: a digest, names, and what it refers to."""

    digest: bytes
    names: frozenset[str]
    variables: tuple[tuple[dict[str, Any], str], ...]
    parts: tuple[Any, ...]


_parts: dict[tuple[int, ...], tuple[Any, _Part]] = {}
_codes: dict[tuple[int, ...], tuple[Any, Code]] = {}
"""What was found, by identity; what the identities are of is kept, so that they stay its own."""


def code_of(root: Any) -> Code:
    """Return the code that a function or class of a project may run."""
    known = _codes.get(_identity(root))
    if known is not None:
        return known[1]
    found: dict[tuple[int, ...], _Part] = {}
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if _identity(part) not in found:
            found[_identity(part)] = _part_of(part)
            waiting.extend(found[_identity(part)].parts)
    digest = hashlib.blake2b(b"".join(sorted({part.digest for part in found.values()})), digest_size=16)
    variables = {
        (id(space), name): (space, name) for part in found.values() for space, name in part.variables
    }
    ordered = sorted(variables.values(), key=lambda one: (str(one[0].get("__name__")), one[1]))
    names: frozenset[str] = frozenset().union(*(part.names for part in found.values()))
    code = Code(digest.digest(), names, tuple(ordered))
    _codes[_identity(root)] = root, code
    return code


def is_code(value: Any) -> bool:
    """Tell whether a value is a function or class of a project."""
    return isinstance(value, FunctionType | type) and not is_installed(value.__module__ or "")


def _identity(value: Any) -> tuple[int, ...]:
    """Return what tells code apart: functions made of the same code in the same module are alike."""
    if isinstance(value, FunctionType):
        return id(value.__code__), id(value.__globals__)
    return (id(value),)


def _part_of(value: Any) -> _Part:
    known = _parts.get(_identity(value))
    if known is None:
        part = _class_part(value) if isinstance(value, type) else _function_part(value)
        known = _parts[_identity(value)] = value, part
    return known[1]


def _function_part(function: FunctionType) -> _Part:
    texts: list[str] = [function.__module__ or "", function.__qualname__]
    names: set[str] = set()
    read: set[str] = set()
    modules: list[str] = []
    for code in _nested(function.__code__):
        texts += _texts(code)
        names.update(code.co_names, code.co_freevars, code.co_varnames)
        for instruction in dis.get_instructions(code):
            if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                read.add(str(instruction.argval))
            elif instruction.opname == "IMPORT_NAME":
                modules.append(str(instruction.argval))
    # A package is loaded by then: what is imported while playing has been imported before it could matter.
    values = {name: function.__globals__[name] for name in read if name in function.__globals__}
    values |= {f"import {name}": sys.modules[name] for name in modules if name in sys.modules}
    return _gathered(texts, names, values, function.__globals__)


def _class_part(kind: type) -> _Part:
    texts = [
        kind.__module__,
        kind.__qualname__,
        *(f"{base.__module__}.{base.__qualname__}" for base in kind.__mro__),
    ]
    parts: list[Any] = [base for base in kind.__mro__[1:] if is_code(base)]
    names: set[str] = set()
    variables: list[tuple[dict[str, Any], str]] = []
    space = _ClassSpace(kind)
    for name in sorted(vars(kind)):
        if name in _BOILERPLATE:
            continue
        functions = list(_functions_in(vars(kind)[name]))
        if functions:
            parts += [function for function in functions if is_code(function)]
            texts += [f"{name}: {function.__qualname__}" for function in functions]
        else:
            texts.append(name)
            variables.append((space, name))
    return _Part(_digest(texts), frozenset(names), tuple(variables), tuple(parts))


class _ClassSpace(dict[str, Any]):
    """The attributes of a class as a namespace that is looked up when it is asked."""

    def __init__(self, kind: type) -> None:
        super().__init__(__name__=f"{kind.__module__}.{kind.__qualname__}")
        self._kind = kind

    def get(self, name: str, default: Any = None) -> Any:
        """Return an attribute as it is now."""
        return super().get(name) if name == "__name__" else vars(self._kind).get(name, default)


def _functions_in(value: Any) -> Iterator[FunctionType]:
    """Yield the functions of a method, a property or a decorated function."""
    if isinstance(value, FunctionType):
        yield value
    elif isinstance(value, staticmethod | classmethod):
        yield from _functions_in(value.__func__)
    elif isinstance(value, property):
        for part in (value.fget, value.fset, value.fdel):
            yield from _functions_in(part)
    elif hasattr(value, "func") and type(value).__module__ == "functools":
        yield from _functions_in(value.func)
    elif type(value).__name__ == "_lru_cache_wrapper":
        yield from _functions_in(value.__wrapped__)


def _gathered(texts: list[str], names: set[str], values: dict[str, Any], space: dict[str, Any]) -> _Part:
    """Sort what a function refers to: code, modules of the project by what is asked of them, and values."""
    parts: list[Any] = []
    variables: list[tuple[dict[str, Any], str]] = []
    modules: list[ModuleType] = []
    for name, value in sorted(values.items()):
        functions = list(_functions_in(value))
        if isinstance(value, ModuleType):
            texts.append(f"{name} = module {release(value.__name__)}")
            modules.append(value)
        elif functions or isinstance(value, type):
            found = functions or [value]
            texts += [f"{name} = {release(one.__module__ or '')} {one.__qualname__}" for one in found]
            parts += [one for one in found if is_code(one)]
        else:
            texts.append(name)
            variables.append((space, name))
    while modules:
        module = modules.pop()
        if is_installed(module.__name__):
            continue
        for name in sorted(names & vars(module).keys()):
            inner = vars(module)[name]
            functions = list(_functions_in(inner))
            if isinstance(inner, ModuleType):
                texts.append(f"{module.__name__}.{name}")
                if inner.__name__.startswith(f"{module.__name__}."):
                    modules.append(inner)
            elif functions or isinstance(inner, type):
                parts += [one for one in functions or [inner] if is_code(one)]
            else:
                variables.append((vars(module), name))
    return _Part(_digest(texts), frozenset(names), tuple(variables), tuple(parts))


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)


def _texts(code: CodeType) -> Iterator[str]:
    """Yield what a piece of code consists of, without its docstring and where it stands in its file.

    A docstring is the first constant, and one that nothing loads.
    """
    yield code.co_name
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_argcount))
    yield repr((code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & ~inspect.CO_NESTED))
    yield code.co_exceptiontable.hex()
    loaded = {one.arg for one in dis.get_instructions(code) if one.opname == "LOAD_CONST"}
    for index, constant in enumerate(code.co_consts):
        if not isinstance(constant, CodeType) and (index or index in loaded):
            yield _constant(constant)


def _constant(value: object) -> str:
    """Return a constant of code as text; sets have no order of their own."""
    if isinstance(value, frozenset):
        return f"frozenset{sorted(map(_constant, value))}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_constant, value))})"
    return f"{type(value).__name__} {value!r}"


def _digest(texts: list[str]) -> bytes:
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
