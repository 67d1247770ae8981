"""How far the drawing is: a bar a chapter where there is a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

ALL = "all scenes"


class Reporter(Protocol):
    """What the drawing tells about itself. Used as a context manager around it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def started(self, name: str) -> None:
        """A chapter's process starts."""

    def advanced(self, name: str, frames: int) -> None:
        """So many frames of a chapter are drawn."""

    def finished(self, name: str, video: Path) -> None:
        """A chapter's files are in place."""

    def failed(self, name: str, line: str) -> None:
        """A chapter could not be made."""


def reporter(console: Console, frames: Mapping[str, int]) -> Reporter:
    """Return bars for a terminal and lines otherwise; `frames` has every chapter's number of frames."""
    return Bars(console, frames) if console.is_terminal else Lines(console, frames)


class Bars:
    """A bar for each chapter being drawn and one for all of them, with the time left."""

    def __init__(self, console: Console, frames: Mapping[str, int]) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("frames, left:"),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=console,
        )
        self._frames = frames
        self._drawn: dict[str, int] = {}
        self._tasks: dict[str, TaskID] = {}
        if len(frames) > 1:
            self._tasks[ALL] = self._progress.add_task(ALL, total=sum(frames.values()))

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def started(self, name: str) -> None:
        """Add the chapter's bar."""
        self._tasks[name] = self._progress.add_task(name, total=self._frames[name])

    def advanced(self, name: str, frames: int) -> None:
        """Move the chapter's bar and the bar of all."""
        self._drawn[name] = frames
        self._progress.update(self._tasks[name], completed=frames)
        if ALL in self._tasks:
            self._progress.update(self._tasks[ALL], completed=sum(self._drawn.values()))

    def finished(self, name: str, video: Path) -> None:
        """Fill the chapter's bar."""
        self.advanced(name, self._frames[name])

    def failed(self, name: str, line: str) -> None:
        """Mark the chapter's bar; what is left of it need not be waited for."""
        self.advanced(name, self._frames[name])
        self._progress.update(self._tasks[name], description=f"[red]{escape(name)} failed")


class Lines:
    """A line at a chapter's start, at every quarter of it and at its end."""

    def __init__(self, console: Console, frames: Mapping[str, int]) -> None:
        self._console = console
        self._frames = frames
        self._quarter: dict[str, int] = {}
        self._since: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def started(self, name: str) -> None:
        """Say what is drawn and how long it is."""
        self._since[name] = time.monotonic()
        self._quarter[name] = 0
        self._say(f"{name}: drawing {self._frames[name]} frames")

    def advanced(self, name: str, frames: int) -> None:
        """Say how far the chapter is and how long it will take, once a quarter."""
        done = frames / self._frames[name]
        quarter = int(done * 4)
        if self._quarter[name] < quarter < 4:
            self._quarter[name] = quarter
            left = (time.monotonic() - self._since[name]) / done * (1 - done)
            self._say(f"{name}: {frames} of {self._frames[name]} frames, about {left:.0f} s left")

    def finished(self, name: str, video: Path) -> None:
        """Say where the video is and how long it took."""
        self._say(f"{name}: done in {time.monotonic() - self._since[name]:.0f} s: {video}")

    def failed(self, name: str, line: str) -> None:
        """Say that the chapter failed; why is told at the end."""
        self._say(f"{name}: failed")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
