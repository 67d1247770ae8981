"""The audit's rules on what can be read."""

from __future__ import annotations

from scenes.audit.findings import AuditRule
from scenes.audit.legible.colours import Colours
from scenes.audit.legible.continuity import JumpCut, Novelty
from scenes.audit.legible.contrast import Contrast
from scenes.audit.legible.extent import Extent
from scenes.audit.legible.overlap import TextOnLine, TextOnText
from scenes.audit.legible.painted_once import PaintedOnce
from scenes.audit.legible.reading_time import ReadingTime
from scenes.audit.legible.size import Size
from scenes.audit.legible.subtitles import Captions


def legibility_rules() -> list[AuditRule]:
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
