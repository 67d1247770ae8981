"""The slope that a change is multiplied by, on the wall that it passes."""

from __future__ import annotations

from manim import Animation

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.color import mixed
from scenes.stage.formulas.equation import fit, number_piece
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.fitting import READABLE, shortened
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import SMALL, TypesetLine, TypesetPart, math

_GLOW, _INSET, _SNUG = 0.3, 0.1, 0.05
"""How much of the colour a glowing chip has; what its number keeps from its edges, and what at least."""


def _lettered(theme: Theme, slope: Quantity) -> TypesetLine:
    return math(["times", number_piece(slope)], theme.gradient, size=SMALL)


class FactorChip(Box):
    """`× slope`, at most `most` wide; `quantity` is the slope with the decimals that there is room for."""

    def __init__(self, theme: Theme, slope: Quantity, most: float) -> None:
        def ems(one: Quantity) -> float:
            return float(_lettered(theme, one).width) / SMALL

        self.quantity = shortened(slope, ems, most - 2 * _SNUG)
        inset = _INSET if ems(self.quantity) * READABLE <= most - 2 * _INSET else _SNUG
        line = fit(_lettered(theme, self.quantity), most - 2 * inset)
        super().__init__(theme, theme.gradient, float(line.width) + 2 * inset, 0.44)
        self.frame.set_fill(mixed(theme.background, theme.gradient, 0.14), 1.0).set_stroke(width=2.5)
        self.line = line.move_to(self.frame)
        self.hold(line)

    @property
    def digits(self) -> TypesetPart:
        """The slope's digits."""
        return self.line.part(2)

    def highlight(self, color: str = "") -> Animation:
        """Return the animation that makes the frame glow; it goes on covering what lies behind."""
        glow: Animation = changing(self.frame).set_stroke(color or self.color_on, width=5.0)
        fill = mixed(self.theme.background, self.color_on, _GLOW)
        return glow.set_fill(fill, 1.0)  # type: ignore[attr-defined, no-any-return]
