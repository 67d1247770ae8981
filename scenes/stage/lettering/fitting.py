"""Drawings that give way to their own labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from manim import Mobject

Drawn = TypeVar("Drawn", bound=Mobject)


def narrowed(make: Callable[[float], Drawn], width: float, room: float) -> Drawn:
    """Return what `make` draws at a width, or, where its labels reach beyond `room`, at a smaller one."""
    drawn = make(width)
    excess = float(drawn.width) - room
    return make(width - excess) if excess > 0 else drawn
