"""A cross-section of a surface: one variable moves, the other is frozen; curve, point, tangent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    Dot,
    Line,
    ValueTracker,
    VGroup,
    VMobject,
)

from backprop_core.number import Number
from backprop_core.quantity import Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, MeasurementKind, measured
from scenes.stage.plots.heatmap import value_range
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled

SAMPLES = 121
_TANGENT_LENGTH = 1.9
_TICKS = 4


def padded(low: float, high: float) -> tuple[float, float]:
    """Return a range with a little room at both ends, so that a curve does not touch its frame."""
    room = (high - low) * 0.06
    return low - room, high + room


class CrossSection(VGroup):
    """The curve along one variable through the point that two trackers give, live.

    `along` is 0 for the first variable (the second is frozen) or 1 for the second. The
    upright axis has `height_ticks` ticks at most.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        symbols: tuple[Symbol, Symbol, Symbol],
        along: int,
        size: tuple[float, float],
        color: str,
        *,
        height_ticks: int = 7,
    ) -> None:
        super().__init__()
        self.surface, self.trackers, self.along = surface, trackers, along
        self.samples = np.linspace(*ranges[along], SAMPLES)
        heights = padded(*value_range(surface, *ranges))
        named = symbols[along], symbols[2]
        self.panel = PlotPanel(
            theme, ranges[along], heights, *size, *named, ticks=_TICKS, y_ticks=height_ticks
        )
        self.axis_name = typesetting.math(
            [symbols[along].typst], color, size=typesetting.SMALL, display=False
        )
        self.axis_name.next_to(self.panel.axes[0], RIGHT, buff=0.12)
        self.curve = VMobject(stroke_color=color, stroke_width=5.0, fill_opacity=0.0)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5.0)
        self.dot = Dot(radius=0.09, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
        slope_symbol = derivative_symbol(symbols[2], symbols[along])
        self.add(self.panel, self.axis_name, self.curve, self.tangent, self.dot)
        self.refresh()
        self.curve.add_updater(lambda _: self.refresh())
        self.names = symbols[along].plain, symbols[1 - along].plain
        self.value_name, self.slope_name = symbols[2].plain, slope_symbol.plain
        measured(self.curve, self._read_curve)
        measured(self.dot, self._read_dot)
        measured(self.tangent, self._read_tangent)

    def point(self) -> tuple[float, float]:
        """Return where the trackers stand."""
        return float(self.trackers[0].get_value()), float(self.trackers[1].get_value())

    def refresh(self) -> None:
        """Set the curve, the point and the tangent where the trackers say."""
        x, y = self.point()
        here = np.array([x]), np.array([y])
        if self.along:
            values = self.surface.grid(here[0], self.samples)[:, 0]
            slope = float(self.surface.partials_y(*here)[0])
        else:
            values = self.surface.grid(self.samples, here[1])[0]
            slope = float(self.surface.partials_x(*here)[0])
        self.panel.trace(self.curve, self.samples, values)
        height = float(self.surface.values(*here)[0])
        at = (x, y)[self.along]
        self.dot.move_to(self.panel.to_point(at, height))
        ends = self.panel.segment(at, height, slope, _TANGENT_LENGTH)
        set_ends(self.tangent, ends)

    def _at(self, along: float) -> dict[str, float]:
        """Return the surface's point over a place of the panel; the other variable is where it is frozen."""
        return dict(zip(self.names, (along, self.point()[1 - self.along]), strict=True))

    def _read_curve(self, curve: VMobject) -> Iterable[Measurement]:
        anchors = curve.get_anchors()
        for place in anchors[:: max(1, len(anchors) // 8)]:
            yield self._height("cross-section", *self.panel.read(place))

    def _read_dot(self, dot: Dot) -> Iterable[Measurement]:
        yield self._height("point on cross-section", *self.panel.read(dot.get_center()))

    def _height(self, kind: MeasurementKind, along: float, height: float) -> Measurement:
        low, high = self.panel.y_range
        return Measurement(kind, self.value_name, height, 1e-6 * (high - low), self._at(along))

    def _read_tangent(self, tangent: VMobject) -> Iterable[Measurement]:
        along, _ = self.panel.read(self.dot.get_center())
        slope = self.panel.read_slope(tangent)
        yield Measurement("tangent", self.slope_name, slope, 1e-6 * max(1.0, abs(slope)), self._at(along))


def partial_at(surface: Surface, trackers: tuple[ValueTracker, ValueTracker], along: int) -> Number:
    """Return a partial derivative where trackers stand, exact if what it depends on is at rest."""
    partial: Callable[[Number, Number], Number]
    if along:
        partial, expression = surface.partial_y, surface.partial_y_expression
    else:
        partial, expression = surface.partial_x, surface.partial_x_expression
    x, y = (
        settled(tracker) if symbol in expression.free_symbols else Fraction(0)
        for tracker, symbol in zip(trackers, surface.symbols, strict=True)
    )
    return partial(x, y)


def span_of_partial(
    surface: Surface, ranges: tuple[tuple[float, float], tuple[float, float]], along: int
) -> tuple[float, float]:
    """Return the least and the greatest slope along a variable, all over the ranges."""
    xs, ys = (np.linspace(*ends, SAMPLES) for ends in ranges)
    slopes = (surface.partials_y if along else surface.partials_x)(xs[None, :], ys[:, None])
    return float(slopes.min()), float(slopes.max())
