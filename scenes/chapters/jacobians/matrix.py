"""A row of numbers times a matrix, and what it makes, in the room that there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from manim import DOWN, LEFT, RIGHT, UP, VGroup

from backprop_core.network.matrices import WideQuantities
from backprop_core.network.naming import vector_symbol
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.graph.number_matrix import APART, NumberMatrix, kept, shown_part
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.typesetting import TypesetLine, math

_CLOSE, _MOST = 0.4, 6
"""Ems between two columns, at the least; rows and columns that are shown, at most."""

_SIZES = (0.5, 0.46, 0.42, 0.39, 0.36)


@dataclass(frozen=True)
class Product:
    """What a row times a matrix is made of: three names, and the numbers that stand under them.

    `down` and `across` are the rows and columns of the matrix that are shown, None where dots stand.
    """

    symbols: tuple[Symbol, Symbol, Symbol]
    row: Sequence[Quantity]
    jacobian: Sequence[Sequence[Quantity]]
    result: Sequence[Quantity]
    down: Sequence[int | None]
    across: Sequence[int | None]


def layer_product(numbers: WideQuantities, layer: int, most: int = _MOST) -> Product:
    """Return the gradient by a layer times its Jacobian, which is the gradient by the layer before."""
    names = (
        numbers.gradient_symbol(layer),
        numbers.jacobian_symbol(layer),
        numbers.gradient_symbol(layer - 1),
    )
    down, across = (kept(numbers.widths[k], numbers.focus(k), most) for k in (layer, layer - 1))
    row, result = numbers.gradient(layer), numbers.gradient(layer - 1)
    return Product(names, row, numbers.jacobian(layer), result, down, across)


def own_product(numbers: WideQuantities, layer: int, most: int = _MOST) -> Product:
    """Return the gradient by a layer times its own Jacobian, which is the gradient by its sums."""
    names = numbers.gradient_symbol(layer), numbers.own_symbol(layer), numbers.sum_gradient_symbol(layer)
    places = kept(numbers.widths[layer], numbers.focus(layer), most)
    row, result = numbers.gradient(layer), numbers.sum_gradient(layer)
    return Product(names, row, numbers.own_jacobian(layer), result, places, places)


def weight_product(numbers: WideQuantities, layer: int, most: int = _MOST) -> Product:
    """Return the gradient by a layer's sums times its weights, which is the gradient by the layer before."""
    weights = vector_symbol("w", layer)
    names = numbers.sum_gradient_symbol(layer), weights, numbers.gradient_symbol(layer - 1)
    down, across = (kept(numbers.widths[k], numbers.focus(k), most) for k in (layer, layer - 1))
    row, result = numbers.sum_gradient(layer), numbers.gradient(layer - 1)
    return Product(names, row, numbers.weights(layer), result, down, across)


class RowTimesMatrix(VGroup):
    """`row · matrix ≈ row`: side by side where `room` allows it, else the result under the matrix.

    `row`, `jacobian` and `result` are matrices; under the matrix each number of the result stands right below
    the column that it comes from. `type_size` is that of the numbers.
    """

    def __init__(
        self, theme: Theme, product: Product, *, size: float, below: bool, apart: float = APART
    ) -> None:
        super().__init__()
        self.type_size = size
        names = product.symbols
        self.product, down, across = product, product.down, product.across
        whole = len(product.row), len(product.result)
        row, result = shown_part([product.row], [0], down), shown_part([product.result], [0], across)
        inside = shown_part(product.jacobian, down, across)
        self.row = NumberMatrix(theme, names[0], row, size=size, apart=apart, whole=(1, whole[0]))
        self.jacobian = NumberMatrix(
            theme, names[1], inside, size=size, color=theme.ink, apart=apart, whole=whole
        )
        self.result = NumberMatrix(theme, names[2], result, size=size, apart=apart, whole=(1, whole[1]))
        self.dot = math(["dot.op"], theme.ink, size=1.6 * size)
        self.sign = math(["approx"], theme.ink, size=1.3 * size)
        blocks = [self.row, self.dot, self.jacobian, self.sign, self.result]
        for block, before in zip(blocks[1:], blocks, strict=False):
            block.next_to(before, RIGHT, buff=0.25)
        for block in (self.row, self.jacobian, self.result):
            block.shift(UP * -block.brackets.get_y())
        self.dot.set_y(0.0)
        self.sign.set_y(0.0)
        if below:
            for block in (self.row, self.jacobian):
                block.title.next_to(block.brackets, UP, buff=0.2)
            self.result.title.next_to(self.result.brackets, RIGHT, buff=0.3)
            shift = self.jacobian.numbers.get_right()[0] - self.result.numbers.get_right()[0]
            self.result.shift(RIGHT * shift)
            self.result.next_to(self.jacobian.brackets, DOWN, buff=0.3, coor_mask=(0, 1, 0))
            self.sign.next_to(self.result.brackets, LEFT, buff=0.25)
        else:
            lowest = min(float(block.shape.baseline) for block in (self.row, self.jacobian, self.result))
            for block in (self.row, self.jacobian, self.result):
                block.title.shift(UP * (lowest - block.shape.baseline))
        self.add(*blocks)

    def entries(self) -> list[tuple[int, int, TypesetLine]]:
        """Return the matrix's shown entries, each with its row and column in the whole matrix."""
        return [
            (i, j, line)
            for i, lines in zip(self.product.down, self.jacobian.entries, strict=True)
            for j, line in zip(self.product.across, lines, strict=True)
            if i is not None and j is not None
        ]


def arranged(theme: Theme, products: Sequence[Product], room: tuple[float, float]) -> list[RowTimesMatrix]:
    """Return the products, all in one type size and one arrangement: the largest that fits into `room`.

    Side by side is tried first. Where even the smallest type does not fit, columns stand closer together and
    the drawings are scaled down.
    """
    tried: list[RowTimesMatrix] = []
    for below in (False, True):
        for size in _SIZES:
            tried = [RowTimesMatrix(theme, product, size=size, below=below) for product in products]
            if all(drawn.width <= room[0] and drawn.height <= room[1] for drawn in tried):
                return tried
    smallest = _SIZES[-1]
    tried = [RowTimesMatrix(theme, one, size=smallest, below=True, apart=_CLOSE) for one in products]
    scale = min(1.0, *(min(room[0] / drawn.width, room[1] / drawn.height) for drawn in tried))
    for drawn in tried:
        drawn.scale(scale)
        drawn.type_size *= scale
    return tried


def legible(
    theme: Theme,
    numbers: WideQuantities,
    make: Callable[[WideQuantities, int], Sequence[Product]],
    room: tuple[float, float],
) -> list[RowTimesMatrix]:
    """Return the products that `make` makes with some decimals and so many rows and columns at most.

    Decimals go before the type gets small, and then rows and columns.
    """
    for most in range(_MOST, 2, -1):
        for shorter in numbers.shorter_forms():
            drawn = arranged(theme, make(shorter, most), room)
            if drawn[0].type_size >= READABLE:
                return drawn
    return drawn


def layer_products(
    theme: Theme, numbers: WideQuantities, room: tuple[float, float]
) -> dict[int, RowTimesMatrix]:
    """Return each layer's row times matrix, by layer."""
    layers = range(numbers.depth, 0, -1)

    def make(shorter: WideQuantities, most: int) -> list[Product]:
        return [layer_product(shorter, layer, most) for layer in layers]

    return dict(zip(layers, legible(theme, numbers, make, room), strict=True))


def inner_products(
    theme: Theme, numbers: WideQuantities, layer: int, room: tuple[float, float]
) -> list[RowTimesMatrix]:
    """Return what a layer's step back is made of: times its own slopes, then times its weights."""

    def make(shorter: WideQuantities, most: int) -> list[Product]:
        return [own_product(shorter, layer, most), weight_product(shorter, layer, most)]

    return legible(theme, numbers, make, room)
