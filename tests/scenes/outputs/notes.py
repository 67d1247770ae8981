"""A reporter that keeps what it was told."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Self

from scenes.film.jobs.beat_runs import Unit
from scenes.film.outcome import Chapter


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

    def rehearsing(self, names: Sequence[str]) -> None:
        """Note what is read."""
        self.told.extend(("rehearsing", name) for name in names)

    def drawing(self, frames: int, cached: int) -> None:
        """Note how much there is to do."""
        self.to_draw = frames

    def started(self, worker: int, unit: Unit) -> None:
        """Note the start."""
        self.told.append(("started", unit.chapter))

    def advanced(self, worker: int, frames: int) -> None:
        """Note the frames."""
        self.frames.append(frames)

    def left(self, worker: int, unit: Unit) -> None:
        """Note what is left to others."""
        self.told.append(("left", unit.chapter))

    def ended(self, worker: int) -> None:
        """Note the end of a unit."""
        self.told.append(("ended", str(worker)))

    def finished(self, chapter: Chapter) -> None:
        """Note the end."""
        self.told.append(("finished", chapter.entry.id))

    def failed(self, name: str, line: str) -> None:
        """Note the failure."""
        self.told.append(("failed", name))
