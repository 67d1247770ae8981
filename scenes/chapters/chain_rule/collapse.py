"""Two slopes multiplied, written large: what they share is struck out, and one slope is left."""

from __future__ import annotations

from collections.abc import Sequence

from manim import (
    DOWN,
    LEFT,
    Animation,
    Create,
    FadeIn,
    Line,
    RoundedRectangle,
    TransformFromCopy,
    VGroup,
)

from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import formula_line, numbers_line, result_line
from scenes.stage.lettering.bending import move
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, TypesetPart
from scenes.stage.measure import allow

_SIZE, _APART, _PAD, _STRIKE, _LEFT_OVER = 0.72, 0.3, 0.25, 5.0, 0.35


class Collapse(VGroup):
    """`dy/dx = dy/du · du/dx` over `= numbers = result`, the signs in one column, on an opaque `ground`."""

    def __init__(self, theme: Theme, whole: Quantity, colors: Sequence[str]) -> None:
        super().__init__()
        self.formula = formula_line(theme, whole, size=_SIZE)
        numbers = numbers_line(theme, whole, size=_SIZE)
        self.result = result_line(theme, whole, size=_SIZE)
        assert numbers is not None
        self.numbers: TypesetLine = numbers
        self.numbers.next_to(self.formula, DOWN, buff=_APART)
        self.numbers.shift(LEFT * (self.numbers.part(0)[0].get_x() - self.formula.part(0)[0].get_x()))
        self.result.next_to(self.numbers, buff=0.3 * _SIZE).on_baseline_of(self.numbers)
        lines = VGroup(self.formula, self.numbers, self.result)
        self.ground = RoundedRectangle(
            corner_radius=0.2,
            width=float(lines.width) + 2 * _PAD,
            height=float(lines.height) + 2 * _PAD,
            stroke_color=theme.gradient,
            stroke_width=2.0,
        )
        self.ground.set_fill(theme.background, opacity=1.0).move_to(lines)
        x, u, y = colors
        (self.whole, self.outer, self.inner) = (self.formula.part(index) for index in (1, 3, 5))
        for part, (above, below) in ((self.whole, (y, x)), (self.outer, (y, u)), (self.inner, (u, x))):
            over, rule, under = fraction_parts(part)
            over.set_color(above)
            rule.set_color(theme.ink)
            under.set_color(below)
        self.ink, self.strikes = theme.ink, VGroup()
        self.add(self.ground, self.formula, self.numbers, self.result)

    def _shared(self) -> tuple[VGroup, VGroup]:
        """Return the nudge that both slopes have: below in the outer one, above in the inner one."""
        return fraction_parts(self.outer)[2], fraction_parts(self.inner)[0]

    def _strike(self, group: VGroup) -> Line:
        line = Line(group.get_corner([-1, -1, 0]), group.get_corner([1, 1, 0]), stroke_color=self.ink)
        return allow(line.set_stroke(width=_STRIKE), "text on line", "the nudge is struck out")

    def gather(self, outer: TypesetPart, inner: TypesetPart) -> list[Animation]:
        """Return the animations in which the names of both slopes come together as a product."""
        moves = (
            move(before, after)
            for old, new in ((outer, self.outer), (inner, self.inner))
            for before, after in zip(old, new, strict=True)
        )
        return [FadeIn(self.formula.part(0)[-1]), *moves]

    def cancel(self) -> list[Animation]:
        """Return the animations in which what both share is struck out."""
        self.strikes.add(*map(self._strike, self._shared()))
        return [Create(strike) for strike in self.strikes]

    def conclude(self) -> list[Animation]:
        """Return the animations in which the rest of both slopes makes the slope of the whole."""
        over, rule, under = fraction_parts(self.whole)
        sources = (fraction_parts(self.outer)[0], fraction_parts(self.inner)[2])
        copies = [TransformFromCopy(a, b) for a, b in zip(sources, (over, under), strict=True)]
        dim = [changing(group).set_opacity(_LEFT_OVER) for group in self._shared()]
        strikes = [changing(strike).set_stroke(opacity=_LEFT_OVER) for strike in self.strikes]
        return [*copies, FadeIn(rule), FadeIn(self.formula.part(0)[0]), *dim, *strikes]


def fraction_parts(part: TypesetPart) -> tuple[VGroup, VGroup, VGroup]:
    """Return what stands above the rule of a fraction, the rule, and what stands below it."""
    rule = max(part, key=lambda glyph: float(glyph.width) / max(float(glyph.height), 1e-6))
    level = rule.get_y()
    return (
        VGroup(*(glyph for glyph in part if glyph is not rule and glyph.get_y() > level)),
        VGroup(rule),
        VGroup(*(glyph for glyph in part if glyph is not rule and glyph.get_y() < level)),
    )
