"""How the number of multiplications grows with the depth of a chain, counted two ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.counting import naive, one_pass, sigmoid_chain
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering.typesetting import text
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.style import STYLE


def _worded(words: str, plain: str) -> Symbol:
    return Symbol(f'#text(font: "Source Sans Pro")[{words}]', plain, words)


DEPTH = _worded("gradients", "n")
FROM_SCRATCH = _worded("starting over", "multiplications starting over")
IN_ONE_SWEEP = replace(_worded("one sweep", "multiplications in one sweep"), role="gradient")


_TIP = 0.09
"""Radius of the dot at a line's end."""

_LABEL_GAP = 0.12
"""Between an axis and its name."""


def counts(deepest: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the multiplications of a chain of depth 1 to `deepest`, starting over and in one pass."""
    chain = sigmoid_chain(deepest)
    depths = range(1, deepest + 1)
    return (
        tuple(naive(chain[:depth]).multiplications for depth in depths),
        tuple(one_pass(chain[:depth]).multiplications for depth in depths),
    )


class CostPlot(VGroup):
    """Two counts over the depth, drawn up to where `depth` stands; `tips` are their ends."""

    def __init__(
        self,
        theme: Theme,
        counted: Sequence[Sequence[int]],
        depth: ValueTracker,
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.counted, self.tracker = counted, depth
        deepest, most = len(counted[0]), max(max(series) for series in counted)
        self.panel = PlotPanel(
            theme, (0.0, float(deepest)), (0.0, 1.06 * most), *size, DEPTH, FROM_SCRATCH, ticks=7
        )
        self.lines, self.tips = VGroup(), VGroup()
        for color, width in ((theme.ink, STYLE.thick), (theme.gradient, STYLE.bold)):
            self.lines.add(VMobject(stroke_color=color, stroke_width=width, fill_opacity=0.0))
            self.tips.add(Dot(radius=_TIP, color=color))
        axes = self.panel.axes
        self.names = VGroup(
            text("gradients in the chain", theme.dimmed, size=STYLE.body).next_to(
                self.panel.x_labels, DOWN, buff=_LABEL_GAP
            ),
            text("multiplications", theme.dimmed, size=STYLE.body).next_to(axes[1], UP, buff=_LABEL_GAP),
        )
        self.line_names = VGroup(
            text(FROM_SCRATCH.spoken, theme.ink, size=STYLE.body),
            text(IN_ONE_SWEEP.spoken, theme.gradient, size=STYLE.body),
        )
        self.names[1].shift(RIGHT * (axes[1].get_x() - self.names[1].get_left()[0]))
        self.add(self.panel, self.names, self.lines, self.tips)
        self.add_updater(CostPlot.refresh)
        self.refresh(self)

    def name_lines(self) -> VGroup:
        """Return the lines' names, each beside its line as it stands now."""
        above = self.panel.to_point(*self._at(0, 0.72))
        self.line_names[0].next_to(above, LEFT, buff=0.25)
        on = self.panel.to_point(*self._at(1, 0.8))
        self.line_names[1].next_to(on, UP, buff=0.2)
        return self.line_names

    def _at(self, series: int, share: float) -> tuple[float, float]:
        n = round(share * self.reached)
        return float(n), float(self.counted[series][n - 1])

    @property
    def reached(self) -> int:
        """The depth up to which the lines run."""
        return round(float(self.tracker.get_value()))

    @staticmethod
    def refresh(plot: Mobject) -> None:
        """Draw both lines as far as the depth has come."""
        assert isinstance(plot, CostPlot)
        xs = np.arange(1, plot.reached + 1, dtype=np.float64)
        for line, tip, series in zip(plot.lines, plot.tips, plot.counted, strict=True):
            ys = np.array(series[: plot.reached], dtype=np.float64)
            plot.panel.trace(line, xs, ys)
            tip.move_to(plot.panel.to_point(xs[-1], ys[-1]))

    def measurements(self) -> Iterable[Measurement]:
        """Read both counts back from where the drawn lines end."""
        for line, symbol in zip(self.lines, (FROM_SCRATCH, IN_ONE_SWEEP), strict=True):
            if len(line.points):
                n, count = self.panel.read(line.points[-1])
                yield Measurement("count", symbol.plain, count, 1e-3, {DEPTH.plain: float(round(n, 6))})
