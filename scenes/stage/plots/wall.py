"""A wall along a side of a map: the cross-section through the map's point, on the axis that both share.

Over the map stands the curve along x, on the map's own x; at its right the curve along y, turned, on the
map's own y, its heights to the right.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import LEFT, RIGHT, Dot, Line, ValueTracker, VGroup, VMobject

from backprop_core.quantity import Symbol, derivative_symbol
from backprop_core.surface import Surface
from config import Theme
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.contour import Floats
from scenes.stage.plots.cross_section import SAMPLES, padded
from scenes.stage.plots.heatmap import value_range
from scenes.stage.plots.panel import PlotPanel

WALK = 0.22, 0.78
"""Between which shares of its range a variable walks."""

_TANGENT, _TICKS, _FLAT, _ALIKE = 3.0, 4, 0.02, 0.3
"""Length of a tangent; most ticks; share of the whole range under which curves count as flat; share of a
common scale that each of two walls takes at least."""


def wall_heights(
    surface: Surface,
    ranges: tuple[tuple[float, float], tuple[float, float]],
    home: tuple[float, float],
    along: int,
) -> tuple[float, float]:
    """Return what the curves along a variable reach while the other is frozen within its walk or at home."""
    low, high = ranges[1 - along]
    ends = [low + share * (high - low) for share in WALK]
    ends.append(home[1 - along])
    frozen, samples = np.linspace(min(ends), max(ends), SAMPLES), np.linspace(*ranges[along], SAMPLES)
    values = surface.grid(*((frozen, samples) if along else (samples, frozen)))
    least, most = float(values.min()), float(values.max())
    span = value_range(surface, *ranges)
    return (least, most) if most - least > _FLAT * (span[1] - span[0]) else span


def on_one_scale(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return, for each, the span that holds all, so that slopes compare; or its own, if one would be flat."""
    whole = min(low for low, _ in spans), max(high for _, high in spans)
    alike = all(high - low >= _ALIKE * (whole[1] - whole[0]) for low, high in spans)
    return [whole for _ in spans] if alike else spans


class Wall(VGroup):
    """The curve through the point that two trackers give, along x (`along` is 0) or along y, live.

    It lies in `panel`, whose axis along the variable bears no numbers: those are the map's. `size` is how
    wide and how high that is; `heights` is the range of its axis along the function's values.
    """

    def __init__(
        self,
        theme: Theme,
        surface: Surface,
        trackers: tuple[ValueTracker, ValueTracker],
        ranges: tuple[tuple[float, float], tuple[float, float]],
        symbols: tuple[Symbol, Symbol, Symbol],
        along: int,
        size: tuple[float, float],
        heights: tuple[float, float],
        color: str,
        *,
        label_size: float,
    ) -> None:
        super().__init__()
        self.surface, self.trackers, self.along, self.hue = surface, trackers, along, color
        self.samples = np.linspace(*ranges[along], SAMPLES)
        heights = padded(*heights)
        spans = (heights, ranges[1]) if along else (ranges[0], heights)
        named = (symbols[2], symbols[1]) if along else (symbols[0], symbols[2])
        self.panel = PlotPanel(
            theme, *spans, *size, *named, ticks=_TICKS, y_ticks=_TICKS, label_size=label_size
        )
        bare = self.panel.y_labels if along else self.panel.x_labels
        bare.set_opacity(0.0)
        numbered = self.panel.x_labels if along else self.panel.y_labels
        for label in numbered[1::2]:
            label.set_opacity(0.0)
        self.curve = VMobject(stroke_color=color, stroke_width=6.0, fill_opacity=0.0)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6.0)
        self.dot = Dot(radius=0.12, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
        self.add(self.panel, self.curve, self.tangent, self.dot)
        self.names = symbols[along].plain, symbols[1 - along].plain
        self.value_name = symbols[2].plain
        self.slope_name = derivative_symbol(symbols[2], symbols[along]).plain
        self.refresh()
        self.curve.add_updater(lambda _: self.refresh())
        measured(self.curve, self._read_curve)
        measured(self.dot, self._read_dot)
        measured(self.tangent, self._read_tangent)

    def refresh(self) -> None:
        """Set the curve, the point and the tangent where the trackers say."""
        x, y = (float(tracker.get_value()) for tracker in self.trackers)
        here = np.array([x]), np.array([y])
        height = float(self.surface.values(*here)[0])
        if self.along:
            values = self.surface.grid(here[0], self.samples)[:, 0]
            slope = float(self.surface.partials_y(*here)[0])
        else:
            values = self.surface.grid(self.samples, here[1])[0]
            slope = float(self.surface.partials_x(*here)[0])
        self.curve.set_points_as_corners(self._places(self.samples, values))
        at = (x, y)[self.along]
        self.dot.move_to(self._places(np.array([at]), np.array([height]))[0])
        set_ends(self.tangent, self._tangent(at, height, slope))

    def ground(self) -> VMobject:
        """Return a line along the map's edge with as many points as the curve: the curve lies flat in it."""
        low = (self.panel.x_range if self.along else self.panel.y_range)[0]
        flat = VMobject(stroke_color=self.hue, stroke_width=3.5, fill_opacity=0.0)
        flat.set_points_as_corners(self._places(self.samples, np.full_like(self.samples, low)))
        return flat

    def place(self, along: float, height: float) -> Floats:
        """Return where a point of the wall lies: over a value of its variable, at a height."""
        place: Floats = self._places(np.array([along]), np.array([height]))[0]
        return place

    def _places(self, along: Floats, heights: Floats) -> Floats:
        pair = (heights, along) if self.along else (along, heights)
        return self.panel.to_points(*pair)

    def _tangent(self, at: float, height: float, slope: float) -> Floats:
        """Return both ends of the tangent, kept on the wall."""
        place, way = ((height, at), (slope, 1.0)) if self.along else ((at, height), (1.0, slope))
        return self.panel.segment_along(place, way, _TANGENT)

    def read(self, place: Floats) -> tuple[float, float]:
        """Return the variable and the height that a place stands for, read off the ticks."""
        x, y = self.panel.read(place)
        return (y, x) if self.along else (x, y)

    def _at(self, along: float) -> dict[str, float]:
        other = float(self.trackers[1 - self.along].get_value())
        return dict(zip(self.names, (along, other), strict=True))

    def _height(self, place: Floats) -> tuple[float, float, float]:
        low, high = self.panel.x_range if self.along else self.panel.y_range
        return *self.read(place), 1e-6 * (high - low)

    def _read_curve(self, curve: VMobject) -> Iterable[Measurement]:
        anchors = curve.get_anchors()
        for place in anchors[:: max(1, len(anchors) // 8)]:
            along, height, tolerance = self._height(place)
            yield Measurement("cross-section", self.value_name, height, tolerance, self._at(along))

    def _read_dot(self, dot: Dot) -> Iterable[Measurement]:
        along, height, tolerance = self._height(dot.get_center())
        yield Measurement("point on cross-section", self.value_name, height, tolerance, self._at(along))

    def _read_tangent(self, tangent: VMobject) -> Iterable[Measurement]:
        (start, low), (end, high) = self.read(tangent.points[0]), self.read(tangent.points[-1])
        if abs(end - start) > 1e-9:
            found, (along, _) = (high - low) / (end - start), self.read(self.dot.get_center())
            tolerance = 1e-6 * max(1.0, abs(found))
            yield Measurement("tangent", self.slope_name, found, tolerance, self._at(along))
