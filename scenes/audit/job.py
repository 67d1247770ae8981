"""The job of auditing one chapter."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.audit.findings import Report
from scenes.film.jobs.messages import Emit, Message, Revoked
from scenes.film.jobs.sandbox import explained, load, quiet_manim
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.project import SceneRef

if TYPE_CHECKING:
    from config import Settings


@dataclass(frozen=True)
class Audited(Message):
    """A chapter was played to its end and looked at."""

    report: Report


@dataclass(frozen=True)
class AuditJob:
    """Plays a chapter without encoding it and asks all rules about it."""

    entry: SceneRef
    truth: str | None
    """The module that ought to hold what is true of the chapter, None for a chapter without a folder."""
    settings: Settings
    out: Path
    sheet: Path | None
    """Where the contact sheet goes, None for no sheet."""
    staging: bool = False
    """Whether the rules on staging are asked too."""

    @property
    def name(self) -> str:
        """What the worker is called."""
        return self.entry.id

    def run(self, folder: Path, emit: Emit, revoked: Revoked) -> None:
        """Emit the chapter's report. Raises `ProductionError` where chapter or truth fail."""
        beats: list[str] = []
        with explained(self.entry.id, beats, self.out), quiet_manim(folder):
            from scenes.audit.inspector import inspect
            from scenes.audit.rules import all_rules
            from scenes.audit.sheet import Sheet
            from scenes.audit.skipping import check_skipping
            from scenes.audit.truth import truth_of

            position = self.entry.position
            number = None if position is None else position.index + 1
            known = self.truth if self.truth and importlib.util.find_spec(self.truth) else None
            rules = all_rules(truth_of(known, number, self.settings), staging=self.staging)
            sheet = None if self.sheet is None else Sheet(self.sheet)
            chapter = with_beat_hooks(load(self.entry), beats.append)
            report = inspect(chapter, self.settings, rules, sheet)
            report.failures += check_skipping(chapter, self.settings, position, folder)
            report.counts["beats' starts"] = len(set(beats))
            emit(Audited(report))
