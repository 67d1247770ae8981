"""The whole curve in small, with a frame around what a panel shows of it close up."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import Dot, Mobject, Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.chapters.update_step.loss_view import LossView
from scenes.stage.measure import Measurement
from scenes.stage.plots.window import Window

_LEAST = 0.14
"""A frame is drawn at least this wide and high, so that it can be seen."""


class Inset(VGroup):
    """A small picture of a view as it stands now; its `frame` follows the view's window from then on."""

    def __init__(self, view: LossView, width: float) -> None:
        super().__init__()
        theme, self.view, self.ranges = view.theme, view, view.window
        height = width * float(view.panel.axes[1].height) / float(view.panel.axes[0].width)
        self.plate = Rectangle(width=width, height=height, stroke_color=theme.dimmed, stroke_width=1.5)
        self.plate.set_fill(theme.background, 1.0)
        xs = view.places(*self.ranges[0], 81)
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=3.0, fill_opacity=0.0)
        self.curve.set_points_as_corners([self.place(x, y) for x, y in zip(xs, view.losses(xs), strict=True)])
        here = self.place(float(view.weight.get_value()), float(view.loss()))
        self.dot = Dot(here, radius=0.05, color=theme.ink)
        self.frame = Rectangle(width=1.0, height=1.0, stroke_color=theme.ink, stroke_width=2.0)
        self.unit_square = self.frame.points.copy()
        self.add(self.plate, self.curve, self.dot, self.frame)
        self.add_updater(Inset.follow)
        self.follow(self)

    def place(self, x: float, y: float) -> NDArray[np.float64]:
        """Return where a point of the curve lies in the small picture."""
        (left, right), (low, high) = self.ranges
        share = np.array([(x - left) / (right - left) - 0.5, (y - low) / (high - low) - 0.5, 0.0])
        size = np.array([self.plate.width, self.plate.height, 0.0])
        place: NDArray[np.float64] = self.plate.get_center() + share * size
        return place

    @staticmethod
    def follow(inset: Mobject) -> None:
        """Lay the frame around what the view shows now."""
        assert isinstance(inset, Inset)
        window: Window = inset.view.window
        (left, right), (low, high) = window
        start, end = inset.place(left, low), inset.place(right, high)
        size = np.maximum(end - start, np.array([_LEAST, _LEAST, 0.0]))
        inset.frame.points = inset.unit_square * size + (start + end) / 2

    def measurements(self) -> Iterable[Measurement]:
        """Read losses back from the small curve's points."""
        (left, right), (low, high) = self.ranges
        corner = self.plate.get_corner(np.array([-1.0, -1.0, 0.0]))
        for point in self.curve.get_anchors()[::40]:
            x = left + (point[0] - corner[0]) / float(self.plate.width) * (right - left)
            y = low + (point[1] - corner[1]) / float(self.plate.height) * (high - low)
            at = {self.view.symbols[0].plain: float(x)}
            yield Measurement("curve", self.view.symbols[1].plain, float(y), 1e-6 * (high - low), at)
