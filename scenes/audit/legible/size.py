"""Rule on the size of type: capitals and digits are tall enough to be read from the back of a room."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

import numpy as np
from manim import config
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.kept import Lately
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.reading import Reader
from scenes.audit.look.resting import Rest
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery
from scenes.audit.look.things import SeenGlyph
from scenes.stage.lettering.glyphs import outlines
from scenes.stage.lettering.readout import MovingDigits
from scenes.stage.lettering.typesetting import TypesetPart

SMALLEST = 0.02
"""Least cap height of a text, as a share of the frame's height."""

SMALLEST_SCRIPT = 0.012
"""Least height of a digit in an index, an exponent or a small fraction: six tenths of the above, since it is
read together with what it is set to. Typst sets scripts at about 0.7 and 0.5 of the size round them."""

CAP_HEIGHT = 0.66
"""Cap height of Source Sans in ems, which is that of the mathematics face to a fortieth."""

_ROUNDING = 1e-4


class Size(AuditRule):
    """The cap height of each text, and the height of its smallest digit, measured as they are on screen.

    A part's size is how large its glyphs are drawn compared with the same glyphs as they are typeset. Of
    texts that are not ours the tallest glyph is measured. What moves on screen is not.
    """

    name = "cap height"

    def __init__(self) -> None:
        self._rest, self._reader = Rest(), Reader()
        self._heights: Lately[tuple[SeenGlyph, ...], tuple[float, float]] = Lately()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Measure what rests, and at a beat's end everything."""
        seen = scenery(sample)
        self._rest.note(seen.glyphs, sample.time)
        self._heights.begin()
        frame = float(config.frame_height)
        for glyphs in seen.parts().values():
            if not sample.at_beat_end and not all(self._rest.resting(one, sample.time) for one in glyphs):
                continue
            part = glyphs[0].part
            cap, digit = self._heights.get(tuple(glyphs), partial(self._measured, glyphs))
            cap, digit = cap / frame, digit / frame
            if cap < SMALLEST - _ROUNDING:
                yield Problem(self.name, f"{called(part)} at {cap:.2%}", f"{SMALLEST:.1%}", part)
                continue
            if digit < SMALLEST_SCRIPT - _ROUNDING:
                found = f"a digit in {called(part)} at {digit:.2%}"
                yield Problem(self.name, found, f"{SMALLEST_SCRIPT:.1%}", part)

    def _measured(self, glyphs: list[SeenGlyph]) -> tuple[float, float]:
        return cap_height(glyphs[0].part, glyphs), self._smallest_digit(glyphs)

    def _smallest_digit(self, glyphs: list[SeenGlyph]) -> float:
        heights = [
            float(glyph.box[3] - glyph.box[1])
            for glyph in glyphs
            if self._reader.character(glyph.mobject.points).isdigit()
        ]
        return min(heights, default=np.inf)


def is_large_enough(part: object, glyphs: list[SeenGlyph]) -> bool:
    """Tell whether a piece of text is as tall on screen as it must be to be read."""
    return cap_height(part, glyphs) / float(config.frame_height) >= SMALLEST - _ROUNDING


def cap_height(part: object, glyphs: list[SeenGlyph]) -> float:
    """Return the cap height of a piece of text on screen, in Manim units."""
    if isinstance(part, MovingDigits):
        return max(_contour_heights(glyphs[0].points))
    if isinstance(part, TypesetPart) and part.source is not None:
        typeset = _extent(part.source.body, part.index)
        drawn = _span(np.array([glyph.box for glyph in glyphs]))
        if typeset > 0:
            return drawn / typeset * CAP_HEIGHT
    return max(float(glyph.box[3] - glyph.box[1]) for glyph in glyphs)


@lru_cache(maxsize=4096)
def _extent(body: str, index: int) -> float:
    """Return the larger side, in ems, of a part as it is typeset."""
    points = [outline.points[:, :2] for outline in outlines(body) if outline.part == index]
    if not points:
        return 0.0
    return _span(np.array([np.concatenate([p.min(axis=0), p.max(axis=0)]) for p in points]))


def _span(boxes: Floats) -> float:
    return float((boxes[:, 2:].max(axis=0) - boxes[:, :2].min(axis=0)).max())


def _contour_heights(points: Floats) -> list[float]:
    """Return the heights of the closed curves of an outline."""
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, 3)
    starts = np.flatnonzero(np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1) > 1e-6) + 1
    pieces = np.split(curves[:, :, 1], starts)
    return [float(piece.max() - piece.min()) for piece in pieces]
