"""The path of a run on its surface, how high its end stands over the ground, and the names of the edges."""

from __future__ import annotations

import math as trigonometry
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Mobject, VGroup, VMobject

from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.update_step.training_plot import STEP, reached
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement
from scenes.stage.plots.surface_view import GROUND, SurfaceView, project

if TYPE_CHECKING:
    from scenes.chapters.update_step.surface_run import SurfaceRun

_OFF, _ALONG, _DASH = 0.32, 0.72, 0.11
"""What a name keeps from its edge, and how far along the edge it stands; length of a dash of the plumb
line."""


class EdgeNames(VGroup):
    """The names of the edges of a surface, outside of it wherever the viewer stands."""

    def __init__(self, theme: Theme, surface: SurfaceView, symbols: tuple[Symbol, Symbol, Symbol]) -> None:
        super().__init__()
        self.surface = surface
        colors = theme.weight, theme.weight, theme.loss
        for symbol, color in zip(symbols, colors, strict=True):
            self.add(math([symbol.typst], color, display=False))
        self.add_updater(EdgeNames.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(names: Mobject) -> None:
        """Put every name beside its edge as the edge is seen now."""
        assert isinstance(names, EdgeNames)
        inner = names.surface.edges[0].points[[0, -1]].mean(axis=0)
        inner = (inner + names.surface.edges[1].points[-1]) / 2
        for name, edge in zip(names.submobjects[:2], names.surface.edges, strict=False):
            start, end = edge.points[0], edge.points[-1]
            at, along = start + _ALONG * (end - start), end - start
            away = np.array([along[1], -along[0], 0.0]) / max(float(np.linalg.norm(along)), 1e-9)
            away *= 1.0 if float(away @ (at - inner)) > 0 else -1.0
            half = np.array([float(name.width), float(name.height), 0.0]) / 2
            name.move_to(at + away * (_OFF + float(np.abs(away) @ half) - 0.15))
        top = names.surface.edges[2].points[-1]
        loss = names.submobjects[2]
        loss.move_to(top + np.array([0.0, _OFF, 0.0]))


class SurfaceTrail(VGroup):
    """The path of a run on its surface as far as its step has come, and the ball at the end of it.

    The plumb line goes from the ball down to the ground, so that it is as long as the ball stands high.
    """

    def __init__(self, run: SurfaceRun, theme: Theme) -> None:
        super().__init__()
        self.run = run
        self.path = VMobject(stroke_color=theme.ink, stroke_width=6.0, fill_opacity=0.0)
        self.ball = Dot(radius=0.17, color=theme.ink, stroke_color=theme.background, stroke_width=3)
        self.plumb = VMobject(stroke_color=theme.ink, stroke_width=2.5, fill_opacity=0.0)
        self.foot = Dot(radius=0.06, color=theme.dimmed)
        self.add(self.plumb, self.foot, self.path, self.ball)
        self.set_z_index(4)
        self.add_updater(SurfaceTrail.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(trail: Mobject) -> None:
        """Draw the path as the viewer sees it now."""
        assert isinstance(trail, SurfaceTrail)
        cube = trail.run.cube(reached(trail.run.step))
        places = project(cube[:, 0], cube[:, 1], cube[:, 2], trail.run.pose)
        trail.ball.move_to(places[-1])
        x, y = cube[-1:, 0], cube[-1:, 1]
        foot = project(x, y, np.zeros(1), trail.run.pose)[0]
        trail.foot.move_to(foot)
        dashes = max(1, round(float(np.linalg.norm(places[-1] - foot)) / (2 * _DASH)))
        shares = np.linspace(0.0, 1.0, 2 * dashes + 1)[:-1].reshape(-1, 2)
        ends = places[-1] + shares.reshape(-1, 1) * (foot - places[-1])
        turned = float(trail.run.turned.get_value())
        trail.plumb.set_stroke(opacity=turned)
        trail.foot.set_opacity(turned)
        trail.plumb.clear_points()
        for start, end in ends.reshape(-1, 2, 3):
            trail.plumb.start_new_path(start).add_line_to(end)
        if len(places) > 1:
            trail.path.set_points_as_corners(places)

    def measurements(self) -> Iterable[Measurement]:
        """Read both weights back from the ball's place, as seen from where the viewer stands."""
        pose, surface = self.run.pose, self.run.surface
        if pose.elevation < 0.1:
            return
        across, up = (self.ball.get_center()[:2] - np.array(pose.centre)) / pose.size
        height = float(self.run.cube(reached(self.run.step))[-1, 2])
        depth = (up - (height * pose.stretch - GROUND) * trigonometry.cos(pose.elevation)) / trigonometry.sin(
            pose.elevation
        )
        cos, sin = trigonometry.cos(pose.turn), trigonometry.sin(pose.turn)
        found = across * cos + depth * sin, depth * cos - across * sin
        at = {STEP.plain: float(reached(self.run.step))}
        ranges = surface.x_range, surface.y_range
        for symbol, value, (low, high) in zip(self.run.symbols, found, ranges, strict=False):
            weight = low + (value + 0.5) * (high - low)
            yield Measurement("place", f"{symbol.plain} on the map", weight, 1e-6 * abs(high - low), at)
