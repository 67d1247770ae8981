"""A long chain as a row of boxes, one a neuron, with what enters each stacked above it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, UP, Arrow, VGroup
from numpy.typing import NDArray

from backprop_core.network import Graph
from backprop_core.network.stages import stage_keys
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.frame import safe_width
from scenes.stage.graph.boxes import ParameterBox, ValueBox
from scenes.stage.style import STYLE

_WIDEST, _GAP, _HEIGHT = 1.45, 0.42, 1.12
"""Of the boxes: the most that one is wide, the least between two, their height."""

_PARAMETER_WIDEST, _APART, _STACKED = 2.05, 0.1, 0.06
"""Of what enters: the most that a box is wide, the least between two neurons' boxes, between two of one."""


class NeuronRow(VGroup):
    """Boxes of a chain's input, neurons and loss, joined by arrows; weight, bias and target `lift` above.

    `nodes` and `parameters` by key, `arrows` by (from, to), of what enters that of the weight or the target.
    """

    def __init__(
        self, theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], *, lift: float
    ) -> None:
        super().__init__()
        self.theme, self.graph = theme, graph
        keys = (graph.inputs[0], *stage_keys(graph)[1:])
        pitch = safe_width() / len(keys)
        width = min(_WIDEST, pitch - _GAP)
        self.nodes = {key: ValueBox(theme, quantities[key], width, _HEIGHT) for key in keys}
        gap = (safe_width() - len(keys) * width) / (len(keys) - 1)
        row = VGroup(*self.nodes.values()).arrange(RIGHT, buff=gap)
        self.arrows: dict[tuple[str, str], Arrow] = {}
        for a, b in pairwise(keys):
            self.arrows[a, b] = self._arrow(self.nodes[a].frame.get_right(), self.nodes[b].frame.get_left())
        self.parameters: dict[str, ParameterBox] = {}
        most = min(_PARAMETER_WIDEST, width + gap - _APART)
        neurons = (graph.neuron(layer) for layer in range(1, graph.depth + 1))
        stacks = [(neuron.output, (neuron.weights[0], neuron.bias), most) for neuron in neurons]
        for node, entering, wide in (*stacks, ("L", graph.targets, width)):
            boxes = {key: ParameterBox(theme, quantities[key], wide) for key in entering}
            stack = VGroup(*boxes.values()).arrange(DOWN, buff=_STACKED)
            stack.next_to(self.nodes[node].frame, UP, buff=lift)
            self.parameters |= boxes
            top = self.nodes[node].frame.get_top()
            self.arrows[entering[0], node] = self._arrow(np.array([top[0], stack.get_bottom()[1], 0.0]), top)
        self.add(row, *self.parameters.values(), *self.arrows.values())

    def _arrow(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> Arrow:
        return STYLE.arrow(start, end, self.theme.dimmed, buff=0.07, tip_length=0.17)
