"""The slope as a function of its own: its curve, and at the view's point its height over zero, to scale."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, UP, Dot, Line, Mobject, ValueTracker, VGroup

from backprop_core.curve import Curve
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.pieces import SAMPLES, slope_pieces

_SCALE = 0.32
"""Size of the labels of its scale: there is little height for them."""


class SlopePlot(VGroup):
    """A panel of f' over the range of x, centred on the origin; zero is always in it.

    `bar` runs from zero to the slope at `x`, `dot` sits at its end; `heading` stands over the upright axis.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        x: ValueTracker,
        x_range: tuple[float, float],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
    ) -> None:
        super().__init__()
        self.source, self.x, self.names = curve, x, (symbols[0].plain, symbols[1].plain)
        xs, slopes = slope_pieces(curve, curve.shape(*x_range), x_range, SAMPLES)
        heights = padded(min(0.0, float(np.nanmin(slopes))), max(0.0, float(np.nanmax(slopes))))
        self.panel = PlotPanel(theme, x_range, heights, *size, *symbols, y_ticks=5, label_size=_SCALE)
        self.curve = self.panel.curve(xs, slopes, theme.gradient)
        self.bar = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=9)
        self.dot = Dot(radius=0.1, color=theme.ink)
        piece = Piece(symbols[1].typst, "symbol")
        self.heading = typesetting.math([piece], theme.gradient, size=typesetting.SMALL, display=False)
        self.heading.next_to(self.panel.axes[1], UP, buff=0.1)
        self.add(self.panel, self.heading, self.curve, self.bar, self.dot)
        self.bar.add_updater(self._lay_bar)
        self.dot.add_updater(lambda dot: dot.move_to(self.panel.to_point(*self._here())))
        measured(self.bar, self._read_bar)

    def _here(self) -> tuple[float, float]:
        x = float(self.x.get_value())
        return x, float(self.source.derivatives(np.array([x]))[0])

    def _lay_bar(self, bar: Mobject) -> None:
        x, slope = self._here()
        set_ends(bar, np.array([self.panel.to_point(x, 0.0), self.panel.to_point(x, slope)]))

    def _read_bar(self, bar: Line) -> Iterable[Measurement]:
        x, slope = self.panel.read(bar.points[-1])
        yield Measurement("slope", self.names[1], slope, 1e-6 * max(1.0, abs(slope)), {self.names[0]: x})
