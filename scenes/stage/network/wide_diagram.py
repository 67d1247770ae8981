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
    Arrow,
    DashedLine,
    LaggedStart,
    Line,
    Rectangle,
    ShowPassingFlash,
    VGroup,
)

from backprop_core.quantity import Piece, Quantity
from backprop_core.wide import TARGETS, WideQuantities, layer_symbol
from config import Theme
from scenes.stage.formulas.equation import number_line, role_color
from scenes.stage.lettering.typesetting import FORMULA, SMALL, math
from scenes.stage.measure import Measurement
from scenes.stage.network.boxes import ValueBox
from scenes.stage.tints import TINT, tinted

_PITCH, _GAP, _LEAST_GAP, _THICKEST, _LOSS = 0.74, 0.1, 0.5, 11.0, 1.3
_TARGET, _BESIDE = 0.46, 0.2


class Column(VGroup):
    """A layer: its `title`, a box for each neuron with its value, a tab beside it for its gradient.

    `covers` lie under the tabs and over the lines that would show between them.
    """

    def __init__(
        self,
        theme: Theme,
        layer: int,
        values: Sequence[Quantity],
        gradients: Sequence[Quantity],
        size: tuple[float, float],
        *,
        digits: bool,
    ) -> None:
        super().__init__()
        width, pitch = size
        color = role_color(theme, layer_symbol(layer))
        self.boxes, self.values = VGroup(), VGroup()
        self.covers, self.tabs, self.gradients = VGroup(), VGroup(), VGroup()
        for index, (value, gradient) in enumerate(zip(values, gradients, strict=True)):
            place = DOWN * pitch * index
            box = Rectangle(width=width, height=pitch - _GAP, stroke_color=color, stroke_width=2.5)
            box.set_fill(color, TINT).move_to(place)
            tab = Rectangle(width=width, height=pitch - _GAP, stroke_color=theme.gradient, stroke_width=2.5)
            tab.set_fill(tinted(theme.background, theme.gradient), 1.0).next_to(box, RIGHT, buff=0.04)
            cover = Rectangle(width=width + 0.08, height=pitch, stroke_width=0.0)
            cover.next_to(box, RIGHT, buff=0.02)
            self.covers.add(cover.set_fill(theme.background, 1.0))
            self.boxes.add(box)
            self.tabs.add(tab)
            if digits:
                self.values.add(number_line(theme, value, size=SMALL, color=theme.ink).move_to(box))
                self.gradients.add(number_line(theme, gradient, size=SMALL).move_to(tab))
        self.title = math([Piece(layer_symbol(layer).typst, "symbol")], color, size=1.1 * FORMULA)
        self.title.next_to(self.boxes, UP, buff=0.18)
        self.add(self.title, self.boxes, self.values, self.covers, self.tabs, self.gradients)


class WideDiagram(VGroup):
    """Columns from the input to the loss, `width` by `height` at most.

    `columns` by layer; `edges[k]` are the lines into layer k, thin; `slopes[k]` the same lines again, each as
    thick as its entry of the layer's Jacobian is large, dashed where the entry is negative.
    """

    def __init__(self, theme: Theme, numbers: WideQuantities, width: float, height: float) -> None:
        super().__init__()
        self.theme, self.numbers = theme, numbers
        pitch = min(_PITCH, (height - 0.6) / max(numbers.widths))
        box = box_width(theme, numbers)
        digits = fits(numbers, box, width)
        box = box if digits else min(0.5, box)
        self.columns = [
            Column(theme, k, numbers.values(k), numbers.gradient(k), (box, pitch), digits=digits)
            for k in range(numbers.depth + 1)
        ]
        self.loss = ValueBox(theme, numbers.loss, _LOSS, 1.15)
        self.loss.hold(self.loss.slot())
        self.target = self._targets(pitch)
        self.target.next_to(self.loss, RIGHT, buff=_BESIDE)
        everything = [*self.columns, VGroup(self.loss, self.target)]
        gap = (width - sum(float(part.width) for part in everything)) / (len(everything) - 1)
        x = 0.0
        for part in everything:
            part.shift(RIGHT * (x - part.get_left()[0]))
            x += float(part.width) + gap
        for column in self.columns:
            column.shift(UP * -column.boxes.get_y())
        self.loss.set_y(0.0)
        self.target.shift(UP * -self.target[0].get_y())
        self._lay_edges()
        self.add(
            *self.columns, self.loss, self.target, *self.edges.values(), *self.slopes.values(), self.arrow
        )

    def light(self, layer: int) -> Animation:
        """Return the animation that runs light back through the lines into a layer."""
        before, flashes = self.columns[layer - 1], []
        covered = before.tabs in before.submobjects
        for line in self.edges[layer]:
            start, end = line.get_start(), line.get_end()
            if covered:
                share = (before.covers.get_right()[0] - start[0]) / (end[0] - start[0])
                start = start + share * (end - start)
            back = Line(end, start, color=self.theme.gradient, stroke_width=6)
            flashes.append(ShowPassingFlash(back, time_width=0.6))
        return LaggedStart(*flashes, lag_ratio=0.05)

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
        color, column = self.theme.target, VGroup()
        for index, target in enumerate(self.numbers.targets):
            box = Rectangle(width=_TARGET, height=pitch - _GAP, stroke_color=color, stroke_width=2.0)
            box.set_fill(color, 0.1).shift(DOWN * pitch * index)
            column.add(
                VGroup(box, number_line(self.theme, target, size=SMALL, color=self.theme.ink).move_to(box))
            )
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
                    start = self.columns[k - 1].boxes[j].get_right() + RIGHT * 0.06
                    end = self.columns[k].boxes[i].get_left() + LEFT * 0.06
                    self.edges[k].add(Line(start, end, stroke_color=self.theme.dimmed, stroke_width=1.2))
                    self.slopes[k].add(self._slope(start, end, float(entry.value)))
        self.arrow = Arrow(
            self.columns[-1].boxes.get_right(),
            self.loss.get_left(),
            buff=0.08,
            color=self.theme.dimmed,
            stroke_width=3.5,
            tip_length=0.16,
            max_tip_length_to_length_ratio=0.6,
        )

    def _slope(self, start: np.ndarray, end: np.ndarray, value: float) -> Line:
        line = DashedLine(start, end, dash_length=0.12) if value < 0 else Line(start, end)
        line.set_stroke(self.theme.gradient, width=self.thickness * abs(value))
        return line


def box_width(theme: Theme, numbers: WideQuantities) -> float:
    """Return the width that the widest number of the diagram needs."""
    layers = range(numbers.depth + 1)
    shown = [q for k in layers for q in (*numbers.values(k), *numbers.gradient(k))]
    return max(float(number_line(theme, quantity, size=SMALL).width) for quantity in shown) + 0.14


def fits(numbers: WideQuantities, box: float, width: float) -> bool:
    """Tell whether all columns with their digits leave enough room between them."""
    columns = numbers.depth + 1
    return columns * (2 * box + 0.04) + _LOSS + _BESIDE + _TARGET + columns * _LEAST_GAP <= width
