"""The set of the chapter on partial derivatives: a map, and a wall along two of its sides."""

from __future__ import annotations

import math as mathematics

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Group, Line, Mobject, ValueTracker, VGroup

from backprop_core.quantity import Symbol
from backprop_core.surface import Surface
from config import SurfaceSettings, Theme
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.crosshair import Crosshair
from scenes.stage.plots.heatmap import Heatmap
from scenes.stage.plots.hues import hues
from scenes.stage.plots.landscape import DEEP
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.wall import Wall

X = Symbol("x", "x", "x", "input")
Y = Symbol("y", "y", "y", "input")
F = Symbol("f", "f", "f", "ink")

_LABEL, _NAME = 0.46, 0.36
"""Size of the numbers at the ticks; what an axis's name takes at the left."""

_MAP_RIGHT, _WALL, _APART, _BELOW, _TITLE = 0.55, 2.7, 0.28, 0.5, 0.5
"""Where the map ends; how far the right wall reaches; from the map to its walls; what ticks take
below and the title above."""

_ALONE = 1.32
"""How much larger the map is while it stands alone."""


class PartialsSet:
    """Everything that the chapter shows of the configured surface but the landscape itself.

    `trackers` hold the point's x and y. The map stands alone at first, and then in the lower left corner with
    a wall over it and one at its right. `whole` is the middle of what stands there at first,
    `corner` the room over the right wall, `column` that beside it.
    """

    def __init__(self, theme: Theme, given: SurfaceSettings) -> None:
        self.theme, self.surface = theme, Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = given.point_x, given.point_y
        self.trackers = ValueTracker(float(given.point_x)), ValueTracker(float(given.point_y))
        self.colors, safe = hues(theme), Region.safe()
        first = self._map(5.0)
        beside = first.panel.y_labels, self._wall(0, (5.0, 2.0)).panel.y_labels
        labels = max(float(numbers.width) for numbers in beside)
        self.left = safe.left + _NAME + labels + 0.3
        width = _MAP_RIGHT - self.left
        self.heatmap = self._map(width)
        bottom = safe.bottom + _BELOW + 0.05
        self.middle = np.array([(self.left + _MAP_RIGHT) / 2, bottom + width * DEEP / 2, 0.0])
        self.heatmap.shift(self.middle - self.heatmap.image.get_center())
        top = bottom + width * DEEP
        over, right = (width, safe.top - _TITLE - top - _APART), (_WALL, width * DEEP)
        self.sections = [self._wall(along, size) for along, size in enumerate((over, right))]
        self.sections[0].shift(
            self.heatmap.to_point(self.ranges[0][0], self.ranges[1][1])
            + UP * _APART
            - self._foot(self.sections[0])
        )
        self.sections[1].shift(
            self.heatmap.to_point(self.ranges[0][1], self.ranges[1][0])
            + RIGHT * _APART
            - self._foot(self.sections[1])
        )
        for section in self.sections:
            section.refresh()
        self.crosshair = Crosshair(theme, self.heatmap, self.trackers, self.colors)
        self.guides = self._guides()
        self.axis_names = self._name_axes()
        wall = _MAP_RIGHT + _APART + _WALL
        self.corner = Region(_MAP_RIGHT + _APART, safe.right, top + 0.15, safe.top)
        self.column = Region(wall + 0.5, safe.right, bottom, top)
        self._stand_alone(safe)

    def aside(self) -> Animation:
        """Return the animation in which the map makes room for the walls."""
        parts = self.heatmap.image, self.heatmap.contours, self.heatmap.border, self.heatmap.panel
        moved: Animation = (
            changing(Group(*parts, self.axis_names[:2]))
            .scale(1 / _ALONE, about_point=self.alone)
            .shift(self.middle - self.alone)
        )
        return moved

    def _map(self, width: float) -> Heatmap:
        symbols = X, Y, F
        return Heatmap(
            self.theme,
            self.surface,
            *self.ranges,
            width,
            symbols,
            self.colors,
            height=width * DEEP,
            label_size=_LABEL,
            ticks=4,
        )

    def _wall(self, along: int, size: tuple[float, float]) -> Wall:
        return Wall(
            self.theme,
            self.surface,
            self.trackers,
            self.ranges,
            (X, Y, F),
            along,
            size,
            self.colors[along],
            label_size=_LABEL,
        )

    @staticmethod
    def _foot(wall: Wall) -> np.ndarray:
        """Return the lower left corner of a wall's panel."""
        return wall.panel.to_point(wall.panel.x_range[0], wall.panel.y_range[0])

    def _name_axes(self) -> VGroup:
        """Put the map's names beside their axes, and name the heights of both walls."""
        across, up, height = self.heatmap.names
        edges = self.heatmap.border.get_left()[0], self.heatmap.border.get_right()[0]
        for label in self.heatmap.panel.x_labels:
            if label.get_left()[0] < edges[0] or label.get_right()[0] > edges[1]:
                label.set_opacity(0.0)
        self.heatmap.names.remove(across, up)
        across.move_to(self.heatmap.panel.x_labels).set_x(self.left - 0.24)
        up.next_to(self.heatmap.panel.y_labels, LEFT, buff=0.14)
        first = height.copy().next_to(self.sections[0].panel.y_labels, LEFT, buff=0.14)
        second = height.copy().move_to(self.sections[1].panel.x_labels)
        second.set_x(float(self.sections[1].panel.axes.get_right()[0]) + 0.25)
        return VGroup(across, up, first, second)

    def _guides(self) -> VGroup:
        """Return the lines that carry the point from the map to both walls."""
        guides = VGroup()
        for section in self.sections:
            guide = Line(LEFT, RIGHT, stroke_color=self.theme.ink, stroke_width=2.5, stroke_opacity=0.55)

            def follow(line: Mobject, section: Wall = section) -> None:
                x, y = (float(tracker.get_value()) for tracker in self.trackers)
                section.refresh()
                set_ends(line, (self.heatmap.to_point(x, y), section.dot.get_center()))

            follow(guide)
            guide.add_updater(follow)
            guides.add(guide)
        return guides

    def _stand_alone(self, safe: Region) -> None:
        """Enlarge the map, and put it in the middle with its bar."""
        whole = Group(self.heatmap, self.axis_names[:2])
        whole.scale(_ALONE, about_point=self.middle)
        self.heatmap.bar.next_to(self.heatmap.image, RIGHT, buff=0.4)
        self.heatmap.bar.match_strip(self.heatmap.image)
        self.heatmap.names[0].next_to(self.heatmap.bar.strip, UP, buff=0.12)
        for label in self.heatmap.bar.labels[1::2]:
            label.set_opacity(0.0)
        low = float(whole.get_bottom()[1])
        whole.shift(RIGHT * (safe.center[0] - whole.get_x()) + UP * (safe.bottom + 0.05 - low))
        self.whole = whole.get_center()
        self.alone = self.heatmap.image.get_center()
        size = float(self.heatmap.image.width)
        self.above = Pose(0.0, mathematics.pi / 2, (float(self.alone[0]), float(self.alone[1])), size)
