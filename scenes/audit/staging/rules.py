"""The audit's rules on staging."""

from __future__ import annotations

from scenes.audit.findings import AuditRule
from scenes.audit.staging.composition import Balance, Crowd, EmptyStage
from scenes.audit.staging.motion import FocusSize, OneMover, Stillness
from scenes.audit.staging.pictures import Stage


def staging_rules() -> list[AuditRule]:
    """Return a fresh set for one chapter."""
    stage = Stage()
    return [
        FocusSize(stage),
        OneMover(stage),
        Stillness(stage),
        EmptyStage(stage),
        Balance(stage),
        Crowd(stage),
    ]
