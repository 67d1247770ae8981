"""Scenes made into films: what is not in the cache is drawn by many workers, the rest is taken as it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scenes.film.build import Build
from scenes.film.build_dir import temp_dir
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError, RequestError, reason
from scenes.film.inputs import Inputs
from scenes.film.jobs.draw_job import DrawJob
from scenes.film.jobs.dry_run_job import DryRunJob
from scenes.film.jobs.process_executor import ProcessExecutor
from scenes.film.jobs.scheduler import Scheduler
from scenes.film.joined_film import write_joined
from scenes.film.joining.narration import Narration
from scenes.film.planner import Planner
from scenes.film.project import Project, SceneRef
from scenes.film.quality import Quality
from scenes.film.reporter import Reporter
from scenes.film.result import BuildResult
from scenes.film.scene_films import SceneFilms
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.voice.choice import VoiceSettings


def render(
    entries: Sequence[SceneRef],
    inputs: Inputs,
    quality: Quality,
    voice: VoiceSettings,
    *,
    profile: str,
    project: Project | None = None,
    jobs: int | None,
    out: Path,
    reporter: Reporter,
    cluster: str | None = None,
    narrated: bool = True,
    beats: bool = False,
) -> BuildResult:
    """Make the scenes' films, and the film joined of them if all of the project's are asked for.

    `profile` is what the manifest calls the quality. `beats` asks for each beat's film as well, which may be
    gone from the cache where the scene's film is whole. Beats are drawn by `jobs` workers (by default one a
    core), or by those of a Dask scheduler at the address `cluster`. Without `narrated` the same films come
    out, silent. A scene that fails does not stop the others and leaves its older files untouched. When the
    call is interrupted its workers end with it; the beats drawn so far are kept. Raises `RequestError` as
    `check_quality` does and `ProductionError` where `out` cannot be written to.
    """
    check_quality(quality, profile)
    out = out.absolute()
    order = [entry.id for entry in (project.scenes if project else entries)]
    capacity = jobs or os.cpu_count() or 1
    with temp_dir(out) as folder, _disk_errors(out):
        narration = Narration(voice, out, on=narrated)
        segments = Segments(out / "cache" / "segments")
        planner = Planner(entries, inputs, quality, voice, out)
        films = SceneFilms(out, segments, narration, profile=profile, order=order)
        build = Build(
            entries,
            inputs,
            quality,
            planner,
            films,
            segments,
            narration,
            reporter,
            out=out,
            every_beat=beats,
        )
        result = BuildResult(narration)
        with ProcessExecutor[DryRunJob | DrawJob](capacity, folder) as processes:
            scheduler = Scheduler(build, processes, reporter, draws=cluster is None)
            scheduler.run()
            result.peak = scheduler.peak
            if cluster is not None and build.to_draw:
                from scenes.film.jobs.dask_executor import DaskExecutor

                with DaskExecutor(cluster, folder) as dask:
                    Scheduler(build, dask, reporter, draws=True).run()
                    while planner.unplanned:
                        # Scenes that did not play as planned are planned anew here.
                        Scheduler(build, processes, reporter, draws=False).run()
                        Scheduler(build, dask, reporter, draws=True).run()
        build.finish()
        result.scenes, result.failures = build.finished, build.failures
        if project and tuple(entries) == project.scenes and not result.failures:
            result.joined = write_joined(
                result.scenes, out, narration, title=project.title, profile=profile, order=order
            )
        build.prune()
        return result


def check_quality(quality: Quality, profile: str) -> None:
    """Raise `RequestError` for a quality, named `profile`, whose frames the beats do not fit."""
    if quality.frame_rate % TICKS_PER_SECOND:
        raise RequestError(
            f"quality {profile!r}: frame_rate = {quality.frame_rate}: must be a multiple of "
            f"{TICKS_PER_SECOND}, because a beat lasts a whole number of fifteenths of a second"
        )


@contextmanager
def _disk_errors(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ProductionError(f"cannot write in {out}: {reason(error)}") from error
