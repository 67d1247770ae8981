"""The row that the dolls unroll into: a box and a picture for each function, and its slope below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import DOWN, LEFT, UP, VGroup

from backprop_core.network import Network
from backprop_core.network.stages import by_neuron
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.premise.neuron_row import NeuronRow
from scenes.stage.formulas.equation import number_line
from scenes.stage.frame import safe_top, safe_width
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.machines.factory import interior_of, slope_of
from scenes.stage.measure import allow

_LIFT, _TOP, _UNDER, _BELOW, _SIZE, _APART = 0.36, 0.74, 0.2, 0.28, 0.62, 0.2
"""How far parameters stand over their boxes; from the margin to the row, from a box to its picture, from the
pictures to the slopes; how large these are at most, and how far apart at least."""

_LARGE, _CURVE, _TALLEST, _BESIDE, _EDGE = (3.6, 3.3), (3.2, 2.9), 1.75, 0.16, 0.05
"""Sizes at which pictures are drawn before they are fitted; how tall one is at most, and how far from the
next."""


class MachineRow(VGroup):
    """`diagram`, under its boxes `pictures` of what each function does, under these its `slopes`' digits."""

    def __init__(self, theme: Theme, net: Network, keys: Sequence[str], slopes: Sequence[Quantity]) -> None:
        super().__init__()
        deep = by_neuron(net.graph)
        row = NeuronRow if deep else NetworkDiagram
        self.diagram = row(theme, net.graph, net.quantity, lift=_LIFT)
        self.diagram.move_to((0.0, safe_top() - _TOP, 0.0), aligned_edge=UP)
        self.nodes = [self.diagram.nodes[key] for key in keys[1:]]
        top = float(self.nodes[0].frame.get_bottom()[1]) - _UNDER
        self.pictures = VGroup()
        pitch = float(self.nodes[1].frame.get_x() - self.nodes[0].frame.get_x())
        for before, key in pairwise(keys):
            node = self.diagram.nodes[key]
            if deep:
                drawn = interior_of(theme, net, key, _LARGE, _CURVE).drawn
            else:
                drawn = slope_of(theme, net, key, before, _LARGE, _CURVE).drawn
            drawn.scale(min((pitch - _BESIDE) / float(drawn.width), _TALLEST / float(drawn.height)))
            drawn.move_to((float(node.frame.get_x()), top, 0.0), aligned_edge=UP)
            beyond = float(drawn.get_right()[0]) + _EDGE - safe_width() / 2
            self.pictures.add(drawn.shift(LEFT * max(0.0, beyond)))
        self.slopes = self._slopes(theme, slopes)
        for part in (*self.diagram.get_family(), *self.pictures.get_family()):
            allow(part, "close-up", "the row goes on beyond a close-up")
        self.add(self.diagram, self.pictures)

    def x_of(self, key: str) -> float:
        """Return where what a key names stands in the row."""
        boxes = self.diagram.parameters if key in self.diagram.parameters else self.diagram.nodes
        return float(boxes[key].frame.get_x())

    def _slopes(self, theme: Theme, slopes: Sequence[Quantity]) -> list[TypesetLine]:
        lines = [number_line(theme, slope, size=_SIZE, color=theme.gradient) for slope in slopes]
        for line in lines:
            allow(line, "reading time", "it comes back, and goes on into the product so far")
        pitch = float(self.nodes[1].frame.get_x() - self.nodes[0].frame.get_x())
        share = min(1.0, (pitch - _APART) / max(float(line.width) for line in lines))
        level = float(self.pictures.get_bottom()[1]) - _BELOW
        most = safe_width() / 2
        for line, node in reversed(list(zip(lines, self.nodes, strict=True))):
            line.scale(share).move_to((float(node.frame.get_x()), level, 0.0), aligned_edge=UP)
            line.shift(LEFT * max(0.0, float(line.get_right()[0]) - most))
            most = float(line.get_left()[0]) - _APART
        deepest = min(line.baseline for line in lines)
        for line in lines:
            line.shift(DOWN * (line.baseline - deepest))
        return lines
