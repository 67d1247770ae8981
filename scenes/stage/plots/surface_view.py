"""A surface seen from anywhere: ribbons in the heatmap's colours, from a curve's side view to the top.

The projection is orthographic. Seen from the side it is the plot of a curve, seen from the top it is
the heatmap, point for point, so that the one turns into the other by moving the viewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from manim import VGroup, VMobject

from config import Theme
from scenes.stage.color import mixed
from scenes.stage.plots.contour import Floats, Gridded
from scenes.stage.plots.heatmap import colorize, value_range

GROUND = 0.31
"""How far the ground lies under the pose's centre, as a share of the size, seen from the side."""

_STOPS, _OVERLAP = 24, 0.2
_LOWEST, _UNDERSIDE = 0.2, 0.22
"""Share of the map at which the colours begin, so that low ground differs from the background; share of the
loss's colour in what is seen from below."""

_MESH, _ROW, _COLUMN = (1.3, 0.2), 4, 6
"""Width and opacity of the lines on the surface; every how many rows and stops one is drawn."""


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
    ranges, z in [0, rise] across the function's range; a range may run backwards. `spread` in [0, 1] is how
    far the rows have been pulled out of the row at `start_row` (a value of y). `side` is 1 if y has the right
    edge and z the left one, as seen by a viewer who has turned to the left, else -1.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Gridded,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        start_row: float,
        *,
        side: int = 1,
        rows: int = 44,
        rise: float = 0.62,
    ) -> None:
        super().__init__()
        self.theme, self.surface, self.rise, self.rows, self.side = theme, surface, rise, rows, side
        self.x_range, self.y_range = x_range, y_range
        self.low, self.high = value_range(surface, x_range, y_range)
        self.underside = mixed(theme.background, theme.loss, _UNDERSIDE).to_rgb()
        self.start = (start_row - y_range[0]) / (y_range[1] - y_range[0]) - 0.5
        self.across = np.linspace(-0.5, 0.5, _STOPS * 2 + 1)
        self.edges = VGroup(*(VMobject(stroke_color=theme.dimmed, stroke_width=2.5) for _ in range(3)))
        self.ribbons = VGroup(*(VMobject(stroke_width=0.0, fill_opacity=1.0) for _ in range(rows)))
        width, opacity = _MESH
        self.lines = VGroup(
            *(
                VMobject(stroke_color=theme.ink, stroke_width=width, stroke_opacity=opacity, fill_opacity=0.0)
                for _ in range(rows)
            )
        )
        self.curve = VMobject(stroke_color=theme.input, stroke_width=6.0, fill_opacity=0.0)
        # What lies nearer is drawn later, so that a hill hides the lines behind it.
        ground = (part for pair in zip(self.ribbons, self.lines, strict=True) for part in pair)
        self.add(self.edges, *ground, self.curve)

    def heights(self, y: Floats) -> Floats:
        """Return z for rows at y in [-1/2, 1/2], shape `(len(y), points across)`."""
        xs = self.x_range[0] + (self.across + 0.5) * (self.x_range[1] - self.x_range[0])
        ys = self.y_range[0] + (y + 0.5) * (self.y_range[1] - self.y_range[0])
        z: Floats = (self.surface.grid(xs, ys) - self.low) / (self.high - self.low)
        return z

    def look(self, pose: Pose, spread: float) -> None:
        """Set every point for a pose; with `spread` 0 only the first curve is left."""
        borders = np.linspace(-0.5, 0.5, self.rows + 1)
        borders = self.start + (borders - self.start) * spread
        levels = self.heights(borders)
        shown = spread > 1e-3
        for index, (ribbon, line) in enumerate(zip(self.ribbons, self.lines, strict=True)):
            ribbon.set_fill(opacity=1.0 if shown else 0.0)
            line.set_stroke(opacity=_MESH[1] * spread)
            if shown:
                self._lay(ribbon, line, borders, levels, self.rows - 1 - index, pose)
        row = np.full_like(self.across, self.start)
        height = self.heights(np.array([self.start]))[0] * self.rise
        self.curve.set_points(_cubics(project(self.across, row, height, pose)))
        self._draw_edges(pose, spread)

    def outline(self, pose: Pose) -> Floats:
        """Return where the borders of the rows and the corners of the ground are seen, shape (n, 3)."""
        borders = np.linspace(-0.5, 0.5, self.rows + 1)
        levels = self.heights(borders) * self.rise
        rows = [
            project(self.across, np.full_like(self.across, y), z, pose)
            for y, z in zip(borders, levels, strict=True)
        ]
        ends, ground = np.array([-0.5, 0.5, -0.5, 0.5]), np.array([-0.5, -0.5, 0.5, 0.5])
        top = project(ends, ground, np.full(4, self.rise), pose)[[0 if self.side > 0 else 1]]
        return np.concatenate([*rows, project(ends, ground, np.zeros(4), pose), top])

    def _lay(
        self, ribbon: VMobject, line: VMobject, borders: Floats, levels: Floats, near: int, pose: Pose
    ) -> None:
        rows, heights = borders[near : near + 2], levels[near : near + 2] * self.rise
        front, back = (
            project(self.across, np.full_like(self.across, y), z, pose)
            for y, z in zip(rows, heights, strict=True)
        )
        beyond = back + (back - front) * (_OVERLAP if near + 1 < self.rows else 0.0)
        ribbon.set_points(_cubics(np.concatenate([front, beyond[::-1], front[:1]])))
        middle = (levels[near] + levels[near + 1])[::2] / 2
        colors = colorize(_LOWEST + (1.0 - _LOWEST) * middle, 0.0, 1.0, self.theme) / 255.0
        along, away = np.gradient(front, axis=0)[::2], (back - front)[::2]
        colors[along[:, 0] * away[:, 1] < along[:, 1] * away[:, 0]] = self.underside
        ribbon.fill_rgbas = np.concatenate([colors, np.ones((len(colors), 1))], axis=1)
        ribbon.sheen_direction = np.array([1.0, 0.0, 0.0])
        drawn = [_cubics(np.stack([front[k], back[k]])) for k in range(0, len(front), _COLUMN)]
        if (near + 1) % _ROW == 0:
            drawn.append(_cubics(back))
        line.set_points(np.concatenate(drawn))

    def _draw_edges(self, pose: Pose, spread: float) -> None:
        near, far = (self.start + (end - self.start) * spread for end in (-0.5, 0.5))
        left, right = ((end * self.side, near, 0.0) for end in (-0.5, 0.5))
        runs = (left, right), (right, (right[0], far, 0.0)), (left, (left[0], near, self.rise))
        for edge, run in zip(self.edges, runs, strict=True):
            ends = np.array(run)
            edge.set_points(_cubics(project(ends[:, 0], ends[:, 1], ends[:, 2], pose)))
            edge.set_stroke(opacity=spread)


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
