"""The row of boxes once more, with one gradient that is carried along it from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from manim import DOWN, RIGHT, UP, Animation, Arrow, FadeIn, FadeOut, VGroup

from backprop_core.network import TwoWeightNetwork
from config import Theme
from scenes.stage.formulas.equation import number_line, value_line
from scenes.stage.lettering.flights import changing, fly
from scenes.stage.lettering.typesetting import Line, math
from scenes.stage.network.boxes import GradientTab, ValueBox
from scenes.stage.titles import safe_width

STOPS = ("z1", "a1", "z2", "a2", "L")
"""The boxes from left to right."""

_BOX, _TOKEN, _DROP = (1.8, 1.35), 2.48, 2.0


class ReuseTrack(VGroup):
    """Boxes with their values, a local derivative under each arrow, and below them the gradient's line.

    `boxes` by key, `slopes` by the key on the left of the arrow.
    """

    def __init__(self, theme: Theme, net: TwoWeightNetwork) -> None:
        super().__init__()
        self.theme, self.net = theme, net
        self.boxes = {key: ValueBox(theme, net.quantity[key], *_BOX) for key in STOPS}
        room = safe_width() - (_TOKEN - _BOX[0])
        gap = (room - len(STOPS) * _BOX[0]) / (len(STOPS) - 1)
        self.row = VGroup(*self.boxes.values()).arrange(RIGHT, buff=gap)
        for box in self.boxes.values():
            box.hold(box.slot())
        self.arrows = VGroup(*(self._arrow(a, b) for a, b in pairwise(STOPS)))
        self.slopes: dict[str, Line] = {a: self._slope(a, b) for a, b in pairwise(STOPS) if b != "L"}
        scale = min(self._room(line, gap) for line in self.slopes.values())
        for line in self.slopes.values():
            line.scale(scale)
        self.add(self.row, self.arrows, *self.slopes.values())
        self.token = self.tab("a2")

    def tab(self, key: str) -> GradientTab:
        """Return the gradient by a box's value, in its place under the box."""
        tab = GradientTab(self.theme, self.net.gradient[key], _TOKEN, named=True, size=0.42)
        return tab.next_to(self.boxes[key], DOWN, buff=_DROP)

    def carry(self, to: str) -> Iterator[list[Animation]]:
        """Yield the animations, to be played one after the other, that carry the gradient one box on.

        What moves is the gradient itself; a dimmed trace of it appears where it stood. Below the
        local derivative it is multiplied, and what goes on is the product.
        """
        slope, token, product = self.slopes[to], self.token, self.tab(to)
        trace = self._trace()
        under = (float(slope.get_x()), float(token.get_y()), 0.0)
        yield [
            changing(token).move_to(under),
            changing(slope).set_color(self.theme.gradient),
            self.boxes[to].light(self.theme.gradient),
        ]
        factor = self._factor(to)
        yield [FadeIn(factor[0]), fly(slope.part(3), factor[1])]
        old, new = token.line, product.line.copy().move_to(token.frame)
        token.remove(old)
        yield [FadeOut(old), FadeOut(factor, target_position=token.frame.get_center())]
        token.line, token.quantity = new, product.quantity
        token.add(new)
        yield [FadeIn(new)]
        yield [changing(token).move_to(product), changing(slope).set_color(self.theme.dimmed)]
        self.add(trace)
        yield [self.boxes[to].unlight(), FadeIn(trace)]

    def _trace(self) -> GradientTab:
        trace = self.token.copy()
        trace.set_color(self.theme.dimmed)
        trace.frame.set_fill(opacity=0.03).set_stroke(width=1.5)
        return trace

    def _factor(self, to: str) -> VGroup:
        """Return `·` and the local derivative's digits, right above the gradient."""
        following = STOPS[STOPS.index(to) + 1]
        digits = number_line(self.theme, self.net.local[following, to], size=0.42)
        line = VGroup(math(["dot.op"], self.theme.gradient, size=0.6), digits).arrange(RIGHT, buff=0.1)
        line.next_to(self.token, UP, buff=0.1)
        return VGroup(line[0], digits.part(1))

    @staticmethod
    def _room(line: Line, gap: float) -> float:
        """Return by how much a line must shrink so that it does not meet its neighbour."""
        return min(1.0, (_BOX[0] + gap - 0.3) / float(line.width))

    def _slope(self, a: str, b: str) -> Line:
        line = value_line(self.theme, self.net.local[b, a], size=0.44)
        line.set_color(self.theme.dimmed)
        arrow = (self.boxes[a].get_right() + self.boxes[b].get_left()) / 2
        line.move_to((float(arrow[0]), float(self.boxes[a].get_bottom()[1]) - 0.8, 0.0))
        return line

    def _arrow(self, a: str, b: str) -> Arrow:
        return Arrow(
            self.boxes[a].get_right(),
            self.boxes[b].get_left(),
            buff=0.1,
            color=self.theme.dimmed,
            stroke_width=3.5,
            tip_length=0.18,
            max_tip_length_to_length_ratio=0.6,
        )
