"""A chain of neurons as a row of boxes, with its weights, biases and target above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Arrow,
    FadeIn,
    GrowArrow,
    Indicate,
    LaggedStart,
    Line,
    ShowPassingFlash,
    SurroundingRectangle,
    VGroup,
)
from numpy.typing import NDArray

from backprop_core.network import Graph
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.frame import safe_width
from scenes.stage.graph.boxes import ParameterBox, ValueBox
from scenes.stage.lettering.box import INSET, Box
from scenes.stage.lettering.typesetting import BODY, SMALL, math, text
from scenes.stage.style import STYLE

_NARROW, _WIDE = 1.45, 1.76
_BOX_HEIGHT, _LIFT, _GROWN = 1.12, 0.36, 1.2

IN_VIEW = 2
"""Neurons that the safe area is wide enough for."""

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth")
"""Words for the number of a layer."""


class NetworkDiagram(VGroup):
    """Boxes joined by arrows. `nodes` and `parameters` by key, `arrows` by (from, to).

    The row of a chain of up to `IN_VIEW` neurons is as wide as the safe area, a longer one goes on with the
    same gaps (see `RowWindow`); boxes widen where a value is long. What enters stands `lift` above.
    """

    def __init__(
        self, theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], *, lift: float = _LIFT
    ) -> None:
        super().__init__()
        self.theme, self.graph, self.lift = theme, graph, lift
        row, above = graph.row, graph.above
        width = self._box_width(quantities)
        self.nodes = {key: ValueBox(theme, quantities[key], width, _BOX_HEIGHT) for key in row}
        fitting = min(len(row), 2 * IN_VIEW + 2)
        gap = (safe_width() - fitting * width) / (fitting - 1)
        self.row = VGroup(*self.nodes.values()).arrange(RIGHT, buff=gap)
        self.parameters = {key: ParameterBox(theme, quantities[key]) for key in above if key != "y"}
        wide = max(width, ParameterBox.least_width(theme, quantities["y"]))
        self.parameters["y"] = ParameterBox(theme, quantities["y"], wide)
        self.arrows: dict[tuple[str, str], Arrow] = {}
        for a, b in pairwise(row):
            self.arrows[a, b] = self._arrow(self.nodes[a].frame.get_right(), self.nodes[b].frame.get_left())
        for key, target in above.items():
            self._place_above(key, target, alone=list(above.values()).count(target) == 1)
        self.add(self.row, *self.parameters.values(), *self.arrows.values())

    @staticmethod
    def _box_width(quantities: Mapping[str, Quantity]) -> float:
        shown = (quantity for key, quantity in quantities.items() if quantity.formula or key == "x")
        widest = max(number_line_width(quantity) for quantity in shown)
        return min(max(_NARROW, widest + 2 * INSET), _WIDE)

    def _place_above(self, key: str, target: str, *, alone: bool) -> None:
        box, node = self.parameters[key], self.nodes[target].frame
        box.next_to(node, UP, buff=self.lift)
        if alone and box.width > node.width:
            box.align_to(node, RIGHT)
        entry = np.array(node.get_top())
        if not alone:
            side = -1.0 if key.startswith("w") else 1.0
            entry = entry + RIGHT * side * float(node.width) * 0.3
            box.shift(RIGHT * side * (float(box.frame.width) / 2 + 0.08))
        start = np.array([entry[0], box.frame.get_bottom()[1], 0.0])
        self.arrows[key, target] = self._arrow(start, entry)

    def _arrow(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> Arrow:
        return STYLE.arrow(start, end, self.theme.dimmed, buff=0.07, tip_length=0.17)

    def neurons(self) -> VGroup:
        """Return a frame round the two boxes of each neuron, its name below; no part of the diagram."""
        frames = VGroup()
        for layer in range(1, self.graph.depth + 1):
            neuron, name = self.graph.neuron(layer), f"{ORDINALS[layer]} neuron"
            boxes = VGroup(*(self.nodes[key].frame for key in (neuron.sum, neuron.output)))
            frame = SurroundingRectangle(boxes, color=self.theme.dimmed, buff=0.13, corner_radius=0.2)
            frame.set_stroke(width=2.0)
            label = text(name, self.theme.dimmed, size=BODY).next_to(frame, DOWN, buff=0.14)
            frames.add(VGroup(frame, label))
        return frames

    def signs(self) -> VGroup:
        """Return what each parameter does: × beside a weight, + beside a bias; no part of the diagram."""
        signs = VGroup()
        for key in self.graph.parameters:
            sign, side = ("times", LEFT) if self.graph.nodes[key].kind == "weight" else ("+", RIGHT)
            line = math([sign], self.theme.ink, size=SMALL)
            signs.add(line.next_to(self.arrows[key, self.graph.above[key]], side, buff=0.08))
        return signs

    def digits(self, key: str) -> VGroup:
        """Return the digits that stand in a box. Raises `KeyError` while they are unknown."""
        if key in self.parameters:
            return self.parameters[key].digits
        value = self.nodes[key].value
        if value is None:
            raise KeyError(key)
        return value.part(1)

    def point_out(self, key: str) -> Animation:
        """Return the animation in which a box's digits light up, and grow as far as the box allows."""
        digits, box = self.digits(key), {**self.nodes, **self.parameters}[key]
        room = (float(box.frame.width) - INSET) / float(digits.width)
        return Indicate(digits, color=self.theme.ink, scale_factor=max(1.0, min(_GROWN, room)))

    def color_of(self, key: str) -> str:
        """Return the colour of what a box means."""
        boxes: dict[str, Box] = {**self.nodes, **self.parameters}
        return boxes[key].color_on

    def fill(self, *keys: str) -> None:
        """Put values into nodes at once."""
        for key in keys:
            self.nodes[key].hold(self.nodes[key].slot())

    def below_arrow(self, start: str, end: str) -> NDArray[np.float64]:
        """Return the point under an arrow of the row, level with the boxes' lower edges."""
        arrow = self.arrows[start, end]
        bottom = self.nodes[end].frame.get_bottom()[1]
        return np.array([arrow.get_center()[0], bottom, 0.0])

    def signal(self, start: str, end: str, color: str, *, backward: bool = False) -> Animation:
        """Return a flash that runs along an arrow, or against it."""
        arrow = self.arrows[start, end]
        ends = [arrow.get_start(), arrow.get_end()]
        a, b = reversed(ends) if backward else ends
        return ShowPassingFlash(Line(a, b, color=color, stroke_width=9), time_width=0.8)

    def enter(self, keys: Iterable[str] | None = None) -> Animation:
        """Return the animation that draws the row, or some of its boxes, from left to right."""
        parts: list[Animation] = []
        for key in self.graph.row if keys is None else keys:
            parts.append(FadeIn(self.nodes[key], shift=DOWN * 0.15))
            parts += [GrowArrow(arrow) for (start, _), arrow in self.arrows.items() if start == key]
        return LaggedStart(*parts, lag_ratio=0.3)


def number_line_width(quantity: Quantity) -> float:
    """Return the width of a quantity's digits at the size that boxes show them."""
    return float(math([quantity.shown.typst], "#FFFFFF", size=SMALL).width)
