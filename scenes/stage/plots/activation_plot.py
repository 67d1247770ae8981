"""A plot of an activation's values or slopes: the curve, the levels it tends to, both sides of a kink."""

from __future__ import annotations

from typing import Literal

import numpy as np
from manim import DashedLine, Dot, VGroup
from numpy.typing import NDArray

from backprop_core.network.activation_curve import ActivationCurve
from config import Theme
from scenes.stage.plots.panel import PlotPanel

Floats = NDArray[np.float64]

SAMPLES = 301
_BESIDE, _OPEN = 1e-9, 0.075
"""How near to a kink its two sides are drawn; radius of an open end."""


class ActivationPlot(VGroup):
    """`panel`, `line` (the curve), `levels` (dashed lines at what it tends to, zero apart) and `ends`.

    `shows` is what is plotted: values or slopes. `room` is what stays free below and above the curve, in
    shares of its range. At a kink the slopes jump: `ends` has an open dot at each side whose slope is not the
    convention's, and a full one there. A zero line is seen only where the curve falls below it.
    """

    def __init__(
        self,
        theme: Theme,
        curve: ActivationCurve,
        window: tuple[float, float],
        size: tuple[float, float],
        shows: Literal["values", "slopes"] = "values",
        *,
        room: tuple[float, float] = (0.0, 0.15),
        ticks: int = 5,
        y_ticks: int | None = None,
        samples: int = SAMPLES,
    ) -> None:
        super().__init__()
        self.activation, self.window, self.shows, self.samples = curve, window, shows, samples
        values = shows == "values"
        low, high = (curve.value_range if values else curve.slope_range)(window)
        below, above = (share * (high - low) for share in room)
        symbol, color = (
            (curve.value_symbol, theme.activation) if values else (curve.slope_symbol, theme.gradient)
        )
        self.panel = PlotPanel(
            theme, window, (low - below, high + above), *size, curve.z, symbol, ticks=ticks, y_ticks=y_ticks
        )
        if low >= 0:
            self.panel.grid.set_stroke(opacity=0.0)
        self.line = self.panel.curve(*self.trace(window[1]), color)
        levels = [float(level) for level in curve.shape.levels if level and values]
        self.levels = VGroup(
            *(
                DashedLine(
                    *(self.panel.to_point(end, level) for end in window),
                    color=theme.dimmed,
                    stroke_width=1.5,
                    dash_length=0.1,
                )
                for level in levels
            )
        )
        self.ends = VGroup(*(self._end(theme, *end) for end in self._jump()))
        self.add(self.panel, self.levels, self.line, self.ends)

    def trace(self, until: float) -> tuple[Floats, Floats]:
        """Return the points of the curve from the left end on, as far as it has come; a jump parts it."""
        zs = np.linspace(*self.window, self.samples)
        zs = np.append(zs[zs < until], until)
        kink = self.activation.kink
        if kink is not None and self.shows == "slopes":
            at = float(kink)
            zs = np.sort(np.append(zs[zs != at], [at - _BESIDE, at, at + _BESIDE]))
            zs = zs[zs <= until]
        ys = (self.activation.values if self.shows == "values" else self.activation.slopes)(zs)
        if kink is not None and self.shows == "slopes":
            ys[zs == float(kink)] = np.nan
        return zs, ys

    def _jump(self) -> list[tuple[float, float, bool]]:
        """Return where the slopes end at a kink: the place, the slope, and whether the end is full."""
        kink = self.activation.kink
        if kink is None or self.shows == "values":
            return []
        at = float(kink)
        convention = float(self.activation.slope(kink))
        sides = {float(self.activation.slope(at + sign)) for sign in (-_BESIDE, _BESIDE)}
        return [*((at, side, False) for side in sides if side != convention), (at, convention, True)]

    def _end(self, theme: Theme, z: float, slope: float, full: bool) -> Dot:
        fill = theme.gradient if full else theme.background
        return Dot(
            self.panel.to_point(z, slope),
            radius=_OPEN,
            color=fill,
            stroke_color=theme.gradient,
            stroke_width=3,
        )
