"""A product that grows from right to left: under each factor its digits so far, and a bar to scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from manim import DOWN, LEFT, Animation, FadeIn, Line, Rectangle, ReplacementTransform, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import fit
from scenes.stage.graph.boxes import GradientTab
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.flights import changing
from scenes.stage.measure import Measurement

_TAB_GAP, _BAR_GAP, _SHARE, _TAB_SIZE, _MARGIN = 0.2, 0.22, 0.42, 0.42, 0.18
"""From a factor to its tab, from the tabs to the bars; a bar's width as a share of its factor's; a tab's type
size, and the width that its digits leave free."""

_ROOMY, _SMALLER, _SNUG = 1.45, 0.34, 0.1
"""Width of a factor under which, as in several rows, tabs have smaller type and less room; these."""


class RunningProduct(VGroup):
    """`tabs` and `bars`, in the order of the factors; a bar rises from the level under its row of factors for
    a positive product, and hangs from it for a negative one. In each row the bars take `tallest` units.
    """

    def __init__(
        self, theme: Theme, factors: Sequence[Box], products: Sequence[Quantity], tallest: float
    ) -> None:
        super().__init__()
        self.products = products
        several = float(factors[0].get_y()) != float(factors[-1].get_y())
        narrow = several or float(factors[0].frame.width) < _ROOMY
        self.tabs = [
            GradientTab(
                theme, product, float(box.frame.width), size=_SMALLER if narrow else _TAB_SIZE
            ).next_to(box, DOWN, buff=_TAB_GAP)
            for box, product in zip(factors, products, strict=True)
        ]
        for tab in self.tabs:
            fit(tab.line, float(tab.frame.width) - (_SNUG if narrow else _MARGIN)).move_to(tab.frame)
        values = [float(product.value) for product in products]
        high, low = max(0.0, *values), min(0.0, *values)
        self.unit = tallest / ((high - low) or 1.0)
        self.levels: list[Line] = []
        for _, row in groupby(zip(factors, self.tabs, strict=True), lambda pair: float(pair[0].get_y())):
            pairs = list(row)
            (first, tab), (last, _) = pairs[0], pairs[-1]
            height = float(tab.get_bottom()[1]) - _BAR_GAP - high * self.unit
            ends = (float(first.get_left()[0]), height, 0.0), (float(last.get_right()[0]), height, 0.0)
            self.levels += [Line(*ends, color=theme.dimmed, stroke_width=1.5)] * len(pairs)
        self.bars = [self._bar(theme, *place) for place in zip(factors, self.levels, values, strict=True)]
        self.add(*dict.fromkeys(self.levels), *self.tabs, *self.bars)

    def begin(self) -> list[Animation]:
        """Return the animations that bring in the last factor alone."""
        tab, bar = self.tabs[-1], self.bars[-1]
        return [FadeIn(self.levels[-1]), FadeIn(tab, shift=DOWN * 0.15), FadeIn(bar, shift=DOWN * 0.15)]

    def carry(self, index: int) -> tuple[Rectangle, list[Animation]]:
        """Return a copy of the bar at the right, and the animations that bring it under a factor."""
        ghost, level, before = self.bars[index + 1].copy(), self.levels[index], self.levels[index + 1]
        up = float(level.get_y()) - float(before.get_y())
        moving: Animation = changing(ghost).move_to(
            (float(self.bars[index].get_x()), ghost.get_y() + up, 0.0)
        )
        return ghost, [moving] if level is before else [moving, FadeIn(level)]

    def multiply(self, index: int, ghost: Rectangle) -> list[Animation]:
        """Return the animations that make what was carried as long as the product is now."""
        return [
            ReplacementTransform(ghost, self.bars[index]),
            FadeIn(self.tabs[index], shift=LEFT * 0.2),
        ]

    def measurements(self) -> Iterable[Measurement]:
        """Read each product back from its bar: how far it reaches from the level."""
        for product, bar, line in zip(self.products, self.bars, self.levels, strict=True):
            level = float(line.get_y())
            reach = max((float(bar.get_top()[1]), float(bar.get_bottom()[1])), key=lambda y: abs(y - level))
            yield Measurement("bar", product.name, (reach - level) / self.unit, 1e-6)

    def _bar(self, theme: Theme, box: Box, level: Line, value: float) -> Rectangle:
        bar = Rectangle(width=_SHARE * float(box.frame.width), height=1.0, stroke_width=0.0)
        bar.set_fill(theme.gradient, 0.9).stretch_to_fit_height(max(abs(value) * self.unit, 1e-9))
        middle = float(level.get_y()) + value * self.unit / 2
        return bar.move_to((float(box.get_x()), middle, 0.0))
