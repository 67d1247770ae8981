"""Chapters made into films: what is not there yet is drawn by many workers, the rest is taken as it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.build_dir import scratch
from scenes.film.errors import ProductionError, RequestError, reason
from scenes.film.jobs.drawing import Drawing
from scenes.film.jobs.dry_run import Rehearsal
from scenes.film.jobs.scheduler import Shift
from scenes.film.jobs.workers import Workers
from scenes.film.joining.narration import Narration
from scenes.film.outcome import Outcome
from scenes.film.project import Project, SceneRef
from scenes.film.run import Run
from scenes.film.timeline import TICKS_PER_SECOND

if TYPE_CHECKING:
    from config import Settings
    from scenes.cli.progress import Reporter


def render(
    entries: Sequence[SceneRef],
    settings: Settings,
    *,
    profile: str,
    project: Project | None = None,
    jobs: int | None,
    out: Path,
    reporter: Reporter,
    cluster: str | None = None,
    narrated: bool = True,
    beats: bool = False,
) -> Outcome:
    """Make the chapters, and their joined film if all of the project's are asked for.

    `beats` asks for each beat's film as well, which may be gone from the cache where the chapter is whole.
    Beats are drawn by `jobs` workers (by default one a core), or by those of a Dask scheduler at the address
    `cluster`. Without `narrated` the same films come out, silent. A chapter that fails does not stop the
    others and leaves its older files untouched. When the call is interrupted its workers end with it; the
    beats drawn so far are kept. Raises `RequestError` as `check_profile` does and `ProductionError` where
    `out` cannot be written to.
    """
    check_profile(settings, profile)
    most = jobs or os.cpu_count() or 1
    with scratch(out) as folder, _disk(out):
        narration = Narration(settings, out.absolute(), on=narrated)
        run = Run(entries, settings, profile, out.absolute(), reporter, narration, beats, project)
        with Workers[Rehearsal | Drawing](most, folder) as workers:
            Shift(run, workers, reporter, draws=cluster is None).work()
        if cluster is not None and run.to_draw:
            from scenes.film.jobs.cluster import Cluster

            with Cluster(cluster, folder) as crew:
                Shift(run, crew, reporter, draws=True).work()
        run.finish()
        return run.outcome


def check_profile(settings: Settings, profile: str) -> None:
    """Raise `RequestError` if the settings have no such profile, or one whose frames the beats do not fit."""
    if profile not in settings.profiles:
        raise RequestError(f"there is no quality {profile!r}; there are: {', '.join(settings.profiles)}")
    rate = settings.profiles[profile].frame_rate
    if rate % TICKS_PER_SECOND:
        raise RequestError(
            f"quality {profile!r}: frame_rate = {rate}: must be a multiple of {TICKS_PER_SECOND}, "
            f"because a beat lasts a whole number of fifteenths of a second"
        )


@contextmanager
def _disk(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
