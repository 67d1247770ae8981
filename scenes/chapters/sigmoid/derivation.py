"""A derivation, line under line, and the rules that it uses on cards beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, VGroup, VMobject

from backprop_core import rules
from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import FORMULA, TypesetLine, math

EQUALS, TIMES = "=", "dot.op"
_LEAST_GAP, _MOST_GAP, _APART = 0.25, 0.6, 0.4


class DerivationStep(TypesetLine):
    """One line, whose `atoms` (the terms that stay whole) can be found again; `terms` names them in order."""

    def __init__(self, source: str, atoms: Mapping[str, str], theme: Theme, size: float) -> None:
        pattern = "|".join(re.escape(atom) for atom in sorted((*atoms, EQUALS, TIMES), key=len, reverse=True))
        self.terms: list[str] = []

        def mark(found: re.Match[str]) -> str:
            self.terms.append(found[0])
            return f'#part("#{len(self.terms):06x}", ${found[0]}$)'

        body = re.sub(pattern, mark, source)
        pieces = tuple(Piece(term, "symbol") for term in self.terms)
        super().__init__(f"$display({body})$", pieces, size=size, color=theme.ink)
        for index, term in enumerate(self.terms, start=1):
            self.part(index).set_color(atoms.get(term, theme.ink))

    @property
    def goes_on(self) -> VGroup:
        """What stands from the line's second sign of equality on, nothing where there is none."""
        if self.terms.count(EQUALS) < 2:
            return VGroup()
        second = self.terms.index(EQUALS, self.terms.index(EQUALS) + 1) + 1
        edge = float(self.part(second).get_left()[0]) - 1e-3
        glyphs = [glyph for part in self.submobjects for glyph in part.submobjects]
        return VGroup(*(glyph for glyph in glyphs if glyph.get_left()[0] >= edge))

    @property
    def begins(self) -> VGroup:
        """What stands before the line's second sign of equality."""
        later = {id(glyph) for glyph in self.goes_on}
        glyphs = [glyph for part in self.submobjects for glyph in part.submobjects]
        return VGroup(*(glyph for glyph in glyphs if id(glyph) not in later))

    @property
    def equals(self) -> VMobject:
        """The line's sign of equality."""
        return self.part(self.terms.index(EQUALS) + 1)

    def factors(self) -> tuple[VGroup, VGroup]:
        """Return what stands on both sides of the line's first dot, right of the sign of equality."""
        dot = self.part(self.terms.index(TIMES) + 1)
        edges = float(self.equals.get_right()[0]), float(dot.get_center()[0])
        glyphs = [glyph for part in self.submobjects for glyph in part.submobjects if glyph not in dot]
        first = [glyph for glyph in glyphs if edges[0] < glyph.get_center()[0] < edges[1]]
        second = [glyph for glyph in glyphs if glyph.get_center()[0] > edges[1]]
        return VGroup(*first), VGroup(*second)

    def drop_left_side(self) -> None:
        """Take away what stands left of the sign of equality."""
        for index in range(1, self.terms.index(EQUALS) + 1):
            self.part(index).remove(*self.part(index).submobjects)


class Derivation(VGroup):
    """The lines in place under each other, level at their signs of equality, or at their left ends where that
    has no room; none needs to be on stage.

    They take the whole height, as far as gaps of a readable size go. `atoms` are the terms that can be found
    again, with their colours. `results` are the lines that stay: they do not step back. In the others a left
    side is left out that only repeats the one above it under the same condition.
    """

    def __init__(
        self,
        theme: Theme,
        lines: Sequence[rules.DerivationLine],
        atoms: Mapping[str, str],
        width: float,
        height: float,
        *,
        results: Sequence[int] = (-1,),
        size: float = FORMULA,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.results = [range(len(lines))[index] for index in results]
        self.steps = [DerivationStep(_with_condition(line), atoms, theme, size) for line in lines]
        self.add(*self.steps)
        spare = (height - sum(float(step.height) for step in self.steps)) / (len(self.steps) - 1)
        self.arrange(DOWN, buff=min(_MOST_GAP, max(_LEAST_GAP, spare)))
        for step in self.steps:
            step.shift(self.steps[0].equals.get_center() * (1, 0, 0) - step.equals.get_center() * (1, 0, 0))
        if self.width > width > max(float(step.width) for step in self.steps):
            for step in self.steps:
                step.align_to(self.steps[0], LEFT)
        sides = [(step.terms[0], line.where) for step, line in zip(self.steps, lines, strict=True)]
        for index, (above, side) in enumerate(pairwise(sides), start=1):
            if side == above and index not in self.results:
                self.steps[index].drop_left_side()
        self.scale(min(1.0, width / self.width, height / self.height))

    def enter(self, index: int) -> list[Animation]:
        """Return how a line comes: whole, out of the one above it, which steps back.

        Less than the whole line is never seen of it, so that no moment shows a formula without its bar, its
        brackets or its exponents.
        """
        coming: list[Animation] = [FadeIn(self.steps[index], shift=DOWN * 0.25)]
        return coming if index - 1 in self.results else [*coming, self.quieten(index - 1)]

    def quieten(self, index: int) -> Animation:
        """Return the animation that lets a line step back."""
        animation: Animation = changing(self.steps[index]).set_color(self.theme.dimmed)
        return animation


def _with_condition(line: rules.DerivationLine) -> str:
    return f"{line.typst} quad {line.where}" if line.where else line.typst


class RuleCard(VGroup):
    """A rule, and beside it the case of it that is used, if that is another line: `rule` and `case`."""

    def __init__(
        self, theme: Theme, rule: rules.DerivationLine, case: rules.DerivationLine | None, size: float
    ) -> None:
        super().__init__()
        self.rule = math([rule.typst], theme.ink, size=size)
        self.case = self.rule if case is None else math([case.typst], theme.ink, size=size)
        self.add(*dict.fromkeys((self.rule, self.case)))


class RuleCards(VGroup):
    """Cards under each other, level at the rules' and at the cases' left edges, inside a width."""

    def __init__(
        self,
        theme: Theme,
        pairs: Sequence[tuple[rules.DerivationLine, rules.DerivationLine | None]],
        width: float,
        *,
        size: float,
    ) -> None:
        super().__init__()
        self.cards = [RuleCard(theme, *pair, size) for pair in pairs]
        self.add(*self.cards)
        self.arrange(DOWN, buff=0.35)
        cases = [card.case.width for card in self.cards if card.case is not card.rule]
        widths = max(card.rule.width for card in self.cards), max(cases, default=0.0)
        wide = max(width, sum(widths) + _APART)
        for card in self.cards:
            card.rule.align_to(LEFT * wide / 2, LEFT)
            if card.case is card.rule:
                continue
            card.case.on_baseline_of(card.rule).align_to(RIGHT * (wide / 2 - widths[1]), LEFT)
        self.scale(width / wide)
