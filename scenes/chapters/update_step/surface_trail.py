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
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement
from scenes.stage.plots.surface_view import GROUND, SurfaceView, project

if TYPE_CHECKING:
    from scenes.chapters.update_step.surface_run import SurfaceRun

_OFF, _ALONG = 0.32, 0.72
"""What a name keeps from its edge, and how far along the edge it stands."""

_BALL, _PRINT, _PRINTS, _STROKE, _SMALLER, _HOP = 0.17, 0.09, 4, 6.0, 1.0, 0.06
"""Radii of the ball and of a print; prints; width of the path; how large the ball is on screen from close by,
as a share of what it is from afar; height of a hop as a share of what is seen then."""


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

    `prints` mark where the first steps have ended. From close by the ball is small, and hops from one to the
    next.
    """

    def __init__(self, run: SurfaceRun, theme: Theme) -> None:
        super().__init__()
        self.run = run
        self.path = VMobject(stroke_color=theme.ink, stroke_width=_STROKE, fill_opacity=0.0)
        self.ball = Dot(radius=_BALL, color=theme.ink, stroke_color=theme.background, stroke_width=3)
        dots = (Dot(radius=_PRINT, color=theme.ink) for _ in range(_PRINTS))
        self.prints = VGroup(*dots)
        self.add(self.path, self.prints, self.ball)
        self.set_z_index(4)
        self.add_updater(SurfaceTrail.refresh)
        self.refresh(self)

    @staticmethod
    def refresh(trail: Mobject) -> None:
        """Draw the path as the viewer sees it now."""
        assert isinstance(trail, SurfaceTrail)
        run = trail.run
        near, step = float(run.near.get_value()), float(run.step.get_value())
        done = int(step)
        cube = run.cube(min(done + 1, run.last))
        if step < run.last:
            cube[-1] = cube[-2] + (step - done) * (cube[-1] - cube[-2])
        places = project(cube[:, 0], cube[:, 1], cube[:, 2], run.pose)
        small = 1.0 - near * (1.0 - _SMALLER * run.close.width / Frame.current().width)
        hop = _HOP * near * run.close.height * 4 * (step - done) * (1.0 - step + done)
        trail.ball.set(width=2 * _BALL * small).move_to(places[-1] + np.array([0.0, hop, 0.0]))
        for index, dot in enumerate(trail.prints):
            seen = index < min(len(places), done + 1)
            dot.set(width=2 * _PRINT * small).set_opacity(near if seen else 0.0)
            dot.move_to(places[min(index, len(places) - 1)])
        trail.path.set_stroke(width=_STROKE * small)
        if step > 0:
            trail.path.set_points_as_corners(places)

    def measurements(self) -> Iterable[Measurement]:
        """Read both weights back from the ball's place, as seen from where the viewer stands."""
        pose, surface = self.run.pose, self.run.surface
        if pose.elevation < 0.1 or not float(self.run.step.get_value()).is_integer():
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
