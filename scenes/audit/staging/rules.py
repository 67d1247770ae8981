"""The audit's rules on staging."""

from __future__ import annotations

from scenes.audit.findings import AuditRule
from scenes.audit.staging.camera import CameraMoves
from scenes.audit.staging.composition import Balance, Crowd, EmptyStage
from scenes.audit.staging.continuity import FlightClearance, Persistence
from scenes.audit.staging.layout import Air, Edges, QuietTitle
from scenes.audit.staging.motion import FocusSize, OneMover, Stillness
from scenes.audit.staging.numerals import OnePrecision, OutermostFirst
from scenes.audit.staging.pictures import Stage
from scenes.audit.staging.rhythm import Rhythm
from scenes.audit.truth import Truth


def staging_rules(truth: Truth) -> list[AuditRule]:
    """Return a fresh set for one chapter."""
    stage = Stage()
    return [
        FocusSize(stage),
        OneMover(stage),
        Stillness(stage),
        EmptyStage(stage),
        Balance(stage),
        Crowd(stage),
        CameraMoves(stage),
        Persistence(stage),
        FlightClearance(stage),
        Air(),
        Edges(),
        QuietTitle(),
        OnePrecision(),
        OutermostFirst(truth),
        Rhythm(),
    ]
