"""Rule on contrast: every text stands out from the pixels really behind it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.pixels import pixels_of
from scenes.audit.look.sampling import FramePixels, Sample
from scenes.audit.look.texts import scenery, without_texts
from scenes.audit.look.things import SeenGlyph

LEAST = 4.5
"""Smallest ratio for text, of success criterion 1.4.3 of WCAG 2.1 (https://www.w3.org/TR/WCAG21/)."""

WORST_SHARE = 0.05
"""Share of the pixels behind a text that may fall short: one hairline does not make it illegible."""


class Contrast(AuditRule):
    """The contrast of each text with the frame drawn without texts, at the end of each beat.

    A text's opacity counts: its colour is mixed with each pixel behind it first. Glyphs of one part and one
    colour are taken together.
    """

    name = "contrast"

    def __init__(self) -> None:
        self._seen = 0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Measure at a beat's end."""
        if not sample.at_beat_end:
            return
        for glyphs in scenery(sample).parts().values():
            for alike in _by_color(glyphs):
                self._seen += 1
                frame = without_texts(sample)
                ground = np.concatenate([_behind(frame, glyph.box) for glyph in alike])
                ratios = contrast(_mixed(alike[0], ground), ground)
                ratio = float(np.quantile(ratios, WORST_SHARE)) if len(ratios) else LEAST
                if ratio < LEAST:
                    glyph = alike[0]
                    found = f"{called(glyph.text)} at {ratio:.2f} to 1"
                    yield Problem(self.name, found, f"{LEAST} to 1", glyph.part)

    @override
    def counts(self) -> dict[str, int]:
        return {"contrasts": self._seen}


def contrast(first: Floats, second: Floats) -> Floats:
    """Return WCAG's contrast ratio between colours of shape (..., 3) from 0 to 1."""
    one, other = _luminance(first), _luminance(second)
    ratio: Floats = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratio


def _luminance(colors: Floats) -> Floats:
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    found: Floats = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def _by_color(glyphs: list[SeenGlyph]) -> Iterable[list[SeenGlyph]]:
    found: dict[tuple[float, ...], list[SeenGlyph]] = {}
    for glyph in glyphs:
        key = (*np.round(glyph.color, 2), round(glyph.opacity, 2))
        found.setdefault(key, []).append(glyph)
    return found.values()


def _mixed(glyph: SeenGlyph, ground: Floats) -> Floats:
    mixed: Floats = glyph.opacity * glyph.color + (1.0 - glyph.opacity) * ground
    return mixed


def _behind(frame: FramePixels, box: Floats) -> Floats:
    """Return the pixels within a box on stage, as colours from 0 to 1, shape (n, 3)."""
    found: Floats = frame[pixels_of(box, frame)].reshape(-1, 3) / 255.0
    return found
