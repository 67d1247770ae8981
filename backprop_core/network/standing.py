"""Which activations a network has, and which of its neurons are marked on their curves."""

from __future__ import annotations

from dataclasses import dataclass

from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import Activation
from backprop_core.network.graph import Neuron
from backprop_core.network.network import Network

MOST_CURVES, MOST_NEURONS = 2, 4
"""Curves that stand side by side; neurons that are marked on all of them together."""


@dataclass(frozen=True)
class Standing:
    """A curve, the neurons that are marked on it, and how many there are that have it."""

    curve: ActivationCurve
    neurons: tuple[Neuron, ...]
    count: int


def standings(net: Network) -> tuple[tuple[Standing, ...], tuple[Activation, ...]]:
    """Return the activations that most neurons have, in the network's order, and those left out.

    Marked are the neurons of the first layers. Each neuron of softmax has a curve of its own: one is marked.
    """
    neurons: dict[str, list[Neuron]] = {}
    for layer in range(1, net.graph.depth + 1):
        neurons.setdefault(net.graph.activation(layer).name, []).extend(net.graph.neurons(layer))
    most = sorted(neurons, key=lambda name: -len(neurons[name]))[:MOST_CURVES]
    chosen = [name for name in neurons if name in most]
    found = []
    for name in chosen:
        marked = 1 if name == "softmax" else MOST_NEURONS // len(chosen)
        first = neurons[name][0]
        curve = ActivationCurve.of_neuron(net, first.layer, first.place)
        found.append(Standing(curve, tuple(neurons[name][:marked]), len(neurons[name])))
    left_out = (net.graph.activation(neurons[name][0].layer) for name in neurons if name not in most)
    return tuple(found), tuple(left_out)
