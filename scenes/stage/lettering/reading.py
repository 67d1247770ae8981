"""How long type takes to be read."""

from __future__ import annotations

from itertools import accumulate

from manim import VMobject

from scenes.film.playing.pace import READING_SPEED

_SPACE = 0.25
"""Gap between two glyphs that counts as a character, as a share of the line's height."""


def seconds_to_read(*lines: VMobject) -> float:
    """Return how long lines take to be read one after the other, glyphs and spaces counting as characters."""
    return sum(map(_characters, lines)) / READING_SPEED


def _characters(line: VMobject) -> int:
    glyphs = line.family_members_with_points()
    edges = sorted((float(glyph.get_left()[0]), float(glyph.get_right()[0])) for glyph in glyphs)
    reached = accumulate((right for _, right in edges), max)
    wide = _SPACE * float(line.height) if glyphs else 0.0
    return len(glyphs) + sum(left - end > wide for end, (left, _) in zip(reached, edges[1:], strict=False))
