"""A layer at once: its matrix of weights times what comes in, plus the biases, are its sums."""

from __future__ import annotations

from collections.abc import Sequence

from manim import RIGHT, UP, Arrow, VGroup

from backprop_core.network.naming import vector_symbol
from backprop_core.network.pass_numbers import PassNumbers
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import sign
from scenes.stage.graph.number_matrix import APART, NumberMatrix, kept, shown_part
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.style import STYLE

SIZES, _GAP, _MOST = (0.42, 0.36, 0.31, 0.27), 0.22, (8, 5, 3)
Rows = Sequence[Sequence[Quantity]]


class MatrixRow(VGroup):
    """Matrices and signs side by side, centred on the middle of their brackets, names level below them."""

    def level(self, parts: Sequence[NumberMatrix | TypesetLine | VGroup], gap: float) -> None:
        """Put the parts into one row and make them the row's own."""
        for part, before in zip(parts[1:], parts, strict=False):
            part.next_to(before, RIGHT, buff=gap)
        matrices = [part for part in parts if isinstance(part, NumberMatrix)]
        for part in parts:
            part.shift(UP * -(part.brackets if isinstance(part, NumberMatrix) else part).get_y())
        lowest = min(float(one.shape.baseline) for one in matrices)
        for one in matrices:
            one.title.shift(UP * (lowest - one.shape.baseline))
        self.add(*parts)


class LayerProduct(MatrixRow):
    """`W a + b = z`, and an arrow with the activation's name to the layer's activations.

    Rows and columns that have no room are dots; those of the neuron in focus stay. `rows` and `columns` are
    the places that are shown, None for dots.
    """

    def __init__(
        self, theme: Theme, numbers: PassNumbers, layer: int, room: tuple[float, float], focus: int
    ) -> None:
        super().__init__()
        self.theme, self.numbers, self.layer, self.focus = theme, numbers, layer, focus
        steepest = max(range(numbers.network.graph.widths[layer - 1]), key=self._reach)
        for most in _MOST:
            for size in SIZES:
                self.rows = kept(numbers.network.graph.widths[layer], focus, most)
                self.columns = kept(numbers.network.graph.widths[layer - 1], steepest, most)
                self._lay(size)
                if self.width <= room[0] and self.height <= room[1]:
                    return

    def _reach(self, source: int) -> float:
        """Return how much an input does to the neuron in focus."""
        neuron, net = self.numbers.network.graph.neuron(self.layer, self.focus), self.numbers.network
        return abs(float(net.values[neuron.weights[source]]) * float(net.values[neuron.sources[source]]))

    def _lay(self, size: float) -> None:
        numbers, layer, graph = self.numbers, self.layer, self.numbers.network.graph
        self.submobjects = []
        self.size = size
        before = [[numbers.values[key]] for key in graph.activation_keys(layer - 1)]
        sums = [[numbers.values[key]] for key in graph.sum_keys(layer)]
        outputs = [[numbers.values[key]] for key in graph.activation_keys(layer)]
        weights, biases = numbers.weights(layer), numbers.biases(layer)
        entering = vector_symbol("a", layer - 1) if layer > 1 else vector_symbol("x", None)
        self.weights = self._matrix(vector_symbol("w", layer), weights, self.rows, self.columns)
        self.before = self._matrix(entering, before, self.columns, [0])
        self.biases = self._matrix(vector_symbol("b", layer), biases, self.rows, [0])
        self.sums = self._matrix(vector_symbol("z", layer), sums, self.rows, [0])
        self.outputs = self._matrix(vector_symbol("a", layer), outputs, self.rows, [0])
        put_in = [one for rows in (weights, before, biases, sums) for row in rows for one in row]
        exact = all(one.relation == "=" for one in put_in)
        self.plus = math(["+"], self.theme.ink, size=1.3 * size)
        self.sign = math([sign("=" if exact else "≈")], self.theme.ink, size=1.3 * size)
        self.through = self._through()
        parts = [self.weights, self.before, self.plus, self.biases, self.sign, self.sums, self.through]
        self.level([*parts, self.outputs], _GAP)
        self.through.shift(UP * (float(self.through[1].height) + 0.06) / 2)

    def _matrix(
        self, symbol: Symbol, rows: Rows, down: Sequence[int | None], across: Sequence[int | None]
    ) -> NumberMatrix:
        color = getattr(self.theme, symbol.role)
        return NumberMatrix(
            self.theme,
            symbol,
            shown_part(rows, down, across),
            size=self.size,
            color=color,
            name_color=color,
            apart=APART,
            whole=(len(rows), len(rows[0])),
        )

    def _through(self) -> VGroup:
        """Return the arrow through the activation, and its name over it."""
        function = self.numbers.network.graph.activation(self.layer).function[0]
        name = math([function], self.theme.activation, size=max(0.34, self.size), display=False)
        length = max(0.7, float(name.width) + 0.2)
        arrow: Arrow = STYLE.arrow(
            (0, 0, 0), (length, 0, 0), self.theme.activation, buff=0.0, tip_length=0.16
        )
        return VGroup(arrow, name.next_to(arrow, UP, buff=0.06))


def entry_at(matrix: NumberMatrix, places: Sequence[int | None], place: int) -> TypesetLine | None:
    """Return a column's entry at a place, None where dots stand for it."""
    return matrix.entries[places.index(place)][0] if place in places else None
