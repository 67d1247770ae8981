"""What is written beside map and walls: the formula, what is read at each wall, and the slopes worked out."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UL, SurroundingRectangle, VGroup, VMobject

from backprop_core.quantity import Quantity, derivative_symbol
from config import Theme
from scenes.chapters.heatmap_cross_sections.reading import Reading
from scenes.chapters.heatmap_cross_sections.surface_formula import SurfaceFormula
from scenes.chapters.heatmap_cross_sections.worked_slope import WorkedSlope, worked_slope
from scenes.stage.layout import Stretch
from scenes.stage.plots.partials import F, PartialsSet, X, Y

_GAP, _FRAME, _ROOM = 0.17, 0.1, 0.14


class Board:
    """`formula` over the right wall, both `slopes` below it; `readings` in the column beside that wall."""

    def __init__(self, theme: Theme, stage: PartialsSet) -> None:
        self.theme, corner, column = theme, stage.corner, stage.column
        self.readings = [
            Reading(
                theme, stage.surface, stage.trackers, stage.ranges, along, stage.colors, column.width - _ROOM
            )
            for along in (0, 1)
        ]
        rows = column.rows(Stretch(1.0), Stretch(1.0), gap=0.3)
        for reading, row in zip(self.readings, rows, strict=True):
            row.align(reading, UL)
        self.formula = SurfaceFormula(theme, stage.surface, stage.colors, corner.width)
        corner.align(self.formula.line, UL)
        point = Quantity(X, stage.point[0]), Quantity(Y, stage.point[1])
        surface = stage.surface
        partials = surface.partial_x_expression, surface.partial_y_expression
        values = surface.partial_x(*stage.point), surface.partial_y(*stage.point)
        self.slopes: list[WorkedSlope] = []
        for symbol, partial, value in zip((X, Y), partials, values, strict=True):
            slope = Quantity(derivative_symbol(F, symbol), value)
            self.slopes.append(worked_slope(theme, partial, slope, point, corner.width - _ROOM))
        lines = VGroup(*(worked.line for worked in self.slopes)).arrange(DOWN, buff=_GAP, aligned_edge=LEFT)
        room = corner.below(self.formula.line).inset(top=_GAP)
        lines.scale(min(1.0, room.height / lines.height))
        room.align(lines, UL)
        for worked in self.slopes:
            worked.line.shift(RIGHT * (_ink_left(self.formula.line) - _ink_left(worked.line)))

    def frame(self, around: VMobject) -> SurroundingRectangle:
        """Return a frame that points a number out."""
        frame = SurroundingRectangle(around, color=self.theme.gradient, buff=_FRAME, corner_radius=0.08)
        return frame.set_stroke(width=3.0)


def _ink_left(line: VMobject) -> float:
    """Return where the first glyph of a line begins."""
    return min(float(glyph.get_left()[0]) for part in line for glyph in part)
