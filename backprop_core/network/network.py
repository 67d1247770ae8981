"""A network as it is shown: every number with its formula, all in one precision."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from backprop_core.arithmetic import as_number, precise
from backprop_core.decimals.precision import choose_precision, with_precision
from backprop_core.network.computed import ComputedNetwork
from backprop_core.network.graph import LOSS
from backprop_core.network.recording import gradients, record
from backprop_core.number import Number
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol

WIDE_DECIMALS = 3
"""Decimals of a network whose layers are wider than one neuron: many numbers stand side by side."""


@dataclass(frozen=True)
class Network(ComputedNetwork):
    """A network whose numbers are quantities, by key."""

    @cached_property
    def precision(self) -> int:
        """Decimals of whatever is computed, the same in all chapters.

        In a chain it is the fewest at which all that is shown closes by hand: each value, each slope, each
        product of the way back and the whole one.
        """
        if not self.graph.is_chain:
            return WIDE_DECIMALS
        workings = [*self._workings.products(), *self._workings.steps(self.graph.nodes.values())]
        return choose_precision(self._shown_values, workings, self.graph.given)

    @cached_property
    def decimals(self) -> dict[Hashable, int]:
        """Decimals of every value by key, of every derivative by (of, by): as given, or the precision."""
        found = with_precision(self._shown_values, self.precision, self.graph.given)
        return found | {name: found[same] for name, same in self._workings.same.items() if same in found}

    @cached_property
    def _shown_values(self) -> dict[Hashable, Number]:
        """All values by key, slopes and gradients by (of, by); those equal to another one left out."""
        found = dict[Hashable, Number](self.values.items())
        own = (pair for pair in self._workings.slope_pairs() if pair not in self._workings.same)
        found |= {pair: self.slope(*pair) for pair in own}
        return found | {(LOSS, key): slope for key, slope in self.gradient_values.items()}

    @cached_property
    def quantity(self) -> dict[str, Quantity]:
        """Everything given, the values of the forward pass and the loss, by key."""
        found: dict[str, Quantity] = {}
        for key, node in self.graph.nodes.items():
            formula = self._workings.formula(key, found) if node.entering else None
            found[key] = Quantity(node.symbol, self.values[key], formula, self.decimals[key], node=key)
        return found

    @cached_property
    def local(self) -> dict[tuple[str, str], Quantity]:
        """Local derivatives by (of, by), each with its formula."""
        return {
            (of, by): Quantity(
                derivative_symbol(self.graph.nodes[of].symbol, self.graph.nodes[by].symbol),
                self.slope(of, by),
                self._workings.slope_formula(of, by, self.quantity),
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
        formula = self._workings.sum_slope_formula(output, self.quantity)
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
