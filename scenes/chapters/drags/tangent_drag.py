"""The tangent that a reader drags along the curve, and under it the slope as a function of its own."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP

from backprop_core.curve import BESIDE_POLE, Curve
from backprop_core.decimals.contrast import spanning_decimals
from backprop_core.notation import to_plain, to_typst
from backprop_core.quantity import Piece
from config import Settings, TangentSettings
from scenes.chapters.drags.drag import Drag, Zone, fit_labels
from scenes.chapters.drags.slider import Axis, Reading, SliderGrid, nearest
from scenes.chapters.drags.slope_plot import SlopePlot
from scenes.chapters.tangent_slider.tangent_set import SLOPE, F, X, formula
from scenes.stage.lettering.typesetting import math
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.direction import Direction
from scenes.stage.plots.pieces import SAMPLES
from scenes.stage.plots.ticks import tick_values

POSITIONS = 240
"""The most steps that the slider takes over the range."""

PLOT, SLOPES = Zone(-5.7, 2.5, -0.65, 2.95), Zone(-5.7, 2.5, -3.3, -1.75)
"""Where the curve and, under it, its slope are plotted; at their left and below, their scales have room."""

SCALE, FORMULA, COLUMN, ROOM = 1.1, 3.3, 3.05, 3.75
"""Width of the scales' labels; height of the formula's baseline; left end and width of the readouts."""

ROWS = {"x": 2.5, "f": 1.75, "slope": 0.85, "word": 0.15, "rule": -2.6}
"""Heights in the column: of the readouts, of the word for the slope, and of the rule for it."""


class TangentDrag(Drag):
    """A curve, its tangent at every position of a slider, and the slope there."""

    title = "The tangent, dragged"
    cut = 0.69

    @classmethod
    def slider_of(cls, settings: Settings) -> SliderGrid:
        """Return round values of x where the curve is smooth round the start, and what is read at each."""
        given = settings.lecture.tangent
        curve, (low, high) = Curve.from_text(given.expression), (float(given.low), float(given.high))
        reach = _smooth_piece(given, curve)
        values = tuple(tick_values(*reach, most=POSITIONS))
        first, last = ((float(value) - low) / (high - low) for value in (values[0], values[-1]))
        readings = (
            Reading(F, curve.value, spanning_decimals(*curve.range_of(low, high))),
            Reading(SLOPE, curve.derivative, spanning_decimals(*_slopes(curve, *reach))),
        )
        return SliderGrid(
            (Axis(X, values, nearest(values, given.start), PLOT.across(first, last)),), readings
        )

    @classmethod
    def formula(cls, settings: Settings) -> str:
        """Return f as a line of text."""
        return f"f(x) = {to_plain(Curve.from_text(settings.lecture.tangent.expression).expression)}"

    @classmethod
    def rules(cls, settings: Settings) -> tuple[str, ...]:
        """Return the derivative as a line of text."""
        curve = Curve.from_text(settings.lecture.tangent.expression)
        return (f"f'(x) = {to_plain(curve.derivative_expression)}",)

    def lay_out(self) -> None:
        """Put formula, plots and readouts on stage."""
        given, (x,), theme = self.settings.lecture.tangent, self.trackers, self.theme
        curve, ends = Curve.from_text(given.expression), (float(given.low), float(given.high))
        self.view = view = CurveView(theme, curve, x, ends, PLOT.size, (X, F), slope=SLOPE)
        view.shift(PLOT.centre)
        slopes = SlopePlot(theme, curve, x, ends, SLOPES.size, (X, SLOPE)).shift(SLOPES.centre)
        self.write(math([formula(curve)], theme.ink, display=False), PLOT.left, FORMULA, PLOT.size[0])
        rule = Piece(f"{SLOPE.typst} = {to_typst(curve.derivative_expression)}", "symbol")
        self.write(math([rule], theme.gradient, display=False), COLUMN, ROWS["rule"], ROOM)
        for panel in (view.panel, slopes.panel):
            fit_labels(panel.y_labels, SCALE, RIGHT)
        self.add(view.panel, view.curve, view.landmarks, slopes.panel, slopes.heading, slopes.curve)
        self.add(slopes.bar, slopes.dot, view.drop, view.tangent, view.point)
        rows = (
            ("x", self.axis_readout(0, theme.input, ROOM)),
            ("f", self.readout(0, theme.ink, curve.range_of(*ends), ROOM)),
            (
                "slope",
                self.readout(
                    1, theme.gradient, _slopes(curve, *_smooth_piece(given, curve)), ROOM, size=0.62
                ),
            ),
        )
        for name, row in rows:
            self.add(row.at(RIGHT * COLUMN + UP * ROWS[name]))
        word = Direction(view).move_to(RIGHT * COLUMN + UP * ROWS["word"], aligned_edge=LEFT)
        self.add(word.follow())


def _smooth_piece(given: TangentSettings, curve: Curve) -> tuple[float, float]:
    """Return the ends of the piece round the start on which the curve has a slope everywhere."""
    beside = BESIDE_POLE * float(given.high - given.low)
    return curve.shape(given.low, given.high).around(given.start, beside, smooth=True)


def _slopes(curve: Curve, low: float, high: float) -> tuple[float, float]:
    """Return the least and the greatest slope on a range."""
    found = curve.derivatives(np.linspace(low, high, SAMPLES))
    return float(found.min()), float(found.max())
