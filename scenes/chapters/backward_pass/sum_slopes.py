"""A weighted sum and, beside it, its slopes by its parts, which can be read off it."""

from __future__ import annotations

from collections.abc import Mapping

from manim import RIGHT, VGroup

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import formula_line, value_line
from scenes.stage.frame import safe_width
from scenes.stage.lettering.typesetting import TypesetLine

_APART = 1.1


class SumSlopes(VGroup):
    """`z = w a + b`, and `slope = a` for each of `slopes`, all in one line inside the safe width.

    A slope that no node of the network holds is stated as a number. `whole` is the sum's line, `slopes` the
    others, by key.
    """

    def __init__(
        self, theme: Theme, whole: Quantity, slopes: Mapping[str, Quantity], *, size: float = 0.42
    ) -> None:
        super().__init__()
        self.whole = formula_line(theme, whole, size=size)
        self.slopes: dict[str, TypesetLine] = {}
        for key, slope in slopes.items():
            write = value_line if slope.node is None else formula_line
            self.slopes[key] = write(theme, slope, size=size)
        self.add(self.whole, *self.slopes.values()).arrange(RIGHT, buff=_APART)
        for line in self.slopes.values():
            line.on_baseline_of(self.whole)
        self.scale(min(1.0, safe_width() / self.width))
