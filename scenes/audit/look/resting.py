"""Which of the things on stage stand still, found by comparing one moment with those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

PAUSE = 0.2
"""Seconds that a thing must have stood in its place, at one opacity, to count as resting."""

_PLACE, _OPACITY = 0.005, 0.02
"""How far a resting thing's edges may move, in Manim units, and its opacity change."""


class Visible(Protocol):
    """A thing seen on stage."""

    @property
    def mobject(self) -> Mobject:
        """What is drawn."""
        ...

    @property
    def box(self) -> NDArray[np.float64]:
        """Left, bottom, right and top."""
        ...

    @property
    def opacity(self) -> float:
        """How clearly it is seen."""
        ...


@dataclass
class _Stand:
    thing: Visible
    since: float


class Rest:
    """Remembers since when each thing has stood where it stands."""

    def __init__(self) -> None:
        self._stands: dict[int, _Stand] = {}

    def note(self, things: Iterable[Visible], time: float) -> None:
        """Take in what is seen now."""
        now: dict[int, _Stand] = {}
        for thing in things:
            before = self._stands.get(id(thing.mobject))
            if before is not None and before.thing is thing:
                now[id(thing.mobject)] = before
                continue
            stays = before is not None and _same(before.thing, thing)
            now[id(thing.mobject)] = _Stand(thing, before.since if stays and before else time)
        self._stands = now

    def resting(self, thing: Visible, time: float) -> bool:
        """Tell whether a thing noted has not moved, appeared or faded for a while."""
        stand = self._stands.get(id(thing.mobject))
        return stand is not None and time - stand.since >= PAUSE


def _same(before: Visible, now: Visible) -> bool:
    return (
        before.mobject is now.mobject
        and abs(before.opacity - now.opacity) <= _OPACITY
        and float(np.abs(before.box - now.box).max()) <= _PLACE
    )
