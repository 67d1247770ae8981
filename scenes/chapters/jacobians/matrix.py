"""A matrix of numbers in brackets, with its name and its shape beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from manim import DOWN, LEFT, RIGHT, UP, RoundedRectangle, VGroup, VMobject

from backprop_core.network.matrices import WideQuantities, shape
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import number_line, number_piece
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.typesetting import BODY, TypesetLine, math
from scenes.stage.measure import allow

_BRACKET, _AWAY, _APART, _CLOSE = 0.13, 0.22, 0.62, 0.4
"""Length of a bracket's ends, its distance from the numbers; ems between two columns, and the least."""

_SIZES = (0.5, 0.46, 0.42, 0.39, 0.36)


def inline(symbol: Symbol) -> str:
    """Return a derivative's name in one line, `∂L/∂a` instead of a fraction."""
    over, _, under = symbol.typst.partition(")/(")
    return f"{over[1:]} slash {under[:-1]}" if under else symbol.typst


def shape_line(theme: Theme, symbol: Symbol, rows: int, columns: int, *, size: float) -> TypesetLine:
    """Typeset a shape, `2 × 3`."""
    sizes = shape(symbol, rows, columns)
    return math([number_piece(sizes[0]), "times", number_piece(sizes[1])], theme.dimmed, size=size)


class NumberMatrix(VGroup):
    """Rows of numbers, right-aligned in columns, in `color` or the gradient's.

    `entries[i][j]` is a line of digits, `brackets` stand around them, `title` is the name with the shape.
    """

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        rows: Sequence[Sequence[Quantity]],
        *,
        size: float,
        color: str = "",
        apart: float = _APART,
    ) -> None:
        super().__init__()
        self.theme, self.symbol = theme, symbol
        color = color or theme.gradient
        self.entries = [[number_line(theme, q, size=size, color=color) for q in row] for row in rows]
        lines = [line for row in self.entries for line in row]
        pitch = (max(float(line.width) for line in lines) + apart * size, 1.3 * size)
        first = lines[0]
        for i, row in enumerate(self.entries):
            for j, line in enumerate(row):
                line.on_baseline_of(first)
                line.shift(RIGHT * (pitch[0] * j - line.get_right()[0]) + DOWN * pitch[1] * i)
        self.numbers = VGroup(*(VGroup(*row) for row in self.entries))
        self.brackets = VGroup(self._bracket(1.0), self._bracket(-1.0))
        name = math([Piece(inline(symbol), "symbol")], theme.gradient, size=max(size, BODY))
        self.shape = shape_line(theme, symbol, len(rows), len(rows[0]), size=max(size, BODY))
        self.title = VGroup(
            allow(name, "untraced", "the name of a matrix, which is no single number"), self.shape
        )
        self.shape.next_to(name, RIGHT, buff=0.25)
        self.shape.on_baseline_of(name)
        self.title.next_to(self.brackets, DOWN, buff=0.25)
        self.add(self.numbers, self.brackets, self.title)

    @property
    def lines(self) -> list[TypesetLine]:
        """All entries, row after row."""
        return [line for row in self.entries for line in row]

    def column_frame(self, column: int) -> RoundedRectangle:
        """Return a frame around a column."""
        return self._frame(VGroup(*(row[column] for row in self.entries)))

    def row_frame(self, row: int) -> RoundedRectangle:
        """Return a frame around a row."""
        return self._frame(VGroup(*self.entries[row]))

    def _frame(self, part: VGroup) -> RoundedRectangle:
        frame = RoundedRectangle(
            corner_radius=0.08,
            width=float(part.width) + 0.16,
            height=float(part.height) + 0.2,
            stroke_color=self.theme.gradient,
            stroke_width=2.5,
        )
        return frame.set_fill(self.theme.gradient, 0.15).move_to(part)

    def _bracket(self, side: float) -> VMobject:
        box = self.numbers
        x = float(box.get_left()[0]) - _AWAY if side > 0 else float(box.get_right()[0]) + _AWAY
        top, bottom = float(box.get_top()[1]) + 0.1, float(box.get_bottom()[1]) - 0.1
        line = VMobject(stroke_color=self.theme.ink, stroke_width=3.0, fill_opacity=0.0)
        inner = x + side * _BRACKET
        line.set_points_as_corners([(inner, top, 0), (x, top, 0), (x, bottom, 0), (inner, bottom, 0)])
        return line


@dataclass(frozen=True)
class Product:
    """What a row times a matrix is made of: three names, and the numbers that stand under them."""

    symbols: tuple[Symbol, Symbol, Symbol]
    row: Sequence[Quantity]
    jacobian: Sequence[Sequence[Quantity]]
    result: Sequence[Quantity]


def layer_product(numbers: WideQuantities, layer: int) -> Product:
    """Return the gradient by a layer times its Jacobian, which is the gradient by the layer before."""
    names = (
        numbers.gradient_symbol(layer),
        numbers.jacobian_symbol(layer),
        numbers.gradient_symbol(layer - 1),
    )
    return Product(names, numbers.gradient(layer), numbers.jacobian(layer), numbers.gradient(layer - 1))


class RowTimesMatrix(VGroup):
    """`row · matrix ≈ row`: side by side where `room` allows it, else the result under the matrix.

    `row`, `jacobian` and `result` are matrices; under the matrix each number of the result stands right below
    the column that it comes from. `type_size` is that of the numbers.
    """

    def __init__(
        self, theme: Theme, product: Product, *, size: float, below: bool, apart: float = _APART
    ) -> None:
        super().__init__()
        self.type_size = size
        names = product.symbols
        self.row = NumberMatrix(theme, names[0], [product.row], size=size, apart=apart)
        self.jacobian = NumberMatrix(
            theme, names[1], product.jacobian, size=size, color=theme.ink, apart=apart
        )
        self.result = NumberMatrix(theme, names[2], [product.result], size=size, apart=apart)
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


def layer_products(
    theme: Theme, numbers: WideQuantities, room: tuple[float, float]
) -> dict[int, RowTimesMatrix]:
    """Return each layer's row times matrix, by layer: decimals go before the type gets small."""
    layers = range(numbers.depth, 0, -1)
    for shorter in numbers.shorter_forms():
        drawn = arranged(theme, [layer_product(shorter, layer) for layer in layers], room)
        if drawn[0].type_size >= READABLE:
            break
    return dict(zip(layers, drawn, strict=True))
