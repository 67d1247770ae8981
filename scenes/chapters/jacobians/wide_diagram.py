"""A network with many neurons a layer: columns of values, a line for every pair, gradients beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    DashedLine,
    LaggedStart,
    Line,
    Rectangle,
    ShowPassingFlash,
    VGroup,
    VMobject,
)

from backprop_core.network.matrices import TARGETS, WideQuantities, layer_symbol
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.stage.color import TINT, mixed
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.graph.boxes import ValueBox
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import FORMULA, SMALL, math
from scenes.stage.measure import Measurement
from scenes.stage.style import STYLE

_PITCH, _GAP, _LEAST_GAP, _THICKEST, _LOSS = 0.74, 0.1, 0.5, 9.0, 1.1
_TARGET, _BESIDE, _SLOT, _TO_LOSS, _BLANK = 0.46, 0.45, 0.04, 0.75, 0.5
_INSIDE, _DIGIT = 0.05, 0.7
"""What digits keep from the edges of their box above and below; their height in ems."""


class Column(VGroup):
    """A layer: its `title`, a box for each neuron with its value, and beside it room for its gradient.

    `size` is the width of a box, of the room beside it, and the distance from one neuron to the next.

    `slots` mark that room from the start; `tabs` with `gradients` come into it.
    """

    def __init__(
        self,
        theme: Theme,
        layer: int,
        values: Sequence[Quantity],
        gradients: Sequence[Quantity],
        size: tuple[float, float, float],
        *,
        digits: bool,
    ) -> None:
        super().__init__()
        width, beside, pitch = size
        type_size = size_in_box(pitch)
        color = role_color(theme, layer_symbol(layer))
        self.boxes, self.values, self.slots = VGroup(), VGroup(), VGroup()
        self.tabs, self.gradients = VGroup(), VGroup()
        for index, (value, gradient) in enumerate(zip(values, gradients, strict=True)):
            place = DOWN * pitch * index
            box = Rectangle(width=width, height=pitch - _GAP, stroke_color=color, stroke_width=2.5)
            box.set_fill(color, TINT).move_to(place)
            slot = Rectangle(width=beside, height=pitch - _GAP, stroke_color=theme.dimmed, stroke_width=1.2)
            self.slots.add(slot.set_stroke(opacity=0.6).next_to(box, RIGHT, buff=_SLOT))
            tab = Rectangle(width=beside, height=pitch - _GAP, stroke_color=theme.gradient, stroke_width=2.5)
            tab.set_fill(mixed(theme.background, theme.gradient), 1.0).move_to(slot)
            self.boxes.add(box)
            self.tabs.add(tab)
            if digits:
                self.values.add(number_line(theme, value, size=type_size, color=theme.ink).move_to(box))
                self.gradients.add(number_line(theme, gradient, size=type_size).move_to(tab))
        self.slots.set_z_index(-2)
        self.tabs.set_z_index(-1)
        self.title = math([Piece(layer_symbol(layer).typst, "symbol")], color, size=1.1 * FORMULA)
        self.title.next_to(self.boxes, UP, buff=0.18)
        self.add(self.title, self.boxes, self.values, self.slots, self.tabs, self.gradients)

    def single(self) -> VMobject:
        """Return one box in the middle of the column, as a layer of one neuron has it."""
        box: VMobject = self.boxes[0].copy()
        return box.move_to(self.boxes)


class WideDiagram(VGroup):
    """Columns from the input to the loss, `width` by `height` at most.

    `columns` by layer; `edges[k]` are the lines into layer k, thin; `slopes[k]` the same lines again, each as
    thick as its entry of the layer's Jacobian is large, dashed where the entry is negative.
    """

    def __init__(self, theme: Theme, numbers: WideQuantities, width: float, height: float) -> None:
        super().__init__()
        self.theme, self.numbers = theme, numbers
        pitch = min(_PITCH, (height - 0.6) / max(numbers.widths))
        digits = fits(theme, numbers, width) and size_in_box(pitch) >= READABLE
        widths = column_widths(theme, numbers) if digits else [(_BLANK, _BLANK)] * (numbers.depth + 1)
        self.columns = [
            Column(theme, k, numbers.values(k), numbers.gradient(k), (*pair, pitch), digits=digits)
            for k, pair in enumerate(widths)
        ]
        self.loss = ValueBox(theme, numbers.loss, _LOSS, 1.15)
        self.loss.hold(self.loss.slot())
        self.target = self._targets(pitch)
        self.target.next_to(self.loss, RIGHT, buff=_BESIDE)
        end = VGroup(self.loss, self.target)
        end.shift(RIGHT * (width - float(end.get_right()[0])))
        taken = sum(float(column.width) for column in self.columns)
        gap = (float(end.get_left()[0]) - _TO_LOSS - taken) / numbers.depth
        x = 0.0
        for column in self.columns:
            column.shift(RIGHT * (x - column.get_left()[0]))
            x += float(column.width) + gap
        for column in self.columns:
            column.shift(UP * -column.boxes.get_y())
        level = max(float(column.title.get_y()) for column in self.columns)
        for column in self.columns:
            column.title.set_y(level)
        self.loss.set_y(0.0)
        self.target.shift(UP * -self.target[0].get_y())
        self._lay_edges()
        self.add(
            *self.columns, self.loss, self.target, *self.edges.values(), *self.slopes.values(), self.arrows
        )

    def highlight(self, layer: int) -> Animation:
        """Return the animation that runs light back through the lines into a layer."""
        return LaggedStart(*(self.flash(line) for line in self.edges[layer]), lag_ratio=0.05)

    def light_from_loss(self) -> Animation:
        """Return the animation that runs light back from the loss to the last layer."""
        return self.flash(self.arrows[0])

    def flash(self, line: VMobject) -> Animation:
        """Return the animation that runs light back along a line."""
        back = Line(line.get_end(), line.get_start(), color=self.theme.ink, stroke_width=6)
        return ShowPassingFlash(back, time_width=0.6)

    def shade(self, opacity: float, *but: Line) -> Animation:
        """Return the animation that gives all lines an opacity, except some, which stand out."""
        lines = [line for group in self.slopes.values() for line in group]
        shown = ((line, 1.0 if line in but else opacity) for line in lines)
        return AnimationGroup(*(changing(line).set_stroke(opacity=share) for line, share in shown))

    def slope_line(self, layer: int, row: int, column: int) -> Line:
        """Return the line that stands for an entry of a layer's Jacobian."""
        line = self.slopes[layer][row * self.numbers.widths[layer - 1] + column]
        assert isinstance(line, Line)
        return line

    def measurements(self) -> Iterable[Measurement]:
        """Read every entry's size back from how thick its line is, and its sign from the dashes."""
        for layer, lines in self.slopes.items():
            entries = [entry for row in self.numbers.jacobian(layer) for entry in row]
            for line, entry in zip(lines, entries, strict=True):
                sign = -1.0 if isinstance(line, DashedLine) else 1.0
                drawn = line[0] if isinstance(line, DashedLine) else line
                found = sign * float(drawn.get_stroke_width()) / self.thickness
                yield Measurement("thickness", entry.name, found, 1e-6)

    def _targets(self, pitch: float) -> VGroup:
        """Return the column of what the last layer should have said, under its name."""
        color, column, wide = self.theme.target, VGroup(), target_width(self.theme, self.numbers)
        for index, target in enumerate(self.numbers.targets):
            box = Rectangle(width=wide, height=pitch - _GAP, stroke_color=color, stroke_width=2.0)
            box.set_fill(color, 0.1).shift(DOWN * pitch * index)
            digits = number_line(self.theme, target, size=size_in_box(pitch), color=self.theme.ink)
            readable = size_in_box(pitch) >= READABLE
            column.add(VGroup(box, *([digits.move_to(box)] if readable else [])))
        name = math([Piece(TARGETS.typst, "symbol")], color, size=1.1 * FORMULA)
        return VGroup(column, name.next_to(column, UP, buff=0.18))

    def _lay_edges(self) -> None:
        self.edges: dict[int, VGroup] = {}
        self.slopes: dict[int, VGroup] = {}
        largest = max(
            abs(float(entry.value))
            for k in range(1, self.numbers.depth + 1)
            for row in self.numbers.jacobian(k)
            for entry in row
        )
        self.thickness = _THICKEST / largest if largest else 0.0
        for k in range(1, self.numbers.depth + 1):
            self.edges[k], self.slopes[k] = VGroup(), VGroup()
            for i, row in enumerate(self.numbers.jacobian(k)):
                for j, entry in enumerate(row):
                    start = self.columns[k - 1].slots[j].get_right() + RIGHT * 0.06
                    end = self.columns[k].boxes[i].get_left() + LEFT * 0.06
                    self.edges[k].add(Line(start, end, stroke_color=self.theme.dimmed, stroke_width=1.2))
                    self.slopes[k].add(self._slope(start, end, float(entry.value)))
        ways = (
            (self.columns[-1].slots.get_right(), self.loss.get_left()),
            (self.target[0].get_left(), self.loss.get_right()),
        )
        self.arrows = VGroup(
            *(STYLE.arrow(*way, self.theme.dimmed, buff=0.08, tip_length=0.16, slim=True) for way in ways)
        )

    def _slope(self, start: np.ndarray, end: np.ndarray, value: float) -> Line:
        line = DashedLine(start, end, dash_length=0.12) if value < 0 else Line(start, end)
        line.set_stroke(self.theme.gradient, width=self.thickness * abs(value))
        return line


def size_in_box(pitch: float) -> float:
    """Return the size of digits that have room in a box, where boxes follow each other at a pitch."""
    return min(SMALL, (pitch - _GAP - 2 * _INSIDE) / _DIGIT)


def column_widths(theme: Theme, numbers: WideQuantities) -> list[tuple[float, float]]:
    """Return for each layer the widths that its widest value and its widest gradient need."""

    def widest(shown: Sequence[Quantity]) -> float:
        return max(float(number_line(theme, quantity, size=SMALL).width) for quantity in shown) + 0.14

    return [(widest(numbers.values(k)), widest(numbers.gradient(k))) for k in range(numbers.depth + 1)]


def fits(theme: Theme, numbers: WideQuantities, width: float, gap: float = _LEAST_GAP) -> bool:
    """Tell whether all columns with their digits leave enough room between them."""
    columns = sum(box + _SLOT + tab for box, tab in column_widths(theme, numbers))
    taken = columns + numbers.depth * gap + _TO_LOSS + _LOSS + _BESIDE
    return taken + target_width(theme, numbers) <= width


def target_width(theme: Theme, numbers: WideQuantities) -> float:
    """Return the width of the targets' boxes."""
    return max(_TARGET, *(float(number_line(theme, y, size=SMALL).width) + 0.14 for y in numbers.targets))
