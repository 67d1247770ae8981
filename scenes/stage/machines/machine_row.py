"""A chain's functions side by side, each as a machine so large that the camera sees one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Indicate,
    Line,
    RoundedRectangle,
    ShowPassingFlash,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from backprop_core.network import Network
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import Frame
from scenes.stage.graph.boxes import GradientTab, ParameterBox, ValueBox
from scenes.stage.layout import Region
from scenes.stage.lettering.box import INSET
from scenes.stage.lettering.typesetting import text
from scenes.stage.machines.gradient_flow import HEIGHT, GradientFlow
from scenes.stage.machines.gradient_fork import GradientFork
from scenes.stage.machines.named_tabs import can_be_named, gradient_tab
from scenes.stage.measure import allow

WIDE, TALL, MIDDLE = 9.0, 4.45, 0.33
"""Size of a machine, and how far its middle stands above that of what the camera shows."""

LINE, LINE_ROOM = -2.54, 0.95
"""Height under the middle of what the camera shows at which a calculation stands, and its room."""

_PITCH, _BOX, _VALUE = 11.0, (1.6, 1.12), -0.5
"""From one machine to the next; size of a box on the way between them, and its height over the middle."""

_ASIDE, _EDGE, _NAME = 0.75, 0.08, 0.36
"""What stands in a machine keeps so much from the walls beside it that it is out of sight from the next one;
what boxes along the upper wall keep from it; type size of a name."""

_TAB_SIZE, _DOCK, _WIDER = 0.38, 0.06, 0.2
"""Type size of a gradient in its tab, and how far that stands off its box; how much wider than a value's box
it is; share of its width that its line may take."""

_INSIDE, _ARM = 0.34, 0.7
"""How far inside of a wall the ways of values turn; what a picture keeps from an arm of the gradient."""

_SHORTEST = 1e-6
"""Length of a piece of a way at least."""

_BACK, _TOP, _FLASH, _GROWN = -1.35, 1.77, 9.0, 1.2
"""Heights of the gradient and of the upper end of a picture; stroke of a light;
how much digits grow that are pointed out."""


class MachineRow(VGroup):
    """Machines in `frames` and value `boxes` between them by key, `parameters` of what enters from above.

    `tabs` are the places of gradients at boxes and parameters, `flows` what leads through a machine, named
    once, and `forks` what divides in a sum; no part of the row, as they come one by one. The camera's view of
    a machine is `view(key)`, in its middle; the row stands so far below the origin that it is out of sight of
    what stands there.
    """

    def __init__(self, theme: Theme, net: Network) -> None:
        super().__init__()
        self.theme, self.net, self.graph = theme, net, net.graph
        self.level = -2 * Frame.current().height
        known, row = net.quantity, net.graph.row
        self.frames: dict[str, RoundedRectangle] = {}
        self.names = VGroup()
        for key in row[1:]:
            self._open(key, role_color(theme, known[key].symbol))
        self.boxes = {key: ValueBox(theme, known[key], *_BOX) for key in row}
        for key, box in self.boxes.items():
            box.move_to(self._between(key))
        self.wires = VGroup(*(self._wire(key, side) for key in row for side in (-1, 1)))
        self.parameters: dict[str, ParameterBox] = {}
        for node in dict.fromkeys(net.graph.above.values()):
            self._place_above(node, [key for key, target in net.graph.above.items() if target == node])
        self.add(
            *self.frames.values(), self.names, self.wires, *self.boxes.values(), *self.parameters.values()
        )
        rooms = [(gradient, self._tab_width(key)) for key, gradient in net.gradient.items()]
        named = can_be_named(theme, rooms, _TAB_SIZE)
        self.tabs = {key: self._tab(key, named=named) for key in net.gradient}
        back = [row[-1], *net.graph.back]
        largest = max(abs(float(one.value)) for one in net.gradient.values()) or 1.0
        forks = dict.fromkeys(self.graph.above[key] for key in self.graph.parameters)
        self.flows = {key: self._flow(of, key, largest) for of, key in pairwise(back) if of not in forks}
        self.forks = {node: self._fork(node, largest) for node in forks}
        first = self.flows[row[-2]]
        self.flow_name = first.beside(text("gradient so far", theme.gradient, size=_NAME), _ASIDE)
        coming = [self.flow_name, *self.tabs.values(), *self.flows.values()]
        for fork in self.forks.values():
            coming += [*fork.arms.values(), *fork.factors.values(), *([fork.mark] if fork.mark else [])]
        for part in VGroup(self, *coming).get_family():
            allow(part, "close-up", "the row of machines goes on beyond what the camera shows")

    def view(self, key: str) -> Point3D:
        """Return the middle of what the camera shows at a machine."""
        return np.array([(self.graph.row.index(key) - 1) * _PITCH, self.level, 0.0])

    def inside(self, key: str, bottom: float) -> Region:
        """Return the room for a picture in a machine, down to a height over the middle of the view."""
        x, y, _ = self.view(key)
        half = WIDE / 2 - _ASIDE
        return Region(x - half, x + half, y + bottom, y + _TOP)

    def beside_arms(self, key: str, bottom: float) -> Region:
        """Return the room for a picture in a sum, left of where the gradient goes up into its parameters."""
        region = self.inside(key, bottom)
        first = min(
            float(self.parameters[one].get_x()) for one in self.forks[key].arms if one in self.parameters
        )
        return region.inset(right=region.right - first + _ARM)

    def under(self, key: str) -> Point3D:
        """Return the middle of where a calculation stands under a machine."""
        return self.view(key) + UP * LINE

    def fill(self, *keys: str) -> None:
        """Put values into boxes at once."""
        for key in keys:
            self.boxes[key].hold(self.boxes[key].slot())

    def digits(self, key: str) -> VGroup | None:
        """Return the digits of a value or parameter that stand in its box, None while they are unknown."""
        if key in self.parameters:
            return self.parameters[key].digits
        value = self.boxes[key].value
        return None if value is None else value.part(1)

    def point_out(self, key: str) -> Animation:
        """Return the animation in which the digits in a box light up, and grow as far as the box allows."""
        box = self.parameters.get(key) or self.boxes[key]
        shown = self.digits(key)
        assert shown is not None
        room = (float(box.frame.width) - INSET) / float(shown.width)
        return Indicate(shown, color=self.theme.ink, scale_factor=max(1.0, min(_GROWN, room)))

    def meets(self, machine: str, key: str) -> bool:
        """Tell whether the box of a value or parameter is seen with a machine."""
        return key == machine or key in self.graph.nodes[machine].entering

    def signal(self, key: str, color: str) -> Animation:
        """Return a light that runs along the way of a value into the machine that it enters."""
        at = self.boxes[key].get_center()
        half = _BOX[0] / 2 + 0.3
        line = Line(at + LEFT * half, at + RIGHT * half, stroke_color=color, stroke_width=_FLASH)
        return ShowPassingFlash(line, time_width=0.8)

    def way_in(self, machine: str, places: Sequence[Point3D]) -> VMobject:
        """Return the way of a value from the box at the left of a machine through its wall, on by places."""
        x, y, _ = self.view(machine)
        at, wall = y + _VALUE, x - WIDE / 2 + _INSIDE
        start = x - _PITCH / 2 + _BOX[0] / 2
        return _way((start, at, 0.0), (wall, at, 0.0), (wall, places[0][1], 0.0), *places)

    def way_out(self, machine: str, places: Sequence[Point3D]) -> VMobject:
        """Return the way of a value by places in a machine, out through its wall to the box at its right."""
        x, y, _ = self.view(machine)
        at, wall = y + _VALUE, x + WIDE / 2 - _INSIDE
        end = x + _PITCH / 2 - _BOX[0] / 2
        return _way(*places, (wall, places[-1][1], 0.0), (wall, at, 0.0), (end, at, 0.0))

    def _open(self, key: str, color: str) -> None:
        frame = RoundedRectangle(corner_radius=0.3, width=WIDE, height=TALL, stroke_color=color)
        frame.set_stroke(width=3.0).set_fill(color, 0.03).move_to(self.view(key) + UP * MIDDLE)
        self.frames[key] = frame
        node, graph = self.graph.nodes[key], self.graph
        told = {"pre_activation": "weighted sum", "loss": graph.loss.title}.get(node.kind)
        told = told or graph.activation(node.layer).spoken.removeprefix("the ")
        name = text(told, self.theme.dimmed, size=_NAME)
        corner = frame.get_corner(UP + LEFT)
        self.names.add(name.move_to(corner + np.array([_ASIDE, -0.38, 0.0]), aligned_edge=LEFT))

    def _between(self, key: str) -> Point3D:
        x = (self.graph.row.index(key) - 0.5) * _PITCH
        return np.array([x, self.level + _VALUE, 0.0])

    def _wire(self, key: str, side: int) -> Line:
        """Return what leads from the wall of a machine to a value's box, or from there to the next wall."""
        x, y, _ = self._between(key)
        wall, edge = (_PITCH - WIDE) / 2, _BOX[0] / 2
        if key == self.graph.row[-1] and side > 0:
            wall = edge
        color = role_color(self.theme, self.net.quantity[key].symbol)
        return Line((x + side * edge, y, 0.0), (x + side * wall, y, 0.0), stroke_color=color, stroke_width=5)

    def _place_above(self, node: str, keys: Sequence[str]) -> None:
        """Put the boxes of what enters a machine from above along its upper wall, at the right."""
        boxes = [ParameterBox(self.theme, self.net.quantity[key]) for key in keys]
        group = VGroup(*boxes).arrange(RIGHT, buff=0.25)
        corner = self.frames[node].get_corner(UP + RIGHT)
        group.move_to(corner - np.array([_ASIDE, _EDGE, 0.0]), aligned_edge=UP + RIGHT)
        self.parameters |= dict(zip(keys, boxes, strict=True))

    def _tab_width(self, key: str) -> float:
        """Return how wide the tab of a gradient is."""
        if key in self.parameters:
            return float(self.parameters[key].frame.width)
        return _BOX[0] + _WIDER

    def _tab(self, key: str, *, named: bool) -> GradientTab:
        above = key in self.graph.above
        holder = self.parameters[key].frame if above else self.boxes[key].frame
        tab = gradient_tab(self.theme, self.net.gradient[key], self._tab_width(key), _TAB_SIZE, named=named)
        if above:
            wall = self.frames[self.graph.above[key]].get_top()[1]
            return tab.move_to((holder.get_x(), wall + _DOCK + tab.height / 2, 0.0))
        return tab.next_to(holder, DOWN, buff=_DOCK)

    def _flow(self, of: str, key: str, largest: float) -> GradientFlow:
        """Return how the gradient runs through a machine, or what comes out of the loss's."""
        known = self.net.gradient
        x, y, _ = self.view(of)
        ends = (known[of] if of in known else known[key]), known[key]
        return GradientFlow(self.theme, ends, (x - WIDE / 2, x + WIDE / 2), y + _BACK, largest)

    def _fork(self, node: str, largest: float) -> GradientFork:
        """Return how the gradient divides in a sum: up into its parameters, and on to the left."""
        x, y, _ = self.view(node)
        ends = x - WIDE / 2, x + WIDE / 2
        fork = GradientFork(self.theme, self.net, node, ends, y + _BACK, HEIGHT / largest)
        for key in self.graph.nodes[node].entering:
            if key in self.parameters:
                box = self.parameters[key]
                fork.lead_up(key, float(box.get_x()), float(box.get_bottom()[1]))
            elif key in self.net.gradient:
                fork.lead_on(key)
        fork.find_mark_a_place(self.frames[node], list(self.parameters.values()))
        return fork


def _way(*places: Iterable[float]) -> VMobject:
    """Return a line by places, with no piece so short that it has no direction."""
    corners = [np.array(tuple(place)) for place in places]
    kept = corners[:1]
    kept += [there for here, there in pairwise(corners) if np.linalg.norm(there - here) > _SHORTEST]
    return VMobject(fill_opacity=0.0).set_points_as_corners(kept)
