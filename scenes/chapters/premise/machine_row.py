"""The row that the dolls unroll into: a box and a picture for each function, and its slope below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, Mobject, VGroup

from backprop_core.network import Network
from backprop_core.network.graph import LOSS
from backprop_core.network.stages import by_neuron
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.premise.loss_bowl import loss_bowl
from scenes.chapters.premise.neuron_row import NeuronRow
from scenes.stage.formulas.equation import number_line
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import math
from scenes.stage.machines.factory import interior_of, slope_of
from scenes.stage.measure import allow

_LIFT, _UNDER, _BELOW, _SIZE, _APART, _PRODUCT = 0.34, 0.14, 0.2, 0.66, 0.2, 1.4
"""How far parameters stand over their boxes; from a box to its function's name and from there to its
picture, from the pictures to the slopes; how large these are at most, and how far apart at least; room for
the product."""

_LARGE, _CURVE, _BESIDE, _EDGE, _NAME = (3.6, 3.3), (3.2, 2.9), 0.16, 0.05, 0.62
"""Sizes at which pictures are drawn before they are fitted; how far one is from the next; half a stroke;
size of a function's name."""


GROWN = 1.12
"""How much larger a picture is where it is pointed out."""


class MachineRow(VGroup):
    """`diagram`, under its boxes the functions' `names` and `pictures`, under these their `slopes`' digits.

    From `floor` down there is room for a product.
    """

    def __init__(self, theme: Theme, net: Network, keys: Sequence[str], slopes: Sequence[Quantity]) -> None:
        super().__init__()
        deep = by_neuron(net.graph)
        row = NeuronRow if deep else NetworkDiagram
        self.diagram = row(theme, net.graph, net.quantity, lift=_LIFT)
        self.diagram.move_to((0.0, safe_top(), 0.0), aligned_edge=UP)
        self.core = keys[0]
        self.nodes = [self.diagram.nodes[key] for key in keys[1:]]
        for node in self.diagram.nodes.values():
            node.hold(node.slot())
        self.pitch = float(self.nodes[1].frame.get_x() - self.nodes[0].frame.get_x())
        self.names = self._names(theme, keys)
        self.slopes = [number_line(theme, slope, size=_SIZE, color=theme.gradient) for slope in slopes]
        self.floor = safe_bottom() + _PRODUCT
        self._place_slopes()
        top = float(self.names.get_bottom()[1]) - _UNDER
        tall = top - _BELOW - max(float(line.get_top()[1]) for line in self.slopes)
        self.pictures = VGroup()
        for before, key in pairwise(keys):
            node = self.diagram.nodes[key]
            drawn = loss_bowl(theme, net, _CURVE) if key == LOSS else None
            if drawn is None:
                make = interior_of(theme, net, key, _LARGE, _CURVE) if deep else None
                drawn = (make or slope_of(theme, net, key, before, _LARGE, _CURVE)).drawn
            x = float(node.frame.get_x())
            wide = min(self.pitch - _BESIDE, 2 * (safe_width() / 2 - x - _EDGE) / GROWN)
            drawn.scale(min(wide / float(drawn.width), tall / float(drawn.height)))
            self.pictures.add(drawn.move_to((x, top, 0.0), aligned_edge=UP))
        for part in (*self.diagram.get_family(), *self.names.get_family(), *self.pictures.get_family()):
            allow(part, "close-up", "the row goes on beyond a close-up")
        for part in self.slopes:
            allow(part, "close-up", "the row goes on beyond a close-up")
        self.add(self.diagram, self.names, self.pictures)

    def aside(self) -> list[Mobject]:
        """Let go of all values but the first weight's and return them: a product of slopes asks for none."""
        diagram = self.diagram
        gone: list[Mobject] = [node.value for node in diagram.nodes.values() if node.value is not None]
        gone += [box for key, box in diagram.parameters.items() if key != self.core]
        gone += [
            arrow
            for (start, _), arrow in diagram.arrows.items()
            if start in diagram.parameters and start != self.core
        ]
        for node in diagram.nodes.values():
            node.release()
        diagram.remove(*gone)
        return gone

    def _names(self, theme: Theme, keys: Sequence[str]) -> VGroup:
        """Return the functions' names, each under its box."""
        names = VGroup()
        for index, key in enumerate(keys[1:], start=1):
            node = self.diagram.nodes[key]
            name = math([Piece(f"f_{index}", "symbol")], node.color_on, size=_NAME)
            name.next_to(node.frame, DOWN, buff=_UNDER).align_to(node.frame, LEFT)
            names.add(name.shift(RIGHT * _EDGE))
        return names

    def _place_slopes(self) -> None:
        """Let the slopes stand on the floor, each under its box as far as they do not meet."""
        share = min(1.0, (self.pitch - _APART) / max(float(line.width) for line in self.slopes))
        most = safe_width() / 2
        for line, node in reversed(list(zip(self.slopes, self.nodes, strict=True))):
            line.scale(share).move_to((float(node.frame.get_x()), self.floor, 0.0), aligned_edge=DOWN)
            line.shift(LEFT * max(0.0, float(line.get_right()[0]) - most))
            most = float(line.get_left()[0]) - _APART
        highest = max(line.baseline for line in self.slopes)
        for line in self.slopes:
            line.shift(UP * (highest - line.baseline))
