"""The set of the chapter on partial derivatives: a map, and a wall along two of its sides."""

from __future__ import annotations

import math as mathematics
from dataclasses import replace

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Group, Line, Mobject, ValueTracker, VGroup

from backprop_core.quantity import Quantity, Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import SurfaceSettings, Theme
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.line_ends import set_ends
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.crosshair import Crosshair
from scenes.stage.plots.heatmap import Heatmap
from scenes.stage.plots.hues import hues
from scenes.stage.plots.landscape import DEEP
from scenes.stage.plots.pose import Pose
from scenes.stage.plots.reshaping import Handle, itself, reshaped
from scenes.stage.plots.run_and_rise import RunAndRise
from scenes.stage.plots.wall import Wall, on_one_scale, wall_heights

X = Symbol("x", "x", "x", "input")
Y = Symbol("y", "y", "y", "input")
F = Symbol("f", "f", "f", "ink")

_LABEL, _NAME = 0.46, 0.36
"""Size of the numbers at the ticks; what an axis's name takes at the left."""

_HIGH, _APART, _BELOW, OVER, _ASIDE, _TEXT = 0.47, 0.28, 0.5, 0.5, 0.45, 3.3
"""What the map takes of its and the upper wall's height; from the map to its walls; what ticks take below
and the title above; from a wall to what is written beside it, and the width of that beside the upper one."""

_SHARE, _LINES, _NUMBERS, _SPARE = 0.41, 0.3, 0.62, 0.08
"""Width of the map between its walls, as a share of the room; what stays free under the lines between both
walls, and left of them for a slope's number; the share of what is left over that stays free at the left."""

_ALONE, _LARGER = 7.8, 1.32
"""Width of the map while it stands alone, and how much larger its numbers are then."""


class PartialsSet:
    """Everything that the chapter shows of the configured surface but the landscape itself.

    `trackers` hold the point's x and y. The map stands alone at first (`whole` is the middle of that), then
    in the lower left corner under the wall along x, both wide; then the wall along y takes some of that
    width. `column` is the room beside the upper wall at first, `corner` the one between both walls.
    `triangles` show what each slope says at the point, between both walls. As much as `over` is free above.
    """

    def __init__(self, theme: Theme, given: SurfaceSettings, over: float = OVER) -> None:
        self.theme, self.surface = theme, Surface.from_text(given.expression)
        self.ranges = (float(given.x_low), float(given.x_high)), (float(given.y_low), float(given.y_high))
        self.point = given.point_x, given.point_y
        home = float(given.point_x), float(given.point_y)
        self.trackers = ValueTracker(home[0]), ValueTracker(home[1])
        self.colors, safe = hues(theme), Region.safe()
        spans = [wall_heights(self.surface, self.ranges, home, along) for along in (0, 1)]
        self.heights = on_one_scale(spans)
        bottom = safe.bottom + _BELOW + 0.05
        room = safe.top - over - bottom - _APART
        high, wall = _HIGH * room, (1 - _HIGH) * room
        (x_low, _), (y_low, _) = self.ranges
        narrow = _SHARE * safe.width
        self.narrow_size, self.wall = (narrow, high), wall
        self.heatmap = self._map(narrow, high)
        self.sections = [self._wall(0, (narrow, wall)), self._wall(1, (wall, high))]
        beside = self.heatmap.panel.y_labels, self.sections[0].panel.y_labels
        labels = _NAME + max(float(numbers.width) for numbers in beside) + 0.3
        spare = safe.width - labels - narrow - _APART - wall - _NAME
        self.left = safe.left + labels + max(0.0, spare) * _SPARE
        self.wide = safe.right - _TEXT - _ASIDE - self.left
        self.foot = np.array([self.left, bottom, 0.0])
        self.heatmap.shift(self.foot - self.heatmap.to_point(x_low, y_low))
        for section, foot in zip(
            self.sections, (UP * (high + _APART), RIGHT * (narrow + _APART)), strict=True
        ):
            section.shift(self.foot + foot - self._foot(section))
            section.refresh()
        self.crosshair = Crosshair(theme, self.heatmap, self.trackers, self.colors)
        self.guides = self._guides()
        slopes = self.surface.partial_x(*self.point), self.surface.partial_y(*self.point)
        self.triangles = [
            RunAndRise(theme, section, home, Quantity(derivative_symbol(F, symbol), slope), guide)
            for section, symbol, slope, guide in zip(self.sections, (X, Y), slopes, self.guides, strict=True)
        ]
        self.axis_names = self._name_axes()
        under = bottom + high + _APART
        self.column = Region(self.left + self.wide + _ASIDE, safe.right, under, under + wall)
        self.corner = replace(self.column, left=self.left + narrow + _NUMBERS, bottom=under + _LINES / 2)
        self._lay_upper_wall(self.wide, itself)
        self.sections[0].refresh()
        self._stand_alone(safe)

    def aside(self) -> list[Animation]:
        """Return the animations in which the map makes room for the upper wall."""
        return self._lay_map(self.foot, (self.wide, self.narrow_size[1]), changing, 1 / _LARGER)

    def narrow(self) -> list[Animation]:
        """Return the animations in which the map and the upper wall make room for the right one."""
        return [
            *self._lay_map(self.foot, self.narrow_size, changing),
            *self._lay_upper_wall(self.narrow_size[0], changing),
        ]

    def _lay_map(
        self, corner: Floats, size: tuple[float, float], handle: Handle, share: float = 1.0
    ) -> list[Animation]:
        """Lay the map, and its variables' names at its left, into a rectangle."""
        heatmap, panel = self.heatmap, self.heatmap.panel
        low, middle = panel.to_point(panel.x_range[0], panel.y_range[0]), panel.middle
        anchors = low, np.array([low[0], middle[1], 0.0])
        places = corner, corner + UP * size[1] / 2
        drawn = heatmap.image, heatmap.border, *heatmap.contours
        return [
            *reshaped(panel, drawn, corner, size, handle, share=share),
            *(
                handle(name).scale(share, about_point=anchor).shift(place - anchor)
                for name, anchor, place in zip(self.axis_names[:2], anchors, places, strict=True)
            ),
        ]

    def _lay_upper_wall(self, width: float, handle: Handle) -> list[Animation]:
        upper = self.sections[0]
        return reshaped(upper.panel, (), self._foot(upper), (width, self.wall), handle)

    def _map(self, width: float, height: float) -> Heatmap:
        symbols = X, Y, F
        return Heatmap(
            self.theme,
            self.surface,
            *self.ranges,
            width,
            symbols,
            self.colors,
            height=height,
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
            self.heights[along],
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
        panel = self.sections[1].panel
        beyond = [float(panel.axes.get_right()[0]) + 0.25 - float(second.width) / 2]
        beyond += [float(number.get_right()[0]) + 0.1 for number in panel.x_labels[::2]]
        second.set_x(max(beyond) + float(second.width) / 2)
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
        bar, size = self.heatmap.bar, (_ALONE, _ALONE * DEEP)
        self._lay_map(self.foot, size, itself, _LARGER)
        bar.scale(size[1] / self.narrow_size[1])
        bar.next_to(self.heatmap.image, RIGHT, buff=0.4)
        bar.match_strip(self.heatmap.image)
        for label in bar.labels:
            label.scale(_LARGER * self.narrow_size[1] / size[1], about_edge=LEFT)
        for label in bar.labels[1::2]:
            label.set_opacity(0.0)
        self.heatmap.names[0].scale(_LARGER).next_to(bar.strip, UP, buff=0.12)
        whole = Group(self.heatmap, self.axis_names[:2])
        low = float(whole.get_bottom()[1])
        whole.shift(RIGHT * (safe.center[0] - whole.get_x()) + UP * (safe.bottom + 0.05 - low))
        self.whole = whole.get_center()
        alone = self.heatmap.image.get_center()
        width = float(self.heatmap.image.width)
        self.above = Pose(0.0, mathematics.pi / 2, (float(alone[0]), float(alone[1])), width)
