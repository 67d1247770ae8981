"""The curve of one activation, and the tangent whose slope is what the activation lets through."""

from __future__ import annotations

from collections.abc import Iterator

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UR,
    Animation,
    Dot,
    FadeIn,
    Line,
    Mobject,
    UpdateFromAlphaFunc,
    VGroup,
    rate_functions,
)
from manim.utils.rate_functions import smooth

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.why_it_scales.in_a_row import Row
from scenes.chapters.why_it_scales.names import STEEPEST, THERE
from scenes.stage.formulas.equation import value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import BODY
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.activation_plot import ActivationPlot

_LENGTH, _STROKE, _POINT, _SPARE, _NOTE = 2.6, 6.0, 0.1, 0.5, 0.55
"""Length and width of the tangent, radius of its point; room for the numbers at the axes, and over the plot
for the note."""

_THERE, _BEYOND = 0.7, 0.45
"""Share of its way after which the tangent has gone `_BEYOND` of the half width past the steepest place."""


class ShareCurve(VGroup):
    """`plot` of the row's activation with a `tangent` at its sum; `note` says the slope there."""

    def __init__(self, theme: Theme, row: Row, room: Region) -> None:
        super().__init__()
        self.curve = ActivationCurve.named(row.activation)
        self.at = float(row.at)
        window = self.curve.window([self.at])
        size = room.width - 2 * _SPARE, room.height - _SPARE - _NOTE
        self.plot = ActivationPlot(theme, self.curve, window, size, room=(0.05, 0.15), ticks=3, y_ticks=3)
        self.plot.move_to(room.point(DOWN), aligned_edge=DOWN)
        self.steepest = 0 < row.share < 1 and row.share == float(self.curve.shape.peak)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=_STROKE)
        self.point = Dot(radius=_POINT, color=theme.ink)
        self._lay(self.at)
        slope = Quantity(STEEPEST if self.steepest else THERE, row.left(1), decimals=3)
        self.note = value_line(theme, slope, size=BODY)
        self.add(self.plot, self.tangent, self.point, self.note)
        self.note.move_to(room.point(UR), aligned_edge=UR).align_to(self.plot, RIGHT)

    def shown(self) -> Iterator[tuple[Animation, float]]:
        """Yield animations and their times: on the plot, a tangent runs to its place; then the note."""
        self._lay(self.plot.window[0])
        yield FadeIn(self.tangent, self.point), 0.4
        moving = VGroup(self.tangent, self.point)
        yield UpdateFromAlphaFunc(moving, self._run, rate_func=rate_functions.linear), 1.8
        yield FadeIn(self.note), 0.4

    def _run(self, _: Mobject, share: float) -> None:
        start, end = self.plot.window
        beyond = self.at + _BEYOND * (end - self.at) if self.steepest else self.at
        if share < _THERE:
            self._lay(start + (beyond - start) * smooth(share / _THERE))
        else:
            self._lay(beyond + (self.at - beyond) * smooth((share - _THERE) / (1 - _THERE)))

    def _lay(self, z: float) -> None:
        value, slope = float(self.curve.value(z)), float(self.curve.slope(z))
        set_ends(self.tangent, self.plot.panel.segment(z, value, slope, _LENGTH))
        self.point.move_to(self.plot.panel.to_point(z, value))
