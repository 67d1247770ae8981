"""A ball that rolls on a curve: it touches it where the view's point is, and turns by the way it has gone."""

from __future__ import annotations

import numpy as np
from manim import Circle, Dot, Mobject, VGroup
from numpy.typing import NDArray

from scenes.stage.plots.curve_view import CurveView

RADIUS, _MARK, _OFF = 0.24, 0.2, 0.58
"""Radius of a ball on stage; size of its mark, and how far off its middle that is, as shares of it."""

_PLACES = 600


class RollingBall(VGroup):
    """A disc with a mark near its rim that lies on the curve of a view, over its point, wherever that is.

    How far it has turned is read off the curve between its left end and the point, so that it depends on
    the point's place alone.
    """

    def __init__(self, view: CurveView, color: str, radius: float = RADIUS) -> None:
        super().__init__()
        self.view, self.radius = view, radius
        ground = view.theme.background
        self.disc = Circle(radius=radius, stroke_color=ground, fill_color=color, fill_opacity=1.0)
        self.disc.set_stroke(width=3.0)
        self.mark = Dot(radius=_MARK * radius, color=ground)
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
        ball.mark.move_to(middle + _OFF * ball.radius * np.array([np.cos(turned), np.sin(turned), 0.0]))
