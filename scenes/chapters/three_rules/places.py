"""Where in a chain the rules are used, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from backprop_core.network import Graph, Network
from backprop_core.network.activations import Activation
from scenes.stage.words import Words, words

_LONGEST = 84
"""Characters of a caption of two lines."""


@dataclass(frozen=True)
class Line:
    """A weighted sum as a straight line, by keys: what its slope is, over what, what lifts it, the sum."""

    slope: str
    over: str
    lift: str
    sum: str


def last_line(graph: Graph) -> Line:
    """Return the last sum over what it weighs; where that is the input, over its weight."""
    neuron = graph.neuron(graph.depth)
    ends = neuron.weights[0], neuron.sources[0]
    slope, over = ends if graph.depth > 1 else reversed(ends)
    return Line(slope, over, neuron.bias, neuron.sum)


class RuleSentences:
    """What is said of the rules in a network."""

    def __init__(self, net: Network) -> None:
        self.net, self.graph, self.loss = net, net.graph, net.graph.loss
        self.squared = "{gap}^2" in self.loss.written
        """Whether the loss is a square, so that the last rule is used."""
        self.halved = self.squared and self.loss.factor(1) != ""
        self.flat = net.values[self.graph.outputs[0]] == net.values[self.graph.targets[0]]
        """Whether the side of that square is nothing."""
        self.shrinks = net.values[self.graph.outputs[0]] < net.values[self.graph.targets[0]]
        """Whether the square becomes smaller as the output rises."""

    def network(self) -> Words:
        """The network alone."""
        if self.squared:
            return words("Four small rules are all that is missing. Each has its place in our network.")
        return words("Four small rules come next. Three of them have their place in our network.")

    def constant(self) -> Words:
        """The target, before the rule is written."""
        return words("Nudge a weight: a ripple runs along. Does the target move? The wall stays.")

    def target(self) -> Words:
        """The rule of a constant."""
        return words("A constant has no slope: in every derivative the target drops out.")

    def scaling(self) -> Words:
        """The rule of a factor, as a question."""
        what = self.net.quantity[last_line(self.graph).over].symbol
        said = "What does a sum do when {what} takes a step? It climbs along a straight ramp."
        return words(said, what=what)

    def sums(self) -> Words:
        """Its answer."""
        slope = self.net.quantity[last_line(self.graph).slope]
        factor = "weight" if self.graph.depth > 1 else "input"
        return words(f"Wherever it is taken, the rise is {{w}} times the step: the {factor}.", w=slope)

    def bias(self) -> Words:
        """The rule of a sum."""
        return words("Now only the bias: the whole ramp is lifted by as much. Slopes add up: zero and one.")

    def square(self) -> Words:
        """The rule of a square, before the step becomes small."""
        what = "The loss is half a square" if self.halved else "The loss is a square"
        if not self.squared:
            what = "Last, a square"
        if self.flat:
            return words(f"{what}, here of side zero: push one end, and only a corner comes.")
        then = "it gains two strips and a small corner."
        if self.shrinks:
            then = "it loses two strips that share a small corner."
        return words(f"{what}. Raise {{a}}: {then}", a=self.net.quantity[self.graph.outputs[0]].symbol)

    def corner(self) -> Words:
        """The same while the step becomes small."""
        if self.flat:
            return words("Halve the step, twice: the corner is quartered. No strips, so there is no slope.")
        return words("Halve the step, twice: strips halve, the corner is quartered. Only strips count.")

    def power(self) -> Words:
        """Its place, if it has one, and its sign."""
        if not self.squared:
            return words(f"Our network has no square: its loss is {self.loss.spoken}, with its own slope.")
        output = self.graph.outputs[0]
        side = "Half of two strips is one side" if self.halved else "Two strips are twice the side"
        way = "and the slope is above zero: {a} makes it grow."
        if float(self.net.local["L", output].value) < 0:
            way = "and the slope is below zero: {a} makes it shrink."
        if self.flat:
            way = "here nothing: {a} stands on the target."
        return words(f"{side}, {way}", a=self.net.quantity[output].symbol)

    def all(self) -> Words:
        """All rules, and what is still to come: the slopes of the activations."""
        bent = [one.spoken for one in dict.fromkeys(self.graph.activations) if one.name != "identity"]
        if not self.squared:
            return words("A constant, a factor, a sum: with the slopes of activations and loss, that is all.")
        missing = [f"the slopes of {' and '.join(bent)}", "the activation slopes"]
        if len(bent) == 1:
            missing = [f"{bent[0]}'s slope", "the activation's slope"]
        sentences = (
            f"A constant, a factor, a sum, a square: {f'with {one}, ' if bent else ''}that is all."
            for one in missing
        )
        return words(next(one for one in sentences if len(one) <= _LONGEST or missing[-1] in one or not bent))

    def open(self, activation: Activation) -> Words:
        """What is not opened yet."""
        return words(f"One kind of box is still closed: what does {activation.spoken} do?")
