"""Of which classes a mobject is, asked of each class once: those of Manim take their time to tell."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from manim import Mobject


def is_one_of(mobject: Mobject, kinds: tuple[type[Mobject], ...]) -> bool:
    """Tell whether a mobject is an instance of any of some classes."""
    return _is_one_of(cast(Hashable, type(mobject)), kinds)


@lru_cache(maxsize=4096)
def _is_one_of(kind: Hashable, kinds: tuple[type[Mobject], ...]) -> bool:
    return issubclass(cast(type, kind), kinds)
