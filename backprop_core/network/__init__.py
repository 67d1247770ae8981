"""Feed-forward networks: layers of neurons, a loss, and everything that is derived from their graph."""

from backprop_core.network.given import Layer
from backprop_core.network.graph import Graph, Node
from backprop_core.network.network import Network

__all__ = ["Graph", "Layer", "Network", "Node"]
