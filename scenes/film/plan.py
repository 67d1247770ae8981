"""The plan that commands print: the timelines of scenes, from dry runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rich.table import Table

from scenes.film.jobs.sandbox import explained, load, quiet_manim
from scenes.film.playing.hooks import with_beat_hooks
from scenes.film.project import SceneRef

if TYPE_CHECKING:
    from scenes.film.inputs import Inputs
    from scenes.film.timeline import Timeline


def timelines(entries: Iterable[SceneRef], inputs: Inputs) -> tuple[Timeline, ...]:
    """Return the timelines of scenes. Raises `ProductionError` naming scene and beat."""
    return tuple(_timeline(entry, inputs) for entry in entries)


def _timeline(entry: SceneRef, inputs: Inputs) -> Timeline:
    beats: list[str] = []
    with TemporaryDirectory() as folder, explained(entry.id, beats, Path()), quiet_manim(Path(folder)):
        scene = with_beat_hooks(load(entry), beats.append)
        return scene.dry_run(inputs, position=entry.position)


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
            name = timeline.scene if row == 0 else ""
            table.add_row(name, beat.id, f"{beat.start:.2f}", f"{beat.end:.2f}", beat.caption, shown)
        table.add_section()
    return table
