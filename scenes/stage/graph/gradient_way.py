"""The way that the gradient takes: back from the loss under the network, and up into every parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from manim import (
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
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
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.box import Box
from scenes.stage.style import STYLE

_STROKE, _TIP, _CORNER, _GAP, _FORK = 4.0, 0.17, 0.22, 0.07, 0.2


class ElbowArrow(VGroup):
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
    """Arrows from the loss back through the tabs under the boxes, and from each sum up into its parameters.

    `between` by the tab that is reached, `branches` by parameter.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, tabs: Mapping[str, Box]) -> None:
        super().__init__()
        self.theme, self.diagram, self.tabs = theme, diagram, tabs
        self.back, self.above = diagram.graph.back, diagram.graph.above
        loss, first = diagram.nodes["L"].frame, tabs[self.back[0]].frame
        start = loss.get_bottom()
        corner = np.array([start[0], first.get_y(), 0.0])
        self.down = ElbowArrow(start - UP * _GAP, corner, first.get_right() - LEFT * _GAP, theme.gradient)
        self.between = {
            key: self._arrow(tabs[before].frame.get_left(), tabs[key].frame.get_right())
            for before, key in pairwise(self.back)
        }
        self.parameters = diagram.graph.parameters
        self.branches = {key: self._branch(key) for key in self.parameters}
        self.add(self.down, *self.between.values(), *self.branches.values())

    def reach(self, key: str) -> Animation:
        """Return the animation that leads on to a tab."""
        arrows = self.between | self.branches
        return GrowArrow(arrows[key]) if key in arrows else self.down.draw()

    def branch(self, node: str) -> Animation:
        """Return the animation in which the gradient goes up round a sum's box and into its parameters."""
        keys = [key for key in self.parameters if self.above[key] == node]
        lights = [self._light(self._round(key), self.theme.gradient) for key in keys]
        arrows = [GrowArrow(self.branches[key]) for key in keys]
        return LaggedStart(AnimationGroup(*lights), AnimationGroup(*arrows), lag_ratio=0.5)

    def flash(self) -> Animation:
        """Return a light that runs along the whole way, up into every parameter."""
        steps = [self._light(self.down.path, self.theme.ink)]
        for key in self.back[1:]:
            legs = [
                self.between[key],
                *(self.branches[name] for name in self.parameters if self.above[name] == key),
            ]
            steps.append(AnimationGroup(*(self._light(leg, self.theme.ink) for leg in legs)))
        return LaggedStart(*steps, lag_ratio=0.5)

    def stops(self) -> Iterator[tuple[list[str], Animation]]:
        """Yield what `flash` does stop by stop: the tabs that are reached, and the light that runs there."""
        for key in self.back:
            legs = [self.between[key]] if key in self.between else [self.down.path]
            yield [key], AnimationGroup(*(self._light(leg, self.theme.ink) for leg in legs))
            if up := [name for name in self.parameters if self.above[name] == key]:
                yield up, AnimationGroup(*(self._light(self.branches[name], self.theme.ink) for name in up))

    def _light(self, leg: VMobject, color: str) -> Animation:
        light = VMobject(stroke_color=color, stroke_width=2.2 * _STROKE, fill_opacity=0.0)
        return ShowPassingFlash(light.set_points(leg.points), time_width=0.8)

    def _branch(self, key: str) -> Arrow:
        """Return the arrow from a sum's box up to a parameter, inside of the one that comes down."""
        node, box = self.diagram.nodes[self.above[key]].frame, self.diagram.parameters[key].frame
        x = float(node.get_x()) + self._side(key) * _FORK
        return self._arrow(np.array([x, node.get_top()[1], 0.0]), np.array([x, box.get_bottom()[1], 0.0]))

    def _round(self, key: str) -> VMobject:
        """Return the line from a sum's tab up along the edge of its box to where the branch begins."""
        node, tab = self.diagram.nodes[self.above[key]].frame, self.tabs[self.above[key]].frame
        side = LEFT if self._side(key) < 0 else RIGHT
        top, begin = node.get_corner(UP + side), self.branches[key].get_start()
        way = VMobject()
        way.set_points_as_corners([tab.get_edge_center(side), top, np.array([begin[0], top[1], 0.0])])
        return way

    @staticmethod
    def _side(key: str) -> float:
        return -1.0 if key.startswith("w") else 1.0

    def _arrow(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> Arrow:
        return STYLE.arrow(start, end, self.theme.gradient, buff=_GAP, stroke_width=_STROKE, tip_length=_TIP)


def _toward(start: NDArray[np.float64], end: NDArray[np.float64], length: float) -> NDArray[np.float64]:
    step: NDArray[np.float64] = (end - start) / np.linalg.norm(end - start) * length
    return start + step
