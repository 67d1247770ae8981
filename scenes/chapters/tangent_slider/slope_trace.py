"""The slope as a height: under the curve, over the same x, a dot as high as the tangent is steep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, UP, Create, Dot, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import math, shown_number
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.free_spot import free_spot
from scenes.stage.plots.pieces import SAMPLES, slope_pieces
from scenes.stage.plots.wide_panel import WideCurve, WidePanel, bleeding

NOTE_SIZE, _GRAINS, _STEEPEST, _PAD = 0.5, 49, 1.3, 0.06
"""Type size of a noted slope; dots that the trail is made of; how many times as high as the slopes on the way
a slope may be and still be shown; room over and under."""

_COMB, _BESIDE = 0.45, 0.1
"""Opacity of the heights that the dots have left; what they keep from texts."""

_NARROW = 0.02
"""A bar shorter than this is not measured."""


class SlopeTrace(VGroup):
    """Everything on the axis of slopes, `size` large, right under the panel of a curve.

    `dot` stands as high over zero as the tangent at the view's point is steep, at the end of `bar`; `trail`
    are the dots, and `comb` the heights, that it has left from where it began up to the tracker `passed`;
    `line` is the whole curve of slopes.
    """

    def __init__(
        self, view: WideCurve, symbols: tuple[Symbol, Symbol], region: Region, places: Sequence[float]
    ) -> None:
        super().__init__()
        self.view, self.names = view, symbols
        self.began = float(view.x.get_value())
        self.passed = ValueTracker(self.began)
        theme = view.theme
        xs, slopes = slope_pieces(view.source, view.shape, view.domain, SAMPLES)
        heights = self._heights(slopes, [view.slope(x) for x in places])
        ranges = view.panel.x_range, padded(*heights, _PAD)
        panel = WidePanel(theme, ranges, (region.width, region.height), symbols, zero=True)
        self.panel = panel.shift(region.center)
        self.line = bleeding(panel.curve(xs, slopes, theme.gradient, stroke_width=6.0))
        self.bar = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=7.0).set_stroke(opacity=0.55)
        self.dot = Dot(radius=0.15, color=theme.gradient).set_z_index(3)
        self.link = Line(DOWN, UP, stroke_color=theme.dimmed, stroke_width=2.5)
        self.trail = VGroup(*(Dot(radius=0.05, color=theme.gradient) for _ in range(_GRAINS)))
        self._grains = self._places_of_grains(xs, slopes)
        self.comb = VGroup(*(self._height_of(grain) for grain in self.trail))
        self.top = region.top
        self.add(self.panel, self.comb, self.link, self.bar, self.trail, self.dot)
        self.notes: dict[Number, VGroup] = {}
        self.link.add_updater(self._lay_link)
        self.bar.add_updater(self._lay_bar)
        self.dot.add_updater(lambda dot: dot.move_to(self._tip()))
        self.trail.add_updater(self._show_trail)
        self.comb.add_updater(self._show_comb)
        measured(self.bar, self._read_bar)
        for mobject in (self.bar, self.dot, self.link, self.trail, self.comb):
            mobject.update()
            bleeding(mobject)

    def links(self, places: Sequence[Number]) -> VGroup:
        """Return the lines that lead down to the dots at some places."""
        tips = [self.panel.to_point(float(x), self.view.slope(float(x))) for x in places]
        tips = [tip for tip in tips if np.isfinite(tip).all()]
        return VGroup(*(Line(np.array([tip[0], self.top, 0.0]), tip) for tip in tips))

    def bars(self, places: Sequence[Number]) -> VGroup:
        """Return the heights from zero to the dots at some places."""
        lines = VGroup()
        for x in map(float, places):
            lines.add(Line(self.panel.to_point(x, 0.0), self.panel.to_point(x, self.view.slope(x))))
        return lines

    def note_all(
        self, places: Sequence[Number], region: Region, links: VGroup, texts: Sequence[Mobject]
    ) -> None:
        """Place a dot and its slope as a number for each place, free of everything that will be drawn."""
        theme, standing = self.view.theme, list(texts)
        for x in places:
            slope = self.view.source.derivative(x)
            quantity = Quantity(self.names[1], slope, decimals=2, fixed=isinstance(x, float))
            piece = Piece(quantity.shown.typst, "number", quantity)
            label = math([piece], theme.gradient, size=NOTE_SIZE, display=False)
            label.part(1).number = shown_number(quantity, {self.names[0].plain: x})
            tip = self.panel.to_point(float(x), float(slope))
            foot = self.panel.to_point(float(x), 0.0)
            bar = Line(foot, tip)
            dot = bleeding(Dot(tip, radius=0.11, color=theme.gradient))
            away = tip + UP * 0.35 * (1 if float(slope) >= 0 else -1)
            drawn = [self.line, self.panel.axes, bar, links, dot]
            free_spot(label, region, away, drawn, enough=0.14, texts=standing, shrink=(1.0, 0.85, 0.72))
            standing.append(label)
            self.notes[x] = VGroup(dot, label)

    def draw_line(self) -> Create:
        """Return the animation that joins the dots."""
        return Create(self.line)

    def _heights(self, slopes: np.ndarray, on_the_way: list[float]) -> tuple[float, float]:
        """Return what the axis holds: zero, the slopes on the way, and others that are not much steeper."""
        known = np.array([slope for slope in on_the_way if np.isfinite(slope)] + [0.0])
        most = _STEEPEST * max(float(np.abs(known).max()), 1e-9)
        shown = slopes[np.isfinite(slopes)]
        shown = np.concatenate([np.clip(shown, -most, most), known])
        return float(shown.min()), float(shown.max())

    def _places_of_grains(self, xs: np.ndarray, slopes: np.ndarray) -> list[tuple[float, bool, bool]]:
        """Return where along x a dot of the trail stands, and whether height and dot are to be shown."""
        low, high = self.panel.y_range
        found = []
        for x, grain in zip(np.linspace(xs[0], xs[-1], _GRAINS), self.trail, strict=True):
            near = slopes[int(np.abs(xs - x).argmin())]
            slope = self.view.slope(float(x))
            seen = bool(np.isfinite(near) and np.isfinite(slope) and low <= slope <= high)
            grain.move_to(self.panel.to_point(float(x), slope if seen else 0.0))
            found.append((float(x), seen, seen))
        return found

    def _tip(self) -> np.ndarray:
        x = float(self.view.x.get_value())
        slope = self.view.slope(x)
        return self.panel.to_point(x, slope if np.isfinite(slope) else 0.0)

    def _lay_bar(self, bar: Mobject) -> None:
        x = float(self.view.x.get_value())
        set_ends(bar, (self.panel.to_point(x, 0.0), self._tip()))

    def _lay_link(self, link: Mobject) -> None:
        tip, zero = self._tip(), self.panel.to_point(0.0, 0.0)[1]
        top = np.array([tip[0], self.top, 0.0])
        set_ends(link, (top, np.array([tip[0], max(float(tip[1]), float(zero)), 0.0])))

    def _show_trail(self, trail: Mobject) -> None:
        reached = float(self.passed.get_value())
        for grain, (x, _, seen) in zip(trail, self._grains, strict=True):
            assert isinstance(grain, VMobject)
            grain.set_fill(opacity=0.8 if seen and self.began <= x <= reached else 0.0)

    def _height_of(self, grain: Mobject) -> Line:
        """Return the line from zero to a dot of the trail."""
        tip = grain.get_center()
        foot = np.array([tip[0], float(self.panel.to_point(0.0, 0.0)[1]), 0.0])
        return Line(foot, tip, stroke_color=self.view.theme.gradient, stroke_width=6.0)

    def keep_comb_off(self, texts: Sequence[Mobject]) -> None:
        """Leave out the heights that would run through texts."""
        for index, line in enumerate(self.comb):
            for text in texts:
                apart = np.abs(line.get_center() - text.get_center())[:2]
                room = np.array([line.width + text.width, line.height + text.height]) / 2 + _BESIDE
                if (apart < room).all():
                    self._grains[index] = self._grains[index][0], False, self._grains[index][2]

    def _show_comb(self, comb: Mobject) -> None:
        reached = float(self.passed.get_value())
        beside = (self._grains[-1][0] - self._grains[0][0]) / (2 * _GRAINS)
        for line, (x, seen, _) in zip(comb, self._grains, strict=True):
            assert isinstance(line, VMobject)
            line.set_stroke(opacity=_COMB if seen and self.began + beside < x <= reached else 0.0)

    def _read_bar(self, bar: VMobject) -> Iterable[Measurement]:
        (x, low), (_, high) = self.panel.read(bar.points[0]), self.panel.read(bar.points[-1])
        bottom, top = self.panel.y_range
        if np.linalg.norm(bar.points[-1] - bar.points[0]) < _NARROW:
            return
        yield Measurement(
            "slope", self.names[1].plain, high - low, 1e-6 * (top - bottom), {self.names[0].plain: x}
        )


def straight(curve_slope: object) -> bool:
    """Tell whether a derivative is a straight line that is not level, as an expression in one variable."""
    degree = getattr(curve_slope, "as_poly", lambda: None)()
    return bool(degree is not None and degree.is_univariate and degree.degree() == 1)
