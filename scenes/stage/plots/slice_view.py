"""A slice of a surface: the path along one variable while the other is frozen, seen from anywhere.

Seen in the surface's pose it lies on the surface; seen from the side it is the plot of a curve, point for
point, so that the one turns into the other by moving the viewer.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import LEFT, RIGHT, Dot, Line, ValueTracker, VGroup, VMobject

from backprop_core.quantity import Symbol
from backprop_core.surface import Surface
from scenes.stage.measure import Measurement
from scenes.stage.plots.heatmap import Floats
from scenes.stage.plots.surface_view import Pose, SurfaceView, project

_TOLERANCE = 1e-6
_REACH = 0.28


class Slice(VGroup):
    """The path, a sheet from it down to the ground, and at the place that `x` gives a point and a tangent.

    `edges` are the drawn lines along x and upwards that it is measured by; they span the view's ranges.
    `stands_for` names the slope that the tangent has.
    """

    def __init__(
        self, view: SurfaceView, surface: Surface, x: ValueTracker, y: float, pose: Pose, stands_for: Symbol
    ) -> None:
        super().__init__()
        theme = view.theme
        self.view, self.surface, self.x, self.y = view, surface, x, y
        self.pose, self.stands_for = pose, stands_for
        self.edges: tuple[VMobject, VMobject] = (view.edges[0], view.edges[2])
        self.sheet = VMobject(stroke_width=0.0, fill_color=theme.input, fill_opacity=0.16)
        self.path = VMobject(stroke_color=theme.input, stroke_width=6.0, fill_opacity=0.0)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5.0)
        self.dot = Dot(radius=0.1, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
        self.walker = VGroup(self.tangent, self.dot)
        self.add(self.sheet, self.path, self.walker)
        self._row = (y - view.y_range[0]) / (view.y_range[1] - view.y_range[0]) - 0.5
        self.look(pose)
        self.walker.add_updater(lambda _: self._walk())

    def look(self, pose: Pose) -> None:
        """Lay everything as it is seen in a pose."""
        self.pose = pose
        across = self.view.across
        heights = self.view.heights(np.array([self._row]))[0] * self.view.rise
        path = self._seen(across, heights)
        foot = self._seen(across[[-1, 0]], np.zeros(2))
        self.path.set_points_as_corners(path)
        self.sheet.set_points_as_corners(np.concatenate([path, foot, path[:1]]))
        self._walk()

    def foot(self) -> Floats:
        """Return where the slice meets the ground at the far end of x."""
        end: Floats = self._seen(self.view.across[-1:], np.zeros(1))[0]
        return end

    def measurements(self) -> Iterable[Measurement]:
        """Read the tangent's slope back in terms of the edges."""
        axes = [(edge.get_end() - edge.get_start())[:2] for edge in self.edges]
        reach = (self.tangent.get_end() - self.tangent.get_start())[:2]
        if np.linalg.norm(reach) < _TOLERANCE:
            return
        run, rise = np.linalg.solve(np.array(axes).T, reach)
        (low, high), (left, right) = (self.view.low, self.view.high), self.view.x_range
        slope = rise * (high - low) / (run * (right - left))
        at = {"x": float(self.x.get_value()), "y": self.y}
        yield Measurement("tangent", self.stands_for.plain, float(slope), _TOLERANCE, at)

    def _walk(self) -> None:
        """Set the point and the tangent where the tracker says; the tangent stays within the ranges."""
        view, x = self.view, float(self.x.get_value())
        here = np.array([x]), np.array([self.y])
        height, slope = float(self.surface.values(*here)[0]), float(self.surface.partials_x(*here)[0])
        (left, right), span = view.x_range, view.high - view.low
        share, level, steep = (
            (x - left) / (right - left),
            (height - view.low) / span,
            slope * (right - left) / span,
        )
        back, ahead = min(_REACH, share), min(_REACH, 1.0 - share)
        if abs(steep) > _TOLERANCE:
            down, up = sorted((-level / steep, (1.0 - level) / steep))
            back, ahead = min(back, -down), min(ahead, up)
        shares = np.array([share - max(0.0, back), share, share + max(0.0, ahead)])
        rises = level + steep * (shares - share)
        start, middle, end = self._seen(shares - 0.5, rises * view.rise)
        self.tangent.set_points_as_corners([start, end])
        self.dot.move_to(middle)

    def _seen(self, across: Floats, up: Floats) -> Floats:
        return project(across, np.full_like(across, self._row), up, self.pose)


def cut_open(view: SurfaceView, y: float, share: float) -> None:
    """Let the part of a surface in front of a row fade; with a share of 1 it is gone."""
    row = (y - view.y_range[0]) / (view.y_range[1] - view.y_range[0])
    for index, ribbon in enumerate(view.ribbons):
        near = (view.rows - 1 - index) / view.rows
        if near < row - 0.5 / view.rows:
            ribbon.set_fill(opacity=1.0 - share)
