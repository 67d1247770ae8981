"""Chains of several depths, one below the other, and a light that runs through each from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Animation,
    AnimationGroup,
    Circle,
    FadeIn,
    LaggedStart,
    Line,
    VGroup,
    linear,
)

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import number_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import FORMULA, shown_number
from scenes.stage.plots.cost_plot import DEPTH, IN_ONE_SWEEP

_RADIUS = 0.09


class LongChains(VGroup):
    """A row of dots for each depth, all with the same spacing and the same right end.

    The dot at the right, the loss's own slope, is given; each dot that is lit after it is a multiplication.
    `costs` are the multiplications of one sweep through each, which stand at the left ends once it is done.
    """

    def __init__(self, theme: Theme, depths: Sequence[int], costs: Sequence[int], width: float) -> None:
        super().__init__()
        self.theme, self.depths = theme, tuple(depths)
        self.spacing = width / (max(depths) - 1)
        self.rows, self.marks = VGroup(), VGroup()
        for depth, cost in zip(depths, costs, strict=True):
            wire = Line(
                LEFT * self.spacing * (depth - 1), (0.0, 0.0, 0.0), color=theme.dimmed, stroke_width=2
            )
            dots = VGroup(*(self._dot().shift(LEFT * self.spacing * k) for k in range(depth)))
            dots[0].set_fill(theme.gradient, 1.0)
            self.rows.add(VGroup(wire, dots))
            named = Quantity(IN_ONE_SWEEP, Fraction(cost))
            mark = number_line(theme, named, size=1.4 * FORMULA)
            mark.part(1).number = shown_number(named, {DEPTH.plain: Fraction(depth)})
            self.marks.add(mark)
        self.rows.arrange(DOWN, buff=1.0, aligned_edge=RIGHT)
        for line, label in zip(self.rows, self.marks, strict=True):
            label.next_to(line, LEFT, buff=0.3)
        self.add(self.rows, self.marks)

    def sweep(self) -> Animation:
        """Return the animation that lights every chain at the same speed, each dot but the first once."""
        seconds = 2.6
        runs = []
        for depth, (_, dots), mark in zip(self.depths, self.rows, self.marks, strict=True):
            share = depth / max(self.depths)
            lights = (changing(dot).set_fill(self.theme.gradient, 1.0) for dot in dots[1:])
            run = LaggedStart(*lights, lag_ratio=0.3, run_time=seconds * share, rate_func=linear)
            runs.append(LaggedStart(run, FadeIn(mark, run_time=0.4), lag_ratio=1.0))
        return AnimationGroup(*runs)

    def _dot(self) -> Circle:
        dot = Circle(radius=_RADIUS, stroke_color=self.theme.dimmed, stroke_width=2)
        dot.set_fill(self.theme.background, 1.0)
        return dot
