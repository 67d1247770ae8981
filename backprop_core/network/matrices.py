"""A network's vectors and matrices as quantities, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from backprop_core.decimals.agreement import (
    BRANCH_MORE,
    JACOBIAN_MORE,
    MANY_NUMBERS,
    first_agreeing,
    product_agrees,
    row_times_matrix_agrees,
    vouched_decimals,
    with_more,
)
from backprop_core.network.naming import LOWERED_DIGITS, symbol_of, vector_symbol
from backprop_core.network.network import Network
from backprop_core.number import Number
from backprop_core.operations import dot
from backprop_core.quantity import Formula, Quantity, Symbol, derivative_symbol

LOSS = symbol_of("L", None)
TARGETS = vector_symbol("y", None)


def layer_symbol(layer: int) -> Symbol:
    """Return the name of a layer's vector of activations; layer 0 is the input."""
    return vector_symbol("a", layer) if layer else vector_symbol("x", None)


@dataclass(frozen=True)
class WeightBranch:
    """One weight and what its gradient is made of.

    `before` is the value that it weighs, `sum` the sum that it enters, `after` the sum's activation. The
    gradient comes back to `after` as `arrived`; times `squeeze` it is `at_sum`; times `before` it is
    `at_weight`.
    """

    before: Quantity
    weight: Quantity
    sum: Quantity
    after: Quantity
    arrived: Quantity
    squeeze: Quantity
    at_sum: Quantity
    at_weight: Quantity

    @property
    def comes_out(self) -> bool:
        """Tell whether both products are what their factors, as shown, multiply to."""
        return product_agrees((self.arrived, self.squeeze), self.at_sum) and product_agrees(
            (self.at_sum, self.before), self.at_weight
        )


@dataclass(frozen=True, eq=False)
class WideQuantities:
    """Values, Jacobians and gradients of a layered network, each number with so many `decimals`.

    Entries are counted from 1: `a₁[2]` is the second activation of the first layer, `∂a₂/∂a₁[1,3]` the first
    row's third entry.
    """

    network: Network
    decimals: int
    more: int = JACOBIAN_MORE
    """Decimals beyond `decimals` that a Jacobian's entries may have."""

    @classmethod
    def forms(cls, network: Network) -> tuple[WideQuantities, ...]:
        """Return a network's quantities with as many decimals as there may be room for, the most first."""
        return tuple(cls(network, decimals) for decimals in MANY_NUMBERS)

    def shorter_forms(self) -> Iterator[WideQuantities]:
        """Yield the same quantities with ever fewer decimals in the Jacobians."""
        return (replace(self, more=more) for more in range(self.more, -1, -1))

    @property
    def depth(self) -> int:
        """Number of layers after the input."""
        return self.network.graph.depth

    @property
    def widths(self) -> tuple[int, ...]:
        """Neurons in each layer, the input's first."""
        return self.network.graph.widths

    @property
    def loss(self) -> Quantity:
        """The loss."""
        return Quantity(LOSS, float(self.network.loss), decimals=self.decimals, fixed=True)

    @property
    def targets(self) -> tuple[Quantity, ...]:
        """What the last layer should have said, as it is given."""
        return tuple(
            Quantity(_entry(TARGETS, index), self.network.given[key])
            for index, key in enumerate(self.network.graph.targets)
        )

    def values(self, layer: int) -> tuple[Quantity, ...]:
        """Return a layer's activations, the input for layer 0."""
        return self._vector(layer_symbol(layer), self._values(self.network.graph.activation_keys(layer)))

    def gradient(self, layer: int) -> tuple[Quantity, ...]:
        """Return the gradient of the loss by a layer's activations."""
        return self._vector(
            self.gradient_symbol(layer), self._slopes(self.network.graph.activation_keys(layer))
        )

    def jacobian(self, layer: int) -> tuple[tuple[Quantity, ...], ...]:
        """Return the derivatives of a layer by the one before it: a row for each neuron of the layer.

        They have the decimals that the product needs: the shown gradient times the shown entries gives the
        shown gradient of the layer before, wherever up to `more` decimals beyond can bring that about.
        """
        row, result = self.gradient(layer), self.gradient(layer - 1)
        tried = (self._entries(layer, decimals) for decimals in with_more(self.decimals, self.more))
        return first_agreeing(tried, lambda entries: row_times_matrix_agrees(row, entries, result))

    def focus(self, layer: int) -> int:
        """Return the place in a layer, 0 for the input's, whose activation the loss depends on most."""
        slopes = self._slopes(self.network.graph.activation_keys(layer))
        return max(range(len(slopes)), key=lambda place: abs(float(slopes[place])))

    @property
    def elementwise_layer(self) -> int:
        """The last layer in which each sum makes one activation; 0 if there is none."""
        layers = range(self.depth, 0, -1)
        return next((k for k in layers if self.network.graph.activation(k).name != "softmax"), 0)

    def sum_gradient(self, layer: int) -> tuple[Quantity, ...]:
        """Return the gradient of the loss by a layer's sums, δ as a row."""
        slopes = self._slopes(self.network.graph.sum_keys(layer))
        return self._vector(self.sum_gradient_symbol(layer), slopes)

    def weights(self, layer: int) -> tuple[tuple[Quantity, ...], ...]:
        """Return a layer's weights: a row for each neuron."""
        given, nodes = self.network.given, self.network.graph.nodes
        return tuple(
            tuple(Quantity(nodes[w].symbol, given[w], decimals=self.decimals) for w in neuron.weights)
            for neuron in self.network.graph.neurons(layer)
        )

    @staticmethod
    def sum_gradient_symbol(layer: int) -> Symbol:
        """Return the name of the gradient of the loss by a layer's sums."""
        return derivative_symbol(LOSS, vector_symbol("z", layer))

    def steepest_weight(self, layer: int) -> tuple[int, int]:
        """Return row and column of the layer's weight by which the loss changes fastest."""
        weights = [key for neuron in self.network.graph.neurons(layer) for key in neuron.weights]
        steepest = max(weights, key=lambda key: abs(float(self.network.gradient_values[key])))
        node = self.network.graph.nodes[steepest]
        return node.place, node.source

    def branch(self, layer: int, row: int, column: int) -> WeightBranch:
        """Return how the gradient reaches the weight of neuron `row` for neuron `column` before it.

        Its numbers have more decimals than the others where their products would not come out otherwise.
        """
        tried = (
            WideQuantities(self.network, decimals)._branch(layer, row, column)
            for decimals in with_more(self.decimals, BRANCH_MORE)
        )
        return first_agreeing(tried, lambda branch: branch.comes_out)

    def _branch(self, layer: int, row: int, column: int) -> WeightBranch:
        net, neuron = self.network, _entry(layer_symbol(layer), row)
        place, k = f"[{row + 1}]", str(layer).translate(LOWERED_DIGITS)
        z = Symbol("z", f"z{k}{place}", "z", "pre_activation")
        w = Symbol("w", f"w{k}[{row + 1},{column + 1}]", "w", "weight")
        sign, plain, said = net.graph.activation(layer).function
        short = "sigma" if sign == "sigma" else "a"
        out = Symbol(f"{sign}(z)", neuron.plain, f"{said} of z", "activation")
        enters = _entry(layer_symbol(layer - 1), column)
        before = Symbol("a" if layer > 1 else "x", enters.plain, enters.spoken, enters.role)
        squeeze = Symbol(f"{sign}'(z)", f"{plain}'({z.plain})", f"{said} prime of z", "gradient")
        upstream = f"(partial L)/(partial {short})"
        arrived = Symbol(upstream, f"∂L/∂{neuron.plain}", f"d L d {short}", "gradient")
        unit = net.graph.neuron(layer, row)
        key = unit.weights[column]
        up = self._number(arrived, net.gradient_values[unit.output])
        at_end = self._number(squeeze, net.slope(unit.output, unit.sum))
        value = self._number(before, net.values[unit.sources[column]])
        at_sum = self._number(derivative_symbol(LOSS, z), net.gradient_values[unit.sum])
        at_sum = _product(at_sum, "{up} dot.op {slope}", {"up": up, "slope": at_end})
        at_weight = self._number(derivative_symbol(LOSS, w), net.gradient_values[key])
        return WeightBranch(
            value,
            Quantity(w, net.given[key]),
            self._number(z, net.values[unit.sum]),
            self._number(out, net.values[unit.output]),
            up,
            at_end,
            at_sum,
            _product(at_weight, "{sum} dot.op {value}", {"sum": at_sum, "value": value}),
        )

    def _entries(self, layer: int, decimals: int) -> tuple[tuple[Quantity, ...], ...]:
        """Return a layer's Jacobian with some number of decimals."""
        symbol, matrix = self.jacobian_symbol(layer), jacobian(self.network, layer)
        return tuple(
            tuple(
                Quantity(_entry(symbol, row, column), float(value), decimals=decimals, fixed=True)
                for column, value in enumerate(values)
            )
            for row, values in enumerate(matrix)
        )

    @staticmethod
    def gradient_symbol(layer: int) -> Symbol:
        """Return the name of the gradient of the loss by a layer."""
        return derivative_symbol(LOSS, layer_symbol(layer))

    @staticmethod
    def jacobian_symbol(layer: int) -> Symbol:
        """Return the name of a layer's Jacobian."""
        return derivative_symbol(layer_symbol(layer), layer_symbol(layer - 1))

    def _values(self, keys: Sequence[str]) -> list[Number]:
        return [self.network.values[key] for key in keys]

    def _slopes(self, keys: Sequence[str]) -> list[Number]:
        return [self.network.gradient_values[key] for key in keys]

    def _vector(self, symbol: Symbol, values: Sequence[Number]) -> tuple[Quantity, ...]:
        return tuple(self._number(_entry(symbol, index), value) for index, value in enumerate(values))

    def _number(self, symbol: Symbol, value: Number) -> Quantity:
        return Quantity(symbol, float(value), decimals=self.decimals, fixed=True)


def jacobian(network: Network, layer: int) -> list[list[float]]:
    """Return ∂a(layer)/∂a(layer - 1), a row for each neuron of the layer; layers count from 1."""
    recording = network.recording
    columns = [dot(recording.jacobian(f"a{layer}"), column) for column in recording.array(f"W{layer}").T]
    return [[float(column[row]) for column in columns] for row in range(network.graph.widths[layer])]


def _known(entry: Number) -> Number:
    """Return an entry of a Jacobian: what is zero by its place is exactly zero."""
    return float(entry) if entry else Fraction(0)


def shape(symbol: Symbol, rows: int, columns: int) -> tuple[Quantity, Quantity]:
    """Return a matrix's two sizes as quantities."""
    return (
        Quantity(Symbol("m", f"rows of {symbol.plain}", "rows"), Fraction(rows)),
        Quantity(Symbol("n", f"columns of {symbol.plain}", "columns"), Fraction(columns)),
    )


def _product(result: Quantity, template: str, factors: dict[str, Quantity]) -> Quantity:
    """Return a product with its formula, and with as many decimals as its shown factors vouch for."""
    decimals = vouched_decimals(factors.values(), result)
    return replace(result, formula=Formula(template, factors), decimals=decimals)


def _entry(symbol: Symbol, *indices: int) -> Symbol:
    place = ",".join(str(index + 1) for index in indices)
    return Symbol(symbol.typst, f"{symbol.plain}[{place}]", symbol.spoken, symbol.role)
