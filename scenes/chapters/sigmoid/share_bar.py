"""A share of a whole as a bar: a track as long as the whole, filled as far as the share reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Animation,
    FadeIn,
    GrowFromEdge,
    Mobject,
    Rectangle,
    ReplacementTransform,
    VGroup,
)

from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering.typesetting import SMALL, math
from scenes.stage.measure import Measurement

_TOLERANCE = 1e-6
_HEIGHT, _GAP = 0.3, 0.2


class ShareBar(VGroup):
    """What of a whole gets through: a track as long as the whole, filled as far as the share reaches.

    `part` stands at the left end, where the share leaves, `whole` at the right end, where all of it arrives;
    without `ends` both are empty.
    `stands_for` names the shown number that the share is; `at` gives the variables that it moves with. A
    share may be more than the whole or below zero; `reach` is the least and the largest that has room.
    """

    def __init__(
        self,
        theme: Theme,
        ends: tuple[Symbol, Symbol] | None,
        share: Callable[[], float],
        width: float,
        *,
        stands_for: Symbol | None = None,
        at: Callable[[], Mapping[str, float]] = dict,
        reach: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        super().__init__()
        self.share, self.stands_for, self.variables = share, stands_for, at
        self.part, self.whole = VGroup(), VGroup()
        if ends is not None:
            self.part, self.whole = (math([end.typst], theme.gradient, size=SMALL) for end in ends)
        gaps = 2 * _GAP if ends is not None else 0.0
        room = (width - self.part.width - self.whole.width - gaps) / (reach[1] - reach[0])
        self.track = Rectangle(width=room, height=_HEIGHT, stroke_color=theme.dimmed, stroke_width=1.5)
        self.track.set_fill(theme.dimmed, 0.08)
        self.fill, self.arriving = (
            Rectangle(width=room, height=_HEIGHT, stroke_width=0.0, fill_color=theme.gradient)
            for _ in range(2)
        )
        VGroup(self.fill, self.arriving).set_fill(opacity=1.0)
        if ends is not None:
            self._lay_ends(reach, room)
        self.add(self.part, self.whole, self.track, self.fill)
        self._lay(self)
        self.fill.add_updater(lambda _: self._lay(self))

    def _lay_ends(self, reach: tuple[float, float], room: float) -> None:
        self.part.next_to(self.track, LEFT, buff=_GAP - reach[0] * room)
        self.whole.next_to(self.track, RIGHT, buff=_GAP + (reach[1] - 1.0) * room)

    def arrive(self) -> list[Animation]:
        """Return the animations in which the whole comes in from the right."""
        self.arriving.move_to(self.track)
        names = [FadeIn(self.whole)] if self.whole else []
        return [*names, FadeIn(self.track), GrowFromEdge(self.arriving, RIGHT)]

    def pass_on(self) -> list[Animation]:
        """Return the animations that leave of the whole what gets through; then the bar is complete."""
        self._lay(self)
        names = [FadeIn(self.part)] if self.part else []
        return [ReplacementTransform(self.arriving, self.fill), *names]

    def measurements(self) -> Iterable[Measurement]:
        """Read the share back from the two lengths."""
        if self.stands_for is not None:
            turned = self.fill.get_center()[0] < self.track.get_left()[0]
            found = float(self.fill.width) / float(self.track.width) * (-1 if turned else 1)
            yield Measurement("share", self.stands_for.plain, found, _TOLERANCE, self.variables())

    @staticmethod
    def _lay(bar: Mobject) -> None:
        assert isinstance(bar, ShareBar)
        corner, (wide, high) = bar.track.get_corner(LEFT), (float(bar.track.width), float(bar.track.height))
        end = corner + RIGHT * wide * bar.share()
        up = np.array([0.0, high / 2, 0.0])
        bar.fill.set_points_as_corners([corner - up, end - up, end + up, corner + up, corner - up])
