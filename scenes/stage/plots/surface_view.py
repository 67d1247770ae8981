"""A surface seen from anywhere: ribbons in the heatmap's colours, from a curve's side view to the top.

The projection is orthographic. Seen from the side it is the plot of a curve, seen from the top it is
the heatmap, point for point, so that the one turns into the other by moving the viewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject

from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering import typesetting
from scenes.stage.plots.contour import Floats, Gridded
from scenes.stage.plots.heatmap import colorize, value_range

GROUND = 0.31
"""How far the ground lies under the pose's centre, as a share of the size, seen from the side."""

_STOPS, _OVERLAP = 24, 0.2
_SOFT = 0.06
"""Over how much of the ground the edge of what is being cut away fades."""


@dataclass(frozen=True)
class Pose:
    """Where the viewer stands: turn and elevation (radians), place on stage, stage units for each side.

    `stretch` is how many times as high the surface is drawn as its `rise` says.
    """

    turn: float
    elevation: float
    centre: tuple[float, float]
    size: float
    stretch: float = 1.0

    def towards(self, other: Pose, share: float) -> Pose:
        """Return the pose a share of the way to another."""

        def mix(a: float, b: float) -> float:
            return a + (b - a) * share

        return Pose(
            mix(self.turn, other.turn),
            mix(self.elevation, other.elevation),
            (mix(self.centre[0], other.centre[0]), mix(self.centre[1], other.centre[1])),
            mix(self.size, other.size),
            mix(self.stretch, other.stretch),
        )


class SurfaceView(VGroup):
    """A surface over a rectangle as a row of ribbons, far ones first, with its three edges.

    Ground plan and height are measured in the same unit cube: x and y in [-1/2, 1/2] across their
    ranges, z in [0, rise] across the function's range. `spread` in [0, 1] is how far the rows have
    been pulled out of the row at `start_row` (a value of y), `cut` in [0, 1] how much of what lies in front
    of that row is gone. `names` stand at the edges' ends.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Gridded,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        start_row: float,
        symbols: tuple[Symbol, Symbol, Symbol],
        *,
        rows: int = 44,
        rise: float = 0.62,
    ) -> None:
        super().__init__()
        self.theme, self.surface, self.rise, self.rows = theme, surface, rise, rows
        self.x_range, self.y_range = x_range, y_range
        self.low, self.high = value_range(surface, x_range, y_range)
        self.start = (start_row - y_range[0]) / (y_range[1] - y_range[0]) - 0.5
        self.across = np.linspace(-0.5, 0.5, _STOPS * 2 + 1)
        self.edges = VGroup(*(VMobject(stroke_color=theme.dimmed, stroke_width=2.5) for _ in range(3)))
        self.ribbons = VGroup(*(VMobject(stroke_width=0.0, fill_opacity=1.0) for _ in range(rows)))
        self.curve = VMobject(stroke_color=theme.input, stroke_width=6.0, fill_opacity=0.0)
        self.add(self.edges, self.ribbons, self.curve)
        self.names = VGroup(
            *(typesetting.math([symbol.typst], theme.ink, display=False) for symbol in symbols)
        )

    def heights(self, y: Floats) -> Floats:
        """Return z for rows at y in [-1/2, 1/2], shape `(len(y), points across)`."""
        xs = self.x_range[0] + (self.across + 0.5) * (self.x_range[1] - self.x_range[0])
        ys = self.y_range[0] + (y + 0.5) * (self.y_range[1] - self.y_range[0])
        z: Floats = (self.surface.grid(xs, ys) - self.low) / (self.high - self.low)
        return z

    def look(self, pose: Pose, spread: float, cut: float = 0.0) -> None:
        """Set every point for a pose; with `spread` 0 only the first curve is left."""
        borders = np.linspace(-0.5, 0.5, self.rows + 1)
        borders = self.start + (borders - self.start) * spread
        levels = self.heights(borders)
        shown = spread > 1e-3
        for index, ribbon in enumerate(self.ribbons):
            near = self.rows - 1 - index
            ribbon.set_fill(opacity=1.0 if shown else 0.0)
            if shown:
                self._lay(ribbon, borders, levels, near, pose)
                ribbon.set_fill(opacity=self._left(float(borders[near]), cut))
        row = np.full_like(self.across, self.start)
        line = project(self.across, row, self.heights(np.array([self.start]))[0] * self.rise, pose)
        self.curve.set_points(_cubics(line))
        self._draw_edges(pose, spread, cut)

    def _left(self, y: float, cut: float) -> float:
        """Return the opacity of the ribbon at y: what lies before the start row goes from the front on."""
        if y > self.start - 0.5 / self.rows:
            return 1.0
        edge = -0.5 + (self.start + 0.5 + _SOFT) * cut
        return float(np.clip((y - edge) / _SOFT + 1.0, 0.0, 1.0))

    def _lay(self, ribbon: VMobject, borders: Floats, levels: Floats, near: int, pose: Pose) -> None:
        far_share = 1.0 + (_OVERLAP if near + 1 < self.rows else 0.0)
        far_y = borders[near] + (borders[near + 1] - borders[near]) * far_share
        far_z = levels[near] + (levels[near + 1] - levels[near]) * far_share
        front = project(self.across, np.full_like(self.across, borders[near]), levels[near] * self.rise, pose)
        back = project(self.across, np.full_like(self.across, far_y), far_z * self.rise, pose)
        outline = np.concatenate([front, back[::-1], front[:1]])
        ribbon.set_points(_cubics(outline))
        middle = (levels[near] + levels[near + 1])[::2] / 2
        colors = colorize(middle, 0.0, 1.0, self.theme)
        ribbon.fill_rgbas = np.concatenate([colors / 255.0, np.ones((len(colors), 1))], axis=1)
        ribbon.sheen_direction = np.array([1.0, 0.0, 0.0])

    def _draw_edges(self, pose: Pose, spread: float, cut: float) -> None:
        near = self.start + (-0.5 - self.start) * spread * (1.0 - cut)
        far = self.start + (0.5 - self.start) * spread
        left, right = (-0.5, near, 0.0), (0.5, near, 0.0)
        runs = (left, right), (right, (0.5, far, 0.0)), (left, (-0.5, near, self.rise))
        for edge, run in zip(self.edges, runs, strict=True):
            ends = np.array(run)
            edge.set_points(_cubics(project(ends[:, 0], ends[:, 1], ends[:, 2], pose)))

        for name, edge, side in zip(self.names, self.edges, (RIGHT + DOWN, RIGHT, UP + LEFT), strict=True):
            name.move_to(edge.points[-1] + side * 0.24)


def project(x: Floats, y: Floats, z: Floats, pose: Pose) -> Floats:
    """Return where points of the unit cube are seen in a pose, shape (n, 3)."""
    cos_turn, sin_turn = math.cos(pose.turn), math.sin(pose.turn)
    depth = x * sin_turn + y * cos_turn
    right = x * cos_turn - y * sin_turn
    up = (z * pose.stretch - GROUND) * math.cos(pose.elevation) + depth * math.sin(pose.elevation)
    return np.stack(
        [pose.centre[0] + right * pose.size, pose.centre[1] + up * pose.size, np.zeros_like(right)], axis=1
    )


def _cubics(points: Floats) -> Floats:
    starts, ends = points[:-1], points[1:]
    step = (ends - starts) / 3
    return np.stack([starts, starts + step, starts + 2 * step, ends], axis=1).reshape(-1, 3)
