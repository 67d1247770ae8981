"""What is written beside map and walls: the formula, what is read at each wall, and the slopes worked out."""

from __future__ import annotations

from manim import RIGHT, SurroundingRectangle, VMobject

from backprop_core.quantity import Quantity, derivative_symbol
from config import Theme
from scenes.chapters.heatmap_cross_sections.reading import Reading
from scenes.chapters.heatmap_cross_sections.surface_formula import SurfaceFormula
from scenes.chapters.heatmap_cross_sections.worked_slope import WorkedSlope, worked_slope
from scenes.stage.layout import Stretch
from scenes.stage.plots.partials import F, PartialsSet, X, Y

_GAP, _FRAME, _ROOM, _SHARE = 0.3, 0.1, 0.14, 0.35


class Board:
    """`formula` over all at the right; each slope is read beside its wall, and worked out there later.

    `readings` hold the locked variable and the slope at the wall, `slopes` are worked out from the formula.
    The first reading stands beside the upper wall at first; `gather` takes it to its row between both walls.
    """

    def __init__(self, theme: Theme, stage: PartialsSet, formula: SurfaceFormula) -> None:
        self.theme, corner, surface, self.formula = theme, stage.corner, stage.surface, formula
        rows = corner.rows(Stretch(), Stretch(), gap=_GAP)
        places = [stage.column.inset(right=_ROOM), *(row.inset(right=_ROOM) for row in rows)]
        self.readings = [
            Reading(theme, surface, stage.trackers, stage.ranges, along, stage.colors, places[0], row)
            for along, row in enumerate(places[1:])
        ]
        self.readings[1].gather()
        point = Quantity(X, stage.point[0]), Quantity(Y, stage.point[1])
        partials = surface.partial_x_expression, surface.partial_y_expression
        values = surface.partial_x(*stage.point), surface.partial_y(*stage.point)
        self.slopes: list[WorkedSlope] = []
        for symbol, partial, value, row in zip((X, Y), partials, values, rows, strict=True):
            slope = Quantity(derivative_symbol(F, symbol), value)
            worked = worked_slope(theme, partial, slope, point, row.width - _ROOM)
            worked.line.set_y(row.center[1])
            worked.line.shift(RIGHT * (row.left - _ink_left(worked.line)))
            self.slopes.append(worked)

    def frame(self, around: VMobject) -> SurroundingRectangle:
        """Return a frame that points a number out."""
        # What is written small stands close together.
        buff = min(_FRAME, _SHARE * float(around.height))
        frame = SurroundingRectangle(around, color=self.theme.gradient, buff=buff, corner_radius=0.08)
        return frame.set_stroke(width=3.0)


def _ink_left(line: VMobject) -> float:
    """Return where the first glyph of a line begins."""
    return min(float(glyph.get_left()[0]) for part in line for glyph in part)
