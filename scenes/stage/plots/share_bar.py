"""A share of a whole as a bar: a track of full length, filled as far as the share reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from manim import LEFT, RIGHT, Mobject, Rectangle, VGroup

from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.measure import Measurement

_TOLERANCE = 1e-6


class ShareBar(VGroup):
    """`label` on the left, then a track; the share of it, from 0 to 1, is filled in the gradient's colour.

    `stands_for` names the shown number that the share is; `at` gives the variables that it moves with.
    """

    def __init__(
        self,
        theme: Theme,
        label: Symbol,
        share: Callable[[], float],
        length: float,
        column: float,
        *,
        stands_for: Symbol | None = None,
        at: Callable[[], Mapping[str, float]] = dict,
        height: float = 0.3,
    ) -> None:
        super().__init__()
        self.share, self.stands_for, self.variables = share, stands_for, at
        self.track = Rectangle(width=length, height=height, stroke_color=theme.dimmed, stroke_width=1.5)
        self.track.set_fill(theme.dimmed, 0.08)
        self.fill = Rectangle(width=length, height=height, stroke_width=0.0, fill_color=theme.gradient)
        self.fill.set_fill(opacity=1.0)
        self.label = typesetting.math([label.typst], theme.gradient, size=typesetting.SMALL)
        self.label.move_to(LEFT * column, aligned_edge=LEFT)
        self.track.move_to((0.0, 0.0, 0.0), aligned_edge=LEFT)
        self.add(self.label, self.track, self.fill)
        self._lay(self)
        self.fill.add_updater(lambda _: self._lay(self))

    def measurements(self) -> Iterable[Measurement]:
        """Read the share back from the two lengths."""
        if self.stands_for is not None:
            found = float(self.fill.width) / float(self.track.width)
            yield Measurement("share", self.stands_for.plain, found, _TOLERANCE, self.variables())

    @staticmethod
    def _lay(bar: Mobject) -> None:
        assert isinstance(bar, ShareBar)
        corner, (wide, high) = bar.track.get_corner(LEFT), (float(bar.track.width), float(bar.track.height))
        end = corner + RIGHT * wide * bar.share()
        up = np.array([0.0, high / 2, 0.0])
        bar.fill.set_points_as_corners([corner - up, end - up, end + up, corner + up, corner - up])
