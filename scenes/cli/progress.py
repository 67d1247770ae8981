"""How far the drawing is: bars where there is a terminal, plain lines elsewhere, and a table at the end."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from scenes.film.jobs.beat_runs import BeatRun
    from scenes.film.reporter import Reporter
    from scenes.film.result import BuildResult, SceneBuild

_LINE_EVERY = 20.0
"""Seconds between two plain lines about the whole."""


def reporter(console: Console) -> Reporter:
    """Return bars for a terminal and lines otherwise."""
    return Bars(console) if console.is_terminal else Lines(console)


def why_lines(scene: str, reasons: Mapping[str, str], *, whole: bool) -> list[str]:
    """Return a line for each beat that is drawn again; one for all where they are all for the same reason."""
    if whole and len(set(reasons.values())) == 1:
        return [f"{scene}: {next(iter(reasons.values()))}"]
    return [f"{scene}/{beat}: {reason}" for beat, reason in reasons.items()]


def as_table(result: BuildResult, seconds: float) -> Table:
    """Return what was made as a table: a row a chapter, and the whole with the seconds that passed."""
    table = Table("scene", "frames", "drawn", "cached", "work, s", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for scene in result.scenes:
        cached = scene.frames - scene.drawn
        work = f"{scene.seconds:.1f}" if scene.drawn else ""
        table.add_row(scene.entry.id, *(str(count) for count in (scene.frames, scene.drawn, cached)), work)
    total, drawn = (sum(getattr(scene, name) for scene in result.scenes) for name in ("frames", "drawn"))
    table.add_row("all", str(total), str(drawn), str(total - drawn), f"in {seconds:.1f}", style="bold")
    return table


class _Rate(ProgressColumn):
    """Frames a second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="dim")


class Bars:
    """A bar for each worker and one for all of them, with frames, rate and time left."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("frames"),
            _Rate(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
        )
        self._whole: TaskID | None = None
        self._tasks: dict[int, TaskID] = {}
        self._frames: dict[int, int] = {}
        self._done = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def planning(self, names: Sequence[str]) -> None:
        """Say what is read."""
        self._progress.console.print(f"reading {', '.join(names)}", markup=False, highlight=False)

    def redrawing(self, scene: str, reasons: Mapping[str, str], *, whole: bool) -> None:
        """Say why."""
        for line in why_lines(scene, reasons, whole=whole):
            self._progress.console.print(line, markup=False, highlight=False)

    def drawing(self, frames: int, cached: int) -> None:
        """Add the bar of the whole."""
        self._whole = self._progress.add_task("all", total=frames + cached, completed=cached)
        self._done += cached

    def started(self, worker: int, run: BeatRun) -> None:
        """Give the worker's bar what it begins."""
        label = f"{worker}: {run.scene}"
        if worker in self._tasks:
            self._progress.reset(self._tasks[worker], total=run.frames, description=label)
        else:
            self._tasks[worker] = self._progress.add_task(label, total=run.frames)
        self._frames[worker] = 0

    def advanced(self, worker: int, frames: int) -> None:
        """Move the worker's bar and the bar of all."""
        self._frames[worker] = frames
        self._progress.update(self._tasks[worker], completed=frames)
        if self._whole is not None:
            self._progress.update(self._whole, completed=self._done + sum(self._frames.values()))

    def revoked(self, worker: int, run: BeatRun) -> None:
        """Make the worker's bar as long as what it keeps."""
        task = self._progress.tasks[self._progress.task_ids.index(self._tasks[worker])]
        self._progress.update(task.id, total=(task.total or 0) - run.frames)

    def ended(self, worker: int) -> None:
        """Fill the worker's bar."""
        task = self._progress.tasks[self._progress.task_ids.index(self._tasks[worker])]
        self.advanced(worker, int(task.total or 0))
        self._done += self._frames.pop(worker)

    def finished(self, scene: SceneBuild) -> None:
        """Leave it to the bars."""

    def failed(self, name: str, line: str) -> None:
        """Say that the chapter failed; why is told at the end."""
        self._progress.console.print(f"[red]{escape(name)} failed")


class Lines:
    """A line for each chapter that is done, and one for the whole from time to time."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._frames: dict[int, int] = {}
        self._done = self._total = 0
        self._since = self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def planning(self, names: Sequence[str]) -> None:
        """Say what is read."""
        self._say(f"reading {', '.join(names)}")

    def redrawing(self, scene: str, reasons: Mapping[str, str], *, whole: bool) -> None:
        """Say why."""
        for line in why_lines(scene, reasons, whole=whole):
            self._say(line)

    def drawing(self, frames: int, cached: int) -> None:
        """Say how much there is to do."""
        self._total = frames
        self._say(f"drawing {frames} frames; {cached} are there already")

    def started(self, worker: int, run: BeatRun) -> None:
        """Count from nothing."""
        if not self._since:
            self._since = self._told = time.monotonic()
        self._frames[worker] = 0

    def advanced(self, worker: int, frames: int) -> None:
        """Say how far the whole is and how long it will take, from time to time."""
        self._frames[worker] = frames
        now = time.monotonic()
        if not self._total or now - self._told < _LINE_EVERY:
            return
        self._told = now
        done = self._done + sum(self._frames.values())
        rate = done / (now - self._since)
        self._say(
            f"{done} of {self._total} frames, {rate:.0f} a second, "
            f"about {(self._total - done) / rate:.0f} s left"
        )

    def revoked(self, worker: int, run: BeatRun) -> None:
        """Leave it to the count: what is drawn by whom makes no difference to it."""

    def ended(self, worker: int) -> None:
        """Count what the worker has drawn."""
        self._done += self._frames.pop(worker)

    def finished(self, scene: SceneBuild) -> None:
        """Say where the video is."""
        how = f"{scene.drawn} of {scene.frames} frames drawn" if scene.drawn else "nothing to draw"
        self._say(f"{scene.entry.id}: done, {how}: {scene.video}")

    def failed(self, name: str, line: str) -> None:
        """Say that the chapter failed; why is told at the end."""
        self._say(f"{name}: failed")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
