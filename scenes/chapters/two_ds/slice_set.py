"""The set of the chapter on d and ∂: a landscape cut open, its slice, and the slice as a curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import DOWN, RIGHT, UP, ValueTracker, VGroup, VMobject

from backprop_core.quantity import Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.chapters.two_ds.slice_view import Slice
from scenes.stage.frame import safe_bottom, safe_width
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.typesetting import BODY
from scenes.stage.lock import Lock
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.partials import F, X, Y
from scenes.stage.plots.surface_view import Pose, SurfaceView

G = Symbol("g", "g", "g", "input")
PRIME = Symbol("g'(x)", "g'(x)", "g prime of x", "gradient")
STRAIGHT, CURLY = derivative_symbol(G, X, partial=False), derivative_symbol(F, X)

PANEL_WIDTH, RISE, GUTTER, HEADER, NAME_ROOM, LEAST, LOCK_CLEAR = 4.6, 0.57, 0.6, 2.1, 0.4, 0.03, 0.1
WIDE, APART = Pose(-0.25, 0.5, (0.0, -0.3), 4.3), Pose(-0.6, 0.5, (0.0, -0.3), 4.3)
UNDER_FIRST_LINE = 1.2
"""How much of the header is left under its first line, which stands over the landscape alone."""

ASIDE = Pose(-0.16, 0.36, (0.0, 0.0), 4.6, 1.3)
"""How the cut landscape stands beside the curve: along x it runs almost level, so that slopes show."""


class SliceSet:
    """Everything that the chapter draws of the configured surface, below `top` and a `header` under it.

    `raised` is the slice on the landscape `view`, `flat` the same in `panel`, to which the pose `face` brings
    it. `look` shows the landscape in a pose: from `wide` it turns to `apart`, from there it moves `aside`.
    `columns` tells where what is written over both pictures begins. The lock stands at the slice's foot,
    unless the name of the frozen variable is there, and then beside that.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        ranges: tuple[tuple[float, float], tuple[float, float]],
        row: float,
        x: ValueTracker,
        top: float,
        *,
        header: float = HEADER,
    ) -> None:
        self.theme, self.header = theme, header
        self.view = SurfaceView(theme, surface, *ranges, row, (X, Y, F), rise=RISE)
        self.raised = Slice(self.view, surface, x, row, WIDE, CURLY)
        self.flat = Slice(self.view, surface, x, row, ASIDE, PRIME)
        self.cut, ceiling = ValueTracker(0.0), top - header + UNDER_FIRST_LINE
        self.wide, self.apart = (self._standing(pose, ceiling) for pose in (WIDE, APART))
        self.lock = Lock(theme.ink, theme.background, height=0.34)
        self._lay_panel(top)
        self._lock_at_foot = True
        self.look(self.apart)
        self._lock_at_foot = all(self._clear_of(name) for name in self.view.names[:2])
        self.look(self.wide)

    def _clear_of(self, name: VMobject) -> bool:
        """Tell whether the lock keeps off the name of an axis."""
        away = np.abs(self.lock.get_center() - name.get_center())[:2]
        reach = np.array([self.lock.width + name.width, self.lock.height + name.height]) / 2
        return bool((away > reach + LOCK_CLEAR).any())

    def _standing(self, pose: Pose, ceiling: float, cut: float = 0.0) -> Pose:
        """Return the pose, as small as the height over the captions needs, and in it."""
        floor = safe_bottom() + LEAST
        self.view.look(pose, 1.0, cut)
        share = min(1.0, (ceiling - floor) / float(self._seen().height))
        pose = replace(pose, size=pose.size * share)
        self.view.look(pose, 1.0, cut)
        low, high = (float(edge[1]) for edge in (self._seen().get_bottom(), self._seen().get_top()))
        up = max(floor - low, min(0.0, ceiling - high))
        return replace(pose, centre=(pose.centre[0], pose.centre[1] + up))

    def _seen(self) -> VGroup:
        """Return what can be seen of the landscape."""
        ribbons = (ribbon for ribbon in self.view.ribbons if ribbon.get_fill_opacity() > 0)
        return VGroup(self.view.edges, self.view.curve, self.view.names, *ribbons)

    def look(self, pose: Pose) -> None:
        """Show the landscape and the slice on it as they are seen in a pose, cut open as far as it is."""
        self.pose, cut = pose, float(self.cut.get_value())
        self.view.look(pose, 1.0, cut)
        self.raised.look(pose)
        whole = self.raised.foot() + RIGHT * 0.34 + DOWN * 0.12
        beside = self.view.names[1].get_right() + RIGHT * 0.28
        self.lock.move_to(whole + (beside - whole) * (cut if self._lock_at_foot else 1.0))

    def _lay_panel(self, top: float) -> None:
        theme, view, left = self.theme, self.view, -safe_width() / 2
        heights = view.surface.grid(np.linspace(*view.x_range, 201), np.array([self.flat.y]))
        span = view.low, padded(view.low, float(heights.max()), 0.04)[1]
        floor, ceiling = safe_bottom(), top - self.header - NAME_ROOM

        def make(height: float) -> PlotPanel:
            return PlotPanel(theme, view.x_range, span, PANEL_WIDTH, height, X, G, ticks=5)

        height = ceiling - floor
        self.panel = make(2 * height - float(make(height).height))
        self.panel.shift(RIGHT * (left - float(self.panel.get_left()[0])))
        self.panel.shift(UP * (floor - float(self.panel.get_bottom()[1])))
        self.face = self.flat.stand_in(self.panel)
        names = (typesetting.math([s.typst], theme.input, size=BODY, display=False) for s in (X, G))
        self.axis_names = VGroup(*names)
        self.axis_names[0].next_to(self.panel.axes[0], RIGHT, buff=0.12)
        self.axis_names[1].next_to(self.panel.axes[1], UP, buff=0.1)
        room = float(self.panel.get_right()[0]) + GUTTER, -left
        self.view.look(ASIDE, 1.0, 1.0)
        seen, height = self._seen(), top - self.header - floor
        share = min(1.0, (room[1] - room[0]) / float(seen.width), height / float(seen.height))
        off = np.array([sum(room) / 2, floor + height / 2, 0.0]) - seen.get_center() * share
        self.aside = replace(ASIDE, centre=(float(off[0]), float(off[1])), size=ASIDE.size * share)
        self.aside = self._standing(self.aside, top - self.header, 1.0)
        self.columns = left, room[0] + 0.4
