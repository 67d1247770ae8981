"""The loop as a ring: a row of boxes on its upper side, a way back below, and what closes in its middle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    UP,
    Animation,
    AnimationGroup,
    Create,
    LaggedStart,
    Line,
    ShowPassingFlash,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.network.training import Epoch
from config import Theme
from scenes.stage.frame import safe_bottom, safe_top
from scenes.stage.graph.live_network import LiveNetwork
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import allow

Floats = NDArray[np.float64]

_TOP, _LIFT, _FLOOR, _CORNER, _APART = 0.62, 0.42, 0.12, 0.45, 0.3
"""From the margin to the row, from a box to what enters it; from the captions to the way back, the radius of
its corners, from it to what stands in the middle."""

_TRACK, _LIGHT, _SHORT, _BRANCH = 3.0, 14.0, 0.22, 10.0


class Ring(VGroup):
    """`diagram` with the numbers of any step of a run in it, and `track`, from the loss back to the input.

    The boxes of hidden values hold their names alone.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, epochs: Sequence[Epoch]) -> None:
        super().__init__()
        self.theme, self.diagram, self.graph = theme, diagram, diagram.graph
        diagram.move_to((0.0, safe_top() - _TOP, 0.0), aligned_edge=UP)
        self.live = LiveNetwork(theme, diagram, epochs)
        row = self.graph.row
        for key in row[1:-1]:
            if key not in self.graph.outputs:
                diagram.nodes[key].symbol.move_to(diagram.nodes[key].frame)
        shown = (row[0], *self.graph.outputs, row[-1], *self.graph.above)
        self.digits = {key: self.live.digits[key] for key in shown}
        first, last = diagram.nodes[row[0]].frame, diagram.nodes[row[-1]].frame
        self.floor = safe_bottom() + _FLOOR
        self.track = _way_back(last.get_bottom(), first.get_bottom(), self.floor)
        self.track.set_stroke(theme.dimmed, width=_TRACK, opacity=0.6)
        self.add(self.track, diagram, *self.digits.values())
        for part in self.get_family():
            allow(part, "close-up", "the row goes on beyond a close-up")

    @property
    def middle(self) -> tuple[float, float]:
        """Lower and upper end of the room inside the ring."""
        return self.floor + _APART, float(self.diagram.nodes["x"].frame.get_bottom()[1]) - _APART

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in self.digits.values():
            number.write(step)

    def forward(self, before: str, key: str) -> list[Animation]:
        """Return the animations in which light comes to a box, in the box's colour."""
        color = self.diagram.nodes[key].color_on
        return [self.diagram.signal(before, key, color), self.diagram.nodes[key].highlight()]

    def dark(self, *keys: str) -> list[Animation]:
        """Return the animations in which boxes are as they were."""
        return [self.diagram.nodes[key].reset() for key in keys]

    def back(self, width: float = _LIGHT, time_width: float = _SHORT) -> Animation:
        """Return the animation in which yellow light runs along the way back."""
        light = self.track.copy().set_stroke(self.theme.gradient, width=width, opacity=1.0)
        return ShowPassingFlash(light, time_width=time_width)

    def light_back(self) -> Animation:
        """Return the animation in which the way back lights up from the loss on, and stays lit."""
        self.glow = self.track.copy().set_stroke(self.theme.gradient, width=_LIGHT, opacity=0.9)
        return Create(self.glow)

    def shine(self) -> Animation:
        """Return the animation in which the way back begins to glow."""
        lit: Animation = changing(self.track).set_stroke(self.theme.gradient, width=2 * _TRACK, opacity=0.8)
        return lit

    def branches(self) -> Animation:
        """Return the animation in which light goes up into every weight and bias, the last layer first."""
        ways: list[Animation] = []
        for key in reversed(self.graph.parameters):
            arrow = self.diagram.arrows[key, self.graph.above[key]]
            line = Line(arrow.get_end(), arrow.get_start(), color=self.theme.gradient, stroke_width=_BRANCH)
            lit = self.diagram.parameters[key].highlight(self.theme.gradient)
            ways.append(AnimationGroup(ShowPassingFlash(line, time_width=0.9), lit))
        return LaggedStart(*ways, lag_ratio=0.45)

    def lap(self) -> Animation:
        """Return the animation of a whole lap: light runs along the row, and back below."""
        runs: list[Animation] = []
        for before, key in pairwise(self.graph.row):
            runs.append(self.diagram.signal(before, key, self.diagram.nodes[key].color_on))
        return LaggedStart(LaggedStart(*runs, lag_ratio=0.7), self.back(time_width=0.4), lag_ratio=0.8)


def _way_back(start: Floats, end: Floats, floor: float) -> VMobject:
    """Return a line down from one point, along the floor, and up to another, with round corners."""
    way = VMobject(fill_opacity=0.0)
    side = np.sign(end[0] - start[0]) * _CORNER
    way.start_new_path(start)
    for corner, before, after in (
        (np.array([start[0], floor, 0.0]), UP * _CORNER, np.array([side, 0.0, 0.0])),
        (np.array([end[0], floor, 0.0]), np.array([-side, 0.0, 0.0]), UP * _CORNER),
    ):
        way.add_line_to(corner + before)
        way.add_quadratic_bezier_curve_to(corner, corner + after)
    way.add_line_to(end + DOWN * 0.0)
    return way
