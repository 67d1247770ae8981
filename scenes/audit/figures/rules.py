"""The rules on numbers, equations, glyphs and words, made for one chapter."""

from __future__ import annotations

from scenes.audit.figures.equations import Equations
from scenes.audit.figures.glyph_rules import Glyphs, Untraced
from scenes.audit.figures.numbers import Numbers
from scenes.audit.figures.words_rule import Spoken
from scenes.audit.findings import AuditRule
from scenes.audit.look.reading import Reader
from scenes.audit.truth import Truth


def number_rules(truth: Truth) -> list[AuditRule]:
    """Return a fresh set of the rules that prove numbers; equations are proved before digits are traced."""
    claims, reader = truth.claims, Reader()
    equations = Equations(claims, truth.variable_values)
    return [Numbers(claims), Glyphs(reader), equations, Untraced(reader, equations), Spoken(claims)]
