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

from backprop_core.network import Network
from backprop_core.network.training import loss_changes
from backprop_core.number import Number
from config import Theme
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.typesetting import BODY, FORMULA, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import EDGE_TO_EDGE, padded
from scenes.stage.plots.free_place import FREE, clearance, lay_free
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.window import Window, between

_MOVING, _REACH, _SAMPLES = "w1", 4.0, 161
_SHARE, _TANGENT, _SHORT, _APART = 0.5, 3.4, 0.6, 0.2
"""Share of the panel between the two places close up; the tangent's length; a rise too short for a label;
least room between the names of the two places."""

_ROUNDING = 1e-15
"""Share of the loss by which floats may be off."""


class DifferenceView(VGroup):
    """A panel with the loss by w₁ alone, and `places` on it at w₁ − h and w₁ + h.

    From afar both lie in one point; `zoom` goes in until they stand apart. On the way in both axes count from
    w₁ and from the loss there, because a float has no digits left to tell such losses apart. `secant`,
    `run`, `rise`, `feet` and `tangent` are made by `lay_close_up` for the picture close up; they are no part
    of the view.
    """

    def __init__(self, theme: Theme, network: Network, step: Number, size: tuple[float, float]) -> None:
        super().__init__()
        self.theme, self.network, self.exact, self.step = theme, network, step, float(step)
        self.at, self.loss = float(network.given[_MOVING]), float(network.loss)
        self.slope = float(network.gradient_values[_MOVING])
        self.weight, loss = network.quantity[_MOVING], network.quantity["L"]
        self.symbols = self.weight.symbol, loss.symbol
        losses = self.loss + loss_changes(network, _MOVING, np.linspace(-_REACH, _REACH, _SAMPLES))
        heights = padded(float(losses.min()), float(losses.max()), 0.12)
        ends = self.at - _REACH, self.at + _REACH
        self.panel = PlotPanel(theme, ends, heights, *size, *self.symbols)
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
        origin = self.at, self.loss
        (left, right), (low, high) = self.panel.x_range, self.panel.y_range
        before = (left - self.at, right - self.at), (low - self.loss, high - self.loss)
        goal = self._close_up()

        def show(_: object, share: float) -> None:
            self.panel.show_range(*between(before, goal, share), origin=origin)
            self._refresh()

        return UpdateFromAlphaFunc(self, show)

    def lay_close_up(self) -> None:
        """Make what stands on the picture close up."""
        theme, (left, right) = self.theme, (place.get_center() for place in self.places)
        chord = (right[1] - left[1]) / self.panel.unit[1] / (2 * self.step)
        self.secant = Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=3.5).set_z_index(2)
        set_ends(self.secant, self.panel.segment(0.0, self._height(), chord, EDGE_TO_EDGE))
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=11).set_z_index(1)
        set_ends(self.tangent, self.panel.segment(0.0, self._height(), self.slope, _TANGENT))
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
            self.leg_names[1].next_to(self.rise.get_top(), UP, buff=0.3)
        else:
            self.leg_names[1].next_to(self.rise, RIGHT, buff=0.15)
        self.feet = VGroup(self._foot(left, "-", LEFT), self._foot(right, "+", RIGHT))
        before, after = (foot[1] for foot in self.feet)
        missing = max(0.0, _APART - float(after.get_left()[0] - before.get_right()[0]))
        before.shift(LEFT * missing / 2)
        after.shift(RIGHT * missing / 2)

    def _lay_run_name(self, first: NDArray[np.float64]) -> None:
        """Put the run's name beside it, off all other lines."""
        floor, name = self.panel.axes[0].get_y(), self.leg_names[0]
        drops = (Line(place.get_center(), (place.get_x(), floor, 0.0)) for place in self.places)
        lines = self.secant, self.rise, *drops, *self.panel.axes, *self.panel.grid
        start, end = self.run.points[0], self.run.points[-1]

        def room() -> float:
            return clearance(name, lines, (self.curve, *self.places))

        lay_free(name, start, end, first, room)
        for place, side in ((end, RIGHT), (start, LEFT)):
            if room() < FREE:
                name.next_to(place, side, buff=0.2)

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss at both sides back from the two places."""
        (at, base), (low, high) = self._origin, self.panel.y_range
        for place in self.places:
            x, y = self.panel.read(place.get_center())
            tolerance = 1e-6 * (high - low) + _ROUNDING * self.loss
            where = {self.symbols[0].plain: at + x}
            yield Measurement("place on curve", self.symbols[1].plain, base + y, tolerance, where)

    def _read(self, line: VMobject, name: str) -> Iterable[Measurement]:
        slope = self.panel.read_slope(line)
        x_unit, y_unit = self.panel.unit
        yield Measurement("slope", name, slope, 1e-9 * x_unit / y_unit + 1e-6 * abs(slope))

    def _height(self) -> float:
        """Return the height half way between the two places, over the loss at w₁."""
        return float(np.mean(self._heights(np.array([-self.step, self.step]))))

    def _close_up(self) -> Window:
        """Return the window, from w₁ and its loss, in which both places take half the width or the height."""
        (left, right), (low, high) = self.panel.x_range, self.panel.y_range
        heights = self._heights(np.array([-self.step, self.step]))
        needed = max(2 * abs(self.step) / (right - left), abs(float(heights[1] - heights[0])) / (high - low))
        share = needed / _SHARE
        halves = share * (right - left) / 2, share * (high - low) / 2
        middles = 0.0, float(heights.mean())
        x_range, y_range = ((m - half, m + half) for m, half in zip(middles, halves, strict=True))
        return x_range, y_range

    @property
    def _origin(self) -> tuple[float, float]:
        """Where the axes count from now."""
        return self.panel.origin

    def _heights(self, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how high the curve stands over the loss at w₁, a step away from there."""
        return loss_changes(self.network, _MOVING, steps)

    def _refresh(self) -> None:
        xs = np.linspace(*self.panel.x_range, _SAMPLES)
        across, up = (place - start for place, start in zip((self.at, self.loss), self._origin, strict=True))
        self.panel.trace(self.curve, xs, self._heights(xs - across) + up)
        steps = np.array([-self.step, self.step])
        for place, x, y in zip(self.places, steps, self._heights(steps), strict=True):
            place.move_to(self.panel.to_point(float(x) + across, float(y) + up))

    def _foot(self, place: NDArray[np.float64], sign: str, side: NDArray[np.float64]) -> VGroup:
        """Return the dashed way from a place down to the axis, and its name there, on the outer side."""
        end = np.array([place[0], self.panel.axes[0].get_y(), 0.0])
        drop = DashedLine(place, end, color=self.theme.dimmed, stroke_width=2.0)
        name = math([name_piece(self.weight), sign, "h"], self.theme.weight, size=BODY, display=False)
        name.next_to(end, DOWN, buff=0.18)
        return VGroup(drop, name.shift(side * name.width * 0.3))
