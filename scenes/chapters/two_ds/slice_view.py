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
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.surface_view import GROUND, Pose, SurfaceView, project

SHEET = 0.16
"""Opacity of the sheet under the path."""

_TOLERANCE = 1e-6
_REACH = 0.26


class Slice(VGroup):
    """The path, a sheet from it down to the ground, and at the place that `x` gives a point and a tangent.

    `edges` are the drawn lines along x and upwards that it is measured by; they span the view's ranges, or
    upwards what `stand_in` says. `stands_for` names the slope that the tangent has.
    """

    def __init__(
        self, view: SurfaceView, surface: Surface, x: ValueTracker, y: float, pose: Pose, stands_for: Symbol
    ) -> None:
        super().__init__()
        theme = view.theme
        self.view, self.surface, self.x, self.y = view, surface, x, y
        self.pose, self.stands_for = pose, stands_for
        self.edges: tuple[VMobject, VMobject] = (view.edges[0], view.edges[2])
        self.top = view.high
        self.sheet = VMobject(stroke_width=0.0, fill_color=theme.input, fill_opacity=SHEET)
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

    def stand_in(self, panel: PlotPanel) -> Pose:
        """Return the pose in which the slice is a panel's curve; it is measured by the panel's axes then.

        The panel spans x, and in height as much as it likes from the surface's lowest value on.
        """
        (width, height), (low, high) = panel.unit, panel.y_range
        size, self.top = width * (panel.x_range[1] - panel.x_range[0]), high
        self.edges = (panel.axes[0], panel.axes[1])
        stretch = height * (self.view.high - low) / (size * self.view.rise)
        corner = panel.to_point(panel.x_range[0], low)
        centre = corner + np.array([0.5, GROUND, 0.0]) * size
        return Pose(0.0, 0.0, (float(centre[0]), float(centre[1])), size, stretch)

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
        (low, high), (left, right) = (self.view.low, self.top), self.view.x_range
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
            ceiling = (self.top - view.low) / span
            down, up = sorted((-level / steep, (ceiling - level) / steep))
            back, ahead = min(back, -down), min(ahead, up)
        shares = np.array([share - max(0.0, back), share, share + max(0.0, ahead)])
        rises = level + steep * (shares - share)
        start, middle, end = self._seen(shares - 0.5, rises * view.rise)
        self.tangent.set_points_as_corners([start, end])
        self.dot.move_to(middle)

    def _seen(self, across: Floats, up: Floats) -> Floats:
        return project(across, np.full_like(across, self._row), up, self.pose)
