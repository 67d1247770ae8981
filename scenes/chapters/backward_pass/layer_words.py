"""What is said of δ in a network of wide layers: true words for each activation, loss and kink."""

from __future__ import annotations

from backprop_core.network.graph import Neuron
from backprop_core.network.pass_numbers import PassNumbers
from scenes.chapters.backward_pass.sentences import AT_KINK
from scenes.stage.words import Words, words


class LayerWords:
    """Sentences on the numbers of a pass."""

    def __init__(self, numbers: PassNumbers) -> None:
        self.numbers, self.graph = numbers, numbers.network.graph

    def output(self, neuron: Neuron) -> Words:
        """Return what is said of an output's δ."""
        delta = self.numbers.deltas[neuron.sum]
        activation, loss = self.graph.activation(self.graph.depth), self.graph.loss
        if self.numbers.fused:
            two = f"{activation.title} and {loss.title}, two steps in one: {{name}} is output minus target."
            return words(two, name=delta.symbol)
        if activation.name == "softmax":
            every = "Through softmax every output counts: loss slope times softmax slope, added up."
            return words(every)
        if self._at_kink(neuron):
            return self.slope(neuron)
        each = f"The loss’s slope at the output, times the slope of {activation.spoken}: {{delta}}."
        return words(each, delta=delta)

    def slope(self, neuron: Neuron) -> Words:
        """Return what is said of an activation's slope and of the δ that it makes."""
        delta, name = self.numbers.deltas[neuron.sum], self.graph.activation(neuron.layer).spoken
        if self._at_kink(neuron):
            z, local = self.numbers.values[neuron.sum], self.numbers.slope(neuron.output, neuron.sum)
            return words(AT_KINK.format(name=name), z=z.symbol, local=local)
        return words(f"Times the slope of {name}: {{name}} is {{delta}}.", name=delta.symbol, delta=delta)

    def layer(self, layer: int) -> Words:
        """Return what is said of a whole layer's δ, and of those of its neurons that are at a kink."""
        told = "The whole layer: the transposed matrix times delta, entry by entry times the slopes."
        at_kink = [one for one in self.graph.neurons(layer) if self._at_kink(one)]
        if not at_kink:
            return words(told)
        slope = self.numbers.slope(at_kink[0].output, at_kink[0].sum)
        return words(f"{told} At a kink the slope counts as {{slope}} by convention.", slope=slope)

    def _at_kink(self, neuron: Neuron) -> bool:
        return self.numbers.network.values[neuron.sum] == self.graph.activation(neuron.layer).kink
