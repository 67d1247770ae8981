"""A derivation, line under line: what a line shares with the one above it moves down, the rest is new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from manim import DOWN, Animation, FadeIn, ReplacementTransform, VGroup, VMobject

from backprop_core import rules
from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import FORMULA, Line
from scenes.stage.measure import allow

EQUALS, TIMES = "=", "dot.op"
_GAP = 0.24


class Step(Line):
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
    """The lines in place under each other, level at their signs of equality; none needs to be on stage.

    `atoms` are the terms that move as a whole, with their colours. A left side that only repeats the one
    above it is left out, except in the last line.
    """

    def __init__(
        self,
        theme: Theme,
        lines: Sequence[rules.Line],
        atoms: Mapping[str, str],
        width: float,
        height: float,
        *,
        size: float = FORMULA,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.steps = [Step(line.typst, atoms, theme, size) for line in lines]
        self.add(*self.steps)
        self.arrange(DOWN, buff=_GAP)
        for step in self.steps:
            step.shift(self.steps[0].equals.get_center() * (1, 0, 0) - step.equals.get_center() * (1, 0, 0))
        for above, step in zip(self.steps, self.steps[1:-1], strict=False):
            if step.terms[0] == above.terms[0]:
                step.drop_left_side()
        self.scale(min(1.0, width / self.width, height / self.height))

    def enter(self, index: int) -> tuple[list[Animation], ...]:
        """Return how a line comes out of the one above it, in three moves.

        First the terms that stand in both appear in the new row, arranged as they were, and the line above
        steps back; then they move to their new places; then what is new fades in. A term is taken from each
        time that it stands above, the first ones first, and from the last again where there are not enough.
        """
        step, above = self.steps[index], self.steps[index - 1]
        down = step.equals.get_center() - above.equals.get_center()
        kept: list[tuple[VMobject, VMobject]] = []
        fresh = VGroup(step.part(0))
        met: dict[str, int] = {}
        for place, term in enumerate(step.terms, start=1):
            target = step.part(place)
            sources = [above.part(i) for i, other in enumerate(above.terms, start=1) if other == term]
            sources = [source for source in sources if source.submobjects]
            if target.submobjects and sources:
                source = sources[min(met.get(term, 0), len(sources) - 1)]
                ghost = target.copy().scale(source.height / target.height).move_to(source).shift(down)
                allow(ghost, "reading time", "a term on its way down from the line above")
                kept.append((ghost, target))
            elif target.submobjects:
                fresh.add(target)
            met[term] = met.get(term, 0) + 1
        first = [FadeIn(VGroup(*(ghost for ghost, _ in kept))), self.quieten(index - 1)]
        return first, [ReplacementTransform(ghost, target) for ghost, target in kept], [FadeIn(fresh)]

    def lead(self, index: int) -> VGroup:
        """Return what stands in a line up to its sign of equality."""
        step = self.steps[index]
        return VGroup(*(step.part(place) for place in range(1, step.terms.index(EQUALS) + 2)))

    def dot(self, index: int) -> VMobject:
        """Return the dot between a line's factors."""
        return self.steps[index].part(self.steps[index].terms.index(TIMES) + 1)

    def quieten(self, index: int) -> Animation:
        """Return the animation that lets a line step back."""
        animation: Animation = changing(self.steps[index]).set_color(self.theme.dimmed)
        return animation
