"""Which values of the settings are read."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from config.model import Table

T = TypeVar("T", bound=Table)

WHOLE = "*"
"""Stands for all of a table's values."""


class ReadRecorder(Generic[T]):
    """A table whose copy `inputs` behaves like it and notes the path of each value that is read.

    A path names a value from the outermost table on, as `lecture.network.w1`.
    """

    def __init__(self, table: T) -> None:
        self._table = table
        self._paths: set[str] = set()
        self.inputs: T = _watched(table, "", self._paths)

    def values(self) -> dict[str, str]:
        """Return what has been read so far: values as text, by path."""
        return {path: value_at(self._table, path) for path in sorted(self._paths)}


def value_at(table: Table, path: str) -> str:
    """Return the value at a path as text; "" if there is none."""
    found: Any = table
    for name in path.split("."):
        if name != WHOLE:
            found = getattr(found, name, None)
    return "" if found is None else repr(found)


def _watched(table: Any, prefix: str, paths: set[str]) -> Any:
    """Return a table that behaves like the given one and notes each value that is asked for.

    What is not the value of a key but could tell values all the same (comparing, printing, copying into
    something else) counts as having read the whole table.
    """
    kind = type(table)
    fields = kind.model_fields
    inner = {name: getattr(table, name) for name in fields if isinstance(getattr(table, name), Table)}
    own = {name for base in kind.__mro__ if base.__module__.startswith("config") for name in vars(base)}

    class Watched(kind):  # type: ignore[misc, valid-type]
        def __getattribute__(self, name: str) -> Any:
            if name in fields:
                if name not in inner:
                    paths.add(f"{prefix}{name}")
            elif name not in own and name != "__class__":
                paths.add(f"{prefix}{WHOLE}")
            return super().__getattribute__(name)

        def __copy__(self) -> Self:
            return self

        def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
            return self

    Watched.__name__, Watched.__qualname__ = kind.__name__, kind.__qualname__
    children = {name: _watched(value, f"{prefix}{name}.", paths) for name, value in inner.items()}
    copy = table.model_copy(update=children)
    object.__setattr__(copy, "__class__", Watched)
    return copy
