"""The audit of many chapters side by side, its table and its file."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scenes.audit.findings import Finding, Report
from scenes.audit.job import Audited, AuditJob
from scenes.film.build_dir import temp_dir
from scenes.film.errors import ProductionError, reason
from scenes.film.files import write_text
from scenes.film.jobs.messages import Failed
from scenes.film.jobs.process_executor import ProcessExecutor
from scenes.film.plan import as_text
from scenes.film.project import SceneRef

if TYPE_CHECKING:
    from config import Settings


def audit(
    entries: Sequence[SceneRef],
    settings: Settings,
    *,
    out: Path,
    sheets: bool,
    jobs: int | None = None,
    staging: bool = False,
) -> list[Report]:
    """Audit the chapters, one a process, write `audit.json` and return the reports in order.

    With `sheets` a contact sheet of each chapter goes to `audit/<chapter>.png`; with `staging` the rules on
    staging are asked too. A chapter that cannot be
    played is a failure of the rule "plays". Raises `ProductionError` where `out` cannot be written to.
    """
    folder = out.absolute()
    waiting = [
        AuditJob(
            entry,
            _truth_module(entry),
            settings,
            folder,
            folder / "audit" / f"{entry.id}.png" if sheets else None,
            staging,
        )
        for entry in entries
    ]
    try:
        reports = _reports(waiting, folder, jobs or os.cpu_count() or 1)
        ordered = [reports[entry.id] for entry in entries]
        write_text(out / "audit.json", as_text(as_json(ordered)))
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
    return ordered


def _reports(jobs: Iterable[AuditJob], out: Path, most: int) -> dict[str, Report]:
    """Return the reports of all jobs by chapter, done by up to `most` processes at a time."""
    waiting = deque(jobs)
    reports: dict[str, Report] = {}
    with temp_dir(out) as folder, ProcessExecutor[AuditJob](most, folder) as workers:
        while waiting or workers.busy:
            while waiting and workers.free:
                workers.start(waiting.popleft())
            for worker, message in workers.messages():
                if isinstance(message, Audited):
                    reports[worker.job.name] = message.report
                elif isinstance(message, Failed):
                    reports[worker.job.name] = _not_played(worker.job.name, message.line)
    return reports


def _not_played(chapter: str, line: str) -> Report:
    broken = Finding(chapter, "", 0.0, "plays", line, "a chapter that plays to its end")
    return Report(chapter, failures=[broken])


def _truth_module(entry: SceneRef) -> str | None:
    """Return the module of what is true of a chapter, which lies beside the chapter's scene."""
    folder, _, name = entry.module.rpartition(".")
    return f"{folder}.truth" if name == "scene" else None


def as_json(reports: Sequence[Report]) -> dict[str, Any]:
    """Return the reports as `audit.json` holds them."""
    return {"chapters": [report.as_json() for report in reports]}


def as_table(reports: Sequence[Report]) -> Table:
    """Return the failures as a table for reading, with the declared exceptions and the counts at its foot."""
    failures = [finding for report in reports for finding in report.failures]
    table = Table("scene", "beat", "time", "rule", "found", "allowed", "samples", title="Audit")
    for finding in failures:
        table.add_row(*_cells(finding), str(finding.times))
    table.add_section()
    for (chapter, rule, why), times in _exceptions(reports).items():
        table.add_row(chapter, "", "", rule, "allowed by declaration", why, str(times), style="dim")
    samples, counts = _totals(reports)
    checked = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    verdict = f"{len(failures)} failures" if failures else "no failure"
    table.caption = f"{verdict} in {samples} samples of {len(reports)} chapters; checked: {checked}"
    return table


def _cells(finding: Finding) -> tuple[str, ...]:
    time = f"{finding.time:.2f}"
    return finding.chapter, finding.beat, time, finding.rule, finding.found, finding.allowed


def _exceptions(reports: Sequence[Report]) -> dict[tuple[str, str, str], int]:
    found: dict[tuple[str, str, str], int] = {}
    for report in reports:
        for finding in report.exceptions:
            key = (report.chapter, finding.rule, finding.reason)
            found[key] = found.get(key, 0) + finding.times
    return found


def _totals(reports: Sequence[Report]) -> tuple[int, dict[str, int]]:
    counts: dict[str, int] = {}
    for report in reports:
        for kind, count in report.counts.items():
            counts[kind] = counts.get(kind, 0) + count
    return sum(report.samples for report in reports), counts
