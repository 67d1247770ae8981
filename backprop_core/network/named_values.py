"""Every value of a network by the plain name that it stands under on screen."""

from __future__ import annotations

from collections.abc import Sequence

from backprop_core.network.graph import LOSS
from backprop_core.network.network import Network
from backprop_core.network.training import mean_gradients, mean_loss, update_step
from backprop_core.number import Number


def named_values(networks: Sequence[Network], learning_rate: Number) -> dict[str, Number]:
    """Return values and gradients on the first example, their means over all, and all after one step.

    `L after a step of the weights` is the loss where the biases are held still.
    """
    first = networks[0]
    names = {key: node.symbol.plain for key, node in first.graph.nodes.items()}
    found = {names[key]: value for key, value in first.values.items()}
    found |= {f"∂L/∂{names[key]}": value for key, value in first.gradient_values.items()}
    found |= {f"mean ∂L/∂{names[key]}": value for key, value in mean_gradients(networks).items()}
    found["mean L"] = mean_loss(networks)
    stepped = update_step(networks, learning_rate)
    found |= {f"{names[key]} after a step": stepped[0].given[key] for key in first.graph.parameters}
    found[f"{LOSS} after a step"] = mean_loss(stepped)
    weights = [key for key in first.graph.parameters if first.graph.nodes[key].kind == "weight"]
    found[f"{LOSS} after a step of the weights"] = mean_loss(update_step(networks, learning_rate, weights))
    return found
