"""The network while it trains: the same boxes, with the numbers of any step in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, UP, Animation, AnimationGroup, FadeIn, GrowArrow, LaggedStart, VGroup
from numpy.typing import NDArray

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch, mean_gradients
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.graph.live_digits import LiveDigits, LivePart, extent, outlines_of, with_first_way
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, TypesetPart

__all__ = ["LiveNetwork", "LivePart", "gradients", "values"]

_TAB_GAP, _TAB_HEIGHT, _TAB_INSET, _NAME_GAP = 0.06, 0.42, 0.07, 0.13


class LiveNetwork(VGroup):
    """A network diagram whose `digits`, by key, and `gradients`, by key, follow the steps of a training run.

    `diagram` stands in its place already. `tabs` are the frames that the gradients land in, `names` the
    parameters' symbols.
    """

    def __init__(self, theme: Theme, diagram: NetworkDiagram, epochs: Sequence[Epoch]) -> None:
        super().__init__()
        self.theme, self.diagram = theme, diagram
        graph = diagram.graph
        self.digits: dict[str, LiveDigits] = {}
        self.gradients: dict[str, LiveDigits] = {}
        self.tabs: dict[str, Box] = {}
        self.names: dict[str, TypesetPart] = {}
        for key in graph.row:
            slot = diagram.nodes[key].slot()
            self.digits[key] = LiveDigits(
                values(epochs, key),
                theme.ink,
                diagram.nodes[key].room,
                slot.baseline,
                middle=float(slot.get_x()),
            )
        for key in graph.above:
            self._free_parameter(key, epochs)
        for key in graph.back:
            self._add_tab(key, diagram.nodes[key], DOWN, epochs)
        for key in graph.parameters:
            self._add_tab(key, diagram.parameters[key], UP, epochs)
        self.add(diagram, *self.digits.values(), *self.tabs.values(), *self.gradients.values())

    def write(self, step: int) -> None:
        """Write all numbers of a step."""
        for number in (*self.digits.values(), *self.gradients.values()):
            number.write(step)

    def enter(self) -> Animation:
        """Return the animation that draws boxes, arrows, and what is given before anything is computed."""
        given = [self.diagram.parameters[key] for key in self.diagram.graph.above]
        numbers = [self.digits[key] for key in (*self.diagram.graph.above, "x")]
        arrows = [GrowArrow(arrow) for arrow in self.diagram.arrows.values()]
        return LaggedStart(
            FadeIn(self.diagram.row), AnimationGroup(FadeIn(*given, *numbers), *arrows), lag_ratio=0.4
        )

    def drop(self, key: str) -> Animation:
        """Return the animation in which a copy of a parameter's tab sinks into its box; the tab is gone."""
        number = self.gradients[key].copy()
        number.part.number = None
        ghost = VGroup(self.tabs[key].copy(), number)
        edge = self.diagram.parameters[key].frame.get_top()
        sunk: Animation = changing(ghost).stretch_to_fit_height(0.02).move_to(edge).set_opacity(0.0)
        return sunk

    def signal(self, start: str, end: str) -> Animation:
        """Return a flash that runs along an arrow, in the colour of the box that it leads to."""
        return self.diagram.signal(start, end, self.diagram.nodes[end].color_on)

    def light_forward(self) -> Animation:
        """Return the animation in which the row's arrows light up one after another, and stay lit."""
        arrows = [self.diagram.arrows[edge] for edge in pairwise(self.diagram.graph.row)]
        steps = [
            AnimationGroup(self.signal(*edge), changing(arrow).set_color(self.theme.ink))
            for edge, arrow in zip(pairwise(self.diagram.graph.row), arrows, strict=True)
        ]
        return LaggedStart(*steps, lag_ratio=0.5)

    def land(self, key: str) -> Animation:
        """Return the animation in which a gradient lands at its box: under a value, over a parameter."""
        way = UP if key in self.diagram.graph.parameters else DOWN
        return FadeIn(VGroup(self.tabs[key], self.gradients[key]), shift=way * 0.15)

    def _free_parameter(self, key: str, epochs: Sequence[Epoch]) -> None:
        """Keep a parameter's name in its box and give the rest of the line to digits that can change."""
        box, numbers = self.diagram.parameters[key], values(epochs, key)
        name = box.line.part(1)
        box.remove(box.line)
        most = box.room - float(name.width) - _NAME_GAP
        passed = (extent(outlines_of(one, signed=True)) for one in with_first_way(numbers))
        widest = max(high - low for low, high in passed)
        room = min(SMALL * widest, most)
        start = float(box.frame.get_x()) - (float(name.width) + _NAME_GAP + room) / 2
        name.shift((start - float(name.get_left()[0]), 0.0, 0.0))
        self.names[key] = name
        box.add(name)
        left = float(name.get_right()[0]) + _NAME_GAP
        self.digits[key] = LiveDigits(numbers, self.theme.ink, room, box.line.baseline, left=left)

    def _add_tab(self, key: str, box: Box, side: NDArray[np.float64], epochs: Sequence[Epoch]) -> None:
        tab = Box(self.theme, self.theme.gradient, float(box.frame.width), _TAB_HEIGHT)
        tab.frame.set_stroke(width=2.5)
        tab.next_to(box.frame, side, buff=_TAB_GAP)
        self.tabs[key] = tab
        self.gradients[key] = LiveDigits(
            gradients(epochs, key),
            self.theme.gradient,
            float(tab.width) - 2 * _TAB_INSET,
            float(tab.get_y()),
            middle=float(tab.get_x()),
        )
        self.gradients[key].level_with(float(tab.get_y()))


def values(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return one of the network's values at every step; what no step changes stays exact."""
    network = epochs[0].network
    node, decimals = network.graph.nodes[key], network.precision
    given = node.kind in ("input", "target")
    found = [network.quantity[key]]
    for epoch in epochs[1:]:
        value = epoch.network.values[key]
        later = Quantity(node.symbol, value, decimals=decimals, fixed=True, node=key)
        found.append(found[0] if given else later)
    return found


def gradients(epochs: Sequence[Epoch], key: str) -> list[Quantity]:
    """Return the gradient of the loss by one of the network's values at every step.

    A parameter's is the average over all examples, any other that on the first.
    """
    if key in epochs[0].network.graph.parameters:
        first = Batch(epochs[0].networks).gradient[key]
        slopes = [mean_gradients(epoch.networks, (key,))[key] for epoch in epochs[1:]]
    else:
        first = epochs[0].network.gradient[key]
        slopes = [epoch.network.gradient_values[key] for epoch in epochs[1:]]
    decimals = epochs[0].network.precision
    return [first, *(Quantity(first.symbol, slope, decimals=decimals, fixed=True) for slope in slopes)]
