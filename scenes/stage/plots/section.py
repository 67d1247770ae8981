"""The section of a landscape along one variable while the other is frozen: its face, its path, a walker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from manim import LEFT, RIGHT, Dot, Line, ValueTracker, VGroup, VMobject

from scenes.stage.color import mixed
from scenes.stage.measure import Measurement, allow
from scenes.stage.plots.contour import Floats

if TYPE_CHECKING:
    from scenes.stage.plots.landscape import Landscape

_FACE, _PANE, OVER = 0.24, 0.14, 0.2
"""Share of the path's colour in the face under it; opacity of the glass; how far it goes over the block."""

_TOLERANCE, _SLANT = 1e-6, 0.02
_REACH = 0.24


class Section(VGroup):
    """What stands over a landscape's row: glass, the face of the cut, the path on top of it, the walker.

    `x` is where the walker stands; `drawn` how much of the path is there, `walking` how large the walker is,
    `glass` how far the pane has come down, `clear` how much of the pane is left to be seen.
    """

    def __init__(self, land: Landscape, x: ValueTracker, y: float, color: str) -> None:
        super().__init__()
        theme = land.theme
        self.land, self.x, self.y = land, x, y
        self.drawn, self.walking = ValueTracker(0.0), ValueTracker(0.0)
        self.glass, self.clear = ValueTracker(0.0), ValueTracker(0.0)
        face = mixed(theme.background, color, _FACE).to_hex()
        self.face = VMobject(stroke_width=0.0, fill_color=face, fill_opacity=1.0)
        self.pane = VMobject(stroke_color=color, stroke_width=2.5, fill_color=color)
        self.path = VMobject(stroke_color=color, stroke_width=7.0, fill_opacity=0.0)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=6.0)
        self.dot = Dot(radius=0.14, color=theme.ink, stroke_color=theme.background, stroke_width=2.0)
        for part in (self.pane, self.face, self.path, self.tangent):
            allow(part, "margin", "the land goes on beyond the frame")
        self.add(self.pane, self.face, self.path, self.tangent, self.dot)

    @property
    def trackers(self) -> tuple[ValueTracker, ...]:
        """Everything that the section's look depends on beside the landscape's own."""
        return self.x, self.drawn, self.walking, self.glass, self.clear

    def refresh(self) -> None:
        """Lay everything as it is seen now."""
        land, across = self.land, self.land.across
        levels = land.heights(across, np.array([land.start]))[0]
        path, foot = self._seen(across, levels), self._seen(across[::-1], np.zeros_like(across))
        self.face.set_points_as_corners(np.concatenate([path, foot, path[:1]]))
        drawn = float(self.drawn.get_value())
        end = -0.5 + drawn
        part = np.append(across[across < end], min(end, 0.5))
        self.path.set_points_as_corners(self._seen(part, np.interp(part, across, levels)))
        self.path.set_stroke(opacity=1.0 if drawn > 0.01 else 0.0)
        self._lay_pane()
        self._walk()

    def measurements(self) -> Iterable[Measurement]:
        """Read the path and the tangent back in terms of the drawn axes along x and upwards."""
        units = [self.land.scale_marks.unit(axis) for axis in (0, 2)]
        if any(unit is None for unit in units) or float(self.drawn.get_value()) < 1.0:
            return
        basis = np.array(units).T
        (left, right), (low, high) = self.land.ranges[0], (self.land.low, self.land.high)
        across, up = basis[:, 0] * (right - left), basis[:, 1] * (high - low)
        if abs(float(across[0] * up[1] - across[1] * up[0])) < _SLANT * self.land.pose.size**2:
            return
        start = self._seen(np.array([-0.5]), np.zeros(1))[0]
        anchors = self.path.get_anchors()
        for place in anchors[:: max(1, len(anchors) // 8)]:
            run, rise = np.linalg.solve(basis, (place - start)[:2])
            x, height = left + run, low + rise
            tolerance = _TOLERANCE * (high - low)
            yield Measurement("cross-section", "f", float(height), tolerance, {"x": float(x), "y": self.y})
        if float(self.walking.get_value()) < 1.0:
            return
        run, rise = np.linalg.solve(basis, (self.tangent.get_end() - self.tangent.get_start())[:2])
        at = {"x": float(self.x.get_value()), "y": self.y}
        if abs(run) > _TOLERANCE:
            yield Measurement(
                "tangent", "∂f/∂x", float(rise / run), _TOLERANCE * max(1.0, abs(rise / run)), at
            )

    def place(self) -> Floats:
        """Return where the walker is seen."""
        here = self._share()
        level = self.land.heights(np.array([here]), np.array([self.land.start]))[0]
        place: Floats = self._seen(np.array([here]), level)[0]
        return place

    def _share(self) -> float:
        left, right = self.land.ranges[0]
        return (float(self.x.get_value()) - left) / (right - left) - 0.5

    def _lay_pane(self) -> None:
        clear, lifted = float(self.clear.get_value()), 1.0 - float(self.glass.get_value())
        low, high = 0.9 * lifted, 1.0 + OVER + 0.9 * lifted
        ends = np.array([-0.5, 0.5, 0.5, -0.5, -0.5])
        self.pane.set_points_as_corners(self._seen(ends, np.array([low, low, high, high, low])))
        self.pane.set_fill(opacity=_PANE * clear).set_stroke(opacity=clear)

    def _walk(self) -> None:
        """Set the point and the tangent where the tracker says; the tangent stays within the ranges."""
        land, x, size = self.land, float(self.x.get_value()), float(self.walking.get_value())
        here, (left, right) = (np.array([x]), np.array([self.y])), land.ranges[0]
        share = self._share() + 0.5
        level = float(land.heights(np.array([share - 0.5]), np.array([land.start]))[0, 0])
        slope = float(land.surface.partials_x(*here)[0])
        steep = slope * (right - left) / (land.high - land.low)
        reach = _REACH / float(np.hypot(1.0, steep * 0.5)) * 1.2
        shares = np.clip(share + np.array([-reach, reach]) * max(size, 1e-6), 0.0, 1.0)
        if abs(steep) > _TOLERANCE:
            ends = sorted(share + (np.array([0.0, 1.0 + OVER]) - level) / steep)
            shares = np.clip(shares, *ends)
        self.tangent.set_points_as_corners(self._seen(shares - 0.5, level + steep * (shares - share)))
        place = self._seen(np.array([share - 0.5]), np.array([level]))[0]
        self.dot.become(
            Dot(place, 0.14 * max(size, 1e-3), color=land.theme.ink).set_stroke(land.theme.background, 2.0)
        )
        for part in (self.tangent, self.dot):
            part.set_opacity(1.0 if size > 0.01 else 0.0)

    def _seen(self, across: Floats, shares: Floats) -> Floats:
        return self.land.seen(across, np.array([self.land.start]), shares)
