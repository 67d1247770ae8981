"""A weighted sum as a ramp: what it rises over a step, and how a nudge of the bias lifts all of it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial

import numpy as np
from manim import DL, DOWN, DR, LEFT, RIGHT, UL, UP, UR, Animation, Dot, Line, ValueTracker, VGroup, VMobject
from manim.typing import Point3D

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_piece, role_color
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import follow_ends
from scenes.stage.measure import Measurement, allow, measured

STEP = Fraction(1, 10)
"""The step that both nudges are."""

_LEFT, _RUN, _TALL, _LOW, _BEYOND, _ENDS = -4.3, 2.4, 5.0, -2.2, 2.7, (-3.7, 2.9)
"""Where the step begins, round the middle of a box; its length; what rise and lift together take at most;
where the lowest end stands; how far the ramp goes on to both sides at most, and up and down."""

_BAR, _NAME, _OFF, _SLID, _BEHIND = 14.0, 0.62, 0.22, 0.9, 0.35
"""Width of bars; type of names, what they keep from bars; how far the step slides; how bright the ramp is
behind the lifted one."""


def change_of(symbol: Symbol) -> Symbol:
    """Return the name of a symbol's change."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


class Ramps(VGroup):
    """`ramp`, `run` and `rise` of a sum over what it weighs; and the ramp `lifted` by a nudge of the bias.

    `lift` is that nudge, where the step begins, and `gain` what the sum gains by it, where the step ends;
    `lifted` is the slope that says how much.
    All is to one scale unless the slope is so large that it would not fit. `slid` moves the step along,
    `raised` is the share of the bias's nudge that has been taken.
    """

    def __init__(
        self,
        theme: Theme,
        over: Quantity,
        bias: Quantity,
        slope: Quantity,
        total: Quantity,
        lifted: Quantity,
        middle: Point3D,
    ) -> None:
        super().__init__()
        self.over, self.bias, self.total = (change_of(one.symbol) for one in (over, bias, total))
        self.steep = float(slope.value)
        ends = 0.0, self.steep, 1.0, self.steep + 1.0
        reach = (max(ends) - min(ends)) * _RUN
        self.unit, self.up = _RUN / float(STEP), min(1.0, _TALL / reach) * _RUN / float(STEP)
        low = _LOW - min(ends) * float(STEP) * self.up
        self.start = np.array(middle) + np.array([_LEFT, low, 0.0])
        self.slid, self.raised, self.floor = ValueTracker(0.0), ValueTracker(0.0), float(middle[1])
        across, lifting = role_color(theme, over.symbol), role_color(theme, bias.symbol)
        self.ramp, self.lifted = (
            Line(LEFT, RIGHT, stroke_color=role_color(theme, total.symbol), stroke_width=7.0) for _ in "ab"
        )
        self.run = Line(LEFT, RIGHT, stroke_color=across, stroke_width=_BAR)
        self.rise = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=_BAR)
        self.lift = Line(DOWN, UP, stroke_color=lifting, stroke_width=_BAR)
        self.gain = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=_BAR)
        self.dot = Dot(radius=0.13, color=theme.ink)
        named: tuple[tuple[list[Piece | str], str], ...] = (
            ([self.over.typst], across),
            ([f"{slope.symbol.typst} dot.op {self.over.typst}"], theme.gradient),
            ([self.bias.typst], lifting),
            ([number_piece(lifted), "dot.op", self.bias.typst], theme.gradient),
        )
        self.names = [math(pieces, color, size=_NAME, display=False) for pieces, color in named]
        for part in VGroup(*self.names).get_family():
            allow(part, "untraced", "a length's name, made of what it is worked out from")
        self.bars: list[VMobject] = [self.ramp, self.run, self.rise, self.dot]
        self.add(*self.bars, self.lifted, self.lift, self.gain, *self.names)
        for part in self.get_family():
            for rule in ("close-up", "margin"):
                allow(part, rule, "it stands in the box that the camera stands in")
        self.lay()
        self._measure()
        for bar in (self.run, self.rise, self.dot, self.lifted, self.lift, self.gain):
            bar.add_updater(lambda _: self.lay())

    def lay(self) -> None:
        """Put the step where it has slid to, and the ramp as high as it has been lifted."""
        step, rise = np.array([_RUN, 0.0, 0.0]), UP * self.steep * float(STEP) * self.up
        way = step + rise
        follow_ends(self.ramp, self._reach(way / _RUN, 0.0))
        here = self.start + way / _RUN * float(self.slid.get_value())
        for bar, ends in ((self.run, (here, here + step)), (self.rise, (here + step, here + way))):
            follow_ends(bar, ends)
        lift = UP * float(STEP) * self.up * float(self.raised.get_value())
        follow_ends(self.lifted, self._reach(way / _RUN, float(lift[1])))
        for bar, foot in ((self.lift, self.start), (self.gain, self.start + way)):
            follow_ends(bar, (foot, foot + lift))
        self.dot.move_to(here + lift)
        self._name(here, step, rise)

    def behind(self) -> Animation:
        """Return the animation in which the ramp is seen less than the one that is lifted from it."""
        dimmed: Animation = changing(self.ramp).set_stroke(opacity=_BEHIND)
        return dimmed

    def ahead(self) -> Animation:
        """Return the animation in which the ramp is seen as at first."""
        whole: Animation = changing(self.ramp).set_stroke(opacity=1.0)
        return whole

    def _reach(self, way: np.ndarray, lift: float) -> tuple[np.ndarray, np.ndarray]:
        """Return how far the ramp goes, lifted by so much: as far as it stays inside."""
        foot = self.start + UP * lift
        ends, y = [], float(foot[1]) - self.floor
        for side, far in ((-1.0, _BEYOND), (1.0, _RUN + _BEYOND)):
            step = side * float(way[1])
            room = (_ENDS[1] - y) if step > 0 else (y - _ENDS[0])
            ends.append(foot + side * way * max(0.0, min(far, room / max(abs(step), 1e-9))))
        return ends[0], ends[1]

    def _name(self, here: np.ndarray, step: np.ndarray, rise: np.ndarray) -> None:
        falls, top = self.steep < 0, UP * float(STEP) * self.up
        self.names[0].next_to(here + step / 2, UP if falls else DOWN, buff=_OFF)
        self.names[2].next_to(self.start + top, UR if falls else UL, buff=_OFF)
        self.names[3].next_to(self.start + step + rise, DL if falls else DR, buff=_OFF)
        if falls:
            self.names[1].next_to(here + step + rise, DOWN + LEFT, buff=_OFF)
            return
        beside = float(rise[1]) / 2 > float(self.names[1].height)
        self.names[1].next_to(here + step + beside * rise / 2, RIGHT if beside else DR, buff=_OFF)

    @property
    def slides(self) -> tuple[float, float]:
        """How far the step slides to the left and back."""
        return -_SLID, 0.0

    def _read(self, bar: VMobject, name: str) -> Iterable[Measurement]:
        """Read back how far a bar of the step goes, across or up."""
        across, up, _ = bar.points[-1] - bar.points[0]
        found = float(across) / self.unit if name == self.over.plain else float(up) / self.up
        at = {self.over.plain: float(STEP), self.bias.plain: 0.0}
        yield Measurement("nudge", name, found, 1e-6 * max(1.0, abs(found)), at)

    def _read_lift(self, bar: VMobject, name: str) -> Iterable[Measurement]:
        """Read back how high a bar of the lift is, while nothing but the bias has moved."""
        found = float(bar.points[-1][1] - bar.points[0][1]) / self.up
        at = {self.over.plain: 0.0, self.bias.plain: float(STEP) * float(self.raised.get_value())}
        yield Measurement("nudge", name, found, 1e-6 * max(1.0, abs(found)), at)

    def _measure(self) -> None:
        """Let each bar be measured where it stands on stage by itself."""
        for bar, symbol in ((self.run, self.over), (self.rise, self.total)):
            measured(bar, partial(self._read, name=symbol.plain))
        for bar, symbol in ((self.lift, self.bias), (self.gain, self.total)):
            measured(bar, partial(self._read_lift, name=symbol.plain))
