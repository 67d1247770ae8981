"""The way that the gradient takes under the network: back from the loss, and up into the first weight."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from manim import (
    LEFT,
    UP,
    Animation,
    Arrow,
    Create,
    FadeIn,
    GrowArrow,
    LaggedStart,
    ShowPassingFlash,
    Triangle,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from config import Theme
from scenes.stage.network.boxes import Box
from scenes.stage.network.network_diagram import NetworkDiagram

_STROKE, _TIP, _CORNER, _GAP = 4.0, 0.17, 0.22, 0.07


class Elbow(VGroup):
    """An arrow with one rounded corner; `path` and `tip` are its parts."""

    def __init__(
        self, start: NDArray[np.float64], corner: NDArray[np.float64], end: NDArray[np.float64], color: str
    ) -> None:
        super().__init__()
        before, after = _toward(corner, start, _CORNER), _toward(corner, end, _CORNER)
        foot = _toward(end, corner, _TIP)
        self.path = VMobject(stroke_color=color, stroke_width=_STROKE, fill_opacity=0.0)
        self.path.start_new_path(start).add_line_to(before)
        self.path.add_quadratic_bezier_curve_to(corner, after).add_line_to(foot)
        direction = end - corner
        self.tip = Triangle(stroke_width=0.0, fill_color=color, fill_opacity=1.0)
        self.tip.stretch_to_fit_width(_TIP).stretch_to_fit_height(_TIP)
        self.tip.rotate(np.arctan2(direction[1], direction[0]) - np.pi / 2).move_to((foot + end) / 2)
        self.add(self.path, self.tip)

    def draw(self) -> Animation:
        """Return the animation that draws the path and then the tip."""
        return LaggedStart(Create(self.path), FadeIn(self.tip), lag_ratio=0.8)


class GradientWay(VGroup):
    """Arrows from the loss back through the tabs under the boxes, and the one that closes the loop."""

    def __init__(self, theme: Theme, diagram: NetworkDiagram, tabs: Mapping[str, Box]) -> None:
        super().__init__()
        self.theme = theme
        keys = list(tabs)
        loss, first, last = diagram.nodes["L"].frame, tabs[keys[0]].frame, tabs[keys[-1]].frame
        start = loss.get_bottom()
        corner = np.array([start[0], first.get_y(), 0.0])
        self.down = Elbow(start - UP * _GAP, corner, first.get_right() - LEFT * _GAP, theme.gradient)
        self.between: dict[str, Arrow] = {}
        for before, key in pairwise(keys):
            self.between[key] = Arrow(
                tabs[before].frame.get_left(),
                tabs[key].frame.get_right(),
                buff=_GAP,
                color=theme.gradient,
                stroke_width=_STROKE,
                tip_length=_TIP,
            )
        weight = diagram.parameters["w1"].frame
        corner = np.array([diagram.arrows["x", "z1"].get_center()[0], last.get_y(), 0.0])
        end = np.array([corner[0], weight.get_bottom()[1] - _GAP, 0.0])
        self.up = Elbow(last.get_left() + LEFT * _GAP, corner, end, theme.gradient)
        self.add(self.down, *self.between.values(), self.up)

    def reach(self, key: str) -> Animation:
        """Return the animation that leads on to a tab."""
        return GrowArrow(self.between[key]) if key in self.between else self.down.draw()

    def flash(self) -> Animation:
        """Return a light that runs along the whole way."""
        legs = [self.down.path, *self.between.values(), self.up.path]
        lights = []
        for leg in legs:
            light = VMobject(stroke_color=self.theme.ink, stroke_width=2.2 * _STROKE, fill_opacity=0.0)
            lights.append(ShowPassingFlash(light.set_points(leg.points), time_width=0.8))
        return LaggedStart(*lights, lag_ratio=0.5)


def _toward(start: NDArray[np.float64], end: NDArray[np.float64], length: float) -> NDArray[np.float64]:
    step: NDArray[np.float64] = (end - start) / np.linalg.norm(end - start) * length
    return start + step
