"""How long it takes: Manim's own command, ours, and what the encoder alone would take, in one run.

Everything runs in a copy of the project, as whole processes, on the same chapters one after the other.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.film.cache.code import PACKAGES, ROOT
from scenes.film.errors import ProductionError
from scenes.film.jobs.beat_runs import BeatRun, BeatTask, RunQueue
from scenes.film.project import SceneRef

_STOCK = {"preview": "l", "draft": "m", "lecture": "h", "uhd": "k"}
"""The letter of Manim's -q that draws the same number of pixels."""

MANY = (2, 16, 64)
"""Numbers of cores for which the time is worked out from what each beat took."""


@dataclass(frozen=True)
class Row:
    """One line of the result: what was run and the seconds that it took."""

    what: str
    seconds: float


@dataclass(frozen=True)
class Bench:
    """All that was measured."""

    rows: tuple[Row, ...]
    video: float
    """Seconds that the films last."""
    peak: int
    """Bytes of memory that the largest worker took."""
    simulated: tuple[Row, ...]

    def as_markdown(self) -> str:
        """Return the table and the ratios as Markdown."""
        by = {row.what: row.seconds for row in self.rows}
        ours, one, stock = by[OURS], by[ONE], by[STOCK]
        lines = ["| what | seconds | times real time |", "|---|---|---|"]
        lines += [
            f"| {row.what} | {row.seconds:.1f} | {self.video / row.seconds:.2f} |"
            for row in (*self.rows, *self.simulated)
        ]
        lines += [
            "",
            f"- Manim's own command takes {stock / ours:.2f} times as long as `make render`.",
            f"- `make render` takes {ours / by[FLOOR]:.2f} times as long as the encoder alone.",
            f"- One worker takes {one / ours:.2f} times as long as all.",
            f"- The largest worker took {self.peak / 2**20:.0f} MB.",
        ]
        return "\n".join(lines)


STOCK = "`manim`, one scene after another"
ONE = "`make render JOBS=1`"
OURS = "`make render`, all cores"
FLOOR = "the encoder alone, all cores"
AGAIN = "`make render` again"
EDITED = "`make render`, one scene edited"


def bench(entries: Sequence[SceneRef], profile: str) -> Bench:
    """Measure the chapters in a profile, with the project's own settings.

    Raises `ProductionError` if a command fails.
    """
    if profile not in _STOCK:
        raise ProductionError(f"bench knows the qualities {', '.join(_STOCK)}, not {profile!r}")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        place = _Place(Path(name), [entry.id for entry in entries], profile)
        stock = sum(place.stock(entry, _STOCK[profile]) for entry in entries)
        one, _ = place.render("one", "--jobs", "1")
        ours, told = place.render("all")
        again, _ = place.render("all")
        with (place.folder / _file_of(entries[0])).open("a", encoding="utf-8") as file:
            file.write("\n\n_EDITED = True\n")
        edited, _ = place.render("all")
        plan = json.loads((place.folder / "all" / "manifest.json").read_text(encoding="utf-8"))
    cores = os.cpu_count() or 1
    work = [BeatRun(name, tasks) for name, _, tasks in told.chapters]
    dry_runs = {name: seconds for name, seconds, _ in told.chapters}
    rows = (
        Row(STOCK, stock),
        Row(ONE, one),
        Row(OURS, ours),
        Row(FLOOR, told.encoding / cores),
        Row(AGAIN, again),
        Row(EDITED, edited),
    )
    overhead = max(0.0, ours - simulate(work, dry_runs, cores))
    return Bench(
        rows,
        sum(chapter["duration"] for chapter in plan["chapters"]),
        told.peak,
        tuple(Row(f"{count} cores, simulated", overhead + simulate(work, dry_runs, count)) for count in MANY),
    )


def simulate(work: Sequence[BeatRun], dry_runs: Mapping[str, float], workers: int) -> float:
    """Return the seconds until the last of some workers is done, each taking the next run when it is free.

    Runs are cut in advance, as for the workers of a cluster. To seek its first beat a worker plays those
    before it without drawing, as a dry run (seconds by scene) plays all of them.
    """
    whole = {run.scene: run for run in work}
    free = [0.0] * workers
    queue = RunQueue(workers, precut=True)
    for missing in work:
        queue.add(missing, dry_runs[missing.scene])
    while (run := queue.take()) is not None:
        before = sum(task.frames for task in whole[run.scene].tasks if task.index < run.tasks[0].index)
        seek_cost = dry_runs[run.scene] * before / whole[run.scene].frames
        free[free.index(min(free))] += seek_cost + run.cost
    return max(free)


def _file_of(entry: SceneRef) -> str:
    """Return a scene's file below the project's folder."""
    return f"{entry.module.replace('.', '/')}.py"


@dataclass(frozen=True)
class Told:
    """What a render tells about itself when asked.

    Seconds of encoding, bytes of memory, and each scene's id, dry run (seconds) and drawn beats.
    """

    encoding: float
    peak: int
    chapters: list[tuple[str, float, tuple[BeatTask, ...]]]


class _Place:
    """A copy of the project to run commands in."""

    def __init__(self, folder: Path, names: list[str], profile: str) -> None:
        self.folder, self._names = folder, names
        for package in PACKAGES:
            shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "manim.cfg", folder)
        self._fixed = ["--quality", profile]

    def stock(self, entry: SceneRef, letter: str) -> float:
        """Draw a scene with Manim's own command and return the seconds."""
        file = _file_of(entry)
        options = ["--media_dir", "stock", "--progress_bar", "none", "--verbosity", "CRITICAL"]
        return self._run(["-m", "manim", "render", f"-q{letter}", *options, file, entry.class_name])

    def render(self, out: str, *options: str) -> tuple[float, Told]:
        """Render the scenes and return the seconds, and what the render tells."""
        told = self.folder / "told.json"
        command = ["-m", "scenes", "render", *self._names, *self._fixed, "--out", out, *options]
        seconds = self._run([*command, "--stats", str(told)])
        found = json.loads(told.read_text(encoding="utf-8"))
        chapters = [
            (scene["id"], scene["dry_run"], tuple(BeatTask(*task) for task in scene["tasks"]))
            for scene in found["scenes"]
        ]
        return seconds, Told(found["encoding"], found["peak"], chapters)

    def _run(self, command: list[str]) -> float:
        since = time.monotonic()
        environment = {**os.environ, "PYTHONPATH": str(self.folder)}
        done = subprocess.run(
            [sys.executable, *command], cwd=self.folder, env=environment, capture_output=True, check=False
        )
        if done.returncode:
            raise ProductionError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')[-400:]}")
        return time.monotonic() - since
