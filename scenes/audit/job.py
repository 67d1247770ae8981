"""The job of auditing one chapter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.audit.findings import Report
from scenes.film.catalogue import Entry
from scenes.film.jobs.messages import Left, Message, Tell
from scenes.film.jobs.sandbox import explained, quiet_manim

if TYPE_CHECKING:
    from config import Settings


@dataclass(frozen=True)
class Audited(Message):
    """A chapter was played to its end and looked at."""

    report: Report


@dataclass(frozen=True)
class Audit:
    """Play a chapter without encoding it and ask all rules about it."""

    entry: Entry
    truth: str | None
    """The module of what is true of the chapter, None if nothing is known of it."""
    position: int | None
    """The chapter's position in its course, from 1."""
    settings: Settings
    out: Path
    sheet: Path | None
    """Where the contact sheet goes, None for no sheet."""

    @property
    def name(self) -> str:
        """What the worker is called."""
        return self.entry.id

    def run(self, scratch: Path, tell: Tell, left: Left) -> None:
        """Tell the chapter's report. Raises `ProductionError` where chapter or truth fail."""
        with explained(self.entry.id, [], self.out), quiet_manim(scratch):
            from scenes.audit.inspector import inspect
            from scenes.audit.rules import all_rules
            from scenes.audit.sheet import Sheet
            from scenes.audit.truth import truth_of

            rules = all_rules(truth_of(self.truth, self.position, self.settings))
            sheet = None if self.sheet is None else Sheet(self.sheet)
            tell(Audited(inspect(self.entry.load(), self.settings, rules, sheet)))
