"""The audit of many chapters side by side, its table and its file."""

from __future__ import annotations

import logging
import multiprocessing
import os
import warnings
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scenes.audit.findings import Finding, Report
from scenes.film.errors import ProductionError, explain, reason
from scenes.film.files import write_text
from scenes.film.plan import as_text
from scenes.film.project import SceneRef

if TYPE_CHECKING:
    from config import Settings
    from scenes.audit.findings import Rule


def all_rules(chapter_id: str, settings: Settings) -> list[Rule]:
    """Return a fresh set of the audit's rules for one chapter."""
    from scenes.audit.figures.geometry import Geometry, Ticks
    from scenes.audit.figures.rules import number_rules
    from scenes.audit.legible.rules import legibility_rules
    from scenes.audit.truth import truth_of

    geometry: list[Rule] = [Geometry(truth_of(chapter_id, settings)), Ticks()]
    return [*number_rules(chapter_id, settings), *geometry, *legibility_rules()]


def audit(
    entries: Sequence[SceneRef], settings: Settings, *, out: Path, sheets: bool, jobs: int | None = None
) -> list[Report]:
    """Audit the chapters, one a process, write `audit.json` and return the reports in order.

    With `sheets` a contact sheet of each chapter goes to `audit/<chapter>.png`. A chapter that cannot be
    played is a failure of the rule "plays". Raises `ProductionError` where `out` cannot be written to.
    """
    workers = min(len(entries), jobs or os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")
    reports: dict[str, Report] = {}
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_hush) as pool:
        waiting = {
            pool.submit(_audit_one, entry, settings, out / "audit" if sheets else None): entry
            for entry in entries
        }
        try:
            for future in as_completed(waiting):
                reports[waiting[future].id] = future.result()
        except BrokenProcessPool as error:
            raise ProductionError("a process of the audit was ended; is there enough memory?") from error
        finally:
            for future in waiting:
                future.cancel()
    ordered = [reports[entry.id] for entry in entries]
    try:
        write_text(out / "audit.json", as_text(as_json(ordered)))
    except OSError as error:
        raise ProductionError(f"cannot write {out / 'audit.json'}: {reason(error)}") from error
    return ordered


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


def _audit_one(entry: SceneRef, settings: Settings, sheets: Path | None) -> Report:
    from scenes.audit.inspector import inspect
    from scenes.audit.sheet import Sheet

    sheet = None if sheets is None else Sheet(sheets / f"{entry.id}.png")
    try:
        return inspect(entry.load(), settings, all_rules(entry.id, settings), sheet)
    except Exception as error:
        words = str(error) if isinstance(error, ProductionError) else _explained(error, entry.id)
        broken = Finding(entry.id, "", 0.0, "plays", words, "a chapter that plays to its end")
        return Report(entry.id, failures=[broken])


def _explained(error: Exception, chapter: str) -> str:
    return explain(error, chapter=chapter, beat=None, out=Path())


def _hush() -> None:
    warnings.simplefilter("ignore")
    logging.getLogger("manim").setLevel(logging.CRITICAL)
