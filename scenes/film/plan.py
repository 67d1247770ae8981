"""The plan: every chosen chapter rehearsed without drawing a frame."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scenes.film.errors import ProductionError, explain
from scenes.film.project import SceneRef

if TYPE_CHECKING:
    from config import Settings
    from scenes.film.timeline import Timeline
    from scenes.stage.chapter import Chapter


def rehearse(entries: Iterable[SceneRef], settings: Settings) -> tuple[Timeline, ...]:
    """Return the timelines of the chapters. Raises `ProductionError` naming chapter and beat."""
    return tuple(_rehearse_one(entry, settings) for entry in entries)


def _rehearse_one(entry: SceneRef, settings: Settings) -> Timeline:
    beats: list[str] = []
    chapter = watched(entry.load(), beats.append)
    logging.getLogger("manim").setLevel(logging.CRITICAL)
    try:
        return chapter.rehearse(settings)
    except Exception as error:
        beat = beats[-1] if beats else None
        raise ProductionError(explain(error, chapter=entry.id, beat=beat, out=Path())) from error


def watched(
    chapter: type[Chapter], started: Callable[[str], None], ended: Callable[[], None] = lambda: None
) -> type[Chapter]:
    """Return the chapter's class with `started` called with the name of each beat as it starts.

    `ended` is called at each beat's end.
    """

    def on_beat(self: Chapter, name: str) -> None:
        started(name)
        chapter.on_beat(self, name)

    def on_beat_end(self: Chapter, name: str) -> None:
        ended()
        chapter.on_beat_end(self, name)

    hooks = {"on_beat": on_beat, "on_beat_end": on_beat_end, "__module__": chapter.__module__}
    return type(chapter.__name__, (chapter,), hooks)


def as_json(timelines: Iterable[Timeline]) -> dict[str, Any]:
    """Return the plan in the shape that `plan --json` prints and the manifest extends."""
    return {"chapters": [timeline.as_json() for timeline in timelines]}


def as_text(plan: dict[str, Any]) -> str:
    """Return a plan or a manifest as readable JSON. Raises `ValueError` on NaN and infinity."""
    return json.dumps(plan, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def as_table(timelines: Iterable[Timeline]) -> Table:
    """Return the plan as a table for reading: a row a beat."""
    table = Table("scene", "beat", "start", "end", "caption", "shown", title="Plan (times in seconds)")
    for timeline in timelines:
        for row, beat in enumerate(timeline.beats):
            shown = ", ".join(f"{number.name} {number.relation} {number.text}" for number in beat.shown)
            name = timeline.chapter if row == 0 else ""
            table.add_row(name, beat.id, f"{beat.start:.2f}", f"{beat.end:.2f}", beat.caption, shown)
        table.add_section()
    return table
