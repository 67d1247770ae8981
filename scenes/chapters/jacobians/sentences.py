"""What is said of a network's slopes: true words for each activation and each loss."""

from __future__ import annotations

from backprop_core.network import Network

_GRADIENTS = {
    "squared": ", twice the error at each output,",
    "half_squared": ", the error at each output,",
}
"""What the loss's gradient by the outputs is, by the name of the loss."""


def slope_rule(network: Network) -> str:
    """Return what the slope of a line from neuron to neuron is."""
    activations = network.graph.activations
    if activations[-1].name == "softmax":
        return "weights × slopes of softmax" if len(activations) == 1 else "weights × slopes of its layer"
    names = {activation.spoken for activation in activations}
    return f"its weight × slope of {names.pop() if len(names) == 1 else 'its neuron'}"


def gradient_words(network: Network) -> str:
    """Return what the gradient of the loss by the outputs is, as far as it can be said in a few words."""
    return _GRADIENTS.get(network.graph.loss.name, " by each output")


def own_words(network: Network) -> str:
    """Return what is said of the last layer's own Jacobian, activations by sums."""
    last, loss = network.graph.activations[-1], network.graph.loss
    if last.name != "softmax":
        return f"Inside: each sum bends alone, so the slopes of {last.spoken} stand on the diagonal."
    if loss.sum_slope is not None:
        return "Softmax ties every output to every sum; what comes out is output minus target."
    return "Inside: softmax ties every output to every sum, so its slopes fill a matrix."
