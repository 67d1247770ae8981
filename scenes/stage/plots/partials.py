"""The set of the chapter on partial derivatives: map, point and two cross-sections, in their places."""

from __future__ import annotations

import math as mathematics
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, UP, Animation, Group, SurroundingRectangle, ValueTracker, VMobject

from backprop_core.quantity import Piece, Symbol
from backprop_core.surface import Surface
from config import SurfaceSettings, Theme
from scenes.stage.color import mixed
from scenes.stage.formulas.expressions import expression_pieces
from scenes.stage.formulas.recipe import Recipe
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.lettering import typesetting
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.scripts import legible
from scenes.stage.plots.cross_section import CrossSection
from scenes.stage.plots.crosshair import Crosshair
from scenes.stage.plots.heatmap import Heatmap
from scenes.stage.plots.surface_view import Pose, SurfaceView

X = Symbol("x", "x", "x", "input")
Y = Symbol("y", "y", "y", "input")
F = Symbol("f", "f", "f", "ink")

_MAP_SIZE, _MAP_CENTRE = 3.9, LEFT * 3.8 + DOWN * 0.15
_ALONE, _ALONE_CENTRE = 1.16, LEFT * 0.4 + UP * 0.14
"""How much larger the map is while it stands alone, and where."""

_PANEL_HEIGHT, _PANEL_FLOOR, _PANEL_RIGHT = 3.6, -2.45, 6.0
_PANELS_APART, _NAME = 0.2, 0.35
"""Between the two panels with their labels, of which this is the room for an axis's name."""

_RECIPE_LEFT, _RECIPE_TOPS, _RECIPE_GAP = -6.3, (2.6, -0.3), 0.2
_SHADE = 0.5
"""Share of ink in the second input's colour."""

_BAR_GAP, _FRAME_GAP, _OVER_FRAMES = 0.15, 0.1, 0.06
"""Between the labels of the colour bar and those of the panels; between a slope and the frame round it;
between these frames, or the map's names, and the formula."""


class PartialsSet:
    """Everything that the chapter shows of the configured surface.

    `trackers` hold the point's x and y. The map stands alone at first and then goes to the left, the
    cross-sections stand side by side on the right, and the recipes take the map's place.
    """

    side = Pose(0.0, 0.0, (0.0, -0.2), 5.6)
    aloft = Pose(-0.6, 0.72, (0.0, 0.0), 3.6)
    above = Pose(
        0.0, mathematics.pi / 2, (float(_ALONE_CENTRE[0]), float(_ALONE_CENTRE[1])), _ALONE * _MAP_SIZE
    )

    def __init__(self, theme: Theme, given: SurfaceSettings) -> None:
        self.theme, self.surface = theme, Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = given.point_x, given.point_y
        self.trackers = ValueTracker(float(given.point_x)), ValueTracker(float(given.point_y))
        symbols = X, Y, F
        self.colors = theme.input, mixed(theme.input, theme.ink, _SHADE).to_hex()
        self.view = SurfaceView(theme, self.surface, *self.ranges, float(given.point_y), symbols)
        self.heatmap = Heatmap(theme, self.surface, *self.ranges, _MAP_SIZE, symbols, self.colors)
        self.heatmap.shift(_MAP_CENTRE - self.heatmap.image.get_center())
        over = -safe_width() / 2 - float(self.heatmap.get_left()[0])
        self.map_centre = _MAP_CENTRE + RIGHT * max(0.0, over)
        self.heatmap.shift(self.map_centre - _MAP_CENTRE)
        self.crosshair = Crosshair(theme, self.heatmap, self.trackers, self.colors)
        self.sections = self._lay_sections(symbols)
        self.heatmap.scale(_ALONE, about_point=self.map_centre).shift(_ALONE_CENTRE - self.map_centre)
        self.recipes = []
        width = min(float(s.panel.get_left()[0]) for s in self.sections) - _BAR_GAP - _RECIPE_LEFT
        for along, (top, floor) in enumerate(pairwise((*_RECIPE_TOPS, safe_bottom()))):
            room = width, top - floor - _RECIPE_GAP
            recipe = Recipe(theme, self.surface, symbols, self.point, along, room, self.colors)
            across = _RECIPE_LEFT - recipe.rows[0].get_left()[0]
            self.recipes.append(recipe.shift(RIGHT * across + UP * (top - recipe.get_top()[1])))

    def aside(self, *with_it: VMobject) -> Animation:
        """Return the animation in which the map, and what lies on it, makes room for the cross-sections."""
        whole = Group(self.heatmap, *with_it)
        shrunk = changing(whole).scale(1 / _ALONE, about_point=_ALONE_CENTRE)
        moved: Animation = shrunk.shift(self.map_centre - _ALONE_CENTRE)
        return moved

    def _lay_sections(self, symbols: tuple[Symbol, Symbol, Symbol]) -> list[CrossSection]:
        """Return both cross-sections, side by side in the room at the right of the map."""
        left = float(self.heatmap.bar.get_right()[0]) + _BAR_GAP

        def made(along: int, width: float) -> CrossSection:
            color, other = self.colors[along], self.colors[1 - along]
            size, ranges = (width, _PANEL_HEIGHT), self.ranges
            return CrossSection(
                self.theme, self.surface, self.trackers, ranges, symbols, along, size, color, other
            )

        whole = (_PANEL_RIGHT + _NAME - left - _PANELS_APART) / 2
        sections = []
        for along in (0, 1):
            first = made(along, whole)
            outside = float(first.panel.width) - whole + _NAME
            section = made(along, whole - outside)
            start = left + along * (whole + _PANELS_APART)
            section.shift(RIGHT * (start - float(section.panel.get_left()[0])))
            sections.append(section.shift(UP * (_PANEL_FLOOR - section.panel.axes[0].get_y())))
        return sections

    def formula(self, heading: VMobject) -> typesetting.TypesetLine:
        """Return the surface's formula, to the right of a heading, on its bottom line where it has room.

        Only the name where the whole could not be read.
        """
        name: list[Piece | str] = ["f(x, y)"]
        whole = [*name, "=", *expression_pieces(self.surface.expression, (X, Y))]
        line = self._fitted(whole, heading)
        least = legible(" ".join(piece.typst for piece in line.pieces))
        return line if line.size >= least else self._fitted(name, heading)

    def _fitted(self, pieces: list[Piece | str], heading: VMobject) -> typesetting.TypesetLine:
        """Return a line in the room beside a heading; its `size` is the one that it has there."""
        line = typesetting.math(pieces, self.theme.ink, display=False).next_to(heading, RIGHT, buff=0.8)
        line.shift(UP * (heading.get_bottom()[1] - line.baseline))
        room = safe_width() / 2 - float(line.get_left()[0])
        frames = max(float(section.slope.get_top()[1]) for section in self.sections) + _FRAME_GAP
        floor = max(frames, float(self.heatmap.names.get_top()[1])) + _OVER_FRAMES
        share = min(1.0, room / line.width, (safe_top() - floor) / line.height)
        line.scale(share, about_edge=LEFT)
        line.size *= share
        line.shift(DOWN * max(0.0, float(line.get_top()[1]) - safe_top()))
        return line.shift(UP * max(0.0, floor - float(line.get_bottom()[1])))

    def frame(self, around: VMobject, room: float = _FRAME_GAP) -> SurroundingRectangle:
        """Return a frame that points a slope out, nearer to it where there is less room."""
        color, buff = self.theme.gradient, min(_FRAME_GAP, room)
        return SurroundingRectangle(around, color=color, buff=buff, corner_radius=0.08).set_stroke(width=2.5)
