"""A layer's gradients at once: δ as a column times what came in as a row, an entry for each weight."""

from __future__ import annotations

from itertools import product

from manim import RIGHT, VGroup

from backprop_core.network.naming import symbol_of, vector_symbol
from backprop_core.network.pass_numbers import PassNumbers
from backprop_core.quantity import Piece, Quantity, Symbol, derivative_symbol
from config import Theme
from scenes.stage.graph.layer_product import SIZES, MatrixRow
from scenes.stage.graph.number_matrix import NumberMatrix, kept, shown_part
from scenes.stage.lettering.typesetting import math

_GAP, _MOST, _SIZE, _DECIMALS = 0.3, ((8, True), (5, True), (3, True), (3, False)), 0.4, (6, 2)
"""Room between the parts; rows and columns that are shown at most, and whether biases are; size of what is
said of these; decimals of the gradients at most. Of each the preferred ones come first."""


def delta_vector(layer: int) -> Symbol:
    """Return the name of a layer's δ as a vector."""
    one = vector_symbol("z", layer)
    return Symbol(one.typst.replace("z", "delta"), one.plain.replace("z", "δ"), "delta", "gradient")


class OuterProduct(MatrixRow):
    """`δ aᵀ = ∂L/∂W`, and `∂L/∂b = δ` beside it.

    Rows and columns that have no room are dots; those of the steepest weight stay. `rows` and `columns` are
    the places that are shown, `entry` is where the steepest weight stands among them.
    """

    def __init__(self, theme: Theme, numbers: PassNumbers, layer: int, room: tuple[float, float]) -> None:
        super().__init__()
        self.theme, self.numbers, self.layer = theme, numbers, layer
        graph, slopes = numbers.network.graph, numbers.network.gradient_values
        weights = [w for neuron in graph.neurons(layer) for w in neuron.weights]
        steepest = graph.nodes[max(weights, key=lambda w: abs(float(slopes[w])))]
        for most, biased in _MOST:
            for decimals, size in product(_DECIMALS, SIZES):
                self.rows = kept(graph.widths[layer], steepest.place, most)
                self.columns = kept(graph.widths[layer - 1], steepest.source, most)
                self._lay(size, decimals, biased)
                self.entry = self.rows.index(steepest.place), self.columns.index(steepest.source)
                if self.width <= room[0] and self.height <= room[1]:
                    return
        self.scale(min(room[0] / self.width, room[1] / self.height))

    def _lay(self, size: float, decimals: int, biased: bool) -> None:
        numbers, layer, graph, theme = self.numbers, self.layer, self.numbers.network.graph, self.theme
        self.submobjects = []
        deltas = [[numbers.deltas[key]] for key in graph.sum_keys(layer)]
        before = [[numbers.values[key] for key in graph.activation_keys(layer - 1)]]
        slopes = [
            [one.with_decimals(min(one.decimals, decimals)) for one in row]
            for row in numbers.weight_slopes(layer)
        ]
        entering = vector_symbol("a", layer - 1) if layer > 1 else vector_symbol("x", None)
        weights, color = vector_symbol("w", layer), getattr(theme, entering.role)
        across = shown_part(before, [0], self.columns)
        loss = symbol_of("L", None)
        self.delta = NumberMatrix(
            theme, delta_vector(layer), shown_part(deltas, self.rows, [0]), size=size, whole=(len(deltas), 1)
        )
        self.before = NumberMatrix(
            theme,
            entering,
            across,
            size=size,
            color=color,
            name_color=color,
            whole=(1, len(before[0])),
            transposed=True,
        )
        self.slopes = NumberMatrix(
            theme,
            derivative_symbol(loss, weights),
            shown_part(slopes, self.rows, self.columns),
            size=size,
            whole=(len(slopes), len(slopes[0])),
        )
        self.sign = math(["approx" if _rounded(deltas, before, slopes) else "="], theme.ink, size=1.3 * size)
        biases = derivative_symbol(loss, vector_symbol("b", layer)).typst
        pieces: list[Piece | str] = [Piece(biases, "symbol"), "=", Piece(delta_vector(layer).typst, "symbol")]
        line = math(pieces, theme.gradient, size=_SIZE)
        self.biases = VGroup(line) if biased else VGroup()
        self.level([self.delta, self.before, self.sign, self.slopes], _GAP)
        if biased:
            self.biases.next_to(self.slopes.brackets, RIGHT, buff=0.8)
        self.add(self.biases)


def _rounded(*matrices: list[list[Quantity]]) -> bool:
    return any(one.relation != "=" for matrix in matrices for row in matrix for one in row)
