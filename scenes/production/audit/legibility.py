"""The audit's rules on what can be read."""

from __future__ import annotations

from scenes.production.audit.colours import Colours
from scenes.production.audit.continuity import JumpCut, Novelty
from scenes.production.audit.contrast import Contrast
from scenes.production.audit.extent import Extent
from scenes.production.audit.findings import Rule
from scenes.production.audit.overlap import TextOnLine, TextOnText
from scenes.production.audit.reading_time import ReadingTime
from scenes.production.audit.size import Size
from scenes.production.audit.standing import PaintedOnce
from scenes.production.audit.subtitles import Captions


def legibility_rules() -> list[Rule]:
    """Return a fresh set for one chapter."""
    return [
        TextOnText(),
        TextOnLine(),
        Extent(),
        Size(),
        Contrast(),
        Colours(),
        ReadingTime(),
        Captions(),
        Novelty(),
        JumpCut(),
        PaintedOnce(),
    ]
