"""Straight lines under a nudge, to scale: how far across, how far up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel, settled

_TOLERANCE = 1e-6
_SIZE, _COLUMN = 0.44, 2.55


def change_of(symbol: Symbol) -> Symbol:
    """Return the name of a symbol's change."""
    return Symbol(f"Delta {symbol.typst}", f"Δ{symbol.plain}", f"delta {symbol.spoken}", symbol.role)


class NudgedLine(VGroup):
    """The line `slope * x + offset` in a panel, a point at `x`, and from it a step `step` with its rise.

    `readouts` state the step and the rise over the panel. `names` are what is measured along both axes.
    """

    def __init__(
        self,
        theme: Theme,
        line: tuple[Number, Number],
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        size: tuple[float, float],
        symbols: tuple[Symbol, Symbol],
    ) -> None:
        super().__init__()
        self.theme, (self.slope, self.offset), (self.x, self.step) = theme, line, trackers
        self.symbols, self.changes = symbols, tuple(change_of(symbol) for symbol in symbols)
        across, up = (getattr(theme, symbol.role) for symbol in symbols)
        self.panel = PlotPanel(theme, *ranges, *size, *symbols, ticks=5)
        xs = np.linspace(*ranges[0], 401)
        self.line = self.panel.curve(xs, float(self.slope) * xs + float(self.offset), up, stroke_width=5)
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
        at = lambda: {self.changes[0].plain: settled(self.step)}  # noqa: E731
        self.readouts = VGroup(
            Readout(self.changes[0], lambda: settled(self.step), across, size=_SIZE, at=at),
            Readout(
                self.changes[1], lambda: self.slope * settled(self.step), theme.gradient, size=_SIZE, at=at
            ),
        )
        start = self.names[1].get_right() + RIGHT * 0.45
        for place, readout in enumerate(self.readouts):
            readout.at(np.array([start[0] + place * _COLUMN, self.names[1].baseline, 0.0]))
        self.add(self.panel, self.names, self.line, self.triangle, self.readouts)
        self._lay(self)
        self.triangle.add_updater(lambda _: self._lay(self))

    def measurements(self) -> Iterable[Measurement]:
        """Read the step and the rise back from the two bars."""
        x_unit, y_unit = self.panel.unit
        at = {self.changes[0].plain: float(settled(self.step))}
        run = (self.run.get_end() - self.run.get_start())[0] / x_unit
        rise = (self.rise.get_end() - self.rise.get_start())[1] / y_unit
        yield Measurement("nudge", self.changes[0].plain, float(run), _TOLERANCE, at)
        yield Measurement("nudge", self.changes[1].plain, float(rise), _TOLERANCE, at)

    @staticmethod
    def _lay(view: Mobject) -> None:
        assert isinstance(view, NudgedLine)
        x, step = float(view.x.get_value()), float(view.step.get_value())
        low = float(view.slope) * x + float(view.offset)
        high = low + float(view.slope) * step
        corners = ((x, low), (x + step, low), (x + step, high))
        start, corner, end = (view.panel.to_point(*corner) for corner in corners)
        _between(view.run, start, corner)
        _between(view.rise, corner, end)
        view.dots[0].move_to(start)
        view.dots[1].move_to(end)


def window(slope: Number, offset: Number, x: Number, size: tuple[float, float]) -> tuple[float, float, float]:
    """Return half the width and half the height of a window on a line round x, and the longest step in it.

    Across and up have the same unit, unless the line is so steep that a step would be too short to see.
    """
    half = 0.35
    tall = max(half * size[1] / size[0], abs(float(slope)) * half / 4)
    steep = max(abs(float(slope)), 1e-9)
    return half, tall, min(half / 2, 0.95 * tall / steep)


def _between(line: VMobject, start: np.ndarray, end: np.ndarray) -> None:
    line.set_points(np.array([start + (end - start) * s for s in (0.0, 1 / 3, 2 / 3, 1.0)]))


def short(value: float) -> Fraction:
    """Return a value as a decimal of two places, away from zero."""
    return max(Fraction(1, 100), Fraction(int(value * 100), 100))
