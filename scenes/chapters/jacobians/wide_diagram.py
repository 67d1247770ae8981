"""A network with many neurons a layer: columns of round cells over the whole frame, a line for every pair."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    DashedLine,
    LaggedStart,
    Line,
    ShowPassingFlash,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from backprop_core.network.matrices import LOSS, TARGETS, WideQuantities, layer_symbol
from backprop_core.quantity import Piece
from config import Theme
from scenes.chapters.jacobians.columns import Column, size_in_cell
from scenes.stage.color import TINT
from scenes.stage.formulas.equation import number_line
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.measure import Measurement

_PITCH, _RADIUS, _OF_PITCH, _OF_GAP, _NAMES = 1.85, 0.74, 0.42, 0.23, 0.62
"""From one cell to the next at most; radius at most, as a share of that distance and of the one between two
columns; height for the names above."""

_TARGET, _TYPED = 0.72, 0.9
"""Radius of a target's cell in that of the others, and its type in theirs."""

_THICKEST, _CLEAR, _MOST_NUMBERS, _LOSS, _LEAST_LOSS = 10.0, 0.05, 12, 1.15, 0.42
"""Stroke of the largest slope; free room at a line's ends; values that are shown as digits at most; radius of
the loss's cell in those of the others, and at least."""


class WideDiagram(VGroup):
    """Columns from the input to the loss, in a region.

    `columns` by layer; `edges[k]` are the lines into layer k, thin; `slopes[k]` the same lines again, each as
    thick as its entry of the layer's Jacobian is large, dashed where the entry is negative. `to_loss` are the
    lines from the last layer to the loss, `targets` the column at its right. Digits in cells have
    `type_size`, None where there are none.
    """

    def __init__(self, theme: Theme, numbers: WideQuantities, region: Region) -> None:
        super().__init__()
        self.theme, self.numbers, depth = theme, numbers, numbers.depth
        tall = max(numbers.widths)
        pitch = min(_PITCH, (region.height - _NAMES) / tall)
        steps = depth + 1.55
        radius = min(_RADIUS, _OF_PITCH * pitch, _OF_GAP * region.width / steps)
        step = (region.width - 2 * radius) / steps
        layers = [numbers.values(k) for k in range(depth + 1)]
        every = [one for layer in layers for one in layer]
        few = len(every) + len(numbers.targets) < _MOST_NUMBERS
        sizes = size_in_cell(theme, every, radius), size_in_cell(theme, numbers.targets, 0.8 * radius)
        size = min(sizes[0], sizes[1]) if few and sizes[0] and sizes[1] else None
        self.type_size = size
        middle = (region.bottom + region.top - _NAMES) / 2
        symbols = [layer_symbol(k) for k in range(depth + 1)]
        self.columns = [
            Column(theme, symbol, values, (radius, pitch), size)
            for symbol, values in zip(symbols, layers, strict=True)
        ]
        self.targets = self._targets(radius, pitch, size)
        places = [region.left + radius + k * step for k in range(depth + 1)]
        for column, x in zip((*self.columns, self.targets), (*places, places[-1] + 1.55 * step), strict=True):
            column.shift(RIGHT * x + UP * middle)
        self.loss = self._loss(max(_LEAST_LOSS, _LOSS * radius), size)
        self.loss.shift(RIGHT * (places[-1] + 0.95 * step) + UP * middle)
        largest = max(
            (abs(float(one.value)) for k in range(depth + 1) for one in numbers.gradient(k)), default=1.0
        )
        for k, column in enumerate(self.columns):
            column.carry(numbers.gradient(k), 1.0 / (largest or 1.0))
        self._lay_lines()
        lines = (*self.edges.values(), *self.slopes.values())
        self.add(*self.columns, self.loss, self.targets, *lines, self.to_loss, self.from_targets)

    @property
    def end(self) -> tuple[VGroup, ...]:
        """What stands after the last layer: loss, targets, and the lines to the loss."""
        return self.loss, self.targets, self.to_loss, self.from_targets

    def highlight(self, layer: int) -> Animation:
        """Return the animation that runs light back through the lines into a layer."""
        lag = min(0.05, 1.0 / len(self.edges[layer]))
        return LaggedStart(*(self.flash(line) for line in self.edges[layer]), lag_ratio=lag)

    def light_from_loss(self) -> Animation:
        """Return the animation that runs light back from the loss to the last layer."""
        return AnimationGroup(*map(self.flash, self.to_loss))

    def flash(self, line: VMobject) -> Animation:
        """Return the animation that runs light back along a line."""
        back = Line(line.get_end(), line.get_start(), color=self.theme.gradient, stroke_width=7)
        return ShowPassingFlash(back, time_width=0.6)

    def shade(self, opacity: float, *but: Line, only: int = 0) -> Animation:
        """Return the animation that gives all lines an opacity, except some, which stand out.

        With `only` those into one layer change before the eye; the others, which are not on stage, at once.
        """
        lines = [line for k, group in self.slopes.items() if only in (0, k) for line in group]
        for k, group in self.slopes.items():
            if only not in (0, k):
                group.set_stroke(opacity=opacity)
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
                yield Measurement("thickness", entry.name, thickness_of(line) / self.thickness, 1e-6)

    def slope(self, start: NDArray[np.float64], end: NDArray[np.float64], value: float) -> Line:
        """Return a line as thick as a slope is large, dashed where it is negative."""
        line = DashedLine(start, end, dash_length=0.12) if value < 0 else Line(start, end)
        line.set_stroke(self.theme.gradient, width=self.thickness * abs(value))
        return line

    def _targets(self, radius: float, pitch: float, size: float | None) -> Column:
        """Return the column of targets: smaller cells, as far as their digits can be read there."""
        for share in (_TARGET, (1 + _TARGET) / 2, 1.0):
            own = size and size_in_cell(self.theme, self.numbers.targets, share * radius)
            if own or not size:
                break
        type_size = own and min(own, _TYPED * size) if size else None
        return Column(self.theme, TARGETS, self.numbers.targets, (share * radius, pitch), type_size)

    def _loss(self, radius: float, size: float | None) -> VGroup:
        cell = Circle(radius=radius, color=self.theme.loss, stroke_width=3.0).set_fill(self.theme.loss, TINT)
        name = math([Piece(LOSS.typst, "symbol")], self.theme.loss, size=max(0.5, min(0.8, radius)))
        if size is None:
            return VGroup(cell, name.move_to(cell))
        digits = number_line(self.theme, self.numbers.loss, size=size, color=self.theme.ink)
        digits.move_to(DOWN * 0.3 * radius)
        return VGroup(cell, name.move_to(UP * 0.3 * radius), digits)

    def _lay_lines(self) -> None:
        self.edges: dict[int, VGroup] = {}
        self.slopes: dict[int, VGroup] = {}
        depth = self.numbers.depth
        jacobians = {k: self.numbers.jacobian(k) for k in range(1, depth + 1)}
        largest = max(abs(float(e.value)) for rows in jacobians.values() for row in rows for e in row)
        self.thickness = _THICKEST / largest if largest else 0.0
        for k, rows in jacobians.items():
            self.edges[k], self.slopes[k] = VGroup(), VGroup()
            for i, row in enumerate(rows):
                for j, entry in enumerate(row):
                    ends = between(self.columns[k - 1].boxes[j], self.columns[k].boxes[i])
                    self.edges[k].add(Line(*ends, stroke_color=self.theme.dimmed, stroke_width=1.5))
                    self.slopes[k].add(self.slope(*ends, float(entry.value)))
        self.to_loss, self.from_targets = (
            VGroup(
                *(
                    Line(*between(cell, self.loss[0]), stroke_color=self.theme.dimmed, stroke_width=2.0)
                    for cell in column.boxes
                )
            )
            for column in (self.columns[-1], self.targets)
        )


def thickness_of(line: VMobject) -> float:
    """Return how thick a line is, below zero if it is dashed."""
    if isinstance(line, DashedLine):
        return -float(line[0].get_stroke_width())
    return float(line.get_stroke_width())


def between(start: VMobject, end: VMobject) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return where a straight line from one round cell to another begins and ends, at their edges."""
    way = end.get_center() - start.get_center()
    way /= np.linalg.norm(way)
    left, right = float(start.width) / 2 + _CLEAR, float(end.width) / 2 + _CLEAR
    return start.get_center() + way * left, end.get_center() - way * right
