"""What the audit's rules say: problems, declared exceptions, and both as one chapter's report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from manim import Mobject

from scenes.audit.look.boxes import Bounds
from scenes.audit.look.sampling import Sample
from scenes.film.timeline import Timeline


@dataclass(frozen=True)
class Problem:
    """A rule broken: what was found, what is allowed, and where.

    `mobject` (and `other`, where two are concerned) are what the rule speaks of. `beat` and `time` (seconds
    from the chapter's start) are given where the rule speaks of another moment than the sample's, `box`
    where the mobject does not tell the place.
    """

    rule: str
    found: str
    allowed: str
    mobject: Mobject | None = None
    other: Mobject | None = None
    beat: str | None = None
    time: float | None = None
    box: Bounds | None = None


class AuditRule:
    """One rule of the audit; a fresh object looks at each chapter, sample after sample.

    Rules override what they need: by default nothing is found and nothing counted.
    """

    name: str

    def check(self, sample: Sample) -> Iterable[Problem]:
        """Return what is wrong at this moment."""
        return ()

    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Return what is wrong with the chapter as a whole, once it has been seen."""
        return ()

    def counts(self) -> dict[str, int]:
        """Return how much was checked, by what it was."""
        return {}


@dataclass
class Finding:
    """A problem as the table shows it: when it was first met, in how many samples, and where on stage.

    `reason` is why it is allowed, for a declared exception; empty for a failure.
    """

    chapter: str
    beat: str
    time: float
    rule: str
    found: str
    allowed: str
    box: Bounds | None = None
    reason: str = ""
    times: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return the finding as `audit.json` holds it."""
        row: dict[str, Any] = {
            "beat": self.beat,
            "time": round(self.time, 3),
            "rule": self.rule,
            "found": self.found,
            "allowed": self.allowed,
            "samples": self.times,
        }
        if self.box is not None:
            row["box"] = [round(edge, 3) for edge in self.box]
        if self.reason:
            row["reason"] = self.reason
        return row


@dataclass
class Report:
    """What the audit found in one chapter, and how much it looked at."""

    chapter: str
    samples: int = 0
    failures: list[Finding] = field(default_factory=list)
    exceptions: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the report as `audit.json` holds it."""
        return {
            "id": self.chapter,
            "samples": self.samples,
            "checked": self.counts,
            "failures": [finding.as_json() for finding in self.failures],
            "exceptions": [finding.as_json() for finding in self.exceptions],
        }
