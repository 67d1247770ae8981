"""Rule on colours: those with different meanings can be told apart, by colour-blind eyes too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

import numpy as np
from colorspacious import cspace_convert
from typing_extensions import override

from config import Theme
from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery

MEANINGS = ("input", "weight", "pre_activation", "activation", "loss", "target", "gradient")
"""The theme's colours that say what a thing is."""

NEUTRALS = ("ink", "dimmed")
"""The theme's colours that say nothing of the kind."""

APART = 14.0
"""Least distance of two meanings in CAM02-UCS, where 1 is about the least that is seen at all.

Seven colours that all reach 4.5 to 1 on a dark ground can be placed this far apart for all four kinds of
eyes; a palette picked by taste had two within 6.
"""

APART_FROM_NEUTRAL = 10.0
"""Least distance of a meaning from a neutral colour: less, as nothing is read from a neutral one."""

EYES = {
    "normal sight": "",
    "deuteranopia": "deuteranomaly",
    "protanopia": "protanomaly",
    "tritanopia": "tritanomaly",
}
"""Kinds of sight and what colorspacious calls them; at full severity the anomalies are -opias.

The simulation is that of Machado, Oliveira and Fernandes (2009).
"""

_ALIKE = 0.02
_SEEN = 0.3


class Colours(AuditRule):
    """The theme's colours that stand on screen together at the end of a beat, compared two by two."""

    name = "colours"

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()
        self._pairs: set[tuple[str, str]] = set()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare at a beat's end; each pair is told once a chapter."""
        if not sample.at_beat_end:
            return
        theme = sample.chapter.theme
        together = _on_screen(sample, theme)
        for pair in combinations((*MEANINGS, *NEUTRALS), 2):
            if not together >= set(pair) or set(pair) <= set(NEUTRALS):
                continue
            self._pairs.add(pair)
            least = APART_FROM_NEUTRAL if set(pair) & set(NEUTRALS) else APART
            distance, eyes = nearest(*(getattr(theme, role) for role in pair))
            if distance < least and pair not in self._told:
                self._told.add(pair)
                found = f"{pair[0]} and {pair[1]} {distance:.1f} apart under {eyes}"
                yield Problem(self.name, found.replace("_", "-"), f"{least:g}")

    @override
    def counts(self) -> dict[str, int]:
        return {"pairs of colours": len(self._pairs)}


@lru_cache(maxsize=256)
def nearest(first: str, second: str) -> tuple[float, str]:
    """Return how near two colours, `#RRGGBB`, come to each other, and for which eyes."""
    pair = np.array([rgb(first), rgb(second)])
    distances = []
    for eyes, kind in EYES.items():
        seen = pair
        if kind:
            space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
            seen = np.clip(cspace_convert(pair, space, "sRGB1"), 0.0, 1.0)
        one, other = cspace_convert(seen, "sRGB1", "CAM02-UCS")
        distances.append((float(np.linalg.norm(one - other)), eyes))
    return min(distances)


def rgb(color: str) -> Floats:
    """Return `#RRGGBB` as red, green and blue from 0 to 1."""
    return np.array([int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)])


def _on_screen(sample: Sample, theme: Theme) -> set[str]:
    """Return the roles whose colours are drawn, clearly enough to be seen."""
    seen = scenery(sample)
    drawn = [glyph.color for glyph in seen.glyphs if glyph.opacity >= _SEEN]
    drawn += [shape.color for shape in seen.shapes if shape.opacity >= _SEEN and not shape.is_image]
    if not drawn:
        return set()
    colors = np.unique(np.round(np.array(drawn), 3), axis=0)
    return {
        role
        for role in (*MEANINGS, *NEUTRALS)
        if (np.abs(colors - rgb(getattr(theme, role))).max(axis=1) <= _ALIKE).any()
    }
