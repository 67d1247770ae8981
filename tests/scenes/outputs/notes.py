"""A reporter that keeps what it was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from scenes.film.jobs.beat_runs import BeatRun
from scenes.film.result import SceneBuild


class Notes:
    """What happened, in order; the frames drawn by each message."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.frames: list[int] = []
        self.to_draw = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def redrawing(self, scene: str, reasons: Mapping[str, str], *, whole: bool) -> None:
        """Note the beats and their reasons."""
        self.told.append(("redrawing", f"{scene}: {', '.join(reasons)}"))

    def planning(self, names: Sequence[str]) -> None:
        """Note what is read."""
        self.told.extend(("planning", name) for name in names)

    def drawing(self, frames: int, cached: int) -> None:
        """Note how much there is to do."""
        self.to_draw = frames

    def started(self, worker: int, run: BeatRun) -> None:
        """Note the start."""
        self.told.append(("started", run.scene))

    def advanced(self, worker: int, frames: int) -> None:
        """Note the frames."""
        self.frames.append(frames)

    def revoked(self, worker: int, run: BeatRun) -> None:
        """Note what goes to others."""
        self.told.append(("revoked", run.scene))

    def ended(self, worker: int) -> None:
        """Note the end of a run."""
        self.told.append(("ended", str(worker)))

    def finished(self, scene: SceneBuild) -> None:
        """Note the end."""
        self.told.append(("finished", scene.entry.id))

    def failed(self, name: str, line: str) -> None:
        """Note the failure."""
        self.told.append(("failed", name))
