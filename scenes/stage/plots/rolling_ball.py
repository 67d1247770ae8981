"""A ball that rolls on a curve: it touches it where the view's point is, and turns by the way it has gone."""

from __future__ import annotations

import numpy as np
from manim import Circle, Mobject, Sector, VGroup
from numpy.typing import NDArray

from scenes.stage.plots.curve_view import CurveView

RADIUS, _MARK, _SHADE = 0.24, 0.84, 0.62
"""Radius of a ball on stage; radius of its marks as a share of it, and how dark they are."""

_PLACES = 600


class RollingBall(VGroup):
    """A disc with two dark quarters that lies on the curve of a view, over its point, wherever that is.

    How far it has turned is read off the curve between its left end and the point, so that it depends on
    the point's place alone.
    """

    def __init__(self, view: CurveView, color: str, radius: float = RADIUS) -> None:
        super().__init__()
        self.view, self.radius = view, radius
        ground = view.theme.background
        self.disc = Circle(radius=radius, stroke_color=ground, fill_color=color, fill_opacity=1.0)
        self.disc.set_stroke(width=3.0)
        self.mark = VGroup(
            *(
                Sector(
                    radius=_MARK * radius,
                    angle=np.pi / 2,
                    start_angle=start,
                    stroke_width=0.0,
                    fill_color=ground,
                    fill_opacity=_SHADE,
                )
                for start in (0.0, np.pi)
            )
        )
        self._quarters = [quarter.points.copy() for quarter in self.mark]
        self.add(self.disc, self.mark)
        self.set_z_index(4)
        xs = np.linspace(*view.domain, _PLACES)
        ys = view.source.values(xs)
        here = np.isfinite(ys)
        self._xs, self._way = xs[here], self._lengths(xs[here], ys[here])
        self.add_updater(RollingBall.refresh)
        self.refresh(self)

    def _lengths(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
        low, high = self.view.panel.y_range
        places = self.view.panel.to_points(xs, np.clip(ys, low, high))
        steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
        return np.concatenate([[0.0], np.cumsum(steps)])

    @staticmethod
    def refresh(ball: Mobject) -> None:
        """Lay the ball on the curve, turned."""
        assert isinstance(ball, RollingBall)
        view, x = ball.view, float(ball.view.x.get_value())
        x_unit, y_unit = view.panel.unit
        slope = view.slope(x) * y_unit / x_unit
        slope = slope if np.isfinite(slope) else 0.0
        up = np.array([-slope, 1.0, 0.0]) / np.hypot(slope, 1.0)
        middle = view.at(x) + ball.radius * up
        turned = -float(np.interp(x, ball._xs, ball._way)) / ball.radius
        ball.disc.move_to(middle)
        cos, sin = np.cos(turned), np.sin(turned)
        turn = np.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])
        for quarter, points in zip(ball.mark, ball._quarters, strict=True):
            quarter.set_points(points @ turn + middle)
