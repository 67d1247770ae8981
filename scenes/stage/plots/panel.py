"""A plot panel: axes with ticks at exact values, curves, tangents, and where a point lies on stage."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.plots.ticks import TICK_LENGTH, Tick, stand_apart, tick_values


class PlotPanel(VGroup):
    """Axes over `x_range` and `y_range`, drawn `width` by `height` units, centred on the origin.

    The horizontal axis lies at the bottom and the vertical one at the left, so that labels never
    meet the curve. A thin line marks zero inside the panel. `ticks` is the most that either axis gets, as far
    as their labels have room; the vertical one gets two less, or `y_ticks`.
    """

    def __init__(
        self,
        theme: Theme,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        width: float,
        height: float,
        x_symbol: Symbol,
        y_symbol: Symbol,
        *,
        ticks: int = 6,
        y_ticks: int | None = None,
        label_size: float = typesetting.SMALL,
    ) -> None:
        super().__init__()
        self.theme, self.x_range, self.y_range, self.origin = theme, x_range, y_range, (0.0, 0.0)
        corners = np.array([LEFT * width / 2 + DOWN * height / 2, RIGHT * width / 2 + UP * height / 2])
        self._frame = VMobject(stroke_width=0.0, fill_opacity=0.0)
        self._frame.set_points(np.array([corners[0], corners[0], corners[1], corners[1]]))
        self.axes, self.grid = VGroup(), VGroup()
        self.marks, self.x_labels, self.y_labels = VGroup(), VGroup(), VGroup()
        self.ticks: tuple[list[Tick], list[Tick]] = [], []
        self.symbols, self.label_size = (x_symbol, y_symbol), label_size
        self.most_ticks = ticks, max(3, ticks - 2) if y_ticks is None else y_ticks
        self.add(self._frame, self.grid, self.axes, self.marks, self.x_labels, self.y_labels)
        self._draw_axes()
        self._draw_grid()
        self.mark_scale()

    def mark_scale(self) -> None:
        """Put ticks and labels where round values of the ranges lie now, in place of any that were there."""
        self.marks.remove(*self.marks.submobjects)
        self.ticks = [], []
        for axis, most in enumerate(self.most_ticks):
            ticks = self._ticks(axis, most)
            while most > 1 and not stand_apart(ticks, axis):
                most = min(most, len(ticks)) - 1
                ticks = self._ticks(axis, max(1, most))
            labels = (self.x_labels, self.y_labels)[axis]
            labels.remove(*labels.submobjects)
            self.ticks[axis].extend(ticks)
            self.marks.add(*(tick.mark for tick in ticks))
            labels.add(*(tick.label for tick in ticks))

    def show_range(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        origin: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Lay other ranges under the panel as it stands; both count from an `origin`.

        The ticks on stage are no longer true then; fade them first, and call `mark_scale` at the end.
        """
        self.ticks, self.origin = ([], []), origin
        self.x_range, self.y_range = x_range, y_range
        self._draw_grid()

    @property
    def middle(self) -> NDArray[np.float64]:
        """The place on stage in the middle of both ranges."""
        middle: NDArray[np.float64] = (self._frame.points[0] + self._frame.points[-1]) / 2
        return middle

    @property
    def ground(self) -> tuple[VMobject, ...]:
        """What lies in the panel to scale: its corners, its axes, the lines at zero."""
        return self._frame, *self.grid, *self.axes

    @property
    def scale_marks(self) -> VGroup:
        """The ticks and their labels, to be faded together; not a part of the panel itself."""
        return VGroup(self.marks, self.x_labels, self.y_labels)

    @property
    def unit(self) -> tuple[float, float]:
        """Stage units that one unit of x and one of y take."""
        low, high = self._frame.points[0], self._frame.points[-1]
        return (
            float((high[0] - low[0]) / (self.x_range[1] - self.x_range[0])),
            float((high[1] - low[1]) / (self.y_range[1] - self.y_range[0])),
        )

    def to_point(self, x: float, y: float) -> NDArray[np.float64]:
        """Return the place on stage of the point (x, y)."""
        low, (x_unit, y_unit) = self._frame.points[0], self.unit
        return np.array(
            [low[0] + (x - self.x_range[0]) * x_unit, low[1] + (y - self.y_range[0]) * y_unit, 0.0]
        )

    def to_points(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of many points, shape (n, 3)."""
        low, (x_unit, y_unit) = self._frame.points[0], self.unit
        return np.stack(
            [
                low[0] + (xs - self.x_range[0]) * x_unit,
                low[1] + (ys - self.y_range[0]) * y_unit,
                np.zeros_like(xs),
            ],
            axis=1,
        )

    def read(self, point: NDArray[np.float64]) -> tuple[float, float]:
        """Read a place on stage off the drawn ticks, as a viewer would: the x and y that stand there.

        An axis with fewer than two ticks is read off the panel's corners.
        """
        return self._read(0, float(point[0])), self._read(1, float(point[1]))

    def _read(self, axis: int, place: float) -> float:
        ticks = self.ticks[axis]
        if len(ticks) < 2:
            low, ends = float(self._frame.points[0][axis]), (self.x_range, self.y_range)[axis]
            return ends[0] + (place - low) / self.unit[axis]
        first, last = ticks[0], ticks[-1]
        start, end = (float(tick.mark.get_start()[axis]) for tick in (first, last))
        return first.value + (place - start) / (end - start) * (last.value - first.value)

    def read_slope(self, line: VMobject) -> float:
        """Read the slope of a drawn straight line off the ticks."""
        (x0, y0), (x1, y1) = self.read(line.points[0]), self.read(line.points[-1])
        return (y1 - y0) / (x1 - x0)

    def curve(
        self, xs: NDArray[np.float64], ys: NDArray[np.float64], color: str, *, stroke_width: float = 5.0
    ) -> VMobject:
        """Draw the polyline through the points, cut where it leaves the panel's height."""
        line = VMobject(stroke_color=color, stroke_width=stroke_width, fill_opacity=0.0)
        self.trace(line, xs, ys)
        return line

    def trace(self, line: VMobject, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> None:
        """Give a line the points of a polyline inside the panel, in as many pieces as lie there."""
        low, high = self.y_range
        slack = 1e-9 * (high - low)
        inside = (ys >= low - slack) & (ys <= high + slack)
        edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
        pieces = [
            _as_cubics(self.to_points(xs[start:end], ys[start:end]))
            for start, end in zip(edges[::2], edges[1::2], strict=True)
            if end - start > 1
        ]
        line.set_points(np.concatenate(pieces) if pieces else np.zeros((0, 3)))

    def segment(self, x: float, y: float, slope: float, length: float) -> NDArray[np.float64]:
        """Return both ends of a line through (x, y), `length` stage units long, kept inside the panel."""
        return self.segment_along((x, y), (1.0, slope), length)

    def segment_along(
        self, place: tuple[float, float], way: tuple[float, float], length: float
    ) -> NDArray[np.float64]:
        """Return both ends of a line through a place that goes a way, both in the axes' units, as above."""
        direction = np.array([way[0] * self.unit[0], way[1] * self.unit[1], 0.0])
        direction /= np.linalg.norm(direction)
        middle = self.to_point(*place)
        low, high = self._frame.points[0], self._frame.points[-1]
        ends = []
        for sign in (-1.0, 1.0):
            reach = length / 2
            for axis in (0, 1):
                step = sign * direction[axis]
                if abs(step) > 1e-12:
                    bound = high[axis] if step > 0 else low[axis]
                    reach = min(reach, max(0.0, (bound - middle[axis]) / step))
            ends.append(middle + sign * reach * direction)
        return np.array(ends)

    def _draw_axes(self) -> None:
        low, high = self._frame.points[0], self._frame.points[-1]
        self.axes.add(self._rule(low, np.array([high[0], low[1], 0.0])))
        self.axes.add(self._rule(low, np.array([low[0], high[1], 0.0])))

    def _draw_grid(self) -> None:
        self.grid.remove(*self.grid.submobjects)
        x, y = (-place for place in self.origin)
        if self.x_range[0] < x < self.x_range[1]:
            foot, head = (self.to_point(x, end) for end in self.y_range)
            self.grid.add(self._rule(foot, head, 1.2).set_stroke(opacity=0.5))
        if self.y_range[0] < y < self.y_range[1]:
            left, right = (self.to_point(end, y) for end in self.x_range)
            self.grid.add(self._rule(left, right, 1.2).set_stroke(opacity=0.5))

    def _rule(self, start: NDArray[np.float64], end: NDArray[np.float64], stroke_width: float = 2.5) -> Line:
        return Line(start, end, stroke_color=self.theme.dimmed, stroke_width=stroke_width)

    def _ticks(self, axis: int, most: int) -> list[Tick]:
        """Return marks and labels at round values of an axis."""
        values = tick_values(*(self.x_range, self.y_range)[axis], most=most)
        return [self._tick(value, axis) for value in values]

    def _tick(self, value: Fraction, axis: int) -> Tick:
        symbol, low = self.symbols[axis], (self.x_range[0], self.y_range[0])
        at = self.to_point(low[0], float(value)) if axis else self.to_point(float(value), low[1])
        outward = LEFT if axis else DOWN
        mark = self._rule(at, at + outward * TICK_LENGTH)
        named = Symbol(symbol.typst, f"{symbol.plain} tick", symbol.spoken)
        quantity = Quantity(named, value, decimals=GIVEN_DECIMALS)
        piece = Piece(quantity.shown.typst, "number", quantity)
        label = typesetting.math([piece], self.theme.dimmed, size=self.label_size, display=False)
        return Tick(mark, label.next_to(mark, outward, buff=0.1))


def _as_cubics(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn a polyline of n points into n - 1 straight cubic curves."""
    starts, ends = points[:-1], points[1:]
    thirds = [starts, starts + (ends - starts) / 3, starts + (ends - starts) * 2 / 3, ends]
    return np.stack(thirds, axis=1).reshape(-1, 3)
