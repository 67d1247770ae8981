"""A chain as a slim row of names: where in it something happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, UP, Animation, VGroup

from backprop_core.network import Graph
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.typesetting import math
from scenes.stage.style import STYLE

_NODE, _PARAMETER = (1.0, 0.58), (0.66, 0.5)
_LIFT, _APART, _LEAST_GAP = 0.22, 0.1, 0.3


class NetworkStrip(VGroup):
    """The network's row of boxes with what enters from above; each box holds its symbol. `boxes` by key."""

    def __init__(self, theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], width: float) -> None:
        super().__init__()
        self.theme = theme
        gaps = len(graph.row) - 1
        wide = min(_NODE[0], (width - gaps * _LEAST_GAP) / len(graph.row))
        self.boxes = {key: self._box(quantities[key], (wide, _NODE[1])) for key in graph.row}
        gap = (width - len(graph.row) * wide) / gaps
        VGroup(*self.boxes.values()).arrange(RIGHT, buff=gap)
        self.arrows = VGroup()
        for a, b in pairwise(graph.row):
            self._join(self.boxes[a].frame.get_right(), self.boxes[b].frame.get_left())
        for node in dict.fromkeys(graph.above.values()):
            self._stack(node, [key for key, target in graph.above.items() if target == node], quantities)
        self.add(*self.boxes.values(), self.arrows)

    def highlight(self, keys: Sequence[str]) -> list[Animation]:
        """Return the animations that let some boxes glow and the rest step back."""
        return [box.highlight() if key in keys else box.tone_down() for key, box in self.boxes.items()]

    def tone_down(self) -> list[Animation]:
        """Return the animations that let all boxes step back."""
        return self.highlight(())

    def _stack(self, node: str, keys: Sequence[str], quantities: Mapping[str, Quantity]) -> None:
        width = min(_PARAMETER[0], float(self.boxes[node].frame.width)) if len(keys) == 1 else _PARAMETER[0]
        boxes = VGroup(*(self._box(quantities[key], (width, _PARAMETER[1])) for key in keys))
        boxes.arrange(RIGHT, buff=_APART).next_to(self.boxes[node], UP, buff=_LIFT)
        for key, box in zip(keys, boxes, strict=True):
            assert isinstance(box, Box)
            self.boxes[key] = box
            foot = box.frame.get_bottom()
            self._join(foot, foot + DOWN * _LIFT)

    def _box(self, quantity: Quantity, size: tuple[float, float]) -> Box:
        color = role_color(self.theme, quantity.symbol)
        box = Box(self.theme, color, *size)
        symbol = math([quantity.symbol.typst], color, size=0.42, display=False)
        box.add(symbol.move_to(box.frame))
        return box

    def _join(self, start: np.ndarray, end: np.ndarray) -> None:
        arrow = STYLE.arrow(start, end, self.theme.dimmed, buff=0.05, stroke_width=3.0, tip_length=0.12)
        self.arrows.add(arrow)
