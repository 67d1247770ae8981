"""Steps of a descent on a curve that are too large: a ball that leaps from place to place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, Animation, Create, Line, ValueTracker, VGroup, smooth

from backprop_core.curve import Curve
from backprop_core.descent import Overshoot
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import FORMULA
from scenes.stage.measure import Measurement
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.panel import settled

X, F = Symbol("x", "x", "x", "input"), Symbol("f(x)", "f(x)", "f of x", "ink")
SLOPE = Symbol("f'(x)", "f'(x)", "f prime of x", "gradient")
TOO_LARGE = Symbol("eta", "η too large", "the learning rate")


class Leaps(VGroup):
    """A line from the curve's point over each of `xs` to the point over the next."""

    def __init__(self, view: CurveView, xs: Sequence[Number], symbols: tuple[Symbol, Symbol]) -> None:
        super().__init__()
        self.view, self.symbols = view, symbols
        for start, end in pairwise(float(x) for x in xs):
            self.add(Line(view.at(start), view.at(end), stroke_color=view.theme.input, stroke_width=4.0))

    def measurements(self) -> Iterable[Measurement]:
        """Read the curve's height back from where each line ends."""
        low, high = self.view.panel.y_range
        for line in self:
            x, height = self.view.panel.read(line.points[-1])
            at = {self.symbols[0].plain: x}
            yield Measurement("height", self.symbols[1].plain, height, 1e-6 * (high - low), at)


class Overshooting(VGroup):
    """A curve with a ball, a column with rate, x and f(x), and a leap for each step of an overshoot."""

    def __init__(
        self,
        theme: Theme,
        curve: Curve,
        found: Overshoot,
        ends: tuple[float, float],
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.xs, self.tracker = found.xs, ValueTracker(float(found.xs[0]))
        heights = [curve.value(x) for x in found.xs]
        self.climbs = all(a < b for a, b in pairwise(heights))
        self.view = CurveView(theme, curve, self.tracker, ends, size, (X, F), slope=SLOPE)
        self.leaps = Leaps(self.view, found.xs, (X, F))

        def at() -> dict[str, Number]:
            return {X.plain: settled(self.tracker)}

        self.column = VGroup(
            value_line(theme, Quantity(TOO_LARGE, found.rate), size=FORMULA),
            Readout(X, lambda: settled(self.tracker), theme.input, places=3, at=at),
            Readout(F, lambda: curve.value(settled(self.tracker)), theme.ink, places=3, at=at),
        )
        self.column.arrange(DOWN, buff=0.5, aligned_edge=LEFT).next_to(self.view, RIGHT, buff=0.7)
        self.add(self.view, self.leaps, self.column)
        self.update()

    def leap(self, index: int) -> list[Animation]:
        """Return the animations of one step: the ball moves on, and the line to its new place is drawn."""
        moving: Animation = changing(self.tracker).set_value(float(self.xs[index + 1]))
        return [moving, Create(self.leaps[index], rate_func=smooth)]
