"""Local derivatives as pictures: strips on a square, a tangent on a curve, a line as steep as the weight."""

from __future__ import annotations

import math as maths
from collections.abc import Iterable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Indicate,
    Line,
    Rectangle,
    VGroup,
)

from backprop_core.network.nudging import NUDGE as STEP
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import number_piece
from scenes.stage.layout import Region
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.machines.curve_reading import CurveReading
from scenes.stage.machines.losses import SquaredGap
from scenes.stage.machines.magnification import enlarged
from scenes.stage.machines.step_picture import name_of
from scenes.stage.measure import Measurement
from scenes.stage.plots.free_spot import finds_spot
from scenes.stage.plots.panel import PlotPanel

_TANGENT, _STROKE = 2.4, 6.0
"""Length of a tangent and its stroke."""

_NUDGE, _WIDEST, _FILL, _THINNEST = 0.16, 0.25, 0.75, 1e-3
"""Width of a strip as a share of the side where that is less than a step, and at most; its fill; side of
a square too small for strips."""

_MULTIPLES = 1, 2, 5
"""By which times powers of ten a step is drawn larger."""

_PEELED, _KEPT = 0.26, 0.08
"""How far a strip is taken off its square; what the mark of a scale keeps from what is drawn."""

_PADDING, _LEAST_SPAN, _ROOM, _STEEPEST = 0.35, 0.5, 0.18, 4.0
"""How far a straight line goes on beyond zero and the value, in shares of that distance, which is at least so
much; free height above and below it; the steepest slope that is drawn as steep as it is."""


class SlopePicture(VGroup):
    """A function's `picture` at one point, and the local derivative there as something seen: `mark`.

    The picture may stand first, and the mark be laid on it. `drawn` is what is left without any type.
    """

    drawn: VGroup

    def __init__(self, picture: VGroup, slope: Quantity) -> None:
        super().__init__()
        self.picture, self.slope, self.mark = picture, slope, VGroup()
        self.add(self.picture, self.mark)

    def lay(self) -> list[Animation]:
        """Return the animations that bring the mark."""
        return [Create(part) for part in self.mark]

    def nudge(self) -> list[Animation]:
        """Return what shows a small step of what enters: the mark is pointed out."""
        return [Indicate(part, color=self.mark.get_color(), scale_factor=1.08) for part in self.mark]

    def nudge_back(self) -> list[Animation]:
        """Return what takes the step back."""
        return []

    def peel(self) -> list[Animation]:
        """Return what takes off what a small step has cost."""
        return []


class TangentPicture(SlopePicture):
    """A curve with its tangent."""

    def __init__(self, theme: Theme, picture: CurveReading, slope: Quantity) -> None:
        super().__init__(picture, slope)
        self.panel = picture.panel
        picture.dot.move_to(picture.up.get_end())
        x, y = self.panel.read(picture.across.points[0])
        self.mark.add(_tangent(theme, self.panel, x, y, float(slope.value)))
        self.drawn = VGroup(self.panel.axes, picture.curve, picture.dot, self.mark)

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back from the tangent's ends."""
        yield from _read_slope(self)


class StripsPicture(SlopePicture):
    """The square on the gap, and what it gains or loses as the prediction rises by a little: two strips.

    Half a square gains or loses one strip. The strips lie inside where the square shrinks: the slope is
    negative then. A square too small to be seen has none.
    """

    def __init__(self, theme: Theme, picture: SquaredGap, slope: Quantity) -> None:
        super().__init__(picture, slope)
        self.inside, self.theme = picture, theme
        square, gap = picture.square, picture.gap
        self.side = float(np.linalg.norm(gap.get_end() - gap.get_start()))
        self.unit, self.times = picture.unit, times_drawn(self.side / picture.unit)
        self.thick = float(STEP) * self.times * self.unit if self.times else _NUDGE * self.side
        self.told = VGroup()
        self.grows = float(slope.value) > 0
        self.drawn = VGroup(picture.line, gap, square, picture.dots, self.mark)
        if self.side < _THINNEST:
            return
        low, high = square.get_corner(DOWN + LEFT), square.get_corner(UP + RIGHT)
        edge = float(gap.get_start()[0])
        beside = Rectangle(width=self.thick, height=self.side)
        on_top = Rectangle(width=self.side, height=self.thick)
        beside.move_to((edge, low[1], 0.0), aligned_edge=DOWN + LEFT)
        on_top.move_to((low[0], high[1], 0.0), aligned_edge=DOWN + LEFT)
        if not self.grows:
            on_top.shift(DOWN * self.thick)
        strips = [beside] if picture.halves else [beside, on_top]
        for strip in strips:
            strip.set_stroke(theme.gradient, width=2.0).set_fill(theme.gradient, _FILL)
        self.mark.add(*strips)

    def lay(self) -> list[Animation]:
        """Let the strips grow out of the square's edges."""
        return [GrowFromEdge(strip, edge) for strip, edge in zip(self.mark, (LEFT, DOWN), strict=False)]

    def nudge(self) -> list[Animation]:
        """Let the prediction move by a strip's width, and the square's side with it."""
        if not len(self.mark):
            return super().nudge()
        square, dot = self.inside.square, self.inside.dots[0]
        scale = 1 + (self.thick if self.grows else -self.thick) / self.side
        fixed = square.get_corner(DOWN + (LEFT if dot.get_x() > square.get_x() else RIGHT))
        self.inside.moved = True
        for part in (square, dot, self.inside.label, *self.mark):
            part.save_state()
        self.told = self._scale()
        moves = [changing(square).scale(scale, about_point=fixed), changing(dot).shift(RIGHT * self.thick)]
        over = self.grows and self.inside.label.get_bottom()[1] > square.get_top()[1]
        moves += [changing(self.inside.label).shift(UP * self.thick)] if over else []
        return [*moves, *map(FadeIn, self.told)]

    def peel(self) -> list[Animation]:
        """Let the strips come off the square that has shrunk."""
        ways = LEFT * _PEELED, UP * _PEELED
        return (
            []
            if self.grows
            else [changing(strip).shift(way) for strip, way in zip(self.mark, ways, strict=False)]
        )

    def nudge_back(self) -> list[Animation]:
        """Let both return."""
        self.inside.moved = False
        moved = self.inside.square, self.inside.dots[0], self.inside.label, *self.mark
        return [*(changing(part).restore() for part in moved), *map(FadeOut, self.told)]

    def _scale(self) -> VGroup:
        """Return the statement how much larger than the step its picture is, if there is a place for it."""
        if self.times <= 1:
            return VGroup()
        word, dimmed = text("drawn", self.theme.dimmed, size=SMALL), self.theme.dimmed
        zoom = math(["times", number_piece(enlarged(self.times))], dimmed, size=SMALL)
        told, inside = VGroup(word, zoom).arrange(DOWN, buff=0.1), self.inside
        left, right = (float(end[0]) for end in (inside.line.get_start(), inside.line.get_end()))
        region = Region(left, right, float(inside.line.get_y()), float(inside.square.get_top()[1]))
        near = inside.dots[0].get_center() + UP * 0.3 + LEFT * float(told.width) / 2
        clear = finds_spot(told, region, near, [inside, self.mark], enough=_KEPT)
        return VGroup(told) if clear else VGroup()

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back: the strips' area for each unit of the nudge."""
        if len(self.mark):
            area = sum(float(strip.width * strip.height) for strip in self.mark) / self.unit**2
            found = area / (self.thick / self.unit) * (1.0 if self.grows else -1.0)
            yield Measurement("slope", self.slope.name, found, 1e-6 * max(1.0, abs(found)))


class LinePicture(SlopePicture):
    """A sum over one of its parts: a straight line whose slope is what that part is multiplied by.

    Both axes have one unit, so that slopes can be compared from picture to picture, up to a slope beyond
    which the line would be as good as upright.
    """

    def __init__(
        self, theme: Theme, total: Quantity, part: Quantity, slope: Quantity, size: tuple[float, float]
    ) -> None:
        at, height, steep = float(part.value), float(total.value), float(slope.value)
        span = max(abs(at), _LEAST_SPAN)
        xs = np.array([min(0.0, at) - _PADDING * span, max(0.0, at) + _PADDING * span])
        ys = height + steep * (xs - at)
        spare = _ROOM * (abs(ys[1] - ys[0]) or 1.0)
        across, window = (float(xs[0]), float(xs[1])), (float(min(*ys)) - spare, float(max(*ys)) + spare)
        if abs(steep) <= _STEEPEST:
            across, window = _of_one_unit(across, window, size)
            xs = np.array(across)
            if steep:
                heights = np.sort((np.array(window) - height) / steep + at)
                xs = np.clip(xs, *heights)
        self.panel = PlotPanel(theme, across, window, *size, part.symbol, total.symbol, ticks=3, y_ticks=3)
        line = self.panel.curve(xs, height + steep * (xs - at), theme.pre_activation)
        dot = Dot(self.panel.to_point(at, height), radius=0.1, color=theme.ink).set_z_index(3)
        names = VGroup(
            name_of(theme, part).next_to(self.panel.axes[0], RIGHT, buff=0.12),
            name_of(theme, total).next_to(self.panel.axes[1], UP, buff=0.1),
        )
        super().__init__(VGroup(self.panel, line, names, dot), slope)
        self.place = at, height
        self.mark.add(_tangent(theme, self.panel, at, height, steep))
        self.drawn = VGroup(self.panel.axes, line, dot, self.mark)

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back from the marked stretch of the line."""
        yield from _read_slope(self)


def times_drawn(gap: float) -> int:
    """Return how many times larger than it is a step is drawn on a distance, 0 where it is too large."""
    most = _WIDEST * gap / float(STEP)
    if most < 1:
        return 0
    power = int(10 ** maths.floor(maths.log10(most)))
    return max(power * one for one in _MULTIPLES if power * one <= most)


def _of_one_unit(
    across: tuple[float, float], window: tuple[float, float], size: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return both ranges of a plot of a size, one of them made wider so that both axes have the same unit."""
    spans = across[1] - across[0], window[1] - window[0]
    unit = min(size[0] / spans[0], size[1] / spans[1])
    wider = [(length / unit - span) / 2 for length, span in zip(size, spans, strict=True)]
    return (across[0] - wider[0], across[1] + wider[0]), (window[0] - wider[1], window[1] + wider[1])


def _tangent(theme: Theme, panel: PlotPanel, x: float, y: float, slope: float) -> Line:
    tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=_STROKE).set_z_index(2)
    set_ends(tangent, panel.segment(x, y, slope, _TANGENT))
    return tangent


def _read_slope(drawn: TangentPicture | LinePicture) -> Iterable[Measurement]:
    found = drawn.panel.read_slope(drawn.mark[0])
    yield Measurement("slope", drawn.slope.name, found, 1e-6 * max(1.0, abs(found)))
