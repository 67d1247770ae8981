"""What the secant's slope has been, power of ten by power of ten, and the slope that it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Mobject, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Quantity
from scenes.chapters.tangent_slider.secant_view import RUN, SECANT
from scenes.chapters.tangent_slider.tangent_set import SLOPE
from scenes.stage.formulas.equation import fit, number_line, value_line
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import TypesetLine, shown_number
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.free_spot import finds_spot
from scenes.stage.trackers import settled

SIZE, _ROW, _COLUMN, _WIDEST = 0.46, 0.52, 1.15, 3.2
"""Size of type; from one row to the next; from the steps to the slopes; the most that a slope is wide."""

_SHARES = (1.0, 0.88, 0.76)
"""Shares of their size that rows take where they have no room."""


class SecantRows(VGroup):
    """`rows` state each step and the secant's slope over it, `limit` the slope at the point.

    All stand one under the other, the steps in a column of their own; `limit` stands under the last row.
    """

    def __init__(self, view: CurveView, steps: Sequence[Number]) -> None:
        super().__init__()
        theme, x, name = view.theme, settled(view.x), view.names[0]
        self.rows = VGroup()
        for count, step in enumerate(steps):
            at = {name: x, RUN.plain: step}
            across = _number(number_line(theme, Quantity(RUN, step), size=SIZE), Quantity(RUN, step), at)
            slope = Quantity(SECANT, view.source.secant(x, step), decimals=2)
            digits = _number(fit(number_line(theme, slope, size=SIZE), _WIDEST), slope, at)
            for line, column in ((across, 0.0), (digits, _COLUMN)):
                line.shift(
                    RIGHT * (column - float(line.get_left()[0])) + DOWN * (line.baseline + _ROW * count)
                )
            self.rows.add(VGroup(across, digits))
        slope = Quantity(SLOPE, view.source.derivative(x), decimals=2)
        self.limit = _number(value_line(theme, slope, size=1.15 * SIZE, display=False), slope, {name: x})
        self.limit.set_color(theme.gradient)
        self.limit.align_to(self.rows, LEFT)
        self.limit.shift(DOWN * (self.limit.baseline + _ROW * (len(steps) + 0.25)))
        self.add(self.rows, self.limit)

    def found_under(self, head: VMobject, region: Region, drawn: Sequence[Mobject]) -> bool:
        """Put a readout and the rows under it where nothing is drawn; tell whether there is such a spot."""
        near = head.get_center()
        self.next_to(head, DOWN, buff=0.3).align_to(head, LEFT)
        return finds_spot(VGroup(head, self), region, near, drawn, enough=0.2, shrink=_SHARES)


def _number(line: TypesetLine, quantity: Quantity, at: dict[str, Number]) -> TypesetLine:
    line.part(len(line.pieces)).number = shown_number(quantity, at)
    return line
