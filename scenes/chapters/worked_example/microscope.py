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

LANE, TILE = 2.0, 0.62
"""Height of what stands on the line, and of the way of the dot on it."""

_RAIL, _DOT, _EDGE, _TILE_GAP = 3.0, 0.15, 5.0, 0.04
_WORD, _CLEAR, _UPPER = 0.56, 0.35, 0.7
"""Type of the words in what stands on the line; what they keep from its edge; how high the second is."""

_BEYOND, _LESS = 0.5, 0.8
"""How far beyond the frame things are drawn; how much before the margins ticks end in close views."""


class Microscope(VGroup):
    """A number line that can be looked at ever closer, about the place that the slope promises.

    `zoom` is how close we look: 0 from afar, 1 where the whole step can be seen, 2 where what is left over
    fills a part of the frame, which has gone aside by `gone_aside` then. `moved` is the share of the step
    that the dot has gone, `level` the height of the line. What stands on the line begins unseen.
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
        unit: float,
        names: dict[str, str],
        size: float,
    ) -> None:
        super().__init__()
        self.span, self.names = span, names
        self.zoom, self.moved, self.level = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(level)
        self.edge = Frame.current().width / 2 + _BEYOND
        self.begin, self.seen = begin, Line(LEFT, RIGHT)
        far, near = span.views(unit)
        self.units = (unit, far.unit, near.unit)
        self.gone_aside = far.anchor - near.anchor if span.dives else 0.0
        self.anchors = (home + span.foretold * unit, far.anchor, near.anchor + self.gone_aside)
        color = role_color(theme, symbol)
        self.rail = Line(LEFT, RIGHT, stroke_color=color, stroke_width=_RAIL)
        closer = max(0, math.ceil(math.log10(max(self.units) / unit) - 1e-9))
        right = Region.safe().right
        aside = (*self.anchors[:2], near.anchor)
        room = max(aside) + right, right - min(aside)
        self.ticks = LineTicks(
            theme,
            symbol,
            span.promised,
            unit,
            room,
            closer,
            size,
            stops=self._powers(),
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
        at, share = self._stage()
        return float(self.units[at] * (self.units[at + 1] / self.units[at]) ** share)

    def x_of(self, change: float) -> float:
        """Return where the value stands that lies so far from where the step starts."""
        at, share = self._stage()
        anchor = self.anchors[at] + (self.anchors[at + 1] - self.anchors[at]) * share
        return float(anchor + (change - self.span.foretold) * self.unit)

    def names_promise(self) -> bool:
        """Tell whether the promise is wide enough to be named in it."""
        return abs(self.span.foretold) * self.units[1] > float(self.promised.width) + 2 * _CLEAR

    def names_gap(self) -> bool:
        """Tell whether what is left over is wide enough to be named in it, in the end."""
        return abs(self.span.gap) * self.units[2] > float(self.gap.width) + 2 * _CLEAR

    def tiles(self, change: float) -> VGroup:
        """Return copies of a change laid from the promise's end along what is left over, the last one cut."""
        start, length = self.x_of(self.span.foretold), abs(change) * self.unit
        whole = abs(self.span.gap) * self.unit
        direction, tiles, at = (1.0 if self.span.gap > 0 else -1.0), VGroup(), 0.0
        while whole - at > length * 1e-2 and len(tiles) < 9:
            wide = min(length, whole - at)
            tile = Rectangle(width=max(wide - _TILE_GAP, wide / 2), height=LANE, stroke_width=0.0)
            tile.move_to((start + direction * (at + wide / 2), self.level.get_value() + LANE / 2, 0.0))
            tiles.add(tile)
            at += wide
        return tiles

    def measurements(self) -> Iterable[Measurement]:
        """Read places and widths off the ticks that can be seen."""
        scale = self.ticks.read_scale()
        if scale is None:
            return
        zero, unit = scale
        slack = 1e-4 / unit
        if self.zoom.get_value() <= 1 and self.home.get_fill_opacity() > 0:
            yield Measurement("scale", self.names["value"], float(self.home.get_x() - zero) / unit, slack)
        if self.zoom.get_value() == 1 and self.promise.get_fill_opacity() > 0:
            wide = float(self.bracket[1].get_x() - self.bracket[0].get_x()) / unit
            yield Measurement("scale", self.names["foretold"], wide, slack)
            if self.moved.get_value() == 1:
                gone = float(self.dot.get_x() - self.home.get_x()) / unit
                yield Measurement("scale", self.names["true"], gone, slack)
        if self.zoom.get_value() == 2 and self.left_over.get_fill_opacity() > 0:
            wide = float(self.mast.get_x() - self.bracket[1].get_x()) / unit
            yield Measurement("scale", self.names["gap"], wide, slack)

    @staticmethod
    def refresh(scope: Mobject) -> None:
        """Lay everything where closeness and step say."""
        assert isinstance(scope, Microscope)
        y, span = float(scope.level.get_value()), scope.span
        share = min(1.0, float(scope.zoom.get_value()))
        begin = scope.begin + (-scope.edge - scope.begin) * share
        set_ends(scope.rail, [np.array([x, y, 0.0]) for x in (begin, scope.edge + scope._aside())])
        home, promised, true = (scope.x_of(change) for change in (0.0, span.foretold, span.true))
        _lay(scope.promise, scope._inside(home), scope._inside(promised), y)
        _lay(scope.left_over, scope._inside(promised), scope._inside(true), y)
        gone = home + (true - home) * float(scope.moved.get_value())
        _lay(scope.trail, scope._inside(home), scope._inside(gone), y, TILE)
        top = y + LANE
        left, right, bar = scope.bracket
        set_ends(left, _upright(home, y, top))
        set_ends(right, _upright(promised, y, top))
        set_ends(bar, [np.array([scope._inside(x), top, 0.0]) for x in (home, promised)])
        set_ends(scope.mast, _upright(true, y, top))
        inward = 1.0 if home > promised else -1.0
        scope.promised.move_to((promised + inward * (_CLEAR + scope.promised.width / 2), y + LANE / 2, 0.0))
        scope.gap.move_to(((promised + true) / 2, y + _UPPER * LANE, 0.0))
        scope.home.move_to((home, y, 0.0))
        scope.dot.move_to((gone, y, 0.0))
        scope.ticks.anchor = promised
        closer = max(0.0, float(scope.zoom.get_value()) - 1.0) if span.dives else 0.0
        half = Region.safe().right - _LESS * closer
        first = scope.begin + (-half - scope.begin) * share
        ends = first + scope._aside(), half + scope._aside()
        set_ends(scope.seen, [np.array([x, y, 0.0]) for x in ends])
        scope.ticks.place_on(scope.seen, math.log10(scope.unit / scope.units[0]), ())

    def _stage(self) -> tuple[int, float]:
        zoom = float(self.zoom.get_value())
        at = min(int(zoom), 1)
        return at, zoom - at

    def _powers(self) -> tuple[float, ...]:
        return tuple(math.log10(unit / self.units[0]) for unit in self.units)

    def _inside(self, x: float) -> float:
        return max(self._aside() - self.edge, min(self._aside() + self.edge, x))

    def _aside(self) -> float:
        """Return how far the frame has followed the promise's end."""
        return self.gone_aside * max(0.0, float(self.zoom.get_value()) - 1.0)


def _upright(x: float, low: float, high: float) -> list[np.ndarray]:
    return [np.array([x, low, 0.0]), np.array([x, high, 0.0])]


def _lay(block: Rectangle, start: float, end: float, y: float, height: float = LANE) -> None:
    corners = [(start, y), (end, y), (end, y + height), (start, y + height), (start, y)]
    block.set_points_as_corners([np.array([*corner, 0.0]) for corner in corners])
