"""The gradient in a weighted sum: it divides into arms to the weight, the bias, the value before."""

from __future__ import annotations

import math as maths
from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup

from backprop_core.network import Network
from config import Theme
from scenes.stage.formulas.equation import fit, number_piece
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import SMALL, TypesetLine, math, text
from scenes.stage.machines.flow_arm import Floats, FlowArm, straight_on, turning_up
from scenes.stage.machines.gradient_flow import HEIGHT
from scenes.stage.machines.magnification import magnification
from scenes.stage.plots.free_spot import finds_spot, keeps_off

_RADIUS, _BESIDE, _SIZE, _ROOM = 0.5, 0.16, 0.42, 1.3
"""Radius of a bend; what a label keeps from its arm; type size of a factor, and its room."""

_EDGE, _KEPT, _PICTURE = 0.35, 0.1, 0.4
"""What the mark of a scale keeps from the wall, and from what is drawn; share of a machine's width that its
picture takes."""


class GradientFork:
    """`arms` by the key of what they lead to; `factors` by key are what each arm is multiplied by.

    All are as wide as the gradients are large, to the scale of `unit`, or drawn larger by a power of ten that
    `mark` states, None where the scale is the same.
    """

    def __init__(
        self, theme: Theme, net: Network, node: str, ends: tuple[float, float], level: float, unit: float
    ) -> None:
        self.theme, self.net, self.node, self.ends, self.level = theme, net, node, ends, level
        keys = [key for key in net.graph.nodes[node].entering if key in net.gradient]
        largest = max(abs(float(net.gradient[key].value)) for key in (node, *keys)) * unit
        power = max(0, maths.floor(maths.log10(HEIGHT / largest))) if largest else 0
        self.unit = unit * 10.0**power
        self.arms: dict[str, FlowArm] = {}
        self.factors: dict[str, TypesetLine] = {}
        self.mark = self._mark(power) if power else None

    def lead_up(self, key: str, x: float, top: float) -> None:
        """Let an arm turn up to a parameter's box."""
        way = turning_up((self.ends[1], self.level), x, top, _RADIUS)
        label = self._lead(key, way)
        label.move_to((x + _BESIDE + self._half(key), (self.level + top) / 2, 0.0), aligned_edge=LEFT)

    def lead_on(self, key: str) -> None:
        """Let an arm go on to the left wall."""
        label = self._lead(key, straight_on((self.ends[1], self.level), self.ends[0]))
        hangs = float(self.net.gradient[key].value) < 0
        place = (self.ends[0] + _ROOM / 2, self.level, 0.0)
        label.next_to(place, (UP if hangs else DOWN) + RIGHT, buff=_BESIDE / 2)

    def find_mark_a_place(self, machine: Mobject, boxes: Sequence[Mobject]) -> None:
        """Move the mark off arms, factors and boxes, in the part of a machine where its picture is not."""
        if self.mark is None:
            return
        wide, edge = self.ends[1] - self.ends[0], _BESIDE / 2
        low, high = float(machine.get_bottom()[1]) + edge, float(machine.get_top()[1]) - edge
        room = Region(self.ends[0] + _PICTURE * wide, self.ends[1] - edge, low, high)
        lines, texts = [*self.arms.values(), *boxes], [*self.factors.values()]
        if not keeps_off(self.mark, room, lines, enough=_KEPT, texts=texts):
            finds_spot(self.mark, room, self.mark.get_center(), lines, enough=_KEPT, texts=texts)

    def _mark(self, power: int) -> VGroup:
        """Return the statement of the scale, beside the right wall."""
        word = text("drawn", self.theme.dimmed, size=SMALL)
        zoom = math(["times", number_piece(magnification(power))], self.theme.dimmed, size=SMALL)
        stands = max(0.0, float(self.net.gradient[self.node].value) * self.unit)
        place = (self.ends[1] - _EDGE, self.level + stands, 0.0)
        mark = VGroup(word, zoom).arrange(DOWN, buff=_BESIDE / 2)
        return mark.next_to(place, UP + LEFT, buff=_BESIDE / 2)

    def _lead(self, key: str, way: Floats) -> TypesetLine:
        of, by = self.net.gradient[self.node], self.net.gradient[key]
        self.arms[key] = FlowArm(self.theme, way, (float(of.value), by), self.unit)
        line = math(["times", number_piece(self.net.local[self.node, key])], self.theme.ink, size=_SIZE)
        self.factors[key] = fit(line, _ROOM)
        return line

    def _half(self, key: str) -> float:
        return max(0.0, float(self.net.gradient[key].value) * self.unit)
