"""One value and the paths from it to the next layer: a slope times a gradient for each, and their sum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from backprop_core.decimals.agreement import JACOBIAN_MORE, first_agreeing, vouched_decimals
from backprop_core.network.matrices import LOSS, WideQuantities
from backprop_core.network.pass_numbers import TermSum
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol

_INNER, _SEVERAL = 2, 2
"""The first layer whose inputs are activations; cells of a layer that make more than one path."""


@dataclass(frozen=True, eq=False)
class Paths:
    """The paths from the value at `place` in the layer before `layer` to each neuron of `layer`."""

    numbers: WideQuantities
    layer: int
    place: int

    @classmethod
    def of(cls, numbers: WideQuantities) -> Paths | None:
        """Return the paths of the value of steepest gradient before the last layer of several neurons.

        The layer is one after hidden neurons where there is one; None where every layer has one neuron.
        """
        several = [k for k in range(numbers.depth, 0, -1) if numbers.widths[k] >= _SEVERAL]
        hidden = [k for k in several if k >= _INNER]
        layer = next(iter(hidden or several), None)
        return None if layer is None else cls(numbers, layer, numbers.focus(layer - 1))

    @property
    def slopes(self) -> tuple[Quantity, ...]:
        """The slope of each path's line, from top to bottom."""
        return tuple(
            replace(row[self.place], symbol=derivative_symbol(self._symbol(self.layer, i), self._start))
            for i, row in enumerate(self.numbers.jacobian(self.layer))
        )

    @property
    def ends(self) -> tuple[Quantity, ...]:
        """The gradient of the loss by each neuron that a path ends at."""
        return tuple(
            replace(one, symbol=derivative_symbol(LOSS, self._symbol(self.layer, i)))
            for i, one in enumerate(self.numbers.gradient(self.layer))
        )

    def sums(self) -> TermSum:
        """Return slope times gradient for each path, and the gradient that these add up to.

        Factors get more decimals where it takes these for the terms, as shown, to be their products and to
        add up to the gradient as shown: as few as can be, the slopes rather than the gradients at the ends.
        """
        gradient = self.numbers.gradient(self.layer - 1)[self.place]
        total = replace(gradient, symbol=derivative_symbol(LOSS, self._start))
        more = range(JACOBIAN_MORE + 1)
        fewest_first = sorted(product(more, more), key=lambda way: (sum(way), way[1]))
        tried = (TermSum(self._terms(*way), total) for way in fewest_first)
        decimals = self.numbers.decimals
        return first_agreeing(
            tried, lambda way: way.comes_out and all(term.decimals == decimals for term in way.terms)
        )

    def _terms(self, of_slopes: int, of_ends: int) -> tuple[Quantity, ...]:
        """Return the products, where slopes and gradients at the ends have so many decimals more."""
        pairs = zip(self.slopes, self.ends, strict=True)
        return tuple(
            _term(
                slope.with_decimals(slope.decimals + of_slopes),
                end.with_decimals(end.decimals + of_ends),
                self.numbers.decimals,
            )
            for slope, end in pairs
        )

    @property
    def _start(self) -> Symbol:
        return self._symbol(self.layer - 1, self.place)

    def _symbol(self, layer: int, place: int) -> Symbol:
        graph = self.numbers.network.graph
        return graph.nodes[graph.activation_keys(layer)[place]].symbol


def _term(slope: Quantity, end: Quantity, decimals: int) -> Quantity:
    """Return a path's product, with as many of the decimals as its shown factors vouch for."""
    one, other = slope.symbol, end.symbol
    symbol = Symbol(
        f"{other.typst} {one.typst}",
        f"{other.plain}·{one.plain}",
        f"{other.spoken} times {one.spoken}",
        "gradient",
    )
    factors = {"slope": slope, "end": end}
    formula = Formula("{end} * {slope}", factors)
    plain = Quantity(symbol, float(slope.value) * float(end.value), formula, decimals, fixed=True)
    return replace(plain, decimals=vouched_decimals(factors.values(), plain))
