"""A slope measured by a nudge: the loss over one weight, two places close together, a line through both."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    DashedLine,
    Dot,
    Line,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.network import TwoWeightNetwork
from backprop_core.number import Number
from backprop_core.training import LossLandscape
from config import Theme
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.typesetting import BODY, FORMULA, math, text
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import EDGE_TO_EDGE, Window, between, padded
from scenes.stage.plots.free_place import clearance, lay_free
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.straight import lay

_MOVING, _REACH, _SAMPLES = "w1", 4.0, 161
_SHARE, _TANGENT, _SHORT = 0.5, 3.4, 0.6
"""Share of the panel between the two places close up; the tangent's length; a rise too short for a label."""


class DifferenceView(VGroup):
    """A panel with the loss by w₁ alone, and `places` on it at w₁ − h and w₁ + h.

    From afar both lie in one point; `zoom` goes in until they stand apart. `secant`, `run`, `rise`, `feet`
    and `tangent` are made by `lay_close_up` for the picture close up; they are no part of the view.
    """

    def __init__(
        self, theme: Theme, network: TwoWeightNetwork, step: Number, size: tuple[float, float]
    ) -> None:
        super().__init__()
        self.theme, self.network, self.exact, self.step = theme, network, step, float(step)
        self.at, self.loss = float(network.w1), float(network.loss_at())
        self.slope = float(network.gradient_values[_MOVING])
        self.weight, loss = network.quantity[_MOVING], network.quantity["L"]
        self.symbols = self.weight.symbol, loss.symbol
        self.landscape = LossLandscape(network)
        xs = np.linspace(self.at - _REACH, self.at + _REACH, _SAMPLES)
        losses = self._losses(xs)
        heights = padded(float(losses.min()), float(losses.max()), 0.12)
        self.panel = PlotPanel(theme, (float(xs[0]), float(xs[-1])), heights, *size, *self.symbols)
        self.curve = VMobject(stroke_color=theme.loss, stroke_width=7, fill_opacity=0.0)
        self.names = VGroup(
            math([name_piece(self.weight)], theme.weight, size=FORMULA).next_to(
                self.panel.axes[0], RIGHT, buff=0.15
            ),
            math([name_piece(loss)], theme.loss, size=FORMULA).next_to(self.panel.axes[1], UP, buff=0.12),
        )
        self.places = VGroup(
            *(Dot(radius=0.11, color=theme.background, stroke_color=theme.ink) for _ in "-+")
        )
        self.places.set_stroke(width=3.5).set_fill(opacity=1.0).set_z_index(3)
        self.add(self.panel, self.curve, self.names, self.places)
        self._refresh()

    def zoom(self) -> Animation:
        """Return the way in, at a steady pace; the ticks on stage must have gone."""
        before, goal = (self.panel.x_range, self.panel.y_range), self._close_up()

        def show(_: object, share: float) -> None:
            self.panel.show_range(*between(before, goal, share))
            self._refresh()

        return UpdateFromAlphaFunc(self, show)

    def lay_close_up(self) -> None:
        """Make what stands on the picture close up."""
        theme, (left, right) = self.theme, (place.get_center() for place in self.places)
        chord = (right[1] - left[1]) / self.panel.unit[1] / (2 * self.step)
        self.secant = Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=3.5).set_z_index(2)
        lay(self.secant, self.panel.segment(self.at, self._height(), chord, EDGE_TO_EDGE))
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=11).set_z_index(1)
        lay(self.tangent, self.panel.segment(self.at, self._height(), self.slope, _TANGENT))
        measured(
            self.secant, partial(self._read, name=self.network.finite_difference(_MOVING, self.exact).name)
        )
        measured(self.tangent, partial(self._read, name=self.network.gradient[_MOVING].name))
        corner = np.array([right[0], left[1], 0.0])
        self.run = Line(left, corner, stroke_color=theme.weight, stroke_width=5.5)
        self.rise = Line(corner, right, stroke_color=theme.loss, stroke_width=5.5)
        self.leg_names = VGroup(text("run", theme.weight, size=BODY), text("rise", theme.loss, size=BODY))
        below = right[1] > left[1] or abs(right[1] - left[1]) < _SHORT
        self._lay_run_name(DOWN if below else UP)
        if self.rise.get_length() < _SHORT:
            self.leg_names[1].next_to(right, UP, buff=0.3)
        else:
            self.leg_names[1].next_to(self.rise, RIGHT, buff=0.15)
        self.feet = VGroup(self._foot(left, "-", LEFT), self._foot(right, "+", RIGHT))

    def _lay_run_name(self, first: NDArray[np.float64]) -> None:
        """Put the run's name beside it, off all other lines."""
        name, lines = self.leg_names[0], (self.secant, self.rise, *self.panel.axes, *self.panel.grid)
        start, end = self.run.points[0], self.run.points[-1]
        lay_free(name, start, end, first, lambda: clearance(name, lines, (*self.places,)))

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss at both sides back from the two places."""
        low, high = self.panel.y_range
        for place in self.places:
            x, y = self.panel.read(place.get_center())
            yield Measurement(
                "place on curve", self.symbols[1].plain, y, 1e-6 * (high - low), {self.symbols[0].plain: x}
            )

    def _read(self, line: VMobject, name: str) -> Iterable[Measurement]:
        slope = self.panel.read_slope(line)
        yield Measurement("slope", name, slope, 1e-9 + 1e-6 * abs(slope))

    def _height(self) -> float:
        """Return the height half way between the two places."""
        return float(np.mean(self._losses(np.array([self.at - self.step, self.at + self.step]))))

    def _close_up(self) -> Window:
        """Return the window in which the two places take half the width, or the height if that is less."""
        (left, right), (low, high) = self.panel.x_range, self.panel.y_range
        losses = self._losses(np.array([self.at - self.step, self.at + self.step]))
        needed = max(2 * abs(self.step) / (right - left), abs(float(losses[1] - losses[0])) / (high - low))
        share = needed / _SHARE
        halves = share * (right - left) / 2, share * (high - low) / 2
        middles = self.at, float(losses.mean())
        x_range, y_range = ((m - half, m + half) for m, half in zip(middles, halves, strict=True))
        return x_range, y_range

    def _losses(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        losses: NDArray[np.float64] = self.landscape.grid(weights, np.array([float(self.network.w2)]))[0]
        return losses

    def _refresh(self) -> None:
        xs = np.linspace(*self.panel.x_range, _SAMPLES)
        self.panel.trace(self.curve, xs, self._losses(xs))
        ends = np.array([self.at - self.step, self.at + self.step])
        for place, x, y in zip(self.places, ends, self._losses(ends), strict=True):
            place.move_to(self.panel.to_point(float(x), float(y)))

    def _foot(self, place: NDArray[np.float64], sign: str, side: NDArray[np.float64]) -> VGroup:
        """Return the dashed way from a place down to the axis, and its name there, on the outer side."""
        end = np.array([place[0], self.panel.axes[0].get_y(), 0.0])
        drop = DashedLine(place, end, color=self.theme.dimmed, stroke_width=2.0)
        name = math([name_piece(self.weight), sign, "h"], self.theme.weight, size=BODY, display=False)
        name.next_to(end, DOWN, buff=0.18)
        return VGroup(drop, name.shift(side * name.width * 0.3))
