"""What is read at a cross-section: the value that the other variable is held at, and the slope."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut, Mobject, Scene, ValueTracker, VGroup

from backprop_core.number import Number
from backprop_core.quantity import derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lock import Lock
from scenes.stage.plots.cross_section import partial_at, span_of_partial
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.trackers import settled

_SLOPE, _FROZEN, _LOCK, _GAP, _BETWEEN, _PARTS = 0.66, 0.46, 0.34, 0.12, 0.28, (0.42, 0.58)
"""Sizes of the slope, of the frozen variable and of its lock; what stays free between lock and variable, and
between that and the slope; the shares of a row that both take."""


class Reading(VGroup):
    """A `lock` with the `frozen` variable, and the `slope` along the other one (`along`).

    The slope stands under the other two in a `column`, or beside them in a `row`: `gather` takes them there.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        along: int,
        colors: tuple[str, str],
        column: Region,
        row: Region,
    ) -> None:
        super().__init__()
        moving, held = (X, Y)[along], (X, Y)[1 - along]

        def here() -> dict[str, Number]:
            return dict(zip((X.plain, Y.plain), map(settled, trackers), strict=True))

        first, second = (min(column.width, share * (row.width - _BETWEEN)) for share in _PARTS)
        self.lock = Lock(theme.dimmed, theme.background, height=_LOCK)
        size = fitting_size(held, ranges[1 - along], first - _LOCK - _GAP, size=_FROZEN)
        self.frozen = Readout(
            held, lambda: settled(trackers[1 - along]), colors[1 - along], size=size, at=here
        )
        symbol = derivative_symbol(F, moving)
        size = fitting_size(symbol, span_of_partial(surface, ranges, along), second, size=_SLOPE)
        self.slope = Readout(
            symbol, lambda: partial_at(surface, trackers, along), theme.gradient, size=size, at=here
        )
        self.frozen.next_to(self.lock, RIGHT, buff=_GAP)
        VGroup(VGroup(self.lock, self.frozen), self.slope).arrange(DOWN, buff=_BETWEEN, aligned_edge=LEFT)
        self.add(self.lock, self.frozen, self.slope)
        column.align(self, LEFT)
        below = float(self.frozen.get_y())
        self._ways = (
            np.array([row.left - float(self.lock.get_left()[0]), row.center[1] - below, 0.0]),
            np.array(
                [
                    row.left + first + _BETWEEN - float(self.slope.get_left()[0]),
                    row.center[1] - float(self.slope.get_y()),
                    0.0,
                ]
            ),
        )

    def gather(self) -> None:
        """Stand in the row."""
        self.lock.shift(self._ways[0])
        self.frozen.shift(self._ways[0])
        self.slope.shift(self._ways[1])

    def gathering(self) -> list[Animation]:
        """Return the animations in which variable and slope go to the row; the lock, now off, too."""
        self.lock.shift(self._ways[0])
        return [
            changing(part).shift(way) for part, way in zip((self.frozen, self.slope), self._ways, strict=True)
        ]

    def release(self) -> list[Animation]:
        """Return the animations that take the lock off: the variable that was frozen moves now."""
        return [FadeOut(self.lock)]

    def freeze(self) -> list[Animation]:
        """Return the animations that put the lock back on."""
        return [FadeIn(self.lock)]

    def on(self, scene: Scene) -> list[Mobject]:
        """Return the parts that are on stage; the lock may be off."""
        stage = scene.get_mobject_family_members()
        return [part for part in self if part in stage]
