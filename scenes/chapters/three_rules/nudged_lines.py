"""Straight lines under a nudge, to scale: how far across, how far up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, log10

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.number import Number, show
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout, outline_of
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.trackers import settled

Floats = NDArray[np.float64]

_TOLERANCE = 1e-6
_SIZE = 0.42
_PLACINGS = (_SIZE, 0.35), (_SIZE, 0.2), (typesetting.SMALL, 0.2)
"""Sizes of the readouts and gaps between them, as wide as there is room for."""


def change_of(symbol: Symbol) -> Symbol:
    """Return the name of a symbol's change."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


class NudgedLine(VGroup):
    """The line `slope * x + offset` in a panel, a point at `x`, and from it a step `step` with its rise.

    `readouts` state the step and the rise over the panel. `names` are what is measured along both axes.
    `lift` raises the line as a whole, by what `lifted` names; `raised` is the bar at the step's end that
    shows how far, `lift_readouts` state it in the place of `readouts`.
    """

    def __init__(
        self,
        theme: Theme,
        line: tuple[Number, Number],
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
        lifted: Symbol | None = None,
    ) -> None:
        super().__init__()
        self.lift, self.lifted = ValueTracker(0.0), change_of(lifted) if lifted is not None else None
        self.theme, (self.slope, self.offset), (self.x, self.step) = theme, line, trackers
        self.symbols, self.changes = symbols, tuple(change_of(symbol) for symbol in symbols)
        across, up = (getattr(theme, symbol.role) for symbol in symbols)
        self.panel = PlotPanel(theme, *ranges, *size, *symbols, ticks=5)
        self.xs = np.linspace(*ranges[0], 401)
        self.line = self.panel.curve(self.xs, self.heights(self.xs), up, stroke_width=5)
        self.run = Line(LEFT, RIGHT, stroke_color=across, stroke_width=8)
        self.rise = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=8)
        self.dots = VGroup(*(Dot(radius=0.09, color=theme.ink) for _ in range(2)))
        self.triangle = VGroup(self.run, self.rise, self.dots)
        self.names = VGroup(
            *(
                typesetting.math([s.typst], color, size=typesetting.BODY, display=False)
                for s, color in zip(symbols, (across, up), strict=True)
            )
        )
        self.names[0].next_to(self.panel.axes[0], RIGHT, buff=0.12)
        self.names[1].next_to(self.panel.axes[1], UP, buff=0.1)
        self.readouts = VGroup(
            Readout(self.changes[0], lambda: settled(self.step), across, size=_SIZE, at=self._stepped),
            Readout(
                self.changes[1],
                self.climb,
                theme.gradient,
                decimals=_decimals_of(self.slope),
                size=_SIZE,
                at=self._stepped,
            ),
        )
        self._place_readouts(*_PLACINGS[0])
        self._hold_lift()
        self.add(self.panel, self.names, self.line, self.triangle, self.readouts)
        self._lay(self)
        self.triangle.add_updater(lambda _: self._lay(self))

    def keep_left_of(self, edge: float) -> None:
        """Let no readout reach beyond an edge: they stand closer together there, or are smaller."""
        for size, gap in _PLACINGS:
            if self._place_readouts(size, gap) <= edge:
                break

    def _place_readouts(self, size: float, gap: float) -> float:
        """Put the readouts beside the name over the panel, and return how far the last one ever reaches."""
        across = self.names[1]
        assert isinstance(across, typesetting.TypesetLine)
        start, reach = float(across.get_right()[0]) + gap, 0.0
        for readout, ends in zip(self.readouts, (self.panel.x_range, self.panel.y_range), strict=True):
            assert isinstance(readout, Readout)
            readout.resize(size).at(np.array([start, across.baseline, 0.0]))
            digits = start + float(readout.label.width) + 0.28 * size
            usual, own = (_longest(ends, decimals) * size for decimals in (2, readout.decimals))
            start, reach = digits + usual + gap, digits + own
        return reach

    def heights(self, x: Floats) -> Floats:
        """Return how high the line lies over places now."""
        raised: Floats = float(self.slope) * x + float(self.offset) + float(self.lift.get_value())
        return raised

    def climb(self) -> Number:
        """Return the rise over the step: exactly nothing on a flat line, however far the step goes."""
        return self.slope * settled(self.step) if self.slope else Fraction(0)

    def measurements(self) -> Iterable[Measurement]:
        """Read the step and the rise back from the two bars."""
        x_unit, y_unit = self.panel.unit
        at = {name: float(value) for name, value in self._stepped().items()}
        run = (self.run.get_end() - self.run.get_start())[0] / x_unit
        rise = (self.rise.get_end() - self.rise.get_start())[1] / y_unit
        yield Measurement("nudge", self.changes[0].plain, float(run), _TOLERANCE, at)
        yield Measurement("nudge", self.changes[1].plain, float(rise), _TOLERANCE, at)

    def _hold_lift(self) -> None:
        """Make the bar between where the line lay and where it lies, and the numbers of the lift."""
        self.raised, self.lift_readouts = Line(DOWN, UP, stroke_width=8), VGroup()
        if self.lifted is None:
            return
        color = getattr(self.theme, self.lifted.role)
        self.raised.set_stroke(color)
        measured(self.raised, self._read_lift)
        self._raise(self)
        for follower in (self.raised, self.line):
            follower.add_updater(lambda _: self._raise(self))
        named = zip((self.lifted, self.changes[1]), (color, self.theme.gradient), strict=True)
        at = lambda: {self.changes[0].plain: Fraction(0), **self._lifted_by()}  # noqa: E731
        for symbol, hue in named:
            self.lift_readouts.add(Readout(symbol, lambda: settled(self.lift), hue, size=_SIZE, at=at))

    def state_lift(self) -> VGroup:
        """Return the numbers of the lift, in the places of those of the step."""
        for readout, place in zip(self.lift_readouts, self.readouts, strict=True):
            assert isinstance(readout, Readout) and isinstance(place, Readout)
            left = np.array([place.label.get_left()[0], place.label.baseline, 0.0])
            readout.resize(place.size).at(left)
        return self.lift_readouts

    def _stepped(self) -> dict[str, Number]:
        """Return how far the step goes, on a line that has not been lifted, by name."""
        rest = {self.lifted.plain: Fraction(0)} if self.lifted is not None else {}
        return {self.changes[0].plain: settled(self.step), **rest}

    def _lifted_by(self) -> dict[str, Number]:
        """Return how far the line has been lifted, by name."""
        return {self.lifted.plain: settled(self.lift)} if self.lifted is not None else {}

    def where_it_lay(self) -> VMobject:
        """Return a fainter copy of the line as it lies now, to stay behind when it is lifted."""
        return self.line.copy().set_stroke(width=2.5, opacity=0.5)

    def _read_lift(self, bar: VMobject) -> Iterable[Measurement]:
        """Read back how far the line has come, straight up."""
        assert self.lifted is not None
        found = float(bar.points[-1][1] - bar.points[0][1]) / self.panel.unit[1]
        at = {name: float(value) for name, value in self._lifted_by().items()}
        yield Measurement("nudge", self.lifted.plain, found, _TOLERANCE, at)

    @staticmethod
    def _raise(view: NudgedLine) -> None:
        x = float(view.x.get_value()) + float(view.step.get_value())
        top = float(view.heights(np.array([x]))[0])
        foot = top - float(view.lift.get_value())
        set_ends(view.raised, (view.panel.to_point(x, foot), view.panel.to_point(x, top)))
        view.panel.trace(view.line, view.xs, view.heights(view.xs))

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, NudgedLine)
        x, step = float(view.x.get_value()), float(view.step.get_value())
        low = float(view.heights(np.array([x]))[0])
        high = low + float(view.slope) * step
        corners = ((x, low), (x + step, low), (x + step, high))
        start, corner, end = (view.panel.to_point(*corner) for corner in corners)
        set_ends(view.run, (start, corner))
        set_ends(view.rise, (corner, end))
        view.dots[0].move_to(start)
        view.dots[1].move_to(end)


def _longest(ends: tuple[float, float], decimals: int) -> float:
    """Return how wide a change within some ends is with its sign at most, in ems."""
    text = show(-Fraction(ends[1] - ends[0]), decimals, fixed=True).text
    return float(outline_of("≈", text)[:, 0].max())


def _decimals_of(slope: Number) -> int:
    """Return the decimals with which rises over a slope have digits to show: none where nothing rises."""
    return 2 + max(0, ceil(-log10(abs(float(slope))))) if slope else 0


def window(slope: Number, offset: Number, x: Number, size: tuple[float, float]) -> tuple[float, float, float]:
    """Return half the width and half the height of a window on a line round x, and the longest step in it.

    Across and up have the same unit, unless the line is so steep that a step would be too short to see.
    """
    half = 0.35
    tall = max(half * size[1] / size[0], abs(float(slope)) * half / 4)
    steep = max(abs(float(slope)), 1e-9)
    return half, tall, min(half / 2, 0.95 * tall / steep)


def short(value: float) -> Fraction:
    """Return a value as a decimal of two places, away from zero."""
    return max(Fraction(1, 100), Fraction(int(value * 100), 100))
