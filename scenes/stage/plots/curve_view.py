"""A curve with a point that a slider drags, its tangent, and its readouts, all bound to one tracker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Dot,
    Line,
    Mobject,
    RoundedRectangle,
    UpdateFromAlphaFunc,
    ValueTracker,
    VGroup,
    VMobject,
)

from backprop_core.curve import Curve
from backprop_core.quantity import Symbol, derivative_symbol
from config import Theme
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.landmarks import Landmarks
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.pieces import pieces, samples_for
from scenes.stage.plots.window import Window

TANGENT_LENGTH = 3.4
_NARROWEST, _BESIDE = 1e-9, 1e-6
EDGE_TO_EDGE = 30.0
"""Longer than the frame: a line of this length runs from edge to edge of its panel."""

_MOST_ROOM, _BEYOND = 3.0, 0.07
FLAT_ANGLE = 0.03
"""Radians of drawn slope below which the tangent is called flat."""


def padded(low: float, high: float, share: float = 0.08) -> tuple[float, float]:
    """Widen a range by a share of its span on both sides; a range of no width by one unit.

    A range so narrow that floats hardly tell its ends apart is made wide enough for them.
    """
    margin = (high - low) * share if high > low else 1.0
    missing = max(0.0, _NARROWEST * max(abs(low), abs(high)) - (high - low)) / 2
    return low - margin - missing, high + margin + missing


class Slider(VGroup):
    """A track under a panel with a handle right below the panel's point."""

    def __init__(self, panel: PlotPanel, tracker: ValueTracker, color: str) -> None:
        super().__init__()
        left, right = (panel.to_point(x, panel.y_range[0]) for x in panel.x_range)
        drop = DOWN * 0.95
        self.track = Line(left + drop, right + drop, stroke_color=panel.theme.dimmed, stroke_width=7)
        self.handle = RoundedRectangle(
            corner_radius=0.1, width=0.24, height=0.46, fill_color=color, fill_opacity=1, stroke_width=0
        )
        self.add(self.track, self.handle)
        self.handle.add_updater(
            lambda handle: handle.move_to(panel.to_point(float(tracker.get_value()), panel.y_range[0]) + drop)
        )


class CurveView(VGroup):
    """A panel with the curve, the point at `x`, its tangent and the drop line to the axis.

    `slope` names the tangent's slope; by default it is the derivative of the second symbol by the first.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        x: ValueTracker,
        x_range: tuple[float, float],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
        *,
        tangent_length: float = TANGENT_LENGTH,
        slope: Symbol | None = None,
    ) -> None:
        super().__init__()
        self.theme, self.source, self.x = theme, curve, x
        self.names = symbols[0].plain, symbols[1].plain
        self.slope_name = (slope or derivative_symbol(symbols[1], symbols[0], partial=False)).plain
        self.tangent_length = tangent_length
        low, high = curve.range_of(*x_range)
        self.panel = self.lay_panel(x_range, (float(low), float(high)), size, symbols)
        self.domain = x_range
        self.curve = VMobject(stroke_color=theme.ink, stroke_width=6, fill_opacity=0.0)
        self.shape = curve.shape(*x_range)
        self.samples = samples_for(curve, *x_range)
        self.landmarks = Landmarks(self.panel, self.shape)
        self._trace()
        self.point = Dot(radius=0.11, color=theme.ink).set_z_index(3)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6).set_z_index(2)
        self.drop = Line(UP, DOWN, stroke_color=theme.dimmed, stroke_width=2.5)
        self.add(self.panel, self.curve, self.landmarks, self.drop, self.tangent, self.point)
        self.point.add_updater(lambda point: point.move_to(self.at(float(x.get_value()))))
        self.tangent.add_updater(self._lay_tangent)
        self.drop.add_updater(self._lay_drop)
        measured(self.curve, self._read_curve)
        measured(self.point, self._read_point)
        measured(self.tangent, self._read_tangent)

    def lay_panel(
        self,
        x_range: tuple[float, float],
        heights: tuple[float, float],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
    ) -> PlotPanel:
        """Return the panel in which the curve, which reaches from the one height to the other, is drawn."""
        return PlotPanel(self.theme, x_range, padded(*heights), *size, *symbols)

    def value(self, x: float) -> float:
        """Return f(x) in float64."""
        return float(self.source.values(np.array([x]))[0])

    def slope(self, x: float) -> float:
        """Return f'(x) in float64."""
        return float(self.source.derivatives(np.array([x]))[0])

    def at(self, x: float) -> np.ndarray:
        """Return the curve's point over x, on stage."""
        return self.panel.to_point(x, self.value(x))

    def direction(self) -> int:
        """Tell how the drawn tangent runs now: -1 falling, 0 flat, 1 rising."""
        x_unit, y_unit = self.panel.unit
        angle = np.arctan2(self.slope(float(self.x.get_value())) * y_unit, x_unit)
        return 0 if abs(angle) < FLAT_ANGLE else int(np.sign(angle))

    @property
    def window(self) -> Window:
        """The ranges of x and y that the panel shows now."""
        return self.panel.x_range, self.panel.y_range

    def show_window(self, window: Window) -> None:
        """Show other ranges; point, tangent and drop line follow by themselves."""
        self.panel.show_range(*window)
        self._trace()

    def grow_tangent(self) -> Animation:
        """Return the animation that lets the tangent grow out of the point to both sides."""

        def grow(line: Mobject, alpha: float) -> None:
            x = float(self.x.get_value())
            length = max(1e-3, alpha * self.tangent_length)
            set_ends(line, self.panel.segment(x, self.value(x), self.slope(x), length))

        return UpdateFromAlphaFunc(self.tangent, grow, suspend_mobject_updating=True)

    def window_around(self, xs: Sequence[float], ys: Sequence[float], room: float = 1.4) -> Window:
        """Return ranges that hold the points with room to spare; x stays on the domain, or near it for points
        beyond.

        Both axes are enlarged by the same factor, so that a slope keeps its angle, unless what is to be seen
        would be a sliver then: no axis shows more than three times what it must.
        """
        wanted = [(max(values) - min(values)) * room for values in (xs, ys)]
        spans = [high - low for low, high in self.window]
        needed = [min(1.0, want / span) for want, span in zip(wanted, spans, strict=True)]
        halves = [
            min(max(needed), _MOST_ROOM * need or max(needed)) * span / 2
            for need, span in zip(needed, spans, strict=True)
        ]
        middles = [(max(values) + min(values)) / 2 for values in (xs, ys)]
        spare = 2 * halves[0] * _BEYOND
        lowest = self.domain[0] - (spare if min(xs) < self.domain[0] else 0.0)
        highest = self.domain[1] + (spare if max(xs) > self.domain[1] else 0.0)
        middles[0] = min(max(middles[0], lowest + halves[0]), highest - halves[0])
        (left, right), (low, high) = (
            (middle - half, middle + half) for middle, half in zip(middles, halves, strict=True)
        )
        return (left, right), (low, high)

    def _trace(self) -> None:
        low, high = self.panel.x_range
        shown = max(low, self.domain[0]), min(high, self.domain[1])
        xs, ys = pieces(self.source, self.shape, shown, self.panel.y_range, self.samples)
        self.panel.trace(self.curve, xs, ys)
        self.landmarks.lay()

    def chord(self, line: VMobject, x: float, h: float) -> None:
        """Lay a line through the curve's points over x and x + h."""
        slope = (self.value(x + h) - self.value(x)) / h
        set_ends(line, self.panel.segment(x, self.value(x), slope, EDGE_TO_EDGE))

    def _read_curve(self, curve: VMobject) -> Iterable[Measurement]:
        low, high = self.panel.y_range
        for place in curve.get_anchors()[:: self.samples // 8]:
            x, y = self.panel.read(place)
            if any(abs(x - float(special.x)) < _BESIDE * (high - low) for special in self.shape.specials):
                continue
            yield Measurement("curve", self.names[1], y, 1e-6 * (high - low), {self.names[0]: x})

    def _read_point(self, point: Mobject) -> Iterable[Measurement]:
        x, y = self.panel.read(point.get_center())
        low, high = self.panel.y_range
        yield Measurement("point on curve", self.names[1], y, 1e-6 * (high - low), {self.names[0]: x})

    def _read_tangent(self, tangent: VMobject) -> Iterable[Measurement]:
        if np.linalg.norm(tangent.points[-1] - tangent.points[0]) < 0.01:
            return
        x, _ = self.panel.read(self.point.get_center())
        slope = self.panel.read_slope(tangent)
        yield Measurement("tangent", self.slope_name, slope, 1e-6 * max(1.0, abs(slope)), {self.names[0]: x})

    def _lay_tangent(self, line: Mobject) -> None:
        x = float(self.x.get_value())
        set_ends(line, self.panel.segment(x, self.value(x), self.slope(x), self.tangent_length))

    def _lay_drop(self, line: Mobject) -> None:
        x = float(self.x.get_value())
        set_ends(line, np.array([self.at(x), self.panel.to_point(x, self.panel.y_range[0])]))
