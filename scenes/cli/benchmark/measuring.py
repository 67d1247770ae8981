"""How long it takes: Manim's own command, ours, and what the encoder alone would take, in one run.

Everything runs as whole processes, one after the other: chapters in a copy of the project, scene files from
where they lie.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.cli.benchmark.edits import with_other_sentence, with_slower_animation
from scenes.cli.benchmark.simulation import Recorded, Simulated, course_of, simulate
from scenes.cli.benchmark.workbench import ENCODERS, SceneFile, Workbench
from scenes.film.project import SceneRef

CHAPTERS = 5
"""How many chapters are measured when none is named: those that last longest."""

COURSE = 200
"""How many chapters the course has that is simulated, beside the measured ones."""

CORES = (16, 64)
"""Numbers of cores that are simulated, beside those of this machine."""


@dataclass(frozen=True)
class Edited:
    """Seconds of a render after an edit, and the beats that it drew, as `scene/beat`."""

    seconds: float
    drawn: tuple[str, ...]


@dataclass(frozen=True)
class Forecast:
    """A simulated machine: its cores, how many chapters, how many seconds of film they make."""

    cores: int
    chapters: int
    film: float
    seconds: float
    """With what this machine took beyond what is simulated for it."""
    least: Simulated


@dataclass(frozen=True)
class ChapterTimes:
    """What was measured of chapters, in seconds."""

    film: float
    stock: float
    stock_encoders: float
    one: float
    """Ours with one worker."""
    ours: float
    encoding: float
    """The encoder alone, shared out among all cores."""
    again: float
    """A render with nothing to do."""
    longest: str
    """The chapter whose drawing takes longest; what follows is about it alone."""
    alone: float
    sentence: Edited
    preview_sentence: Edited
    preview_animation: Edited
    dry_runs: tuple[tuple[str, float], ...]
    peak: int
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True)
class FileTimes:
    """What was measured of a scene of a file, in seconds."""

    name: str
    film: float
    stock: float
    stock_encoders: float
    ours: float
    encoding: float


@dataclass(frozen=True)
class Measured:
    """All that was measured on a machine with some cores, in a profile."""

    profile: str
    cores: int
    chapters: ChapterTimes | None
    files: tuple[FileTimes, ...]


def bench(entries: Sequence[SceneRef], profile: str, *, all_of_course: bool) -> Measured:
    """Measure scenes in a profile: chapters together, scenes of files each on its own.

    With `all_of_course` those of the chapters that last longest are measured, and the project's own scene
    files. Raises `ProductionError` if a command fails.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        workbench = Workbench(Path(name), profile)
        chapters = [entry for entry in entries if entry.file is None]
        files = [SceneFile(entry, Path.cwd()) for entry in entries if entry.file is not None]
        if all_of_course:
            chapters, files = workbench.longest(chapters, CHAPTERS), workbench.own_files()
        return Measured(
            profile,
            os.cpu_count() or 1,
            _chapters(workbench, chapters) if chapters else None,
            tuple(_file(workbench, file, f"file-{index}") for index, file in enumerate(files)),
        )


def _chapters(workbench: Workbench, entries: Sequence[SceneRef]) -> ChapterTimes:
    names = [entry.id for entry in entries]
    stock = sum(workbench.stock(entry) for entry in entries)
    stock_encoders = sum(workbench.stock(entry, encoders=ENCODERS) for entry in entries)
    one, _ = workbench.render(names, "one", "--jobs", "1")
    ours, told = workbench.render(names, "all")
    again, _ = workbench.render(names, "all")
    film = sum(workbench.durations("all"))
    cores = os.cpu_count() or 1
    costs = {
        scene.scene: {task.beat: task.cost for task in scene.tasks} for scene in told.scenes if scene.tasks
    }
    longest = max(entries, key=lambda entry: sum(costs[entry.id].values()))
    alone, sentence = _edited_sentence(workbench, longest, costs[longest.id])
    preview_sentence, preview_animation = _edited_previews(workbench, longest, costs[longest.id])
    return ChapterTimes(
        film=film,
        stock=stock,
        stock_encoders=stock_encoders,
        one=one,
        ours=ours,
        encoding=told.encoding / cores,
        again=again,
        longest=longest.id,
        alone=alone,
        sentence=sentence,
        preview_sentence=preview_sentence,
        preview_animation=preview_animation,
        dry_runs=tuple((scene.scene, scene.dry_run) for scene in told.scenes),
        peak=told.peak,
        forecasts=forecasts(told.scenes, film, ours, cores),
    )


def forecasts(recorded: Sequence[Recorded], film: float, ours: float, cores: int) -> tuple[Forecast, ...]:
    """Simulate the recorded scenes, and a long course of such, on this machine's cores and on more.

    `film` is how many seconds their films last, `ours` what they took here on `cores`.
    """
    beyond = max(0.0, ours - simulate(recorded, cores).seconds)
    found: list[Forecast] = []
    for scenes in (recorded, course_of(recorded, COURSE)):
        for count in (cores, *CORES):
            least = simulate(scenes, count)
            share = len(scenes) / len(recorded)
            found.append(Forecast(count, len(scenes), film * share, beyond + least.seconds, least))
    return tuple(found)


def _edited_sentence(workbench: Workbench, entry: SceneRef, costs: dict[str, float]) -> tuple[float, Edited]:
    """Return what a chapter takes on its own, and what after an edit of a sentence."""
    alone, _ = workbench.render([entry.id], "alone")
    with workbench.edited(entry, lambda source: with_other_sentence(source, costs, "now")):
        return alone, _edited(workbench, entry)


def _edited_previews(workbench: Workbench, entry: SceneRef, costs: dict[str, float]) -> tuple[Edited, Edited]:
    """Return what a preview takes after an edit of a sentence, and of an animation."""
    preview = ("--quality", "preview", "--jobs", "1")
    workbench.render([entry.id], "alone", *preview)
    # Another word than before, so that the voice does not know the sentence yet.
    with workbench.edited(entry, lambda source: with_other_sentence(source, costs, "here")):
        sentence = _edited(workbench, entry, *preview)
    with workbench.edited(entry, lambda source: with_slower_animation(source, costs)):
        return sentence, _edited(workbench, entry, *preview)


def _edited(workbench: Workbench, entry: SceneRef, *options: str) -> Edited:
    seconds, told = workbench.render([entry.id], "alone", *options)
    drawn = (f"{scene.scene}/{task.beat}" for scene in told.scenes for task in scene.tasks)
    return Edited(seconds, tuple(drawn))


def _file(workbench: Workbench, file: SceneFile, out: str) -> FileTimes:
    stock = workbench.stock(file.entry, folder=file.folder)
    stock_encoders = workbench.stock(file.entry, encoders=ENCODERS, folder=file.folder)
    ours, told = workbench.render([file.target], out, folder=file.folder)
    (film,) = workbench.durations(out)
    cores = os.cpu_count() or 1
    return FileTimes(file.entry.id, film, stock, stock_encoders, ours, told.encoding / cores)
