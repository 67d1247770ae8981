"""What one sweep back has found, under a row: the gradient's band, its arms into parameters, all slopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from manim import RIGHT, UP, Animation, FadeIn, GrowFromEdge, LaggedStart, VGroup, VMobject

from backprop_core.network import Network
from config import Theme
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.machines.backward_drawing import BackwardDrawing
from scenes.stage.machines.flow_arm import FlowArm, turning_up
from scenes.stage.machines.gradient_band import GradientBand
from scenes.stage.machines.miniatures import miniatures

_UNDER, _GAP, _TALLEST, _WIDEST, _RADIUS, _BEFORE, _GROWN = 0.14, 0.26, 0.8, 0.42, 0.2, 0.3, 0.4
"""From the boxes to the band, and from there to the pictures; the largest gradient's height, and how wide the
widest arm may be; radius of a bend, and how far before an arm turns up it begins; the share of its way up
that is left where it has come to its own width."""


def way_back(theme: Theme, net: Network, title: VMobject) -> BackwardDrawing:
    """Return a chain's row with all values, under a title, with what the way back brings to it."""
    drawing = BackwardDrawing(theme, net)
    drawing.stand_under(title)
    return drawing


def all_found(theme: Theme, net: Network, drawing: BackwardDrawing) -> list[VMobject]:
    """Return what stands at the end of the way back of a row that is in view as a whole."""
    below = SlopesBelow(theme, net, drawing.diagram)
    return [drawing.diagram, *(drawing.tabs[key] for key in net.graph.parameters), *below]


class SlopesBelow(VGroup):
    """`band`, `arms` by parameter, and `pictures`, each function with its slope, the first one's first."""

    def __init__(self, theme: Theme, net: Network, diagram: NetworkDiagram) -> None:
        super().__init__()
        self.net, self.diagram, row = net, diagram, net.graph.row
        places = [float(diagram.nodes[key].get_x()) for key in reversed(row[1:])]
        self.half = float(diagram.nodes[row[0]].frame.width) / 2
        back = {key: net.gradient[key] for key in net.graph.back}
        tall = max(abs(float(one.value)) for one in back.values()) or 1.0
        wide = max(abs(float(net.gradient[key].value)) for key in net.graph.parameters) or 1.0
        self.unit = min(_TALLEST / tall, _WIDEST / wide)
        self.band = GradientBand(theme, back, places, self.half, self.unit)
        top = float(diagram.nodes[row[0]].frame.get_bottom()[1]) - _UNDER
        self.band.move_to((self.band.get_x(), top, 0.0), aligned_edge=UP)
        self.arms = {key: self._arm(theme, key) for key in net.graph.parameters}
        lowest = float(self.band.get_bottom()[1]) - _GAP
        self.pictures = miniatures(theme, net, diagram, lowest, "slopes")
        self.add(self.band, *self.arms.values(), self.pictures)

    def coming(self) -> Animation:
        """Return the animation in which the functions appear, the loss first."""
        return LaggedStart(*map(FadeIn, reversed(self.pictures)), lag_ratio=0.3)

    def sweep(self, tabs: Mapping[str, GradientTab]) -> Iterator[list[Animation]]:
        """Yield the animations in which the band runs back, arms go up, and their numbers appear."""
        yield [FadeIn(self.band.zero)]
        for key, piece in zip(self.net.graph.back, self.band.pieces, strict=True):
            yield [GrowFromEdge(piece, RIGHT)]
            up = [name for name in self.net.graph.parameters if self.net.graph.above[name] == key]
            if up:
                yield [self.arms[name].run() for name in up]
                yield [FadeIn(tabs[name], shift=UP * 0.1) for name in up]

    def _arm(self, theme: Theme, key: str) -> FlowArm:
        """Return the arm to a parameter: up beside its sum's box, in the middle between that and the next."""
        node = self.net.graph.above[key]
        box, parameter = self.diagram.nodes[node].frame, self.diagram.parameters[key].frame
        pitch = float(self.diagram.nodes[self.net.graph.row[1]].get_x() - self.diagram.nodes["x"].get_x())
        side = -1.0 if self.net.graph.nodes[key].kind == "weight" else 1.0
        coming, gradient = self.net.gradient[node], self.net.gradient[key]
        x = float(box.get_x()) + side * pitch / 2 - float(gradient.value) * self.unit / 2
        start = max(float(box.get_x()) + self.half, x + _RADIUS + _BEFORE)
        level, top = float(self.band.zero.get_y()), float(parameter.get_bottom()[1])
        way = turning_up((start, level), x, top, _RADIUS)
        # Under the boxes it is no higher than the band: it widens where it goes up.
        up = (top - level - _RADIUS) / (start - x + top - level - (2 - np.pi / 2) * _RADIUS)
        turns = 1.0 - up, 1.0 - _GROWN * up
        return FlowArm(theme, way, (float(coming.value), gradient), self.unit, turns).set_z_index(-1)
