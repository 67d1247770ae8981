"""The loss over one weight as wide as the frame, and the ways on which the window goes in and out."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, Line, Mobject, ValueTracker, VGroup, VMobject
from typing_extensions import override

from backprop_core.network.batch import Batch
from config import Theme
from scenes.chapters.update_step.loss_view import LossView
from scenes.stage.frame import Frame, safe_width
from scenes.stage.layout import Region
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.wide_panel import WidePanel, bleeding
from scenes.stage.plots.window import Window, moved

ASIDE, AWAY = 0.22, 0.1
"""How far a step may lie from the middle of a close window, and how far it keeps from its edge: shares."""

FLOOR, BOARD, NAME_ROOM, SQUEEZED = -2.3, 5.0, 1.5, 3.1
"""Height of the axis; length of the tangent; room for the name of the weight; how many times as high as at
first the picture is once the curve lies low."""


class LossSlice(LossView):
    """The loss over `key` from edge to edge of the frame, up to `top`; all else is held still."""

    def __init__(
        self, theme: Theme, batch: Batch, key: str, weight: ValueTracker, span: float, top: float
    ) -> None:
        self._highest = np.inf
        middle, size = float(batch.given[key]), (Frame.current().width, top - FLOOR)
        super().__init__(
            theme, batch, key, weight, (middle - span, middle + span), size, tangent_length=BOARD
        )
        self.shift(UP * (top + FLOOR) / 2)
        self.update()
        for part in (self.panel, self.curve, self.tangent, self.ball):
            bleeding(part)
        self.room = Region(-safe_width() / 2, safe_width() / 2, FLOOR + 0.1, top)
        panel = self.panel
        assert isinstance(panel, WidePanel)
        panel.put_name(self.names[0])
        self.put_loss_name()
        self.whole = self.window
        self._highest = self.whole[1][1]

    @override
    def lay_panel(
        self, span: tuple[float, float], losses: tuple[float, float], size: tuple[float, float]
    ) -> PlotPanel:
        return WidePanel(self.theme, (span, padded(*losses, 0.12)), size, self.symbols, name_room=NAME_ROOM)

    @property
    def low(self) -> Window:
        """Ranges at which the whole curve lies low and leaves the frame over it free."""
        x_range, (low, high) = self.whole
        return x_range, (low, low + SQUEEZED * (high - low))

    def put_loss_name(self) -> VMobject:
        """Put the loss's name to the upper left; return it."""
        name = self.names[1]
        return name.move_to((self.room.left, self.room.top - 0.1, 0.0), aligned_edge=UP + LEFT)

    def windows_around(self, start: float, end: float, room: float) -> list[Window]:
        """Return windows `room` steps wide: the step in the middle, then lower, to a side, or higher."""
        x_range, y_range = self.window_around(start, end, room)
        losses = [float(self.batch.loss_at({self.key: weight})) for weight in (start, end)]
        tall = abs(losses[1] - losses[0]) / (y_range[1] - y_range[0])
        most = max(0.0, min(ASIDE, 0.5 - AWAY - tall / 2))
        moves = [(x, y) for y in (0.0, most, -most) for x in (0.0, ASIDE, -ASIDE)]
        return [(moved(x_range, x), moved(y_range, y)) for x, y in moves]

    def way(self, start: float, end: float, window: Window) -> VGroup:
        """Return the lines of a step from one weight to another: along the axis, then to the curve."""
        now = self.window
        self.panel.show_range(*window)
        before, after = (float(self.batch.loss_at({self.key: weight})) for weight in (start, end))
        first, corner, last = (
            self.panel.to_point(*one) for one in ((start, before), (end, before), (end, after))
        )
        self.panel.show_range(*now)
        self.panel.mark_scale()
        return VGroup(Line(first, corner), Line(corner, last))

    def drawn_at(self, window: Window) -> VGroup:
        """Return what is drawn at a window: the curve, then tangent and ball."""
        now = self.window
        self.show_window(window)
        self.update()
        drawn = VGroup(*(part.copy().clear_updaters() for part in (self.curve, self.tangent, self.ball)))
        self.show_window(now)
        self.update()
        return drawn

    @override
    def _lay_tangent(self, line: Mobject) -> None:
        """Let the tangent rise no higher than the picture as it was at first, which may lie low by now."""
        super()._lay_tangent(line)
        assert isinstance(line, Line)
        ceiling = float(self.panel.to_point(0.0, self._highest)[1])
        low, high = sorted((line.points[0], line.points[-1]), key=lambda end: float(end[1]))
        if low[1] < ceiling < high[1]:
            top = low + (high - low) * (ceiling - low[1]) / (high[1] - low[1])
            set_ends(line, (low, top) if low[0] < high[0] else (top, low))
