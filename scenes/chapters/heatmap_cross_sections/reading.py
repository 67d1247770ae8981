"""What is read at a cross-section: the value that the other variable is held at, and the slope."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut, Mobject, Scene, ValueTracker, VGroup

from backprop_core.number import Number
from backprop_core.quantity import derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.lock import Lock
from scenes.stage.plots.cross_section import partial_at, span_of_partial
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.trackers import settled

_SLOPE, _FROZEN, _LOCK, _GAP = 0.72, 0.5, 0.4, 0.16


class Reading(VGroup):
    """A `lock` with the `frozen` variable, and below it the `slope` along the other one (`along`).

    The slope's formula takes a `row` between the two.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        along: int,
        colors: tuple[str, str],
        room: float,
    ) -> None:
        super().__init__()
        moving, held = (X, Y)[along], (X, Y)[1 - along]

        def here() -> dict[str, Number]:
            return dict(zip((X.plain, Y.plain), map(settled, trackers), strict=True))

        self.lock = Lock(theme.dimmed, theme.background, height=_LOCK)
        left = room - _LOCK - _GAP
        size = fitting_size(held, ranges[1 - along], left, size=_FROZEN)
        self.frozen = Readout(
            held, lambda: settled(trackers[1 - along]), colors[1 - along], size=size, at=here
        )
        symbol = derivative_symbol(F, moving)
        size = fitting_size(symbol, span_of_partial(surface, ranges, along), room, size=_SLOPE)
        self.slope = Readout(
            symbol, lambda: partial_at(surface, trackers, along), theme.gradient, size=size, at=here
        )
        self.frozen.next_to(self.lock, RIGHT, buff=_GAP)
        VGroup(VGroup(self.lock, self.frozen), self.slope).arrange(DOWN, buff=0.22, aligned_edge=LEFT)
        self.add(self.lock, self.frozen, self.slope)
        self.row = 0.0

    def make_room(self) -> Animation:
        """Return the animation in which the slope goes down a row: its formula comes in its place."""
        moved: Animation = changing(self.slope).shift(DOWN * self.row)
        return moved

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
