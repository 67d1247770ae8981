"""The side of the loss's square: how far the prediction is from the target."""

from __future__ import annotations

from backprop_core.network import Network
from backprop_core.quantity import Quantity, Symbol


def side_of(net: Network) -> Quantity:
    """Return the distance between a chain's prediction and its target, named |a − y|."""
    output, target = (net.quantity[keys[0]] for keys in (net.graph.outputs, net.graph.targets))
    a, y = output.symbol, target.symbol
    spoken = f"the distance between {a.spoken} and {y.spoken}"
    symbol = Symbol(f"abs({a.typst} - {y.typst})", f"|{a.plain} − {y.plain}|", spoken, "loss")
    return Quantity(
        symbol, max(output.value - target.value, target.value - output.value), decimals=output.decimals
    )
