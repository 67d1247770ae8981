"""The rules on numbers, equations, glyphs and words, made for one chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.audit.figures.equations import Equations
from scenes.audit.figures.glyph_rules import Glyphs, Untraced
from scenes.audit.figures.numbers import Numbers
from scenes.audit.figures.words_rule import Spoken
from scenes.audit.look.reading import Reader
from scenes.audit.truth import places_of, truth_of

if TYPE_CHECKING:
    from config import Settings
    from scenes.audit.findings import Rule


def number_rules(chapter_id: str, settings: Settings) -> list[Rule]:
    """Return a fresh set of the rules that prove numbers; equations are proved before digits are traced."""
    truth, reader = truth_of(chapter_id, settings), Reader()
    equations = Equations(truth, places_of(chapter_id, settings))
    return [Numbers(truth), Glyphs(reader), equations, Untraced(reader, equations), Spoken(truth)]
