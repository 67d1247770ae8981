"""Which values of the settings a chapter asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from config import Settings
from config.model import Table

WHOLE = "*"
"""Stands for all of a table's values."""

Values = Mapping[str, str]
"""What was read: a value's place, as `lecture.network.w1`, and the value as text."""


class Reads:
    """The settings as a chapter gets them, and what it has read of them so far."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places: set[str] = set()
        self.settings: Settings = _watched(settings, "", self._places)

    def values(self) -> Values:
        """Return the places read and their values."""
        return {place: value_at(self._settings, place) for place in sorted(self._places)}


def value_at(settings: Settings, place: str) -> str:
    """Return a value of the settings as text; "" if there is no such place any more."""
    found: Any = settings
    for name in place.split("."):
        if name != WHOLE:
            found = getattr(found, name, None)
    return "" if found is None else repr(found)


def _watched(table: Any, place: str, places: set[str]) -> Any:
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
                    places.add(f"{place}{name}")
            elif name not in own and name != "__class__":
                places.add(f"{place}{WHOLE}")
            return super().__getattribute__(name)

        def __copy__(self) -> Self:
            return self

        def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
            return self

    Watched.__name__, Watched.__qualname__ = kind.__name__, kind.__qualname__
    children = {name: _watched(value, f"{place}{name}.", places) for name, value in inner.items()}
    copy = table.model_copy(update=children)
    object.__setattr__(copy, "__class__", Watched)
    return copy
