"""A product that grows from right to left: under each factor its digits so far, and a bar to scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import DOWN, LEFT, Animation, FadeIn, Line, Rectangle, ReplacementTransform, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import Measurement

_TAB_GAP, _BAR_GAP, _SHARE, _MARGIN = 0.2, 0.22, 0.42, 0.18
"""From a factor to its tab, from the tabs to the bars; a bar's width as a share of its factor's; a
tab's width that its digits leave free."""


class RunningProduct(VGroup):
    """`tabs` and `bars`, both from left to right; a bar rises from the level for a positive product, and
    hangs from it for a negative one. The longest takes `tallest` units."""

    def __init__(
        self, theme: Theme, factors: Sequence[Box], products: Sequence[Quantity], tallest: float
    ) -> None:
        super().__init__()
        self.products = products
        self.tabs = [
            GradientTab(theme, product, float(box.frame.width), size=0.42).next_to(box, DOWN, buff=_TAB_GAP)
            for box, product in zip(factors, products, strict=True)
        ]
        for tab in self.tabs:
            fit(tab.line, float(tab.frame.width) - _MARGIN).move_to(tab.frame)
        values = [float(product.value) for product in products]
        high, low = max(0.0, *values), min(0.0, *values)
        self.unit = tallest / ((high - low) or 1.0)
        level = float(self.tabs[0].get_bottom()[1]) - _BAR_GAP - high * self.unit
        ends = (float(factors[0].get_left()[0]), level, 0.0), (float(factors[-1].get_right()[0]), level, 0.0)
        self.level = Line(*ends, color=theme.dimmed, stroke_width=1.5)
        self.bars = [self._bar(theme, box, value) for box, value in zip(factors, values, strict=True)]
        self.add(self.level, *self.tabs, *self.bars)

    def begin(self) -> list[Animation]:
        """Return the animations that bring in the last factor alone."""
        tab, bar = self.tabs[-1], self.bars[-1]
        return [FadeIn(self.level), FadeIn(tab, shift=DOWN * 0.15), FadeIn(bar, shift=DOWN * 0.15)]

    def carry(self, index: int) -> tuple[Rectangle, Animation]:
        """Return a copy of the bar at the right, and the animation that brings it under a factor."""
        ghost = self.bars[index + 1].copy()
        return ghost, changing(ghost).set_x(float(self.bars[index].get_x()))

    def multiply(self, index: int, ghost: Rectangle) -> list[Animation]:
        """Return the animations that make what was carried as long as the product is now."""
        return [
            ReplacementTransform(ghost, self.bars[index]),
            FadeIn(self.tabs[index], shift=LEFT * 0.2),
        ]

    def measurements(self) -> Iterable[Measurement]:
        """Read each product back from its bar: how far it reaches from the level."""
        level = float(self.level.get_y())
        for product, bar in zip(self.products, self.bars, strict=True):
            reach = max((float(bar.get_top()[1]), float(bar.get_bottom()[1])), key=lambda y: abs(y - level))
            yield Measurement("bar", product.name, (reach - level) / self.unit, 1e-6)

    def _bar(self, theme: Theme, box: Box, value: float) -> Rectangle:
        bar = Rectangle(width=_SHARE * float(box.frame.width), height=1.0, stroke_width=0.0)
        bar.set_fill(theme.gradient, 0.9).stretch_to_fit_height(max(abs(value) * self.unit, 1e-9))
        middle = float(self.level.get_y()) + value * self.unit / 2
        return bar.move_to((float(box.get_x()), middle, 0.0))
