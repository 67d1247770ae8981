"""What a doll is given beside the value that runs through: names, or names with their values, on its wall."""

from __future__ import annotations

from collections.abc import Mapping

from manim import RIGHT, VGroup

from backprop_core.network import Graph
from backprop_core.network.stages import stage_keys
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import name_piece, role_color, value_line
from scenes.stage.lettering.typesetting import TypesetLine, math

_SIZE, _APART = 0.72, 0.7


def given_to(
    theme: Theme, graph: Graph, quantities: Mapping[str, Quantity], before: str, key: str, *, values: bool
) -> VGroup:
    """Return what enters a function beside the value that runs through: its own numbers, side by side."""
    node = graph.nodes[key]
    entering = node.entering
    if node.kind == "activation" and graph.nodes[before].kind != "pre_activation":
        entering = graph.nodes[node.entering[0]].entering
    names = VGroup()
    for one in entering:
        if one not in (before, stage_keys(graph)[0]):
            names.add(_named(theme, quantities[one], values=values))
    return names.arrange(RIGHT, buff=_APART)


def _named(theme: Theme, quantity: Quantity, *, values: bool) -> TypesetLine:
    if values:
        return value_line(theme, quantity, size=_SIZE)
    return math([name_piece(quantity)], role_color(theme, quantity.symbol), size=_SIZE)
