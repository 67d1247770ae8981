"""A layer as a column of round cells: each with its value, and room for the gradient by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    FadeIn,
    GrowFromPoint,
    Line,
    VGroup,
    VMobject,
)

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.stage.color import TINT
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.lettering.typesetting import FORMULA, math
from scenes.stage.measure import Measurement

INSIDE, LARGEST, LEGIBLE = 1.72, 0.46, 0.3
"""Width that digits may take in a cell, in radii; their largest size, and the least one."""

_LIFT, _LOW, _REACH, _BAR, _NAME, _FREE = 0.14, 0.46, 0.62, 8.0, 0.16, 0.04
"""In radii: how far digits stand above a cell's middle, how far below it a gradient's bar lies, and how far
that reaches. The bar's stroke; from the top cell to the layer's name; from digits to the middle of a cell's
edge."""


class Column(VGroup):
    """The cells of a layer, `pitch` apart, with its name above.

    `bars` are the gradients by its values, to the right of a mark for zero or, where negative, to the left;
    they are not on stage from the start.
    """

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        values: Sequence[Quantity],
        size: tuple[float, float],
        type_size: float | None,
    ) -> None:
        super().__init__()
        self.theme, self.symbol = theme, symbol
        self.radius, pitch = size
        color = role_color(theme, symbol)
        self.boxes, self.values = VGroup(), VGroup()
        top = pitch * (len(values) - 1) / 2
        for index, value in enumerate(values):
            cell = Circle(radius=self.radius, color=color, stroke_width=2.5)
            cell.set_fill(color, TINT).shift(UP * (top - pitch * index))
            self.boxes.add(cell)
            if type_size is not None:
                digits = number_line(theme, value, size=type_size, color=theme.ink)
                self.values.add(digits.move_to(cell).shift(UP * _LIFT * self.radius))
        self.title = math([Piece(symbol.typst, "symbol")], color, size=1.1 * FORMULA)
        self.title.next_to(self.boxes, UP, buff=_NAME)
        self.add(self.title, self.boxes, self.values)

    def single(self) -> VMobject:
        """Return one cell in the middle of the column, as a layer of one neuron has it."""
        cell: VMobject = self.boxes[0].copy()
        return cell.move_to(self.boxes)

    def carry(self, gradients: Sequence[Quantity], unit: float) -> None:
        """Make the bars of the gradients by the values, to scale."""
        self.gradient = GradientBars(self, gradients, unit)

    def land(self, *places: int) -> Animation:
        """Return the animation in which the gradients at some places come, all if none are named."""
        return AnimationGroup(*(self.gradient.grow(place) for place in places or range(len(self.boxes))))


class GradientBars(VGroup):
    """For each cell of a column a bar as long as the loss's gradient by it, from the cell's middle on."""

    def __init__(self, column: Column, gradients: Sequence[Quantity], unit: float) -> None:
        super().__init__()
        self.gradients, self.unit = gradients, unit * column.radius * _REACH
        self.marks, self.bars = VGroup(), VGroup()
        for cell, gradient in zip(column.boxes, gradients, strict=True):
            zero = cell.get_center() + DOWN * _LOW * column.radius
            half = UP * 0.16 * column.radius
            mark = Line(zero - half, zero + half).set_stroke(column.theme.dimmed, width=2.0)
            bar = Line(zero, zero + RIGHT * float(gradient.value) * self.unit)
            self.marks.add(mark)
            self.bars.add(bar.set_stroke(column.theme.gradient, width=_BAR))
        self.add(self.marks, self.bars)

    def grow(self, place: int) -> Animation:
        """Return the animation in which the gradient at one place comes."""
        bar, mark = self.bars[place], self.marks[place]
        return AnimationGroup(FadeIn(mark), GrowFromPoint(bar, bar.get_start()))

    def measurements(self) -> Iterable[Measurement]:
        """Read the gradients back from how far the bars reach, to which side."""
        for bar, gradient in zip(self.bars, self.gradients, strict=True):
            found = float(bar.get_end()[0] - bar.get_start()[0]) / self.unit
            yield Measurement("length", gradient.name, found, 1e-6 * max(1.0, abs(found)))


def size_in_cell(theme: Theme, quantities: Iterable[Quantity], radius: float) -> float | None:
    """Return the size in which all numbers have room in cells; None where they could not be read."""
    size = min(LARGEST, *(_fitting(number_line(theme, one, size=1.0), radius) for one in quantities))
    return size if size >= LEGIBLE else None


def _fitting(line: VMobject, radius: float) -> float:
    """Return how many times as large a line may be in a cell, above its middle and off its edge."""
    wide, tall = float(line.width) / 2, float(line.height) / 2
    lift, edge = _LIFT * radius, radius - _FREE
    a, b, c = wide**2 + tall**2, lift * tall, lift**2 - edge**2
    return min(INSIDE * radius / (2 * wide), float((-b + (b * b - a * c) ** 0.5) / a))
