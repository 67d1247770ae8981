"""A weighted sum as a ramp: what it rises over a step, and the lift that a nudge of the bias puts on top."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial

import numpy as np
from manim import DOWN, DR, LEFT, RIGHT, UP, Dot, Line, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import follow_ends
from scenes.stage.measure import Measurement, allow, measured

STEP = Fraction(1, 10)
"""The step that both nudges are."""

_LEFT, _RUN, _TALL, _LOW, _BEYOND, _ENDS = -4.2, 2.3, 4.85, -2.3, 2.6, (-3.6, 2.8)
"""Where the step begins, round the middle of a box; its length; what both lifts together take at most; where
the lowest end stands; how far the ramp goes on to both sides at most, and up and down."""

_BAR, _ASIDE, _NAME, _OFF, _SLID = 14.0, 0.22, 0.55, 0.22, 0.9


def change_of(symbol: Symbol) -> Symbol:
    """Return the name of a symbol's change."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


class Ramps(VGroup):
    """`ramp`, `run` and `rise` of a sum over what it weighs; `lift` on top, and the `steeper` ramp to there.

    All is to one scale unless the slope is so large that it would not fit. `slid` moves the step along.
    """

    def __init__(
        self, theme: Theme, over: Quantity, bias: Quantity, slope: Quantity, total: Quantity, middle: Point3D
    ) -> None:
        super().__init__()
        self.over, self.bias, self.total = (change_of(one.symbol) for one in (over, bias, total))
        self.steep = float(slope.value)
        ends = 0.0, self.steep, self.steep + 1.0
        reach = (max(ends) - min(ends)) * _RUN
        self.unit, self.up = _RUN / float(STEP), min(1.0, _TALL / reach) * _RUN / float(STEP)
        low = _LOW - min(ends) * float(STEP) * self.up
        self.start = np.array(middle) + np.array([_LEFT, low, 0.0])
        self.slid, self.floor = ValueTracker(0.0), float(middle[1])
        across, lifted = role_color(theme, over.symbol), role_color(theme, bias.symbol)
        self.ramp = Line(LEFT, RIGHT, stroke_color=role_color(theme, total.symbol), stroke_width=7.0)
        self.steeper = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=7.0)
        self.run = Line(LEFT, RIGHT, stroke_color=across, stroke_width=_BAR)
        self.rise = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=_BAR)
        self.lift = Line(DOWN, UP, stroke_color=lifted, stroke_width=_BAR)
        self.dot = Dot(radius=0.13, color=theme.ink)
        named = (self.over.typst, across), (f"{slope.symbol.typst} dot.op {self.over.typst}", theme.gradient)
        self.names = [math([one], color, size=_NAME, display=False) for one, color in named]
        self.names.append(math([self.bias.typst], lifted, size=_NAME, display=False))
        for part in VGroup(*self.names).get_family():
            allow(part, "untraced", "a length's name, made of what it is worked out from")
        self.bars: list[VMobject] = [self.ramp, self.run, self.rise, self.dot]
        self.add(*self.bars, self.lift, self.steeper, *self.names)
        for part in self.get_family():
            for rule in ("close-up", "margin"):
                allow(part, rule, "it stands in the box that the camera stands in")
        self.lay()
        self._measure()
        for bar in (self.run, self.rise, self.dot):
            bar.add_updater(lambda _: self.lay())

    def lay(self) -> None:
        """Put the step where it has slid to, and all that depends on it."""
        step, rise = np.array([_RUN, 0.0, 0.0]), UP * self.steep * float(STEP) * self.up
        way = step + rise
        follow_ends(self.ramp, self._reach(way / _RUN))
        here = self.start + way / _RUN * float(self.slid.get_value())
        for bar, ends in ((self.run, (here, here + step)), (self.rise, (here + step, here + way))):
            follow_ends(bar, ends)
        self.dot.move_to(here)
        top = self.start + way + RIGHT * _ASIDE
        lifted = top + UP * float(STEP) * self.up
        follow_ends(self.lift, (top, lifted))
        follow_ends(self.steeper, (self.start, lifted))
        self._name(here, step, rise, lifted)

    def _reach(self, way: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return how far the ramp goes: as far as it stays inside."""
        ends, y = [], float(self.start[1]) - self.floor
        for side, far in ((-1.0, _BEYOND), (1.0, _RUN + _BEYOND)):
            step = side * float(way[1])
            room = (_ENDS[1] - y) if step > 0 else (y - _ENDS[0])
            ends.append(self.start + side * way * min(far, room / max(abs(step), 1e-9)))
        return ends[0], ends[1]

    def _name(self, here: np.ndarray, step: np.ndarray, rise: np.ndarray, lifted: np.ndarray) -> None:
        falls = self.steep < 0
        self.names[0].next_to(here + step / 2, UP if falls else DOWN, buff=_OFF)
        if falls:
            self.names[1].next_to(here + step + rise, DOWN + LEFT, buff=_OFF)
            self.names[2].next_to(self.lift, RIGHT, buff=_OFF)
            return
        beside = float(rise[1]) / 2 > float(self.names[1].height)
        self.names[1].next_to(here + step + beside * rise / 2, RIGHT if beside else DR, buff=_OFF)
        self.names[2].next_to(lifted, UP, buff=_OFF)

    @property
    def slides(self) -> tuple[float, float]:
        """How far the step slides to the left and back."""
        return -_SLID, 0.0

    def _read(self, bar: VMobject, name: str, unit: float, lift: float) -> Iterable[Measurement]:
        """Read back how far a bar goes, across or up, while the bias is lifted so far."""
        across, up, _ = bar.points[-1] - bar.points[0]
        found = float(across if name == self.over.plain else up) / unit
        at = {self.over.plain: float(STEP), self.bias.plain: lift}
        yield Measurement("nudge", name, found, 1e-6 * max(1.0, abs(found)), at)

    def _measure(self) -> None:
        """Let each bar be measured where it stands on stage by itself."""
        step = float(STEP)
        for bar, symbol, unit, lift in (
            (self.run, self.over, self.unit, 0.0),
            (self.rise, self.total, self.up, 0.0),
            (self.lift, self.bias, self.up, step),
            (self.steeper, self.total, self.up, step),
        ):
            measured(bar, partial(self._read, name=symbol.plain, unit=unit, lift=lift))
