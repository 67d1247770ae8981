"""A panel as wide as the frame: one axis from edge to edge, and nothing but the picture between."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, VGroup, VMobject
from numpy.typing import NDArray
from typing_extensions import override

from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.frame import Frame, safe_width
from scenes.stage.measure import MobjectT, allow
from scenes.stage.plots.curve_view import CurveView, padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.ticks import Tick
from scenes.stage.plots.window import Window

ASIDE, OVER, OVER_HILL, UNDER = 0.075, 0.06, 0.24, 0.06
"""Room beside the domain, and over and under the curve, as shares of the whole; over a hill there is room for
a ball and a number."""

_TOUCHES = 1e-9
"""How near zero, as a share of all heights, the lowest is called zero: such a curve stands on its axis."""

LABELS = 0.44
"""Type size of the ticks."""


def bleeding(mobject: MobjectT) -> MobjectT:
    """Let a picture go on beyond the frame; return it."""
    for member in mobject.get_family():
        for rule in ("margin", "close-up"):
            allow(member, rule, "the picture goes on beyond the frame")
    return mobject


class WidePanel(PlotPanel):
    """A panel whose only axis is a rule for x that runs beyond both of its ends, at the bottom or at y = 0.

    Heights have no scale: what is to be read of them stands at the place itself. `name_room` stays free of
    ticks at the right end, where a name may stand in their row: `put_name`.
    """

    def __init__(
        self,
        theme: Theme,
        ranges: Window,
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
        *,
        zero: bool = False,
        name_room: float = 0.0,
    ) -> None:
        self.at_zero, self.name_room = zero, name_room
        super().__init__(theme, *ranges, *size, *symbols, ticks=0 if zero else 6, label_size=LABELS)
        bleeding(self)

    @override
    def _draw_axes(self) -> None:
        y = 0.0 if self.at_zero else self.y_range[0]
        left, right = (self.to_point(x, y) for x in self.x_range)
        over = Frame.current().width / 2
        self.axes.add(Line(left + LEFT * over, right + RIGHT * over, stroke_color=self.theme.dimmed))
        self.axes.set_stroke(width=3.0)

    @override
    def _draw_grid(self) -> None:
        """Zero needs no line but the axis."""

    @override
    def _ticks(self, axis: int, most: int) -> list[Tick]:
        ticks = [] if axis or self.at_zero else super()._ticks(axis, most)
        middle, edge = float(self.middle[0]), safe_width() / 2
        return [
            tick
            for tick in ticks
            if middle - edge < float(tick.label.get_left()[0])
            and float(tick.label.get_right()[0]) < middle + edge - self.name_room
        ]

    def ranges_round(
        self, x: float, y: float, place: NDArray[np.float64], unit: tuple[float, float]
    ) -> Window:
        """Return the ranges at which (x, y) lies at a place on stage and units are as long as given."""
        low, high = self._frame.points[0], self._frame.points[-1]
        (left, right), (bottom, top) = (
            tuple(at + (float(end[axis]) - float(place[axis])) / unit[axis] for end in (low, high))
            for axis, at in ((0, x), (1, y))
        )
        return (left, right), (bottom, top)

    def put_name(self, name: MobjectT) -> MobjectT:
        """Put the name of x at the right end of the row of ticks; return it."""
        edge = float(self.middle[0]) + safe_width() / 2
        return name.next_to(self.axes, DOWN, buff=0.3).align_to((edge, 0.0, 0.0), RIGHT)

    @property
    def reach(self) -> tuple[float, float]:
        """Heights on stage of the panel's bottom and top."""
        return float(self._frame.points[0][1]), float(self._frame.points[-1][1])

    def open_to(self, bottom: float, top: float) -> None:
        """Let the panel reach from one height on stage to another; all that it shows stays where it is."""
        y_unit = self.unit[1]
        low, high = self._frame.points[0].copy(), self._frame.points[-1].copy()
        first = self.y_range[0] + (bottom - float(low[1])) / y_unit
        low[1], high[1] = bottom, top
        self.y_range = first, first + (top - bottom) / y_unit
        self._frame.set_points(np.array([low, low, high, high]))


class WideCurve(CurveView):
    """A curve from edge to edge of the frame, with its point, its tangent and the drop line to the axis."""

    @override
    def lay_panel(
        self,
        x_range: tuple[float, float],
        heights: tuple[float, float],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
    ) -> PlotPanel:
        low, high = heights
        span = high - low
        hills = any(point.kind == "maximum" for point in self.source.flat_points(*x_range))
        over = OVER_HILL if hills else OVER
        under = 0.0 if abs(low) <= _TOUCHES * span else UNDER
        ranges = padded(*x_range, ASIDE), (low - under * span, high + over * span)
        return WidePanel(self.theme, ranges, size, symbols)

    @property
    def wide(self) -> WidePanel:
        """The panel."""
        assert isinstance(self.panel, WidePanel)
        return self.panel

    def bleed(self) -> None:
        """Let curve, tangent and marks go on beyond a close-up."""
        parts: list[VMobject | VGroup] = [self.curve, self.landmarks, self.tangent, self.drop, self.point]
        for part in parts:
            bleeding(part)
