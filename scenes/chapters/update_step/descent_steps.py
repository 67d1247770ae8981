"""A descent on a curve: a ball that flies along each step and then drops, or rises, onto the curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import sympy
from manim import LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.descent import Descent, descend, gentle
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.pieces import SAMPLES
from scenes.stage.plots.wide_panel import WidePanel, bleeding

W, LOSS = Symbol("w", "w", "w", "weight"), Symbol("L(w)", "L(w)", "L of w", "loss")
SLOPE = Symbol("L'(w)", "L'(w)", "L prime of w", "gradient")
TOO_LARGE = Symbol("eta", "η too large", "the learning rate")
SUITABLE = Symbol("eta", "η that suits", "the learning rate")

StagePoint = NDArray[np.float64]

_TANGENT, _FLOOR, _NAME_ROOM, _ROOM = 4.0, -2.3, 0.7, 0.09
"""Length of the tangent; height of the axis; room for the name of the weight; room over and
under the curve, as a share of its height."""

_RIGHT, _BEYOND, _NEAR_ZERO, _FAR = 0.8, 2, 0.5, 1e6
"""What lies right of the range; steps that leave it at a rate that is too large; share of the height below
which a curve over zero is drawn over an axis at zero; how far a step may lead at all."""

_TICKS = 10

COLUMN = 4.5
"""Width of what is left free beside the curve, at the frame's left."""


class Bowl(VGroup):
    """A curve with a ball, its tangent, and the steps of a descent, which `take` takes one by one.

    If every step climbs, the steps lead on beyond the range and out of the frame, and so does the curve.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        descent: Descent,
        rate: Symbol,
        ends: tuple[float, float],
        top: float,
    ) -> None:
        super().__init__()
        self.theme, self.source, self.rate, self.value = theme, curve, rate, descent.rate
        self.step = 0
        heights = [curve.value(x) for x in descent.xs]
        self.climbs = all(a < b for a, b in pairwise(heights))
        self.xs = beyond(curve, descent) if self.climbs else descent.xs
        low, high = (float(height) for height in curve.range_of(*ends))
        size = Frame.current().width, top - _FLOOR
        unit = (size[0] - COLUMN - _RIGHT) / (ends[1] - ends[0])
        heights_seen = padded(low, high, _ROOM)
        if 0.0 <= low < _NEAR_ZERO * high:
            heights_seen = 0.0, heights_seen[1]
        ranges = (ends[0] - COLUMN / unit, ends[1] + _RIGHT / unit), heights_seen
        self.panel = WidePanel(theme, ranges, size, (W, LOSS), name_room=_NAME_ROOM).shift(
            UP * (top + _FLOOR) / 2
        )
        self.panel.most_ticks = _TICKS, 0
        self.panel.mark_scale()
        self.curve = bleeding(VMobject(stroke_color=theme.loss, stroke_width=6.0, fill_opacity=0.0))
        self.curve.set_points_as_corners(self._places(ends))
        self.prints = VGroup(Dot(self.at(0), radius=0.08, color=theme.dimmed))
        self.arrows, self.falls = VGroup(), VGroup()
        self.ball = Dot(self.at(0), radius=0.2, color=theme.ink).set_z_index(3)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5).set_z_index(2)
        self._touch()
        self.letter = self.panel.put_name(math([Piece(W.typst, "symbol")], theme.weight, display=False))
        for part in (self.tangent, self.ball):
            bleeding(part)
        self.add(self.panel, self.curve, self.letter, self.prints, self.falls, self.arrows)
        self.add(self.tangent, self.ball)

    def _places(self, ends: tuple[float, float]) -> NDArray[np.float64]:
        """Return places along the curve over the range, or up to the frame's top where its steps leave it."""
        leaves = min(map(float, self.xs)), max(map(float, self.xs))
        xs = np.linspace(min(ends[0], leaves[0]), max(ends[1], leaves[1]), SAMPLES)
        places = self.panel.to_points(xs, self.source.values(xs))
        inside = (xs >= ends[0]) & (xs <= ends[1])
        return places[inside | (np.abs(places[:, 1]) <= Frame.current().height / 2)]

    def at(self, index: int, *, over: int | None = None) -> StagePoint:
        """Return the place of the curve over x number `index`, or over it as high as over another one."""
        x = self.xs[index]
        height = self.source.value(x if over is None else self.xs[over])
        return self.panel.to_point(float(x), float(height))

    def ways(self) -> VGroup:
        """Return the lines along which the steps will go, and those on which they end on the curve."""
        pairs = ((self.at(k), self.at(k + 1, over=k), self.at(k + 1)) for k in range(len(self.xs) - 1))
        return VGroup(*(VGroup(Line(a, b), Line(b, c)) for a, b, c in pairs))

    def take(self, index: int) -> Iterator[list[Animation]]:
        """Yield what a step plays: the arrow, the flight along it, the drop, the numbers, the tangent.

        Nothing but the ball moves before it has landed.
        """
        corner, place = self.at(index + 1, over=index), self.at(index + 1)
        arrow = bleeding(StepArrow(self.at(index), corner, self.theme.weight))
        self.arrows.add(arrow)
        yield [arrow.draw()]
        yield [changing(self.ball).move_to(corner)]
        fall = DashedLine(corner, place, stroke_color=self.theme.dimmed, stroke_width=3.0, dash_length=0.08)
        self.falls.add(bleeding(fall))
        yield [changing(self.ball).move_to(place), Create(fall)]
        self.step = index + 1
        self.prints.add(bleeding(Dot(place, radius=0.07, color=self.theme.dimmed)))
        yield [changing(self.tangent).set_stroke(opacity=0.0)]
        self._touch()
        yield [changing(self.tangent).set_stroke(opacity=1.0)]

    def measurements(self) -> Iterable[Measurement]:
        """Read the curve, the places that were landed on, the tangent and the steps off the ticks."""
        low, high = self.panel.y_range
        tolerance = 1e-6 * (high - low)
        for point in (*self.curve.get_anchors()[:: SAMPLES // 8], *(dot.get_center() for dot in self.prints)):
            x, y = self.panel.read(point)
            yield Measurement("curve", LOSS.plain, y, tolerance, {W.plain: x})
        ends = self.tangent.points[0], self.tangent.points[-1]
        if self.tangent.get_stroke_opacity() == 1.0 and np.linalg.norm(ends[1] - ends[0]) > 0.01:
            x, _ = self.panel.read(self.prints[-1].get_center())
            found = self.panel.read_slope(self.tangent)
            yield Measurement("slope", SLOPE.plain, found, 1e-5 * max(1.0, abs(found)), {W.plain: x})
        for arrow in self.arrows.submobjects[: self.step]:
            assert isinstance(arrow, StepArrow)
            (start, _), (end, _) = (self.panel.read(place) for place in arrow.ends)
            yield Measurement("length", step_name(self.rate), end - start, 1e-5, {W.plain: start})

    def _touch(self) -> None:
        """Lay the tangent where the ball has landed."""
        x = self.xs[self.step]
        slope = float(self.source.derivative(x))
        set_ends(self.tangent, self.panel.segment(float(x), float(self.source.value(x)), slope, _TANGENT))


class Bowls:
    """The same curve twice, in the same place, as wide as the frame and up to `top`.

    `suits` takes the steps of a rate that suits it, `large` those of one that is too large.

    `suits` is None where no rate suits.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        found: Descent,
        ends: tuple[Number, Number],
        steps: int,
        top: float = 2.9,
    ) -> None:
        low, high = (float(end) for end in ends)
        gentler = gentle(curve, found, *ends, steps)
        self.large = Bowl(theme, curve, found, TOO_LARGE, (low, high), top)
        self.suits = Bowl(theme, curve, gentler, SUITABLE, (low, high), top) if gentler else None
        if self.suits is not None:
            self.suits.curve.set_points(self.large.curve.points)
        written = Piece(f"{LOSS.typst} = {to_typst(_of_weight(curve))}", "symbol")
        self.formula = math([written], theme.ink, size=0.6, display=False)


def beyond(curve: Curve, descent: Descent) -> tuple[Number, ...]:
    """Return the places of a descent, and the next ones beyond its range where the curve goes on."""
    xs = descent.xs
    more = tuple(descend(curve, xs[-1], descent.rate, -_FAR, _FAR, _BEYOND))[1:]
    ends = [float(x) for x in (*xs, *more)]
    if len(more) < _BEYOND or curve.shape(min(ends), max(ends)).specials:
        return xs
    heights = [float(curve.value(x)) for x in (xs[-1], *more)]
    return (*xs, *more) if all(a < b for a, b in pairwise(heights)) else xs


def step_name(rate: Symbol) -> str:
    """Return the name of a step of a rate, as measurements carry it."""
    return f"−{rate.plain}·{SLOPE.plain}"


def _of_weight(curve: Curve) -> sympy.Expr:
    """Return a curve's expression with w for its variable: what a step changes is a weight."""
    return curve.expression.xreplace({one: sympy.Symbol(W.typst) for one in curve.expression.free_symbols})
