"""The set of the chapter on partial derivatives: map, point and two cross-sections, in their places."""

from __future__ import annotations

import math as mathematics

from manim import LEFT, RIGHT, UP, SurroundingRectangle, ValueTracker, VMobject

from backprop_core.quantity import Piece, Symbol
from backprop_core.surface import Surface
from config import SurfaceSettings, Theme
from scenes.stage.formulas.recipe import Recipe, expression_pieces
from scenes.stage.lettering import typesetting
from scenes.stage.plots.cross_section import Crosshair, CrossSection
from scenes.stage.plots.heatmap import Heatmap
from scenes.stage.plots.surface_view import Pose, SurfaceView

X = Symbol("x", "x", "x", "input")
Y = Symbol("y", "y", "y", "input")
F = Symbol("f", "f", "f", "ink")

_MAP_SIZE, _PANEL_SIZE = 4.5, (4.7, 1.55)
_MAP_CENTRE = LEFT * 3.25 + UP * 0.15
_PANEL_LEFT, _PANEL_TOPS = 1.3, (2.15, -0.95)
_RECIPE_LEFT, _RECIPE_TOPS, _RECIPE_WIDTH = -6.3, (2.6, -0.3), 6.75


class PartialsSet:
    """Everything that the chapter shows of the configured surface.

    `trackers` hold the point's x and y. The map stands on the left, the cross-sections one above the
    other on the right, and the recipes take the map's place.
    """

    side = Pose(0.0, 0.0, (0.0, -0.2), 5.6)
    aloft = Pose(-0.6, 0.72, (0.0, 0.0), 3.6)
    above = Pose(0.0, mathematics.pi / 2, (float(_MAP_CENTRE[0]), float(_MAP_CENTRE[1])), _MAP_SIZE)

    def __init__(self, theme: Theme, given: SurfaceSettings) -> None:
        self.theme, self.surface = theme, Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = given.point_x, given.point_y
        self.trackers = ValueTracker(float(given.point_x)), ValueTracker(float(given.point_y))
        symbols, self.colors = (X, Y, F), (theme.input, theme.input)
        self.view = SurfaceView(theme, self.surface, *self.ranges, float(given.point_y), symbols)
        self.heatmap = Heatmap(theme, self.surface, *self.ranges, _MAP_SIZE, symbols, self.colors)
        self.heatmap.shift(_MAP_CENTRE - self.heatmap.image.get_center())
        self.crosshair = Crosshair(theme, self.heatmap, self.trackers, self.colors)
        self.sections, self.recipes = [], []
        for along, color in enumerate(self.colors):
            section = CrossSection(
                theme, self.surface, self.trackers, self.ranges, symbols, along, _PANEL_SIZE, color
            )
            corner = RIGHT * _PANEL_LEFT + UP * _PANEL_TOPS[along]
            self.sections.append(section.shift(corner - section.panel.axes[1].get_end()))
            recipe = Recipe(theme, self.surface, symbols, self.point, along, _RECIPE_WIDTH, self.colors)
            first = recipe.rows[0]
            across, up = _RECIPE_LEFT - first.get_left()[0], _RECIPE_TOPS[along] - first.get_top()[1]
            self.recipes.append(recipe.shift(RIGHT * across + UP * up))

    def formula(self, heading: VMobject) -> typesetting.Line:
        """Return the surface's formula, to the right of a heading and on its bottom line."""
        whole: list[Piece | str] = ["f(x, y) =", *expression_pieces(self.surface.expression, (X, Y))]
        line = typesetting.math(whole, self.theme.ink, display=False).next_to(heading, RIGHT, buff=0.8)
        line.shift(UP * (heading.get_bottom()[1] - line.baseline))
        return line

    def frame(self, around: VMobject) -> SurroundingRectangle:
        """Return a frame that points a slope out."""
        color = self.theme.gradient
        return SurroundingRectangle(around, color=color, buff=0.1, corner_radius=0.08).set_stroke(width=2.5)
