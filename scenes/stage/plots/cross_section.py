"""A cross-section of a surface: one variable moves, the other is frozen; curve, point, tangent, slope."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Dot,
    FadeIn,
    FadeOut,
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
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.line_ends import set_ends
from scenes.stage.lock import Lock
from scenes.stage.measure import Measurement, MeasurementKind, measured
from scenes.stage.plots.heatmap import value_range
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled

SAMPLES = 121
_TANGENT_LENGTH = 1.9
_SLOPE_SIZE, _SLOPE_RISE, _BEYOND = 0.5, 0.85, 0.28
"""Size of the slope, how far above the frozen variable it stands, how far beyond the panel both may go."""

_LOCK_ROOM, _TICKS = 0.5, 4


def padded(low: float, high: float) -> tuple[float, float]:
    """Return a range with a little room at both ends, so that a curve does not touch its frame."""
    room = (high - low) * 0.06
    return low - room, high + room


class CrossSection(VGroup):
    """The curve along one variable through the point that two trackers give, live.

    `along` is 0 for the first variable (the second is frozen) or 1 for the second. Above the panel
    stand the slope and a lock with the frozen variable's value, which has `color_of_frozen` while it is free.
    The upright axis has `height_ticks` ticks at most.
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
        color_of_frozen: str = "",
        *,
        height_ticks: int = 7,
    ) -> None:
        super().__init__()
        self.color_when_free = color_of_frozen or theme.input
        self.theme, self.surface, self.trackers, self.along = theme, surface, trackers, along
        self.variables = symbols[0].plain, symbols[1].plain
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
        self.lock = Lock(theme.dimmed, theme.background, height=0.3)
        frozen = symbols[1 - along]
        room = size[0] + _BEYOND
        frozen_size = fitting_size(frozen, ranges[1 - along], room - _LOCK_ROOM, size=typesetting.BODY)
        self.frozen = Readout(
            frozen, self._frozen_value, theme.dimmed, size=max(READABLE, frozen_size), at=self._here
        )
        slope_symbol = derivative_symbol(symbols[2], symbols[along])
        slope_size = fitting_size(
            slope_symbol, span_of_partial(surface, ranges, along), room, size=_SLOPE_SIZE
        )
        self.slope = Readout(slope_symbol, self.slope_value, theme.gradient, size=slope_size, at=self._here)
        self.header = VGroup(self.lock, self.frozen, self.slope)
        self.add(self.panel, self.axis_name, self.curve, self.tangent, self.dot, self.header)
        self._arrange()
        self.refresh()
        self.curve.add_updater(lambda _: self.refresh())
        self.names = symbols[along].plain, symbols[1 - along].plain
        self.value_name, self.slope_name = symbols[2].plain, slope_symbol.plain
        measured(self.curve, self._read_curve)
        measured(self.dot, self._read_dot)
        measured(self.tangent, self._read_tangent)

    def release(self) -> list[Animation]:
        """Return the animations that take the lock off: the variable that was frozen moves now."""
        return [FadeOut(self.lock), changing(self.frozen).set_color(self.color_when_free)]

    def freeze(self) -> list[Animation]:
        """Return the animations that put the lock back on."""
        return [FadeIn(self.lock), changing(self.frozen).set_color(self.theme.dimmed)]

    def point(self) -> tuple[float, float]:
        """Return where the trackers stand."""
        return float(self.trackers[0].get_value()), float(self.trackers[1].get_value())

    def slope_value(self) -> Number:
        """Return the partial derivative here, exact where the variables that it depends on are at rest."""
        return partial_at(self.surface, self.trackers, self.along)

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

    def _here(self) -> dict[str, Number]:
        first, second = (settled(tracker) for tracker in self.trackers)
        return dict(zip(self.variables, (first, second), strict=True))

    def _frozen_value(self) -> Number:
        return settled(self.trackers[1 - self.along])

    def _arrange(self) -> None:
        above = self.panel.axes[1].get_end() + UP * 0.28
        self.lock.next_to(above, RIGHT + UP, buff=0.0).shift(DOWN * 0.06)
        self.frozen.at(self.lock.get_corner(RIGHT + DOWN) + RIGHT * 0.16 + UP * 0.02)
        self.slope.at(above + UP * _SLOPE_RISE)


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
