"""A descent on a curve: a ball that flies along each step and then drops, or rises, onto the curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import sympy
from manim import LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, Line, VGroup
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.descent import Descent, gentle
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import value_line
from scenes.stage.frame import Frame
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.pieces import SAMPLES
from scenes.stage.plots.wide_panel import ASIDE, WidePanel, bleeding

W, F = Symbol("w", "w", "w", "weight"), Symbol("f(w)", "f(w)", "f of w", "ink")
SLOPE = Symbol("f'(w)", "f'(w)", "f prime of w", "gradient")
TOO_LARGE = Symbol("eta", "η too large", "the learning rate")
SUITABLE = Symbol("eta", "η that suits", "the learning rate")

StagePoint = NDArray[np.float64]

_TANGENT, _FLOOR, _NAME_ROOM, _ROOM = 4.0, -2.3, 0.7, 0.09
"""Length of the tangent; height of the axis; room for the name of the weight; room over and
under the curve, as a share of its height."""


class Bowl(VGroup):
    """A curve with a ball, its tangent, and the steps of a descent, which `take` takes one by one.

    `title` states the rate; it is no part of the picture.
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
        self.theme, self.source, self.xs, self.rate = theme, curve, descent.xs, rate
        self.step = 0
        heights = [curve.value(x) for x in self.xs]
        self.climbs = all(a < b for a, b in pairwise(heights))
        low, high = curve.range_of(*ends)
        size = Frame.current().width, top - _FLOOR
        ranges = padded(*ends, ASIDE), padded(float(low), float(high), _ROOM)
        self.panel = WidePanel(theme, ranges, size, (W, F), name_room=_NAME_ROOM).shift(
            UP * (top + _FLOOR) / 2
        )
        samples = np.linspace(*ends, SAMPLES)
        self.curve = bleeding(self.panel.curve(samples, curve.values(samples), theme.loss, stroke_width=6.0))
        self.prints = VGroup(Dot(self.at(0), radius=0.08, color=theme.dimmed))
        self.arrows, self.falls = VGroup(), VGroup()
        self.ball = Dot(self.at(0), radius=0.2, color=theme.ink).set_z_index(3)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5).set_z_index(2)
        self._touch()

        self.value = descent.rate
        self.title = value_line(theme, Quantity(rate, self.value), size=0.7)
        self.letter = self.panel.put_name(math([Piece(W.typst, "symbol")], theme.weight, display=False))
        for part in (self.tangent, self.ball):
            bleeding(part)
        self.add(self.panel, self.curve, self.letter, self.prints, self.falls, self.arrows)
        self.add(self.tangent, self.ball)

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
        arrow = StepArrow(self.at(index), corner, self.theme.weight)
        self.arrows.add(arrow)
        yield [arrow.draw()]
        yield [changing(self.ball).move_to(corner)]
        fall = DashedLine(corner, place, stroke_color=self.theme.dimmed, stroke_width=3.0, dash_length=0.08)
        self.falls.add(fall)
        yield [changing(self.ball).move_to(place), Create(fall)]
        self.step = index + 1
        self.prints.add(Dot(place, radius=0.07, color=self.theme.dimmed))
        yield [changing(self.tangent).set_stroke(opacity=0.0)]
        self._touch()
        yield [changing(self.tangent).set_stroke(opacity=1.0)]

    def measurements(self) -> Iterable[Measurement]:
        """Read the curve, the places that were landed on, the tangent and the steps off the ticks."""
        low, high = self.panel.y_range
        tolerance = 1e-6 * (high - low)
        for point in (*self.curve.get_anchors()[:: SAMPLES // 8], *(dot.get_center() for dot in self.prints)):
            x, y = self.panel.read(point)
            yield Measurement("curve", F.plain, y, tolerance, {W.plain: x})
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
        written = Piece(f"{F.typst} = {to_typst(_of_weight(curve))}", "symbol")
        self.formula = math([written], theme.ink, size=0.6, display=False)


def step_name(rate: Symbol) -> str:
    """Return the name of a step of a rate, as measurements carry it."""
    return f"−{rate.plain}·{SLOPE.plain}"


def _of_weight(curve: Curve) -> sympy.Expr:
    """Return a curve's expression with w for its variable: what a step changes is a weight."""
    return curve.expression.xreplace({one: sympy.Symbol(W.typst) for one in curve.expression.free_symbols})
