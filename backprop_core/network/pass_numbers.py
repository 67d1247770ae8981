"""What a pass through a network of wide layers shows: sums term by term, δ of each layer, slopes by weights.

All numbers have the same decimals wherever they stand; a product has as many as its shown factors vouch for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from backprop_core.decimals.agreement import decimals_vouched_for, first_agreeing, vouched_decimals
from backprop_core.decimals.precision import MOST_DECIMALS
from backprop_core.network.graph import LOSS, Neuron
from backprop_core.network.naming import delta_symbol, symbol_of
from backprop_core.network.network import Network
from backprop_core.network.workings import Workings
from backprop_core.number import decimals_of, show
from backprop_core.operations import times
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol


@dataclass(frozen=True)
class TermSum:
    """A sum term by term: its terms, each with its formula unless it stands by itself, and what they make."""

    terms: tuple[Quantity, ...]
    total: Quantity

    @property
    def comes_out(self) -> bool:
        """Tell whether the terms, as shown, add up to the total as shown."""
        added = sum((term.shown.stated for term in self.terms), Fraction(0))
        return show(added, self.total.decimals).stated == self.total.shown.stated


@dataclass(frozen=True, eq=False)
class PassNumbers:
    """The numbers of a pass forward and back through a network, what is computed with so many `decimals`.

    `values` are those of all nodes by key, `deltas` the gradients by the sums, by the sum's key, each with
    its formula.
    """

    network: Network
    decimals: int

    @cached_property
    def values(self) -> dict[str, Quantity]:
        """Inputs, weights, biases, targets as they were given, sums, activations and the loss, by key."""
        found: dict[str, Quantity] = {}
        for key, node in self.network.graph.nodes.items():
            formula = self._workings.formula(key, found) if node.entering else None
            value = self.network.values[key]
            given = not node.entering and isinstance(value, Fraction)
            ends = (decimals_of(value) if isinstance(value, Fraction) else None) if given else None
            decimals = MOST_DECIMALS if ends is not None and ends <= MOST_DECIMALS else self.decimals
            found[key] = Quantity(node.symbol, value, formula, decimals, node=key)
        return found

    def focus(self, layer: int) -> Neuron:
        """Return the neuron of a layer that the loss depends on most, by the gradient at its sum."""
        slopes = self.network.gradient_values
        return max(self.network.graph.neurons(layer), key=lambda neuron: abs(float(slopes[neuron.sum])))

    def weighted(self, key: str) -> TermSum:
        """Return a weighted sum: weight times value for each input, and the bias."""
        node = self.network.graph.nodes[key]
        neuron = self.network.graph.neuron(node.layer, node.place)
        pairs = zip(neuron.weights, neuron.sources, strict=True)
        terms = [self._product(self.values[w], self.values[a]) for w, a in pairs]
        return self._sum([*terms, self.values[neuron.bias]], self.values[key])

    def loss_parts(self) -> TermSum:
        """Return the loss output by output."""
        graph = self.network.graph
        pairs = enumerate(zip(graph.outputs, graph.targets, strict=True))
        return self._sum([self._loss_part(place, *pair) for place, pair in pairs], self.values[LOSS])

    @cached_property
    def fused(self) -> bool:
        """Whether the loss's slope by a last sum is taught as one step."""
        return self.network.graph.loss.sum_slope is not None

    @cached_property
    def deltas(self) -> dict[str, Quantity]:
        """δ of every sum by its key, the last layer's first."""
        graph, found = self.network.graph, dict[str, Quantity]()
        for layer in range(graph.depth, 0, -1):
            for neuron in graph.neurons(layer):
                value = self.network.gradient_values[neuron.sum]
                plain = Quantity(delta_symbol(layer, neuron.place), value, None, self.decimals)
                if layer == graph.depth and self.fused:
                    formula = self._workings.sum_slope_formula(neuron.output, self.values)
                    found[neuron.sum] = replace(plain, formula=formula)
                elif graph.activation(layer).name == "softmax":
                    found[neuron.sum] = plain
                else:
                    up, slope = self.by_output(neuron, found), self.slope(neuron.output, neuron.sum)
                    found[neuron.sum] = _multiplied(plain, {"up": up, "slope": slope})
        return found

    def by_output(self, neuron: Neuron, deltas: Mapping[str, Quantity] | None = None) -> Quantity:
        """Return the gradient by a neuron's activation: the loss's slope, or the sum of what comes back."""
        if neuron.layer == self.network.graph.depth:
            return self.slope(LOSS, neuron.output)
        return self.paths(neuron, deltas).total

    def paths(self, neuron: Neuron, deltas: Mapping[str, Quantity] | None = None) -> TermSum:
        """Return what comes back to a neuron's activation from each neuron after it: weight times δ."""
        graph, known = self.network.graph, self.deltas if deltas is None else deltas
        after = graph.neurons(neuron.layer + 1)
        terms = [self._product(self.values[one.weights[neuron.place]], known[one.sum]) for one in after]
        return self._sum(terms, self._gradient(neuron.output))

    def shared_paths(self, neuron: Neuron) -> TermSum:
        """Return what comes back to a sum of softmax from every output: the loss's slope times softmax's."""
        outputs = self.network.graph.outputs
        terms = [self._product(self.slope(LOSS, a), self.slope(a, neuron.sum)) for a in outputs]
        return self._sum(terms, self.deltas[neuron.sum])

    def slope(self, of: str, by: str) -> Quantity:
        """Return a local derivative with its formula."""
        nodes = self.network.graph.nodes
        symbol = derivative_symbol(nodes[of].symbol, nodes[by].symbol)
        formula = self._workings.slope_formula(of, by, self.values)
        return Quantity(symbol, self.network.slope(of, by), formula, self.decimals)

    def slope_name(self, key: str) -> Symbol:
        """Return the name of the gradient of the loss by a node."""
        return self._gradient(key).symbol

    def weight_slope(self, key: str) -> Quantity:
        """Return the gradient by a weight: δ of the sum that it enters, times the value that it weighs."""
        node = self.network.graph.nodes[key]
        neuron = self.network.graph.neuron(node.layer, node.place)
        factors = {"delta": self.deltas[neuron.sum], "value": self.values[neuron.sources[node.source]]}
        return _multiplied(self._gradient(key), factors)

    def bias_slope(self, neuron: Neuron) -> Quantity:
        """Return the gradient by a bias, which is δ of its sum."""
        delta = self.deltas[neuron.sum]
        return replace(self._gradient(neuron.bias), formula=Formula("{delta}", {"delta": delta}))

    def weight_slopes(self, layer: int) -> list[list[Quantity]]:
        """Return the gradients by a layer's weights: a row for each neuron."""
        return [[self.weight_slope(w) for w in one.weights] for one in self.network.graph.neurons(layer)]

    def weights(self, layer: int) -> list[list[Quantity]]:
        """Return a layer's weights with decimals that suit a matrix: a row for each neuron."""
        graph = self.network.graph
        return self.aligned([[self.values[w] for w in neuron.weights] for neuron in graph.neurons(layer)])

    def biases(self, layer: int) -> list[list[Quantity]]:
        """Return a layer's biases as a column."""
        return self.aligned([[self.values[one.bias]] for one in self.network.graph.neurons(layer)])

    def aligned(self, rows: Sequence[Sequence[Quantity]]) -> list[list[Quantity]]:
        """Return given numbers with the decimals of the longest, `decimals` at most."""
        values = [one.value for row in rows for one in row]
        ends = [decimals_of(value) if isinstance(value, Fraction) else None for value in values]
        longest = max(self.decimals if end is None else end for end in ends)
        decimals = min(longest, self.decimals)
        return [[one.with_decimals(decimals, fixed=True) for one in row] for row in rows]

    def _gradient(self, key: str) -> Quantity:
        nodes = self.network.graph.nodes
        symbol = derivative_symbol(nodes[LOSS].symbol, nodes[key].symbol)
        return Quantity(symbol, self.network.gradient_values[key], None, self.decimals)

    def _product(self, first: Quantity, second: Quantity) -> Quantity:
        one, other = first.symbol, second.symbol
        symbol = Symbol(
            f"{one.typst} {other.typst}", f"{one.plain}·{other.plain}", f"{one.spoken} times {other.spoken}"
        )
        plain = Quantity(symbol, times(first.value, second.value), None, self.decimals)
        return _multiplied(plain, {"first": first, "second": second})

    def _loss_part(self, place: int, output: str, target: str) -> Quantity:
        graph, values, loss = self.network.graph, self.network.values, self.network.graph.loss
        count, share = graph.widths[-1], Fraction(1)
        if loss.from_sums is None:
            one, nothing = [Fraction(1)], [Fraction(0)]
            share = loss.value(one * count, nothing * count) / (count * loss.value(one, nothing))
            value = times(share, loss.value([values[output]], [values[target]]))
        elif graph.activation_names[-1] == "softmax":
            alone = [values[y] if y == target else Fraction(0) for y in graph.targets]
            sums = [values[z] for z in graph.sum_keys(graph.depth)]
            value = loss.from_sums(sums, alone) if values[target] else Fraction(0)
        else:
            value = loss.from_sums([values[graph.sum_keys(graph.depth)[place]]], [values[target]])
        symbol = symbol_of("L", place + 1)
        formula = self._workings.loss_part_formula(output, self.values)
        a, y = (self.values[key].shown.stated for key in (output, target))
        decimals = self.decimals
        # The logarithm of an output that is shown as 0 or as 1 cannot be worked out again.
        if loss.from_sums is None or 0 < a < 1:
            decimals = decimals_vouched_for(times(share, loss.value([a], [y])), value, decimals)
        return Quantity(symbol, value, formula, decimals)

    def _sum(self, terms: Iterable[Quantity], total: Quantity) -> TermSum:
        """Return a sum whose terms lose decimals where only that makes them add up to the total."""
        whole = tuple(terms)
        shorter = (
            tuple(one.with_decimals(min(one.decimals, most)) if one.formula else one for one in whole)
            for most in (MOST_DECIMALS, *range(self.decimals, self.decimals - 2, -1))
        )
        return first_agreeing((TermSum(way, total) for way in shorter), lambda way: way.comes_out)

    @cached_property
    def _workings(self) -> Workings:
        return Workings(self.network.graph, self.network.values)


def _multiplied(result: Quantity, factors: Mapping[str, Quantity]) -> Quantity:
    """Return a product with its formula, and with as many decimals as its shown factors vouch for."""
    formula = Formula(" * ".join(f"{{{name}}}" for name in factors), dict(factors))
    return replace(result, formula=formula, decimals=vouched_decimals(factors.values(), result))
