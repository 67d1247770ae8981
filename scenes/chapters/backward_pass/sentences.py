"""What is said of each step of the backward pass of any chain: from the tables, the graph and the values."""

from __future__ import annotations

from fractions import Fraction

from backprop_core.network import Network
from backprop_core.quantity import Quantity, Symbol
from scenes.stage.graph.network_diagram import IN_VIEW, ORDINALS
from scenes.stage.words import Words, counted, words

NEARLY_FLAT = Fraction(1, 100)
"""Below this a slope lets so little through that it is worth a word."""
AT_KINK = (
    "{{z}} is exactly at the kink of {name}, which has no slope there. By convention it counts as {{local}}."
)
"""What is said of an activation's slope at its kink; the holes left in it are the sum and that slope."""


class BackwardSentences:
    """The sentences of a chain's backward pass."""

    def __init__(self, net: Network) -> None:
        self.net, self.graph = net, net.graph

    def ask(self) -> Words:
        """The question, and how many slopes lie between."""
        slopes, far = counted(len(self.graph.chain), "slope"), self.graph.depth > IN_VIEW
        weight = self.net.quantity[self.net.first_weight].symbol
        where = ", at the far end," if far else ""
        return words(f"How does {{w}}{where} move the loss? Between them lie {slopes}.", w=weight)

    def start(self) -> Words:
        """The first slope, which is a gradient already."""
        slope = self.net.gradient[self.graph.outputs[0]].value
        told = "Start at the loss: how fast does it change with the prediction?"
        if slope == 0:
            return words(f"{told} Not at all: the prediction is on target.")
        if self.graph.loss.from_sums is not None:
            return words(f"{told} As fast as the tangent of its curve falls or rises there.")
        strips = (
            "one strip, the side" if self.graph.loss.name == "half_squared" else "two strips, twice the side"
        )
        moves = "loses" if slope < 0 else "gains"
        return words(f"{told} As the prediction rises, the square {moves} {strips}.")

    def meaning(self, nudge: Quantity, change: Quantity) -> Words:
        """What the first slope says: what a small step of the prediction does to the loss."""
        a = self.net.quantity[self.graph.outputs[0]].symbol
        told = "What does it say? Raise {a} by {nudge}, and the loss changes by about {change}."
        return words(told, a=a, nudge=nudge, change=change)

    def through_activation(self, layer: int) -> Words:
        """A step back through an activation by itself."""
        activation = self.graph.activation(layer)
        told, holes = self._pieces(layer)
        if told:
            pass
        elif layer == self.graph.depth:
            told = f"Now {activation.spoken}. Its slope is the tangent where the point stands. "
            told += "Times what came from the right, that goes on to the left."
        elif len(set(self.graph.activations)) == 1:
            name = activation.spoken.removeprefix("the ")
            told = f"Back through the {ORDINALS[layer]} {name}: again the tangent is the slope, "
            told += "and again it multiplies what came from the right."
        else:
            told = f"Back through {activation.spoken} of the {ORDINALS[layer]} neuron: "
            told += "the next slope, the next product."
        return words(told + self._loses(layer), **holes)

    def through_sum(self, layer: int) -> Words:
        """A step back through a weighted sum."""
        local = self._weight(layer)
        told = "Back through the weighted sum. Over the value before it, it is a straight line, "
        told += "and as steep as the weight {local}."
        if local.value == 0 and self._gradient(layer).value != 0:
            told += " Nothing gets through: every gradient before it is zero."
        return words(told, local=local)

    def through_neuron(self, layer: int) -> Words:
        """Both steps of a neuron at once, its weight and bias on the way."""
        told, holes = self._pieces(layer)
        slope = told or f"the slope of {self.graph.activation(layer).spoken}."
        told = f"Through the {ORDINALS[layer]} neuron in the same way: {slope}{self._loses(layer)}"
        return words(f"{told} Then the weight {{weight}}.", **holes, weight=self._weight(layer))

    def branch(self, layer: int) -> Words:
        """A neuron's weight and bias."""
        told = f"Here the {ORDINALS[layer]} weight and bias get their gradients, almost for free: "
        return words(told + "what came from the right, times a number that is at hand.")

    def fused(self) -> Words:
        """The slope of activation and loss in one step."""
        activation, loss = self.graph.activation(self.graph.depth).spoken, self.graph.loss.spoken
        together = f"{activation[0].upper()}{activation[1:]} and {loss} in one step"
        return words(f"{together}: what divides cancels, and prediction minus target is left.")

    def goal(self) -> Words:
        """The last factor and the product."""
        goal = self.net.gradient[self.net.first_weight]
        told = "What is the last factor? Over the weight, the sum is as steep as the input. "
        told += "And there it is: {name} is {value}."
        return words(told, name=goal.symbol, value=goal)

    def last_branch(self) -> Words:
        """The first bias."""
        which = "first " if self.graph.depth > 1 else ""
        told = f"The {which}bias branches off, too: its slope is one, so it takes all that came."
        return words(told)

    def product(self) -> Words:
        """The question of the beginning, and all slopes multiplied."""
        goal, slopes = self.net.gradient[self.net.first_weight], counted(len(self.graph.chain), "slope")
        weight = self.net.quantity[self.net.first_weight].symbol
        told = f"So how does {{w}} move the loss? Multiply the {slopes}: {{value}}."
        return words(told, w=weight, value=goal)

    def sum_up(self) -> Words:
        """What one sweep has found."""
        if all(self.net.gradient_values[key] == 0 for key in self.graph.parameters):
            return words("One sweep back: every gradient is zero, and a tiny step moves nothing.")
        told = "One sweep back, and every weight and bias has its slope. "
        return words(told + "The band is as high as the gradient.")

    def note(self, layer: int) -> str:
        """Return in a few words why a kinked activation has the slope that it has, empty for others."""
        activation = self.graph.activation(layer)
        if activation.kink is None:
            return ""
        return ("at the kink, by convention", "for a positive sum", "for a negative sum")[self._side(layer)]

    def _pieces(self, layer: int) -> tuple[str, dict[str, Quantity | Symbol]]:
        """Return the sentence on an activation made of straight pieces, and its holes; empty for others."""
        activation, local = self.graph.activation(layer), self._slope(layer)
        if activation.kink is not None:
            z = self.graph.nodes[self.graph.neuron(layer).sum].symbol
            side, name = self._side(layer), activation.spoken
            if side == 0:
                return AT_KINK.format(name=name), {"z": z, "local": local}
            where = "positive" if side > 0 else "negative"
            return f"{{z}} is {where}, and there the slope of {name} is {{local}}.", {"z": z, "local": local}
        if local.formula is not None and not local.formula.operands:
            name = f"{activation.spoken[0].upper()}{activation.spoken[1:]}"
            return f"{name} leaves all as it is: its slope is {{local}}.", {"local": local}
        return "", {}

    def _loses(self, layer: int) -> str:
        """Return what to say where little or nothing gets through an activation."""
        coming, local = self.net.gradient[self.graph.neuron(layer).output].value, self._slope(layer).value
        if coming == 0:
            return " Zero stays zero."
        if local == 0:
            return " Nothing gets through: from here back every gradient is zero."
        if self.graph.activation(layer).saturates and local < NEARLY_FLAT:
            return " Out there it is nearly flat: little gets through."
        return ""

    def _side(self, layer: int) -> int:
        z, kink = self.net.values[self.graph.neuron(layer).sum], self.graph.activation(layer).kink
        assert kink is not None
        return (z > kink) - (z < kink)

    def _slope(self, layer: int) -> Quantity:
        neuron = self.graph.neuron(layer)
        return self.net.local[neuron.output, neuron.sum]

    def _weight(self, layer: int) -> Quantity:
        neuron = self.graph.neuron(layer)
        return self.net.local[neuron.sum, neuron.sources[0]]

    def _gradient(self, layer: int) -> Quantity:
        return self.net.gradient[self.graph.neuron(layer).sum]
