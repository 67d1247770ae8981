"""The loop as a ring: a row of boxes with all numbers, below it the gradient's way back from box to box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from manim import DOWN, UP, Animation, FadeIn, LaggedStart, VGroup, VMobject

from backprop_core.network.training import Epoch
from config import Theme
from scenes.stage.frame import safe_bottom, safe_top
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.live_digits import LiveDigits
from scenes.stage.graph.live_network import LiveNetwork, gradients
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.box import Box
from scenes.stage.measure import allow

_TOP, _FLOOR, _APART, _TAB, _UNDER = 0.95, 0.12, 0.3, 0.45, 0.08
"""From the margin to the row, from the captions and from the tabs to what stands between; height of a tab,
from a box to its tab."""


class Ring(VGroup):
    """`diagram` with the numbers of any step of a run, `digits` by key; `tabs` with the gradients, `slopes`.

    Values run along the row. `way` leads back from the loss through the tabs, and up from each sum into its
    weight and its bias; nothing of it leads to the input.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, epochs: Sequence[Epoch]) -> None:
        super().__init__()
        self.theme, self.diagram, self.graph = theme, diagram, diagram.graph
        diagram.move_to((0.0, safe_top() - _TOP, 0.0), aligned_edge=UP)
        self.live = LiveNetwork(theme, diagram, epochs)
        self.digits = self.live.digits
        self.tabs: dict[str, Box] = {}
        self.slopes: dict[str, LiveDigits] = {}
        for key in self.graph.back:
            self._tab(key, epochs)
        self.way = GradientWay(theme, diagram, self.tabs)
        self.backward = [self.way, *self.tabs.values(), *self.slopes.values()]
        self.add(diagram, *self.digits.values(), *self.backward)
        for part in self.get_family():
            allow(part, "close-up", "the step is seen a little closer: the row comes nearer to the edges")

    def _tab(self, key: str, epochs: Sequence[Epoch]) -> None:
        """Put the box of a gradient under that of its value, and its numbers into it."""
        over = self.diagram.nodes[key].frame
        tab = Box(self.theme, self.theme.gradient, float(over.width), _TAB).next_to(over, DOWN, buff=_UNDER)
        tab.frame.set_stroke(width=2.5)
        middle = float(tab.get_x()), float(tab.get_y())
        numbers = gradients(epochs, key)
        digits = LiveDigits(numbers, self.theme.gradient, tab.room, middle[1], middle=middle[0])
        digits.level_with(middle[1])
        self.tabs[key], self.slopes[key] = tab, digits

    @property
    def middle(self) -> tuple[float, float]:
        """Lower and upper end of the room under the ring."""
        return safe_bottom() + _FLOOR, float(self.tabs[self.graph.back[0]].get_bottom()[1]) - _APART

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in (*self.digits.values(), *self.slopes.values()):
            number.write(step)

    def forward(self, before: str, key: str) -> list[Animation]:
        """Return the animations in which light comes to a box, in the box's colour."""
        color = self.diagram.nodes[key].color_on
        return [self.diagram.signal(before, key, color), self.diagram.nodes[key].highlight()]

    def let_go(self) -> list[VMobject]:
        """Leave out the numbers between input and loss, and the slopes; return what goes."""
        gone: list[VMobject] = [self.digits.pop(key) for key in self.graph.row[1:-1]]
        gone += self.slopes.values()
        self.backward = [one for one in self.backward if one not in gone]
        self.slopes.clear()
        self.remove(*gone)
        return gone

    def dark(self, *keys: str) -> list[Animation]:
        """Return the animations in which boxes are as they were."""
        return [self.diagram.nodes[key].reset() for key in keys]

    def sweep(self) -> Iterator[tuple[list[Animation], float]]:
        """Yield animations and their times: the gradient comes to a tab, and up to what enters its sum."""
        for key in self.graph.back:
            yield [self.way.reach(key), FadeIn(self.tabs[key]), FadeIn(self.slopes[key])], 0.6
            if parameters := self.entering(key):
                lit = [self.diagram.parameters[one].highlight(self.theme.gradient) for one in parameters]
                yield [self.way.branch(key), *lit], 0.8

    def entering(self, key: str) -> list[str]:
        """Return the weights and biases that enter a box."""
        return [one for one in self.graph.parameters if self.graph.above[one] == key]

    def lap(self) -> Animation:
        """Return the animation of a whole lap: light runs along the row, and back below."""
        runs: list[Animation] = []
        for before, key in pairwise(self.graph.row):
            runs.append(self.diagram.signal(before, key, self.diagram.nodes[key].color_on))
        return LaggedStart(LaggedStart(*runs, lag_ratio=0.7), self.way.flash(), lag_ratio=0.8)
