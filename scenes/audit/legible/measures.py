"""How large pieces of text are on screen, and how long they take to be read."""

from __future__ import annotations

import numpy as np

from scenes.audit.legible.size import is_large_enough
from scenes.audit.look.kept import Lately
from scenes.audit.look.outlines import Floats
from scenes.audit.look.things import SeenGlyph
from scenes.film.playing.pace import READING_SPEED
from scenes.stage.lettering.readout import MovingDigits

SHORTEST = 1.0
"""Seconds that even a single character stays."""

_WORD_SPACE = 0.25
"""Gap between two glyphs that counts as a character, as a share of the text's height."""


class Measures:
    """What was measured of pieces of text in the last look, so long as their glyphs stay the same."""

    def __init__(self) -> None:
        self._boxes: Lately[tuple[SeenGlyph, ...], Floats] = Lately()
        self._large: Lately[tuple[SeenGlyph, ...], bool] = Lately()
        self._times: Lately[tuple[SeenGlyph, ...], float] = Lately()

    def begin(self) -> None:
        """Begin a look."""
        for measures in (self._boxes, self._large, self._times):
            measures.begin()

    def box(self, glyphs: list[SeenGlyph]) -> Floats:
        """Return the box round a part."""
        return self._boxes.get(tuple(glyphs), lambda: _union(glyphs))

    def is_large(self, glyphs: list[SeenGlyph]) -> bool:
        """Tell whether a part is large enough."""
        return self._large.get(tuple(glyphs), lambda: is_large_enough(glyphs[0].part, glyphs))

    def time(self, line: list[SeenGlyph]) -> float:
        """Return the seconds that a line must stand. What moving digits state counts, not their outlines."""
        if any(isinstance(glyph.part, MovingDigits) for glyph in line):
            return reading_time(line)
        return self._times.get(tuple(line), lambda: reading_time(line))


def reading_time(glyphs: list[SeenGlyph]) -> float:
    """Return the seconds that a text must stand."""
    return max(SHORTEST, characters(glyphs) / READING_SPEED)


def characters(glyphs: list[SeenGlyph]) -> int:
    """Return how many characters a text has, spaces included."""
    moving = [glyph.part for glyph in glyphs if isinstance(glyph.part, MovingDigits)]
    if moving:
        stated = sum(len(part.number.text) + 2 for part in moving if part.number is not None)
        return stated + len(glyphs) - len(moving)
    boxes = np.array(sorted((glyph.box for glyph in glyphs), key=lambda box: float(box[0])))
    gaps = boxes[1:, 0] - np.maximum.accumulate(boxes[:, 2])[:-1]
    height = float(boxes[:, 3].max() - boxes[:, 1].min())
    return len(boxes) + int((gaps > _WORD_SPACE * height).sum())


def _union(glyphs: list[SeenGlyph]) -> Floats:
    boxes = np.array([glyph.box for glyph in glyphs])
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
