"""A kink: a line from either side, each with a slope of its own, and no slope in the corner."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from manim import LEFT, RIGHT, UP, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.limits import Limit
from backprop_core.number import Number
from backprop_core.quantity import Symbol
from backprop_core.shape import Special
from scenes.stage.formulas.equation import fit
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.readout import Readout, fitting_size
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import CurveView

FROM_LEFT = Symbol("f'(x^-)", "f'(x⁻)", "the slope from the left", "gradient")
FROM_RIGHT = Symbol("f'(x^+)", "f'(x⁺)", "the slope from the right", "gradient")
_ROWS, _SHORTEST = 1.24, 0.05
"""From one row to the next, as a share of the size of type; length of a line too short to be read back."""


class CornerView(VGroup):
    """Half a tangent to either side of a kink, both slopes as numbers, and the words "no slope here".

    A side on which the slope is infinite is a line that stands upright, without a number.
    """

    def __init__(self, view: CurveView, kink: Special, room: float, *, size: float = 0.5) -> None:
        super().__init__()
        self.view, self.kink, self.size = view, kink, size
        self.lines, self.rows = VGroup(), VGroup()
        color = view.theme.gradient
        for side, limit, symbol in ((-1, kink.left_slope, FROM_LEFT), (1, kink.right_slope, FROM_RIGHT)):
            line = Line(LEFT, RIGHT, stroke_color=color, stroke_width=6).set_z_index(2)
            set_ends(line, self._half(side, limit))
            self.lines.add(line)
            if limit.kind == "finite":
                measured(line, partial(self._read, name=symbol.plain))
                self.rows.add(self._row(symbol, limit.value, room))
        self.rows.add(fit(typesetting.text("no slope here", color, weight="semibold", size=size), room))
        self.add(self.lines, self.rows)

    def at(self, corner: NDArray[np.float64]) -> CornerView:
        """Put the rows one below the other, the first one's left end at a point."""
        for index, row in enumerate(self.rows):
            row.move_to(corner - UP * _ROWS * self.size * index, aligned_edge=LEFT)
        return self

    def _row(self, symbol: Symbol, slope: Number, room: float) -> Readout:
        """Return a one-sided slope as a number."""
        where = {self.view.names[0]: self.kink.x}
        size = fitting_size(symbol, [slope], room, size=self.size)
        return Readout(symbol, lambda: slope, self.view.theme.gradient, size=size, at=lambda: where)

    def _half(self, side: int, limit: Limit) -> NDArray[np.float64]:
        """Return both ends of half a tangent."""
        panel, x = self.view.panel, float(self.kink.x)
        y = float(self.kink.value if self.kink.value is not None else 0)
        if limit.kind == "finite":
            whole = panel.segment(x, y, float(limit.value), self.view.tangent_length)
            return np.array([panel.to_point(x, y), whole[(side + 1) // 2]])
        up = np.sign(float(limit.value)) * side * UP * self.view.tangent_length / 2
        return np.array([panel.to_point(x, y), panel.to_point(x, y) + up])

    def _read(self, line: VMobject, *, name: str) -> Iterable[Measurement]:
        if np.linalg.norm(line.points[-1] - line.points[0]) > _SHORTEST:
            slope = self.view.panel.read_slope(line)
            x = float(self.kink.x)
            yield Measurement("slope", name, slope, 1e-6 * max(1.0, abs(slope)), {self.view.names[0]: x})
