"""One line of a derivation, whose terms can be found again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from manim import VGroup, VMobject

from backprop_core.quantity import Piece
from config import Theme
from scenes.stage.lettering.typesetting import TypesetLine

EQUALS, TIMES = "=", "dot.op"


class DerivationLine(TypesetLine):
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

    def term(self, name: str) -> VMobject | None:
        """Return where a term stands last, None where it does not."""
        places = [index for index, term in enumerate(self.terms, start=1) if term == name]
        return self.part(places[-1]) if places else None

    def right_side(self) -> VGroup:
        """Return what stands right of the sign of equality."""
        edge = float(self.equals.get_right()[0])
        glyphs = [glyph for part in self.submobjects for glyph in part.submobjects]
        return VGroup(*(glyph for glyph in glyphs if float(glyph.get_center()[0]) > edge))

    def factors(self) -> tuple[VGroup, VGroup]:
        """Return what stands on both sides of the line's first dot, right of the sign of equality."""
        dot = self.part(self.terms.index(TIMES) + 1)
        edges = float(self.equals.get_right()[0]), float(dot.get_center()[0])
        glyphs = [glyph for part in self.submobjects for glyph in part.submobjects if glyph not in dot]
        first = [glyph for glyph in glyphs if edges[0] < glyph.get_center()[0] < edges[1]]
        second = [glyph for glyph in glyphs if glyph.get_center()[0] > edges[1]]
        return VGroup(*first), VGroup(*second)
