"""What is said of a network's slopes: true words for each activation and each loss."""

from __future__ import annotations

from backprop_core.network import Network

_GRADIENTS = {
    "squared": ", twice the error at each output",
    "half_squared": ", the error at each output",
}
"""What the loss's gradient by the outputs is, by the name of the loss."""


def gradient_words(network: Network) -> str:
    """Return what the gradient of the loss by the outputs is, as far as it can be said in a few words."""
    return _GRADIENTS.get(network.graph.loss.name, " by each output")
