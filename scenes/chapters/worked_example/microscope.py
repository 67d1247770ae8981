"""The last number line under a microscope: what the slope promises, where the dot lands, what is left."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Line, Mobject, Rectangle, ValueTracker, VGroup

from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.worked_example.step_span import StepSpan
from scenes.stage.formulas.equation import role_color
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.nudges.line_ticks import LineTicks

LOW, LANE = 0.5, 2.5
"""Height of what stands on the line between other lines, and under the microscope."""

_RAIL, _DOT, _EDGE, _TILE = 3.0, 0.15, 5.0, 0.4
"""Strokes of the line and of upright edges, radius of dots; the share of the height that its way has."""

_WORD, _CLEAR, _UPPER = 0.62, 0.35, 0.72
"""Type of the words in what stands on the line; what they keep from its edge; how high the second is."""

_BEYOND, _LESS = 0.5, 0.8
"""How far beyond the frame things are drawn; how much before the margins ticks end in close views."""


class Microscope(VGroup):
    """A number line that can be looked at closer, about the place that the slope promises.

    `zoom` is how close we look: 0 as the other lines, 1 where what is left over fills a part of the frame.
    `moved` is the share of the step that the dot has gone, `level` the height of the line, `tall` that of
    what stands on it, which begins unseen.
    """

    def __init__(
        self,
        theme: Theme,
        symbol: Symbol,
        span: StepSpan,
        *,
        level: float,
        home: float,
        begin: float,
        names: dict[str, str],
        size: float,
    ) -> None:
        super().__init__()
        self.span, self.names = span, names
        self.zoom, self.moved = ValueTracker(0.0), ValueTracker(0.0)
        self.level, self.tall = ValueTracker(level), ValueTracker(LOW)
        self.edge = Frame.current().width / 2 + _BEYOND
        self.begin, self.seen = begin, Line(LEFT, RIGHT)
        self.anchors = home + span.foretold * span.unit, span.anchor if span.dives else 0.0
        color = role_color(theme, symbol)
        self.rail = Line(LEFT, RIGHT, stroke_color=color, stroke_width=_RAIL)
        right, power = Region.safe().right, math.log10(span.times)
        room = max(self.anchors) + right, right - min(self.anchors)
        closer = math.ceil(power - 1e-9)
        self.ticks = LineTicks(
            theme, symbol, span.promised, span.unit, room, closer, size, stops=(0.0, power)
        )
        self.ticks.populate(self.ticks.step, above=False)
        self.promise = Rectangle(stroke_width=0, fill_color=theme.gradient, fill_opacity=0.0)
        self.bracket = VGroup(
            *(Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=_EDGE) for _ in "lrt")
        )
        self.bracket.set_stroke(opacity=0.0)
        self.left_over = Rectangle(stroke_width=0, fill_color=theme.loss, fill_opacity=0.0)
        self.trail = Rectangle(stroke_width=0, fill_color=color, fill_opacity=0.0)
        self.home = Dot(radius=_DOT, color=color).set_fill(theme.background).set_stroke(color, width=3)
        self.dot = Dot(radius=_DOT, color=color).set_opacity(0.0)
        self.mast = Line(DOWN, UP, stroke_color=color, stroke_width=_EDGE).set_stroke(opacity=0.0)
        self.promised, self.gap = (
            text(word, color, size=_WORD).set_opacity(0.0)
            for word, color in (("promised", theme.gradient), ("gap", theme.background))
        )
        self.add(
            self.promise, self.left_over, self.bracket, self.mast, self.rail, self.ticks, self.home, self.dot
        )
        self.add(self.promised, self.gap)
        self.add_to_back(self.trail)
        self.refresh(self)
        self.add_updater(Microscope.refresh)

    @property
    def unit(self) -> float:
        """Stage units that one unit of the variable takes now."""
        return self.span.unit * float(self.span.times ** float(self.zoom.get_value()))

    def x_of(self, change: float) -> float:
        """Return where the value stands that lies so far from where the step starts."""
        far, near = self.anchors
        share = float(self.zoom.get_value()) if self.span.dives else 0.0
        return far + (near - far) * share + (change - self.span.foretold) * self.unit

    def names_promise(self) -> bool:
        """Tell whether the promise is wide enough to be named in it, in the end."""
        return abs(self.span.foretold) * self.span.unit > float(self.promised.width) + 2 * _CLEAR

    def names_gap(self) -> bool:
        """Tell whether what is left over is wide enough to be named in it, in the end, clear of the start."""
        unit, half = self.span.unit * self.span.times, float(self.gap.width) / 2 + _CLEAR
        middle = self.span.gap / 2
        return min(abs(middle), abs(middle + self.span.foretold)) * unit > half

    def measurements(self) -> Iterable[Measurement]:
        """Read places and widths off the ticks that can be seen."""
        scale = self.ticks.read_scale()
        zoom = float(self.zoom.get_value())
        if scale is None or (0.0 < zoom < 1.0):
            return
        zero, unit = scale
        slack = 1e-4 / unit
        if zoom == 0 and self.home.get_fill_opacity() > 0:
            yield Measurement("scale", self.names["value"], float(self.home.get_x() - zero) / unit, slack)
        if zoom == 0 and self.promise.get_fill_opacity() > 0:
            wide = float(self.bracket[1].get_x() - self.bracket[0].get_x()) / unit
            yield Measurement("scale", self.names["foretold"], wide, slack)
            if self.moved.get_value() == 1:
                gone = float(self.dot.get_x() - self.home.get_x()) / unit
                yield Measurement("scale", self.names["true"], gone, slack)
        if zoom == self.span.dives and self.left_over.get_fill_opacity() > 0:
            wide = float(self.mast.get_x() - self.bracket[1].get_x()) / unit
            yield Measurement("scale", self.names["gap"], wide, slack)

    @staticmethod
    def refresh(scope: Mobject) -> None:
        """Lay everything where closeness and step say."""
        assert isinstance(scope, Microscope)
        y, tall, span = float(scope.level.get_value()), float(scope.tall.get_value()), scope.span
        share = float(scope.zoom.get_value())
        begin = scope.begin + (-scope.edge - scope.begin) * share
        set_ends(scope.rail, [np.array([x, y, 0.0]) for x in (begin, scope.edge)])
        home, promised, true = (scope.x_of(change) for change in (0.0, span.foretold, span.true))
        _lay(scope.promise, scope._inside(home), scope._inside(promised), y, tall)
        _lay(scope.left_over, scope._inside(promised), scope._inside(true), y, tall)
        gone = home + (true - home) * float(scope.moved.get_value())
        _lay(scope.trail, scope._inside(home), scope._inside(gone), y, _TILE * tall)
        top = y + tall
        left, right, bar = scope.bracket
        set_ends(left, _upright(home, y, top))
        set_ends(right, _upright(promised, y, top))
        set_ends(bar, [np.array([scope._inside(x), top, 0.0]) for x in (home, promised)])
        set_ends(scope.mast, _upright(true, y, top))
        inward = 1.0 if home > promised else -1.0
        middle = y + tall / 2
        scope.promised.move_to((promised + inward * (_CLEAR + scope.promised.width / 2), middle, 0.0))
        scope.gap.move_to(((promised + true) / 2, y + _UPPER * tall, 0.0))
        scope.home.move_to((home, y, 0.0))
        scope.dot.move_to((gone, y, 0.0))
        scope.ticks.anchor = promised
        half = Region.safe().right - _LESS * share * span.dives
        first = scope.begin + (-half - scope.begin) * share
        set_ends(scope.seen, [np.array([x, y, 0.0]) for x in (first, half)])
        scope.ticks.place_on(scope.seen, math.log10(scope.unit / span.unit), ())

    def _inside(self, x: float) -> float:
        return max(-self.edge, min(self.edge, x))


def _upright(x: float, low: float, high: float) -> list[np.ndarray]:
    return [np.array([x, low, 0.0]), np.array([x, high, 0.0])]


def block(start: float, end: float, bottom: float, height: float) -> Rectangle:
    """Return a block without a stroke that stands between two places."""
    made = Rectangle(stroke_width=0.0)
    _lay(made, start, end, bottom, height)
    return made


def _lay(shape: Rectangle, start: float, end: float, y: float, height: float) -> None:
    corners = [(start, y), (end, y), (end, y + height), (start, y + height), (start, y)]
    shape.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
