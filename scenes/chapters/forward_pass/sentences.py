"""What is said of each step of the forward pass, for any chain: built from the tables and the graph."""

from __future__ import annotations

from backprop_core.network import Network
from scenes.stage.graph.network_diagram import ORDINALS
from scenes.stage.words import Words, counted, words


class ForwardSentences:
    """The sentences of a chain's forward pass."""

    def __init__(self, net: Network) -> None:
        self.net, self.graph = net, net.graph

    def network(self) -> Words:
        """What stands in the row."""
        x, neurons = self.net.quantity["x"], counted(self.graph.depth, "neuron")
        return words(f"One input, {neurons}, one loss. The input {{name}} is {{x}}.", name=x.symbol, x=x)

    def parameters(self) -> Words:
        """What training will change."""
        which = "Each" if self.graph.depth > 1 else "The"
        return words(f"{which} neuron has a weight and a bias. These are what training will change.")

    def target(self) -> Words:
        """What the target is."""
        return words("The target {y} is what the network should have said.", y=self.net.quantity["y"])

    def step(self, key: str) -> Words:
        """One step by itself."""
        quantity, node = self.net.quantity[key], self.graph.nodes[key]
        if node.kind == "loss":
            measures = self.graph.loss.measures
            told = f"{measures[0].upper()}{measures[1:]}"
            if self.graph.loss.from_sums is None:
                told = f"The gap is the side of a square, and {measures}"
            sentence = f"How far off? {told} is the loss, {{value}}."
        elif node.kind == "pre_activation":
            added = f"Again the weight scales what comes in, and the {ORDINALS[node.layer]} bias"
            first = "What happens inside? The weight scales the input, and the bias"
            told = f"{added if node.layer > 1 else first} {self._moves(node.layer)}"
            sentence = f"{told}: {{symbol}} is {{value}}."
        else:
            last = node.layer == self.graph.depth
            again = self._known(node.layer)
            sentence = f"{self._does(node.layer)}: to the curve, and across. {{symbol}} is {{value}}"
            sentence += (": this is the prediction." if again else ", the prediction.") if last else "."
        return words(sentence, symbol=quantity.symbol, value=quantity)

    def neuron(self, layer: int) -> Words:
        """Both steps of a neuron, once the first ones have been told."""
        neuron = self.graph.neuron(layer)
        z, a = (self.net.quantity[key] for key in (neuron.sum, neuron.output))
        same = "the same again: {z} is {total}, and {a} is {value}"
        told = same if self._known(layer) else f"{{z}} is {{total}}. {self._does(layer)}: {{a}} is {{value}}"
        end = ", the prediction." if layer == self.graph.depth else "."
        sentence = f"The {ORDINALS[layer]} neuron{', ' if self._known(layer) else ': '}{told}{end}"
        return words(sentence, z=z.symbol, total=z, a=a.symbol, value=a)

    def _moves(self, layer: int) -> str:
        """Return what a bias does to the weighed value on the number line."""
        bias = self.net.values[self.graph.neuron(layer).bias]
        if bias == 0:
            return "adds nothing"
        return f"moves it to the {'left' if bias < 0 else 'right'}"

    def _known(self, layer: int) -> bool:
        """Tell whether the activation of a layer has been told of."""
        return self.graph.activation(layer) in self.graph.activations[: layer - 1]

    def _does(self, layer: int) -> str:
        activation = self.graph.activation(layer)
        name = activation.spoken[0].upper() + activation.spoken[1:]
        return f"{name} again" if self._known(layer) else f"{name} {activation.effect}"
