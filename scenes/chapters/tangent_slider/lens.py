"""The frame round what will fill the screen next: a tenth of it, which the dive enlarges until it is gone."""

from __future__ import annotations

import numpy as np
from manim import DL, DR, UL, UR, Mobject, Polygon
from numpy.typing import NDArray

from config import Theme
from scenes.stage.measure import allow
from scenes.stage.plots.wide_panel import WideCurve, bleeding

_BEYOND, _GONE = 1.02, 0.6
"""How much larger than the screen the frame becomes; share of the screen at which it is seen no more."""


class Lens(Polygon):
    """A rectangle round a view's point that cuts out what lies in a share of all that is seen.

    `frame` is what is seen, whose copy, shrunk to the point, the rectangle is. It grows as the view's units
    do, and fades on the way.
    """

    def __init__(self, theme: Theme, view: WideCurve, frame: Mobject, share: float) -> None:
        corners = [frame.get_corner(way) for way in (DL, DR, UR, UL)]
        super().__init__(*corners, stroke_color=theme.dimmed, stroke_width=3.5)
        self.view, self.share = view, share
        self.point = view.at(float(view.x.get_value()))
        self.whole = (np.array(self.points) - self.point) * _BEYOND
        self.unit = view.panel.unit[0]
        self.lay(self)
        self.add_updater(Lens.lay)
        allow(bleeding(self), "text on line", "it grows past everything that stands")

    @staticmethod
    def lay(lens: Mobject) -> None:
        """Be as much larger as the units are."""
        assert isinstance(lens, Lens)
        size = lens.share * lens.view.panel.unit[0] / lens.unit
        points: NDArray[np.float64] = lens.whole * size
        lens.set_points(points + lens.point)
        lens.set_stroke(opacity=float(np.clip((_GONE - size) / (_GONE - lens.share), 0.0, 1.0)))
