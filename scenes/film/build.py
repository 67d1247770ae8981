"""Build: the scenes of one call of `render`, from their plans to their finished films."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scenes.film.build_dir import lock
from scenes.film.cache.costs import Costs
from scenes.film.cache.plans import Plan
from scenes.film.cache.reasons import reasons
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError
from scenes.film.inputs import Inputs
from scenes.film.jobs.beat_runs import BeatRun, BeatTask
from scenes.film.jobs.draw_job import BeatDrawn, Diverged, DrawJob, beat_file, poster_file
from scenes.film.jobs.dry_run_job import DryRunJob, Planned
from scenes.film.joining.captions import cues
from scenes.film.joining.narration import Narration
from scenes.film.planner import Planner
from scenes.film.playing.pace import known_pace
from scenes.film.project import SceneRef
from scenes.film.quality import Quality
from scenes.film.reporter import Reporter
from scenes.film.result import SceneBuild
from scenes.film.scene_films import SceneFilms


class Build:
    """The state of a build, and the `Workload` of its schedulers: which scenes are planned, drawn, failed.

    With `every_beat` a beat whose film has gone from the cache is drawn even where the scene's film is whole.
    """

    def __init__(
        self,
        entries: Sequence[SceneRef],
        inputs: Inputs,
        quality: Quality,
        planner: Planner,
        films: SceneFilms,
        segments: Segments,
        narration: Narration,
        reporter: Reporter,
        *,
        out: Path,
        every_beat: bool,
    ) -> None:
        self._entries, self._inputs, self._quality, self._out = entries, inputs, quality, out
        self._planner, self._films, self._segments = planner, films, segments
        self._narration, self._report, self._every_beat = narration, reporter, every_beat
        self._costs = Costs(out / "cache" / "costs.json")
        self._scenes: dict[str, SceneBuild] = {}
        self._unqueued: list[SceneBuild] = []
        self._failed: dict[str, str] = {}
        for entry, plan in planner.find(narration.speeches):
            self._add(entry, plan)
        if planner.unplanned:
            reporter.planning(list(planner.unplanned))
        else:
            self._report_amount()

    @property
    def to_draw(self) -> bool:
        """Whether any beat is missing."""
        return any(scene.missing for scene in self._scenes.values())

    @property
    def finished(self) -> list[SceneBuild]:
        """The scenes whose films are in place, in order."""
        known = [self._scenes[entry.id] for entry in self._entries if entry.id in self._scenes]
        return [scene for scene in known if scene.video]

    @property
    def failures(self) -> list[str]:
        """Why scenes could not be made, a line each, in order."""
        return [self._failed[entry.id] for entry in self._entries if entry.id in self._failed]

    def planning_jobs(self, most: int) -> list[DryRunJob]:
        """Return at most so many jobs that plan all scenes without a plan."""
        return self._planner.jobs(most)

    def lost(self, job: DryRunJob, line: str) -> DryRunJob | None:
        """Note that a planning job ended early; return a job for the scenes that it has not reached.

        `line` begins with the job's name.
        """
        scene, rest = self._planner.split_lost(job)
        if scene is not None:
            self.fail(scene.id, scene.id + line.removeprefix(job.name))
        return rest

    def planned(self, message: Planned) -> None:
        """Take the plan of a scene; a scene whose words cannot be shown or said fails. Raises `OSError`."""
        before = self._planner.before(message.plan.name)
        self._add(self._planner.keep(message.plan), message.plan, before)
        if (scene := self._scenes.get(message.plan.name)) is not None:
            scene.planning = message.seconds
        self._report_amount()

    def new_runs(self) -> list[tuple[BeatRun, float]]:
        """Return the missing beats, by scene, that were not returned before; and a dry run's seconds."""
        fresh, self._unqueued = self._unqueued, []
        return [
            (BeatRun(scene.entry.id, tuple(scene.missing)), scene.plan.seconds)
            for scene in fresh
            if scene.missing
        ]

    def draw_job(self, run: BeatRun) -> DrawJob:
        """Return the job of drawing some beats."""
        scene = self._scenes[run.scene]
        plan = scene.plan
        return DrawJob(
            entry=scene.entry,
            inputs=self._inputs,
            quality=self._quality,
            run_of_beats=run,
            files=plan.files,
            plays=plan.plays,
            keys=scene.keys,
            stepped=plan.stepped,
            pace=known_pace(plan.timeline),
            out=self._out,
            data=plan.data,
            packages=plan.packages,
        )

    def drawn(self, job: DrawJob, folder: Path, message: BeatDrawn) -> None:
        """Take a beat from a folder; write the scene's film after the last.

        Another worker may have been quicker, or the scene been planned anew: then it is only kept in the
        cache. Raises `ProductionError` and `OSError` as `SceneFilms.write` does.
        """
        key = job.keys[message.beat]
        film = beat_file(folder, message.beat)
        self._segments.take(film, poster_file(film), key)
        self._costs.learn(job.entry.id, message.beat, self._quality, message.frames, message.seconds)
        building = self._scenes.get(job.entry.id)
        if building is None:
            return
        missing = (task for task in building.missing if building.keys[task.beat] == key)
        drawn = next(missing, None)
        if drawn is None:
            return
        building.missing.remove(drawn)
        building.done.append(replace(drawn, cost=message.seconds))
        building.seconds += message.seconds
        building.encoding += message.encoding
        if not building.missing:
            self._complete(building)

    def diverged(self, job: DrawJob, message: Diverged) -> DryRunJob | None:
        """Have a scene planned frame by frame that plays otherwise than was planned; fail one that was so."""
        entry = job.entry
        if job.stepped:
            where = f"{entry.id}, beat {message.beat!r}"
            self.fail(
                entry.id,
                f"{where}: each time it is played it comes out otherwise (it {message.how}): is something "
                f"random that is not seeded, or read from the clock?",
            )
            return None
        if self._scenes.pop(entry.id, None) is None:
            return None
        return self._planner.again(entry)

    def fail(self, scene: str, line: str) -> None:
        """Note that a scene cannot be made, and why."""
        awaited = scene in self._planner.unplanned
        self._planner.give_up(scene)
        if scene not in self._failed:
            self._failed[scene] = line
            self._report.failed(scene, line)
        if awaited:
            self._report_amount()

    def finish(self) -> None:
        """Write the films of scenes whose beats are all in the cache. Raises as `drawn` does."""
        for scene in self._scenes.values():
            if scene.video is None and not scene.missing:
                self._complete(scene)

    def prune(self) -> None:
        """Save what was learnt of costs, and keep the caches within their limits. Raises `OSError`."""
        with lock(self._out):
            self._costs.save()
            self._segments.prune()
            self._narration.speeches.prune()

    def _add(self, entry: SceneRef, plan: Plan, before: Plan | None = None) -> None:
        """Note which beats of a planned scene have to be drawn; `before` is how it was planned last."""
        try:
            captions = cues(plan.timeline)
            self._narration.check(plan.timeline)
        except ProductionError as error:
            self.fail(entry.id, str(error))
            return
        keys = {beat.id: plan.key(beat.id, self._quality) for beat in plan.timeline.beats}
        tasks = [self._task(entry, plan, index) for index in range(len(plan.timeline.beats))]
        frames = sum(task.frames for task in tasks)
        scene = SceneBuild(entry, plan, captions, keys, frames, self._narration.key(plan.timeline))
        if self._every_beat or not self._films.has(scene):
            scene.missing = [task for task in tasks if not self._segments.has(keys[task.beat])]
            if before is not None and scene.missing:
                why = reasons(before, plan)
                told = {task.beat: why[task.beat] for task in scene.missing if task.beat in why}
                self._report.redrawing(entry.id, told, whole=len(scene.missing) == len(tasks))
        self._scenes[entry.id] = scene
        self._unqueued.append(scene)

    def _task(self, entry: SceneRef, plan: Plan, index: int) -> BeatTask:
        beat = plan.timeline.beats[index].id
        frames = plan.frames(index, self._quality)
        cost = self._costs.of(entry.id, beat, self._quality, frames)
        return BeatTask(beat, index, frames, cost, plan.seek_cost(index))

    def _report_amount(self) -> None:
        """Report how many frames are drawn and how many are there already, once all plans are known."""
        if self._planner.unplanned:
            return
        scenes = self._scenes.values()
        frames = sum(scene.drawn + sum(task.frames for task in scene.missing) for scene in scenes)
        if frames:
            self._report.drawing(frames, sum(scene.frames for scene in scenes) - frames)

    def _complete(self, scene: SceneBuild) -> None:
        since = time.monotonic()
        scene.video = self._films.write(scene)
        scene.joining = time.monotonic() - since
        scene.seconds += scene.joining
        self._report.finished(scene)
