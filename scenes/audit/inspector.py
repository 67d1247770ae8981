"""One chapter under audit: every rule asked at every moment, what they say gathered into one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from manim import Mobject

from scenes.audit.findings import AuditRule, Finding, Problem, Report
from scenes.audit.look.boxes import Bounds, bounds_of
from scenes.audit.look.sampling import Sample, declared, watch
from scenes.audit.sheet import Sheet

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.playing.film_scene import FilmScene
    from scenes.stage.chapter import Chapter


class Inspector:
    """Asks the rules and keeps what they find, each problem once a beat."""

    def __init__(self, chapter_id: str, rules: Sequence[AuditRule], sheet: Sheet | None) -> None:
        self.rules, self.sheet = rules, sheet
        self.report = Report(chapter_id)
        self._known: dict[tuple[object, ...], Finding] = {}

    def look(self, sample: Sample) -> None:
        """Ask every rule about one moment."""
        self.report.samples += 1
        found = [self._note(problem, sample) for rule in self.rules for problem in rule.check(sample)]
        if self.sheet is not None and (sample.at_beat_end or any(new for new in found)):
            self.sheet.keep(sample)

    def conclude(self, chapter: Chapter) -> Report:
        """Ask every rule about the chapter as a whole and return the report."""
        timeline = chapter.timeline
        for rule in self.rules:
            for problem in rule.finish(timeline):
                reasons = (declared(mobject, problem.rule) for mobject in _concerned(problem))
                reason = next(filter(None, reasons), "")
                self._add(problem, problem.beat or "", problem.time or 0.0, problem.box, reason)
            for kind, count in rule.counts().items():
                self.report.counts[kind] = self.report.counts.get(kind, 0) + count
        findings = sorted(self._known.values(), key=lambda finding: finding.time)
        self.report.failures = [finding for finding in findings if not finding.reason]
        self.report.exceptions = [finding for finding in findings if finding.reason]
        if self.sheet is not None:
            self.sheet.write(self.report.failures)
        return self.report

    def _note(self, problem: Problem, sample: Sample) -> bool:
        """Keep a problem; tell whether it is a failure that was not known yet."""
        concerned = _concerned(problem)
        reasons = [sample.reason_for(mobject, problem.rule) for mobject in concerned]
        reason = next((words for words in reasons if words), "")
        box = problem.box
        if box is None and concerned:
            box = bounds_of(concerned[0], sample.screen)
        beat = problem.beat if problem.beat is not None else sample.beat
        time = problem.time if problem.time is not None else sample.time
        return self._add(problem, beat, time, box, reason) and not reason

    def _add(
        self,
        problem: Problem,
        beat: str,
        time: float,
        box: Bounds | None,
        reason: str,
    ) -> bool:
        what: object = problem.found if problem.mobject is None else id(problem.mobject)
        key = (beat, problem.rule, what, id(problem.other), reason)
        known = self._known.get(key)
        if known is not None:
            known.times += 1
            return False
        self._known[key] = Finding(
            self.report.chapter, beat, time, problem.rule, problem.found, problem.allowed, box, reason
        )
        return True


def inspect(
    chapter_class: type[FilmScene], settings: Settings, rules: Iterable[AuditRule], sheet: Sheet | None = None
) -> Report:
    """Play a chapter without encoding it and return what the rules say of it.

    Raises whatever the chapter raises.
    """
    inspector = Inspector(chapter_class.scene_id(), list(rules), sheet)
    return inspector.conclude(watch(chapter_class, settings, inspector.look))


def _concerned(problem: Problem) -> list[Mobject]:
    return [mobject for mobject in (problem.mobject, problem.other) if mobject is not None]
