"""What is written beside map and walls: the formula, what is read at each wall, and the slopes worked out."""

from __future__ import annotations

from manim import DOWN, RIGHT, UL, UP, SurroundingRectangle, VMobject

from backprop_core.quantity import Quantity, derivative_symbol
from config import Theme
from scenes.chapters.heatmap_cross_sections.reading import Reading
from scenes.chapters.heatmap_cross_sections.surface_formula import SurfaceFormula
from scenes.chapters.heatmap_cross_sections.worked_slope import WorkedSlope, worked_slope
from scenes.stage.layout import Stretch
from scenes.stage.plots.partials import F, PartialsSet, X, Y

_TOP, _GAP, _FRAME, _ROOM, _SHARE = 0.36, 0.2, 0.1, 0.14, 0.35


class Board:
    """`formula` at the top of the column beside map and walls; under it each slope, read and worked out.

    `readings` hold the locked variable and the slope at the wall, `slopes` are worked out from the formula.
    """

    def __init__(self, theme: Theme, stage: PartialsSet) -> None:
        self.theme, column, surface = theme, stage.column, stage.surface
        self.readings = [
            Reading(theme, surface, stage.trackers, stage.ranges, along, stage.colors, column.width - _ROOM)
            for along in (0, 1)
        ]
        self.formula = SurfaceFormula(theme, surface, stage.colors, column.width)
        column.align(self.formula.line, UL)
        point = Quantity(X, stage.point[0]), Quantity(Y, stage.point[1])
        partials = surface.partial_x_expression, surface.partial_y_expression
        values = surface.partial_x(*stage.point), surface.partial_y(*stage.point)
        self.slopes: list[WorkedSlope] = []
        for symbol, partial, value in zip((X, Y), partials, values, strict=True):
            slope = Quantity(derivative_symbol(F, symbol), value)
            self.slopes.append(worked_slope(theme, partial, slope, point, column.width - _ROOM))
        room = column.below(self.formula.line).inset(top=_TOP, bottom=_FRAME)
        rows = room.rows(Stretch(1.0), Stretch(1.0), gap=_GAP)
        for worked, reading, row in zip(self.slopes, self.readings, rows, strict=True):
            row.align(reading, UL)
            reading.row = float(worked.line.height) + _GAP
            over = row.bottom - float(reading.get_bottom()[1]) + reading.row
            reading.shift(UP * max(0.0, over))
            worked.line.next_to(reading.frozen, DOWN, buff=_GAP)
            worked.line.shift(RIGHT * (row.left - _ink_left(worked.line)))

    def frame(self, around: VMobject) -> SurroundingRectangle:
        """Return a frame that points a number out."""
        # What is written small stands close together.
        buff = min(_FRAME, _SHARE * float(around.height))
        frame = SurroundingRectangle(around, color=self.theme.gradient, buff=buff, corner_radius=0.08)
        return frame.set_stroke(width=3.0)


def _ink_left(line: VMobject) -> float:
    """Return where the first glyph of a line begins."""
    return min(float(glyph.get_left()[0]) for part in line for glyph in part)
