"""A network of wide layers in the most telling form that has room, and its numbers as they stand there."""

from __future__ import annotations

from dataclasses import replace

from backprop_core.network import Network
from backprop_core.network.pass_numbers import PassNumbers
from config import Theme
from scenes.stage.frame import safe_width
from scenes.stage.graph.layer_diagram import LayerDiagram
from scenes.stage.graph.neuron_box import BARE, FLAT, TALL, Form

_MOST_HEIGHT, _DECIMALS = 3.06, (4, 3)
"""How much of the stage a network takes at most; decimals of its numbers, the preferred ones first."""


def diagram_of(
    theme: Theme, network: Network, top: float, *, backward: bool
) -> tuple[PassNumbers, LayerDiagram]:
    """Return a network drawn under a height, and its numbers with the decimals that have room there.

    The first form of a neuron that has room is taken, the most telling ones come first.
    """
    forms: tuple[Form, ...] = (TALL, FLAT, BARE)
    if backward:
        over = (replace(one, beside=False) for one in (TALL, FLAT, BARE))
        forms = (TALL, FLAT, *over)
    for form in forms:
        for decimals in _DECIMALS:
            numbers = PassNumbers(network, decimals)
            gradients = {
                network.graph.neuron(layer, place).output: numbers.deltas[key]
                for layer in range(1, network.graph.depth + 1)
                for place, key in enumerate(network.graph.sum_keys(layer))
            }
            room = (safe_width(), _MOST_HEIGHT)
            drawn = LayerDiagram(
                theme, network.graph, numbers.values, room, top, form, gradients if backward else None
            )
            if drawn.fits:
                return numbers, drawn
    return numbers, drawn
