"""Where a build reports its progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from scenes.film.jobs.beat_runs import BeatRun
    from scenes.film.result import SceneBuild


class Reporter(Protocol):
    """Receives the progress of a build. Used as a context manager around it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def planning(self, names: Sequence[str]) -> None:
        """These scenes are new or changed and are planned."""

    def redrawing(self, scene: str, reasons: Mapping[str, str], *, whole: bool) -> None:
        """Beats of a scene drawn before are drawn again, for these reasons; all of them if `whole`."""

    def drawing(self, frames: int, cached: int) -> None:
        """So many frames will be drawn; so many more are in the cache."""

    def started(self, worker: int, run: BeatRun) -> None:
        """A worker starts a run of beats."""

    def advanced(self, worker: int, frames: int) -> None:
        """A worker has drawn so many frames of its run."""

    def revoked(self, worker: int, run: BeatRun) -> None:
        """Some beats of a worker's run go to another worker."""

    def ended(self, worker: int) -> None:
        """A worker's run has ended."""

    def finished(self, scene: SceneBuild) -> None:
        """A scene's files are in place."""

    def failed(self, name: str, line: str) -> None:
        """A scene could not be made, and why."""
