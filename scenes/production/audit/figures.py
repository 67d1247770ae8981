"""The rules on numbers, equations, glyphs and words, made for one chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.production.audit.equations import Equations
from scenes.production.audit.glyph_rules import Glyphs, Untraced
from scenes.production.audit.numbers import Numbers
from scenes.production.audit.reading import Reader
from scenes.production.audit.truth import places_of, truth_of
from scenes.production.audit.words_rule import Spoken

if TYPE_CHECKING:
    from config import Settings
    from scenes.production.audit.findings import Rule


def number_rules(chapter_id: str, settings: Settings) -> list[Rule]:
    """Return a fresh set of the rules that prove numbers; equations are proved before digits are traced."""
    truth, reader = truth_of(chapter_id, settings), Reader()
    equations = Equations(truth, places_of(chapter_id, settings))
    return [Numbers(truth), Glyphs(reader), equations, Untraced(reader, equations), Spoken(truth)]
