"""A descent on a curve: a ball that flies along each step and then drops, or rises, onto the curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import sympy
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, Line, VGroup
from numpy.typing import NDArray

from backprop_core.curve import Curve
from backprop_core.descent import Descent, gentle
from backprop_core.notation import to_typst
from backprop_core.number import Number
from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme
from scenes.chapters.update_step.step_arrow import StepArrow
from scenes.stage.formulas.equation import value_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import BODY, math, text
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import padded
from scenes.stage.plots.panel import PlotPanel
from scenes.stage.plots.pieces import SAMPLES

W, F = Symbol("w", "w", "w", "weight"), Symbol("f(w)", "f(w)", "f of w", "ink")
SLOPE = Symbol("f'(w)", "f'(w)", "f prime of w", "gradient")
TOO_LARGE = Symbol("eta", "η too large", "the learning rate")
SUITABLE = Symbol("eta", "η that suits", "the learning rate")

StagePoint = NDArray[np.float64]

_DECIMALS, _SIZE, _TANGENT, _GAP = 3, 1.1 * BODY, 2.4, 0.2
_BESIDE, _ALONE, _APART = (5.1, 3.5), (7.0, 3.8), 0.8
"""Sizes of a panel that has another beside it, as far as labels leave room, and of one that stands alone;
room between two."""


class Bowl(VGroup):
    """A curve with a ball, its tangent, and the steps of a descent, which `take` takes one by one.

    Axes are named by what is read on them: w below, f(w) above, each as it is where the ball last landed.
    """

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        descent: Descent,
        rate: Symbol,
        ends: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.theme, self.source, self.xs, self.rate = theme, curve, descent.xs, rate
        self.step = 0
        heights = [curve.value(x) for x in self.xs]
        self.climbs = all(a < b for a, b in pairwise(heights))
        low, high = curve.range_of(*ends)
        self.panel = PlotPanel(theme, ends, padded(float(low), float(high)), *size, W, F)
        samples = np.linspace(*ends, SAMPLES)
        self.curve = self.panel.curve(samples, curve.values(samples), theme.ink)
        self.prints = VGroup(Dot(self.at(0), radius=0.07, color=theme.dimmed))
        self.arrows, self.falls = VGroup(), VGroup()
        self.ball = Dot(self.at(0), radius=0.13, color=theme.ink).set_z_index(3)
        self.tangent = Line(LEFT, RIGHT, stroke_color=theme.gradient, stroke_width=5).set_z_index(2)
        self._touch()

        def where() -> dict[str, Number]:
            return {W.plain: self.xs[self.step]}

        self.reading_x = Readout(
            W, lambda: self.xs[self.step], theme.weight, decimals=_DECIMALS, size=_SIZE, at=where
        )
        self.reading_x.next_to(self.panel.x_labels, DOWN, buff=_GAP)
        self.reading_f = Readout(F, self.height_here, theme.ink, decimals=_DECIMALS, size=_SIZE, at=where)
        self.reading_f.next_to(self.panel.axes[1], UP, buff=_GAP)
        left = self.panel.y_labels.get_left()[0] - self.reading_f.get_left()[0]
        self.reading_f.shift(RIGHT * left)
        self.title = value_line(theme, Quantity(rate, descent.rate), size=1.2 * BODY)
        self.title.on_baseline_of(self.reading_f.label).align_to(self.panel.axes[0], RIGHT)
        self.add(
            self.panel,
            self.curve,
            self.reading_x,
            self.reading_f,
            self.title,
            self.prints,
            self.falls,
            self.arrows,
        )
        self.add(self.tangent, self.ball)
        self.update()

    def height_here(self) -> Number:
        """Return the curve's height where the ball last landed."""
        return self.source.value(self.xs[self.step])

    def at(self, index: int, *, over: int | None = None) -> StagePoint:
        """Return the place of the curve over x number `index`, or over it as high as over another one."""
        x = self.xs[index]
        height = self.source.value(x if over is None else self.xs[over])
        return self.panel.to_point(float(x), float(height))

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


class Bowls(VGroup):
    """The same curve twice: on the left a rate that suits it, on the right one that is too large.

    `suits` is None where no rate suits, `large` stands alone then. `legend` says what all is.
    """

    def __init__(
        self, theme: Theme, curve: Curve, found: Descent, ends: tuple[Number, Number], steps: int
    ) -> None:
        super().__init__()
        low, high = (float(end) for end in ends)
        gentler = gentle(curve, found, *ends, steps)
        self.legend = legend(theme, curve)
        taller = 2 * (float(self.legend.height) - float(self.legend[1].height))

        def made(width: float) -> VGroup:
            """Lay the bowls side by side, on panels that are so wide together."""
            size = (width / 2, _BESIDE[1] - taller) if gentler else (width, _ALONE[1] - taller)
            self.large = Bowl(theme, curve, found, TOO_LARGE, (low, high), size)
            self.suits = Bowl(theme, curve, gentler, SUITABLE, (low, high), size) if gentler else None
            drawn = VGroup(self.suits, self.large) if self.suits else VGroup(self.large)
            return drawn.arrange(RIGHT, buff=_APART)

        drawn = narrowed(made, 2 * _BESIDE[0] if gentler else _ALONE[0], safe_width())
        self.legend.next_to(drawn, UP, buff=1.5 * _GAP)
        self.add(*drawn, self.legend)


def step_name(rate: Symbol) -> str:
    """Return the name of a step of a rate, as measurements carry it."""
    return f"−{rate.plain}·{SLOPE.plain}"


def _of_weight(curve: Curve) -> sympy.Expr:
    """Return a curve's expression with w for its variable: what a step changes is a weight."""
    return curve.expression.xreplace({one: sympy.Symbol(W.typst) for one in curve.expression.free_symbols})


def legend(theme: Theme, curve: Curve) -> VGroup:
    """Return the line that says which curve it is, what the arrows are, and what the rate is called."""
    named = math(
        [Piece(f"{F.typst} = {to_typst(_of_weight(curve))}", "symbol")], theme.ink, size=_SIZE, display=False
    )
    arrow = StepArrow(np.zeros(3), RIGHT * 0.7, theme.weight)
    formula = math(["-", "eta", "dot.op", Piece(SLOPE.typst, "symbol")], theme.ink, size=_SIZE)
    formula.part(4).set_color(theme.gradient)
    rate = math([Piece("eta", "symbol")], theme.ink, size=_SIZE)
    toy, scale, rated = (
        text(said, theme.dimmed, size=0.9 * BODY) for said in ("a toy bowl", "to scale", "learning rate")
    )
    parts = ((toy, named), (arrow, formula, scale), (rate, rated))
    groups = VGroup()
    for group in parts:
        for before, part in pairwise(group):
            part.next_to(before, RIGHT, buff=_GAP)
        groups.add(VGroup(*group))
    for part in (toy, named, scale, rate, rated):
        part.on_baseline_of(formula)
    for done, after in pairwise(groups):
        after.shift(RIGHT * (done.get_right()[0] + _APART - after.get_left()[0]))
    return groups.scale(min(1.0, safe_width() / float(groups.width)))
