"""A network as it is shown: every number with its formula and the decimals with which nothing contradicts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from backprop_core.arithmetic import as_number, precise
from backprop_core.decimals.assignment import MOST_DECIMALS, choose_decimals
from backprop_core.network.computed import ComputedNetwork
from backprop_core.network.graph import LOSS, Node
from backprop_core.network.recording import gradients, record
from backprop_core.number import Number
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol

_FORWARD_PRICE = 2
"""What an added decimal of the forward pass costs, against one of a slope."""

WIDE_DECIMALS = 3
"""Decimals of a network whose layers are wider than one neuron: many numbers stand side by side."""


@dataclass(frozen=True)
class Network(ComputedNetwork):
    """A network whose numbers are quantities, by key."""

    @cached_property
    def decimals(self) -> dict[Hashable, int]:
        """Decimals of every value by key, of every derivative by (of, by); equal values have equal ones.

        In a chain they are chosen so that shown operands, worked out as the formula says, give the shown
        result; the values of the forward pass get the decimals here that the backward pass needs of them.
        """
        if not self.graph.is_chain:
            return self._many_decimals
        nodes = self.graph.nodes
        values: dict[Hashable, Number] = {key: self.values[key] for key in nodes}
        own = [pair for pair in self._workings.slope_pairs() if pair not in self._workings.same]
        values |= {pair: self.slope(*pair) for pair in reversed(own) if pair[0] != LOSS}
        biases = {key for key, node in nodes.items() if node.kind == "bias"}
        order = [key for key in self.graph.backward_order if key not in biases]
        values |= {(LOSS, key): self.gradient_values[key] for key in order}
        constraints = [*self._workings.products(), *self._workings.constraints(nodes.values())]
        prices: dict[Hashable, int] = dict.fromkeys(nodes, _FORWARD_PRICE)
        chosen = choose_decimals(values, constraints, prices, self.graph.given)
        return chosen | {name: chosen[same] for name, same in self._workings.same.items() if same in chosen}

    @cached_property
    def forward_decimals(self) -> dict[Hashable, int]:
        """Decimals of the values of the forward pass where nothing is worked out but the forward pass."""
        if not self.graph.is_chain:
            return self._many_decimals
        return self.decimals_of_forward(self.graph.nodes.values())

    def decimals_of_forward(self, nodes: Iterable[Node]) -> dict[Hashable, int]:
        """Return decimals of some nodes and of what enters them, with which the values work out as shown."""
        listed = list(nodes)
        used = {key for node in listed for key in (node.key, *node.entering)}
        values: dict[Hashable, Number] = {key: self.values[key] for key in self.graph.nodes if key in used}
        forward = [one for one in self._workings.constraints(listed) if isinstance(one.result, str)]
        return choose_decimals(values, forward, {}, self.graph.given)

    @cached_property
    def _many_decimals(self) -> dict[Hashable, int]:
        """Decimals where many numbers stand side by side: what is given as it was, all else alike."""
        found: dict[Hashable, int] = dict.fromkeys(self.graph.nodes, WIDE_DECIMALS)
        found |= dict.fromkeys(self.graph.given, MOST_DECIMALS)
        found |= dict.fromkeys(self._workings.slope_pairs(), WIDE_DECIMALS)
        found |= {(LOSS, key): WIDE_DECIMALS for key in self.gradient_values}
        return found

    @cached_property
    def quantity(self) -> dict[str, Quantity]:
        """Everything given, the values of the forward pass and the loss, by key."""
        return self._shown_with(self.forward_decimals)

    @cached_property
    def recalled(self) -> dict[str, Quantity]:
        """The same values with the decimals that the backward pass needs, by key."""
        return self._shown_with(self.decimals)

    def _shown_with(self, decimals: Mapping[Hashable, int]) -> dict[str, Quantity]:
        found: dict[str, Quantity] = {}
        for key, node in self.graph.nodes.items():
            formula = self._workings.formula(key, found) if node.entering else None
            found[key] = Quantity(node.symbol, self.values[key], formula, decimals[key], node=key)
        return found

    @cached_property
    def local(self) -> dict[tuple[str, str], Quantity]:
        """Local derivatives by (of, by), each with its formula."""
        return {
            (of, by): Quantity(
                derivative_symbol(self.graph.nodes[of].symbol, self.graph.nodes[by].symbol),
                self.slope(of, by),
                self._workings.slope_formula(of, by, self.recalled),
                self.decimals[of, by],
                node=self._node_of_slope(of, by),
            )
            for of, by in self._workings.slope_pairs()
        }

    @cached_property
    def gradient(self) -> dict[str, Quantity]:
        """Gradients of the loss by key, in backward order: upstream times local derivative, summed."""
        found: dict[str, Quantity] = {}
        for key in self.graph.backward_order:
            terms: dict[str, Quantity] = {}
            products = []
            for index, source in enumerate(self.graph.leaving[key]):
                if source == LOSS:
                    continue
                suffix = "" if len(self.graph.leaving[key]) == 1 else str(index + 1)
                terms |= {f"up{suffix}": found[source], f"local{suffix}": self.local[source, key]}
                products.append(f"{{up{suffix}}} * {{local{suffix}}}")
            formula = Formula(" + ".join(products), terms) if products else self.local[LOSS, key].formula
            symbol = derivative_symbol(self.graph.nodes[LOSS].symbol, self.graph.nodes[key].symbol)
            decimals = self.decimals[LOSS, key]
            found[key] = Quantity(symbol, self.gradient_values[key], formula, decimals)
        return found

    @property
    def fused(self) -> Quantity | None:
        """A chain's gradient by its last sum as loss and activation give it in one step, None where none."""
        if not self.graph.loss.sum_slope_formula:
            return None
        output, (last,) = self.graph.outputs[0], self.graph.sum_keys(self.graph.depth)
        formula = self._workings.sum_slope_formula(output, self.recalled)
        return replace(self.gradient[last], formula=formula)

    @property
    def chain(self) -> tuple[Quantity, ...]:
        """A chain's local derivatives whose product is ∂L/∂w₁, as written from left to right."""
        return tuple(self.local[pair] for pair in self.graph.chain)

    @property
    def running(self) -> tuple[Quantity, ...]:
        """A chain's running product from the right: ∂L/∂a by the last activation, …, ∂L/∂w₁."""
        return tuple(self.gradient[key] for key in (*self.graph.back, self.first_weight))

    def precise_slope(self, key: str) -> Quantity:
        """Return the gradient of the loss by a parameter to 100 digits where it is not exact."""
        slope = self.gradient[key]
        if isinstance(slope.value, Fraction):
            return slope
        given = {name: precise(value) for name, value in self.given.items()}
        return replace(slope, value=as_number(gradients(self.graph, record(self.graph, given))[key]))

    def finite_difference(self, key: str, h: Number) -> Quantity:
        """Estimate ∂L/∂(parameter) by a central difference of step h, everything else held still.

        Both losses are computed to 100 digits, so that the difference of two nearly equal numbers keeps all
        the digits that are shown of it.
        """
        symbol, at = self.graph.nodes[key].symbol, Fraction(self.given[key])
        sides = [{key: at + sign * Fraction(h)} for sign in (1, -1)]
        losses = [self.loss_at(side) for side in sides]
        if all(isinstance(loss, Fraction) for loss in losses):
            estimate: Number = (Fraction(losses[0]) - Fraction(losses[1])) / (2 * Fraction(h))
        else:
            ahead, behind = (self.precise_values(side)[LOSS] for side in sides)
            estimate = as_number((ahead - behind) / (2 * precise(h)))
        name = Symbol(
            f"(L({symbol.typst} + h) - L({symbol.typst} - h))/(2 h)",
            f"(L({symbol.plain}+h) − L({symbol.plain}−h))/2h",
            "the measured slope",
            "ink",
        )
        return Quantity(name, estimate, None, self.decimals[LOSS, key])

    def _node_of_slope(self, of: str, by: str) -> str | None:
        same = self._workings.same.get((of, by))
        return same if isinstance(same, str) else None
