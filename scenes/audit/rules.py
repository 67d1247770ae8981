"""All rules of the audit."""

from __future__ import annotations

from scenes.audit.figures.geometry import Geometry, Ticks
from scenes.audit.figures.rules import number_rules
from scenes.audit.findings import AuditRule
from scenes.audit.legible.rules import legibility_rules
from scenes.audit.staging.rules import staging_rules
from scenes.audit.truth import Truth


def all_rules(truth: Truth, *, staging: bool = False) -> list[AuditRule]:
    """Return a fresh set of the audit's rules for one chapter; with `staging` those on staging too."""
    geometry: list[AuditRule] = [Geometry(truth.claims), Ticks()]
    staged = staging_rules(truth) if staging else []
    return [*number_rules(truth), *geometry, *legibility_rules(), *staged]
