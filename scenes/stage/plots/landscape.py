"""A surface as a block of land, seen from anywhere: its top in the map's colours, its sides, a section.

What lies nearer is drawn later, so that a hill hides what is behind it: the back half, the section that
stands along one row, the front half, the sides in view.
"""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup, VMobject

from backprop_core.quantity import Symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.measure import allow
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.heatmap import colorize, value_range
from scenes.stage.plots.hues import hues
from scenes.stage.plots.land_scale import LandScale
from scenes.stage.plots.pose import Pose, Viewer
from scenes.stage.plots.section import Section

DEEP, RISE = 0.57, 0.42
"""How deep and how high the block is, as shares of its width."""

_STOPS, _ROWS = 24, 44
_ANYWHERE = Pose(-0.5, 0.5, (0.0, 0.0), 5.0)
_SIDE, _MESH, _FLAT = 0.2, 0.16, 0.16
"""Share of the map's colour in the sides; opacity of the lines between rows; of what has gone down."""


class Landscape(VGroup):
    """A surface over `ranges`, cut along the row y = `row`, over which `section` stands.

    In the box x and y go from -1/2 to 1/2 across their ranges, z from 0 to `RISE` across the function's.
    What can move are trackers: `viewer` the camera, `spread` how far the rows have been pulled out of the
    section, `melt` how far the front half has gone down, `behind` how much of the back half is to be seen,
    `solid` how much its sides hide of what is behind them.
    `scale_marks` are its axes with their ticks and names; they stay where they are.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        ranges: tuple[tuple[float, float], tuple[float, float]],
        point: tuple[float, float],
        symbols: tuple[Symbol, Symbol, Symbol],
    ) -> None:
        super().__init__()
        self.theme, self.surface, self.ranges = theme, surface, ranges
        self.low, self.high = value_range(surface, *ranges)
        self.viewer, self.spread = Viewer(_ANYWHERE), ValueTracker(1.0)
        self.melt, self.behind, self.solid = ValueTracker(0.0), ValueTracker(1.0), ValueTracker(1.0)
        (y_low, y_high), row = ranges[1], point[1]
        self.start = (row - y_low) / (y_high - y_low) - 0.5
        self.across = np.linspace(-0.5, 0.5, _STOPS * 2 + 1)
        front = round((self.start + 0.5) * _ROWS)
        self._borders = (
            np.linspace(self.start, 0.5, max(1, _ROWS - front) + 1),
            np.linspace(self.start, -0.5, max(1, front) + 1),
        )
        self.back, self.front = (VGroup(*(self._ribbon() for _ in borders[1:])) for borders in self._borders)
        side = mixed(theme.background, theme.loss, _SIDE).to_hex()
        self.sides = VGroup(*(VMobject(stroke_width=0.0, fill_color=side, fill_opacity=1.0) for _ in "fr"))
        self.section = Section(self, ValueTracker(point[0]), row, hues(theme)[0])
        self.scale_marks = LandScale(self, symbols, hues(theme))
        for part in (*self.back, *self.front, *self.sides):
            allow(part, "margin", "the land goes on beyond the frame")
        # The back half from far to near, the front half likewise: its rows count from the section on.
        self.back.submobjects.reverse()
        self.add(self.back, self.section, self.front, self.sides, self.scale_marks)
        self._seen: tuple[object, ...] = ()
        self.refresh()
        self.add_updater(lambda drawn: drawn.refresh())

    @classmethod
    def cut_open(
        cls,
        theme: Theme,
        surface: Surface,
        ranges: tuple[tuple[float, float], tuple[float, float]],
        point: tuple[float, float],
        symbols: tuple[Symbol, Symbol, Symbol],
    ) -> Landscape:
        """Return a landscape whose front half has gone down, with its path, and y locked."""
        land = cls(theme, surface, ranges, point, symbols)
        for tracker, value in (
            (land.melt, 1.0),
            (land.section.drawn, 1.0),
            (land.section.glass, 1.0),
            (land.scale_marks.free, 0.0),
        ):
            tracker.set_value(value)
        land.refresh()
        return land

    @property
    def pose(self) -> Pose:
        """Where the viewer stands now."""
        return self.viewer.pose

    def heights(self, across: Floats, rows: Floats) -> Floats:
        """Return z over places of the box, in shares of its height: shape `(len(rows), len(across))`."""
        (x_low, x_high), (y_low, y_high) = self.ranges
        xs, ys = x_low + (across + 0.5) * (x_high - x_low), y_low + (rows + 0.5) * (y_high - y_low)
        shares: Floats = (self.surface.grid(xs, ys) - self.low) / (self.high - self.low)
        return shares

    def seen(self, across: Floats, rows: Floats, shares: Floats) -> Floats:
        """Return where places of the box are seen now; heights are shares of the function's range."""
        away = np.broadcast_to(self.row_at(rows), across.shape)
        return self.pose.project(across, away * DEEP, shares * RISE)

    def row_at(self, rows: Floats) -> Floats:
        """Return where rows stand while they are pulled out of the section."""
        return self.start + (rows - self.start) * float(self.spread.get_value())

    def refresh(self) -> None:
        """Set every point as the trackers say."""
        own = self.viewer, self.spread, self.melt, self.behind, self.solid
        trackers = *own, *self.scale_marks.trackers
        state = tuple(tracker.points.tobytes() for tracker in (*trackers, *self.section.trackers))
        if state == self._seen:
            return
        self._seen = state
        melt = float(self.melt.get_value())
        left = 1.0 - min(1.0, melt / 0.8)
        opacities = float(self.behind.get_value()), 1.0 - (1.0 - _FLAT) * max(0.0, melt - 0.5) * 2
        if float(self.spread.get_value()) < 1e-3:
            opacities = 0.0, 0.0
        groups = self.back.submobjects[::-1], self.front.submobjects
        for borders, ribbons, share, opacity in zip(
            self._borders, groups, (1.0, left), opacities, strict=True
        ):
            levels = self.heights(self.across, self.row_at(borders))
            for index, ribbon in enumerate(ribbons):
                self._lay(ribbon, borders[index : index + 2], levels[index : index + 2], share, opacity)
        self._lay_sides(left)
        self.section.refresh()
        self.scale_marks.refresh()

    def _ribbon(self) -> VMobject:
        return VMobject(stroke_color=self.theme.background, stroke_width=1.0, fill_opacity=1.0)

    def _lay(self, ribbon: VMobject, rows: Floats, levels: Floats, share: float, opacity: float) -> None:
        near, far = (0, 1) if rows[0] < rows[1] else (1, 0)
        front = self.seen(self.across, np.full(1, rows[near]), levels[near] * share)
        back = self.seen(self.across, np.full(1, rows[far]), levels[far] * share)
        ribbon.set_points(cubics(np.concatenate([front, back[::-1], front[:1]])))
        colors = colorize((levels[0] + levels[1])[::2] / 2, 0.0, 1.0, self.theme) / 255.0
        ribbon.fill_rgbas = np.concatenate([colors, np.full((len(colors), 1), opacity)], axis=1)
        ribbon.set_stroke(opacity=_MESH * opacity)
        ribbon.sheen_direction = np.array([1.0, 0.0, 0.0])

    def _lay_sides(self, left: float) -> None:
        """Draw the front side, and the right one, which drops where the front half has gone down."""
        front, right = self.sides
        edge = np.array([-0.5])
        top = self.heights(self.across, self.row_at(edge))[0] * left
        foot = np.zeros_like(top)
        outline = [self.seen(self.across, edge, top), self.seen(self.across[::-1], edge, foot)]
        front.set_points_as_corners(np.concatenate([*outline, outline[0][:1]]))
        rows = np.concatenate([self._borders[1][::-1], self._borders[0]])
        share = np.concatenate([np.full(len(self._borders[1]), left), np.ones(len(self._borders[0]))])
        level = self.heights(np.array([0.5]), self.row_at(rows))[:, 0] * share
        side = np.full_like(rows, 0.5)
        outline = [self.seen(side, rows, level), self.seen(side, rows[::-1], np.zeros_like(rows))]
        right.set_points_as_corners(np.concatenate([*outline, outline[0][:1]]))
        # Where all is folded into the section, its face alone is seen.
        unfolded = min(1.0, float(self.spread.get_value()) / 0.15) * float(self.solid.get_value())
        right.set_fill(opacity=float(self.behind.get_value()) * unfolded)
        front.set_fill(opacity=unfolded if left > 1e-6 else 0.0)


def cubics(points: Floats) -> Floats:
    """Turn a polyline of n points into n - 1 straight cubic curves."""
    starts, ends = points[:-1], points[1:]
    step = (ends - starts) / 3
    return np.stack([starts, starts + step, starts + 2 * step, ends], axis=1).reshape(-1, 3)
