"""Values worked out of mobjects, kept from one look to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from manim import Mobject

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Value]):
    """One value a mobject, worked out anew only where what it is made of has changed.

    What it is made of is compared with `==`: objects that stay the same cost nothing to compare.
    """

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Mobject, tuple[object, Value]] = WeakKeyDictionary()

    def get(self, mobject: Mobject, made_of: object, work: Callable[[], Value]) -> Value:
        """Return a mobject's value, by `work` where it is not known for what it is made of now."""
        known = self._known.get(mobject)
        if known is None or known[0] != made_of:
            known = self._known[mobject] = made_of, work()
        return known[1]


class Lately(Generic[Key, Value]):
    """Values by keys, each kept as long as it is asked for in every look."""

    def __init__(self) -> None:
        self._before: dict[Key, Value] = {}
        self._now: dict[Key, Value] = {}

    def begin(self) -> None:
        """Begin a look."""
        self._before, self._now = self._now, {}

    def get(self, key: Key, work: Callable[[], Value]) -> Value:
        """Return a key's value, by `work` where neither this look nor the last one has asked for it."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else work()
        return self._now[key]
