"""What compiled code says: its instructions and constants as text, and the names that it asks for."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import CodeType

REFLECTION = frozenset({"getattr", "vars", "__dict__", "attrgetter", "__getattribute__", "methodcaller"})
"""Names by which code may ask an object for attributes that it does not name."""

_BLIND_NAMES = frozenset({"eval", "exec", "compile", "globals", "__import__"})
_BLIND_ATTRIBUTES = frozenset(
    {"import_module", "__globals__", "f_globals", "__doc__", "__code__", "__closure__", "__subclasses__"}
)
"""Names and attributes by which code may reach what cannot be found out beforehand."""

_ATTRIBUTES = frozenset(
    {"LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR", "IMPORT_FROM", "LOAD_SUPER_ATTR"}
)
_GLOBALS = frozenset({"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"})


@dataclass(frozen=True)
class Bytecode:
    """A function's code with that of the functions in it, where it stands in its file and docstrings aside.

    `names` are the attributes that it may ask anything for, by name or by a text; `read` the names that it
    looks up in its module; `modules` those that it imports.
    """

    text: str
    names: frozenset[str]
    read: tuple[str, ...]
    modules: tuple[str, ...]
    blind: bool
    """Whether it may reach what cannot be found out beforehand."""


@cache
def bytecode_of(code: CodeType) -> Bytecode:
    """Return what a function's code says."""
    texts: list[str] = []
    attributes: set[str] = set()
    told: set[str] = set()
    read: dict[str, None] = {}
    modules: dict[str, None] = {}
    for part in _nested(code):
        instructions = list(dis.get_instructions(part))
        texts += _texts(part, {one.arg for one in instructions if one.opcode in dis.hasconst})
        told.update(text for one in part.co_consts for text in _names_in(one))
        for instruction in instructions:
            name = str(instruction.argval)
            if instruction.opname in _ATTRIBUTES:
                attributes.add(name)
            elif instruction.opname in _GLOBALS:
                read[name] = None
            elif instruction.opname == "IMPORT_NAME":
                modules[name] = None
    blind = not (_BLIND_NAMES.isdisjoint(read) and _BLIND_ATTRIBUTES.isdisjoint(attributes))
    names = attributes | told | (REFLECTION & read.keys())
    return Bytecode("\0".join(texts), frozenset(names), tuple(sorted(read)), tuple(sorted(modules)), blind)


def constant(value: object) -> str:
    """Return a constant as text. Texts have no order in sets that is the same everywhere; numbers have."""
    if isinstance(value, frozenset):
        members = [constant(one) for one in value]
        ordered = all(isinstance(one, int | float | complex) for one in value)
        return f"frozenset{members if ordered else sorted(members)}"
    if isinstance(value, tuple):
        return f"({', '.join(map(constant, value))})"
    return f"{type(value).__name__} {value!r}"


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _nested(one)


def _names_in(value: object) -> Iterator[str]:
    """Yield the texts in a constant that may be the name of an attribute."""
    if isinstance(value, str) and value.isidentifier():
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _names_in(one)


def _texts(code: CodeType, loaded: set[int | None]) -> Iterator[str]:
    """Yield what a piece of code consists of, `loaded` being the constants that it uses, by their index.

    A docstring is the first constant, and one that nothing loads.
    """
    yield code.co_name
    yield code.co_code.hex()
    yield repr((code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_argcount))
    yield repr((code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & ~inspect.CO_NESTED))
    yield code.co_exceptiontable.hex()
    for index, one in enumerate(code.co_consts):
        if not isinstance(one, CodeType) and (index or index in loaded):
            yield constant(one)
