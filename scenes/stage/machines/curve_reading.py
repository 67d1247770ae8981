"""A curve on which a value is looked up: to the curve, and across to its height at the right."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Create, Dot, FadeIn, Line, VGroup, VMobject
from manim.typing import Point3D

from config import Theme
from scenes.stage.lettering.flights import changing
from scenes.stage.machines.step_picture import StepPicture
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.ticks import TICK_LENGTH

_WAY = 6.0
"""Stroke of the way to the curve and across."""


class CurveReading(StepPicture):
    """A curve in a `panel`; a point goes up or down from the axis to the curve, and across to the height.

    What enters comes from the left along the lower axis; heights are read at the right, where values leave.
    """

    panel: PlotPanel
    curve: VMobject

    def lead(self, theme: Theme, at: float, height: float, colors: tuple[str, str]) -> None:
        """Make the way from a place on the axis to the curve, and across to its height."""
        (_, right), (low, _) = self.panel.x_range, self.panel.y_range
        foot, top = self.panel.to_point(at, low), self.panel.to_point(at, height)
        self.up = Line(foot, top, color=colors[0], stroke_width=_WAY)
        self.across = Line(top, self.panel.to_point(right, height), color=colors[1], stroke_width=_WAY)
        self.dot = Dot(foot, radius=0.1, color=theme.ink).set_z_index(3)
        self.marks.add(self.up, self.across, self.dot)

    def read_at_right(self) -> None:
        """Put the upright axis, its ticks and their labels at the panel's right edge."""
        axes, ticks = self.panel.axes, self.panel.ticks[1]
        axes[1].shift(RIGHT * float(axes[0].get_length()))
        for tick in ticks:
            at = np.array([axes[1].get_x(), tick.mark.get_y(), 0.0])
            tick.mark.put_start_and_end_on(at, at + RIGHT * TICK_LENGTH)
            tick.label.next_to(tick.mark, RIGHT, buff=0.1)

    def name_axes(self, entering: VMobject, leaving: VMobject) -> VGroup:
        """Put the names of what enters and of what leaves at their axes; return both."""
        entering.next_to(self.panel.axes[0], LEFT, buff=0.14)
        leaving.next_to(self.panel.axes[1], UP, buff=0.1)
        return VGroup(entering, leaving)

    @property
    def inlet(self) -> list[Point3D]:
        """From the lower axis' left end to where the value stands on it."""
        return [self.panel.axes[0].get_start(), self.up.get_start()]

    @property
    def outlet(self) -> list[Point3D]:
        """From the upright axis, at the height that has been read."""
        return [self.across.get_end()]

    @property
    def drawn(self) -> VGroup:
        """Axes, curve, and the point with the way that leads to it."""
        self.dot.move_to(self.up.get_end())
        return VGroup(self.panel.axes, self.curve, self.up, self.across, self.dot)

    def moves(self) -> Iterator[list[Animation]]:
        """Put the point on the axis, let it go to the curve and lead across to the height."""
        yield [FadeIn(self.dot)]
        yield [Create(self.up), changing(self.dot).move_to(self.up.get_end())]
        yield [Create(self.across)]
