"""Drawings that give way to their own labels, and numbers that give way to their room."""

from __future__ import annotations

from collections.abc import Callable

from backprop_core.decimals.shortening import shorter_forms
from backprop_core.quantity import Quantity
from scenes.stage.measure import MobjectT
from scenes.stage.style import STYLE

READABLE = STYLE.readable


def narrowed(make: Callable[[float], MobjectT], width: float, room: float) -> MobjectT:
    """Return what `make` draws at a width, or, where its labels reach beyond `room`, at a smaller one."""
    drawn = make(width)
    excess = float(drawn.width) - room
    return make(width - excess) if excess > 0 else drawn


def shortened(quantity: Quantity, ems: Callable[[Quantity], float], room: float) -> Quantity:
    """Return a number without the decimals that would make its type unreadable in a room.

    Where none of its forms can be read there, it stays as it is. `ems` measures how wide a number stands, in
    ems.
    """
    return next((form for form in shorter_forms(quantity) if ems(form) * READABLE <= room), quantity)
