"""An activation across the whole frame and, on the same z, its slope under it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

import numpy as np
from manim import DOWN, UP, DashedLine, Dot, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from scenes.stage.plots.cut import as_cubics
from scenes.stage.plots.ticks import TICK_LENGTH, tick_values

Floats = NDArray[np.float64]

LOW, HIGH, FLOOR = -1.5, 2.3, -4.1
"""Heights at which the curve's lowest and highest values lie, and at which a slope of zero does."""

REACH, BLEED, STEEP = 5.7, 12.6, 1.8
"""How far to both sides of the middle a curve is looked at, how far it is drawn; height of a curve's largest
slope between two levels, of a slope of one for any other."""

_SAMPLES, _BESIDE, _OPEN = 549, 1e-9, 0.085
_ABOVE, _BELOW, _LEAST = 3.2, 4 / 3, 0.35
"""What is seen at least of values above zero where they grow without bound, and below it of a straight line;
how far under its lowest height a curve is drawn on."""

_LABEL, _NAME, _AT, _OUT, _OFF = 0.46, 0.5, 5.0, 7.0, 0.17
"""Sizes of type; where levels and z are named, z under the slope, and how far off their lines."""


class CurveStage(VGroup):
    """`base` (zero and the levels, named), the `curve`; `slope_base` and `slopes` under it.

    Between two levels a value of one is `value_unit` high; elsewhere as high as a sum of one is wide, so
    that a slope is as steep as it says. `places` are sums that must be seen.
    """

    def __init__(self, theme: Theme, curve: ActivationCurve, places: Sequence[float] = ()) -> None:
        super().__init__()
        self.theme, self.activation = theme, curve
        reach = curve.window(places)[1] - curve.middle
        self.unit = self.value_unit = REACH / reach
        self.window = curve.window(places)
        low, high = curve.shape.levels
        if low is not None and high is not None:
            self.lowest = float(low)
            self.value_unit = (HIGH - LOW) / float(high - low)
            self.slope_unit = STEEP / float(curve.shape.peak)
        else:
            values = [float(curve.value(place)) for place in places]
            self.lowest = min([-_BELOW if curve.shape.is_straight else self._least(), *values])
            self.unit = min(self.unit, (HIGH - LOW) / (max([_ABOVE, *values]) - self.lowest))
            self.value_unit, self.slope_unit = self.unit, STEEP
        self.zero = self._across(self.to_point(curve.middle, 0.0)[1])
        self.levels = VGroup(*(self._level(float(one)) for one in (low, high) if one))
        self.curve = self._traced(curve.values, self.to_point, theme.activation, BLEED, LOW - _LEAST)
        self.floor = self._across(FLOOR)
        self.slope_line = VMobject(stroke_color=theme.gradient, stroke_width=6.0, fill_opacity=0.0)
        self.draw_slopes(self.slope_line, BLEED)
        self.ends = VGroup(*(self._end(*end) for end in self._jump()))
        self.slopes = VGroup(self.slope_line, *self.ends)
        self.level_names = VGroup(*(self._level_name(one) for one in self._named_values()))
        self.z_name = math([curve.z.typst], theme.pre_activation, size=_NAME, display=False)
        self.z_name.next_to((_AT, float(self.zero.get_y()), 0.0), DOWN, buff=_OFF)
        self.base = VGroup(self.zero, self.levels, self.level_names, self.z_name)
        self.ticks = self._ticks()
        self.far_ticks = self._ticks(far=True)
        self.z_below = self.z_name.copy().match_y(self.ticks[0][1]).set_x(_OUT)
        self.slope_base = VGroup(self.floor, self.ticks, self.z_below)
        for line in self.lines:
            for part in line.get_family():
                allow(part, "margin", "the curve goes on beyond the frame")
        self.add(self.base, self.curve, self.slope_base, self.far_ticks, self.slopes)
        for part in self.get_family():
            allow(part, "close-up", "the curve goes on beyond a close-up")

    def to_point(self, z: float, value: float) -> Floats:
        """Return where a value over z lies."""
        return np.array(
            [(z - self.activation.middle) * self.unit, LOW + (value - self.lowest) * self.value_unit, 0.0]
        )

    def to_slope(self, z: float, slope: float) -> Floats:
        """Return where a slope over z lies."""
        return np.array([(z - self.activation.middle) * self.unit, FLOOR + slope * self.slope_unit, 0.0])

    def on_curve(self, z: float) -> Floats:
        """Return the point of the curve over z."""
        return self.to_point(z, float(self.activation.value(z)))

    def draw_slopes(self, line: VMobject, until: float) -> None:
        """Give a line the slope's curve from the left end on, as far as a place on stage."""
        drawn = self._traced(self.activation.slopes, self.to_slope, "", until, -np.inf)
        line.set_points(drawn.points)

    @property
    def lines(self) -> list[VMobject]:
        """All lines that run across the stage."""
        return [self.zero, *self.levels, self.curve, self.floor, self.slope_line]

    def _traced(self, of: object, to_point: object, color: str, until: float, floor: float) -> VMobject:
        """Draw a polyline over all z up to a place on stage; it parts where the slope jumps."""
        assert callable(of) and callable(to_point)
        middle, kink = self.activation.middle, self.activation.kink
        xs = np.linspace(-BLEED, BLEED, _SAMPLES)
        zs = middle + np.append(xs[xs < until], until) / self.unit
        pieces = [zs]
        if kink is not None and of == self.activation.slopes:
            at = float(kink)
            left, right = zs[zs < at], zs[zs > at]
            pieces = [np.append(left, at - _BESIDE), np.append(at + _BESIDE, right)]
            pieces = pieces if right.size else [left]
        line = VMobject(stroke_color=color or self.theme.ink, stroke_width=6.0, fill_opacity=0.0)
        for piece in pieces:
            points = np.array([to_point(z, y) for z, y in zip(piece, of(piece), strict=True)])
            points = points[points[:, 1] >= floor]
            if len(points) > 1:
                line.append_points(as_cubics(points[:-1], points[1:]))
        return line

    def _least(self) -> float:
        return self.activation.value_range(self.window)[0]

    def _jump(self) -> list[tuple[float, float, bool]]:
        """Return where the slopes end at a kink: the place, the slope, and whether the end is full."""
        kink = self.activation.kink
        if kink is None:
            return []
        at, convention = float(kink), float(self.activation.slope(kink))
        sides = {float(self.activation.slope(at + sign)) for sign in (-_BESIDE, _BESIDE)}
        return [*((at, side, False) for side in sides if side != convention), (at, convention, True)]

    def _end(self, z: float, slope: float, full: bool) -> Dot:
        fill = self.theme.gradient if full else self.theme.background
        place = self.to_slope(z, slope)
        return Dot(place, radius=_OPEN, color=fill, stroke_color=self.theme.gradient, stroke_width=3.0)

    def _across(self, y: float) -> Line:
        ends = (-BLEED, y, 0.0), (BLEED, y, 0.0)
        return Line(*ends, stroke_color=self.theme.dimmed, stroke_width=2.5)

    def _level(self, value: float) -> DashedLine:
        y = self.to_point(0.0, float(value))[1]
        ends = (-BLEED, y, 0.0), (BLEED, y, 0.0)
        return DashedLine(*ends, color=self.theme.dimmed, stroke_width=2.0, dash_length=0.14)

    def _named_values(self) -> list[Fraction]:
        """Return the values that are named at the left: zero, and the levels."""
        return [Fraction(0), *(level for level in self.activation.shape.levels if level)]

    def _level_name(self, value: Fraction) -> TypesetLine:
        """Name a level at the left, under its line."""
        name = self._number(self.activation.value_symbol, value)
        place = np.array([-_AT, self.to_point(0.0, float(value))[1], 0.0])
        return name.next_to(place, DOWN, buff=_OFF)

    def _ticks(self, *, far: bool = False) -> VGroup:
        """Return marks and numbers under the slope's axis, or those `far` out on its left."""
        dip = float(min(0.0, *self.activation.slopes(np.linspace(*self.window, _SAMPLES)))) * self.slope_unit
        found = VGroup()
        half = REACH / self.unit
        values = tick_values(self.activation.middle - half, self.activation.middle + half, most=7)
        if far:
            step, end = values[1] - values[0], self.activation.middle - BLEED / self.unit
            values = [values[0] - step * k for k in range(1, floor((float(values[0]) - end) / float(step)))]
        for value in values:
            foot = self.to_slope(float(value), 0.0) + UP * dip
            mark = Line(foot, foot + DOWN * TICK_LENGTH, stroke_color=self.theme.dimmed, stroke_width=2.5)
            label = self._number(self.activation.z, value).next_to(mark, DOWN, buff=0.1)
            found.add(VGroup(mark, label))
        return found

    def _number(self, of: Symbol, value: object) -> TypesetLine:
        named = Symbol(of.typst, f"{of.plain} tick", of.spoken)
        quantity = Quantity(named, value, decimals=GIVEN_DECIMALS)  # type: ignore[arg-type]
        return number_line(self.theme, quantity, size=_LABEL, color=self.theme.dimmed)
