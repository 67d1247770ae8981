"""Two slopes multiplied, written large: what they share is struck out, and one slope is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DL,
    DOWN,
    LEFT,
    UR,
    Animation,
    Create,
    FadeIn,
    Line,
    Mobject,
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

_SIZE, _APART, _PAD, _STRIKE = 0.72, 0.3, 0.25, 5.0


class Collapse(VGroup):
    """`dy/dx = dy/du · du/dx` over `= numbers = result`, the signs in one column, on an opaque `ground`."""

    def __init__(self, theme: Theme, whole: Quantity, colors: Sequence[str], *, room: float = np.inf) -> None:
        super().__init__()
        self.formula = formula_line(theme, whole, size=_SIZE)
        numbers = numbers_line(theme, whole, size=_SIZE)
        self.result = result_line(theme, whole, size=_SIZE)
        assert numbers is not None
        self.numbers: TypesetLine = numbers
        self.numbers.next_to(self.formula, DOWN, buff=_APART)
        signs = [min(line.part(0), key=_left_end) for line in (self.numbers, self.formula)]
        self.numbers.shift(LEFT * (_left_end(signs[0]) - _left_end(signs[1])))
        self.result.next_to(self.numbers, buff=0.3 * _SIZE).on_baseline_of(self.numbers)
        lines = VGroup(self.formula, self.numbers, self.result)
        lines.scale(min(1.0, (room - 2 * _PAD) / float(lines.width)))
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
        self.ink, self.dimmed, self.strikes = theme.ink, theme.dimmed, VGroup()
        self.add(self.ground, self.formula, self.numbers, self.result)

    def _shared(self) -> tuple[VGroup, VGroup]:
        """Return the nudge that both slopes have: below in the outer one, above in the inner one."""
        return fraction_parts(self.outer)[2], fraction_parts(self.inner)[0]

    def _strike(self, group: VGroup) -> Line:
        line = Line(group.get_corner(DL), group.get_corner(UR), stroke_color=self.ink)
        for part in (self.outer, self.inner):
            allow(part, "contrast", "the nudge in it is struck out")
        return allow(line.set_stroke(width=_STRIKE), "text on line", "the nudge is struck out")

    def gather(self, outer: TypesetPart, inner: TypesetPart) -> list[Animation]:
        """Return the animations in which the names of both slopes come together as a product."""
        moves = (
            move(before, after)
            for old, new in ((outer, self.outer), (inner, self.inner))
            for before, after in zip(old, new, strict=True)
        )
        return [FadeIn(max(self.formula.part(0), key=_left_end)), *moves]

    def cancel(self) -> list[Animation]:
        """Return the animations in which what both share is struck out."""
        self.strikes.add(*map(self._strike, self._shared()))
        return [Create(strike) for strike in self.strikes]

    def conclude(self) -> list[Animation]:
        """Return the animations in which the rest of both slopes makes the slope of the whole."""
        over, rule, under = fraction_parts(self.whole)
        sources = (fraction_parts(self.outer)[0], fraction_parts(self.inner)[2])
        copies = [TransformFromCopy(a, b) for a, b in zip(sources, (over, under), strict=True)]
        dim = [changing(group).set_color(self.dimmed) for group in self._shared()]
        strikes = [changing(strike).set_stroke(self.dimmed) for strike in self.strikes]
        return [*copies, FadeIn(rule), FadeIn(min(self.formula.part(0), key=_left_end)), *dim, *strikes]


def _left_end(mobject: Mobject) -> float:
    return float(mobject.get_left()[0])


def fraction_parts(part: TypesetPart) -> tuple[VGroup, VGroup, VGroup]:
    """Return what stands above the rule of a fraction, the rule, and what stands below it."""
    rule = max(part, key=lambda glyph: float(glyph.width) / max(float(glyph.height), 1e-6))
    level = rule.get_y()
    return (
        VGroup(*(glyph for glyph in part if glyph is not rule and glyph.get_y() > level)),
        VGroup(rule),
        VGroup(*(glyph for glyph in part if glyph is not rule and glyph.get_y() < level)),
    )
