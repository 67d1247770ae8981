"""Scheduler: which worker plans or draws what, and which beats idle workers take over."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scenes.film.jobs.beat_runs import BeatRun, RunQueue, split_for_idle
from scenes.film.jobs.draw_job import BeatDrawn, Diverged, DrawJob, FramesDrawn
from scenes.film.jobs.dry_run_job import DryRunJob, Planned, Unplannable
from scenes.film.jobs.executor import Executor, Worker
from scenes.film.jobs.messages import Done, Failed, Message
from scenes.film.reporter import Reporter


class Workload(Protocol):
    """What a scheduler gets jobs from, and where their results go."""

    def planning_jobs(self, most: int) -> Sequence[DryRunJob]:
        """Return at most so many jobs that plan all scenes without a plan."""

    def lost(self, job: DryRunJob, line: str) -> DryRunJob | None:
        """Note that a planning job ended early, and why; return a job for what it has not reached."""

    def planned(self, message: Planned) -> None:
        """Take the plan of a scene."""

    def new_runs(self) -> Iterable[tuple[BeatRun, float]]:
        """Return the missing beats, by scene, that were not returned before; and a dry run's seconds."""

    def draw_job(self, run: BeatRun) -> DrawJob:
        """Return the job of drawing some beats."""

    def drawn(self, job: DrawJob, folder: Path, message: BeatDrawn) -> None:
        """Take a beat of a job, whose files lie in a folder."""

    def diverged(self, job: DrawJob, message: Diverged) -> DryRunJob | None:
        """Note that a scene plays otherwise than was planned; return a job that plans it anew, if one can."""

    def fail(self, scene: str, line: str) -> None:
        """Note that a scene cannot be made, and why."""


@dataclass
class _Assignment:
    """The beats that a worker has not drawn yet; the first is being drawn `since` (monotonic clock)."""

    worker: Worker[Any]
    run: BeatRun
    since: float


class Scheduler:
    """Has an executor plan the scenes that have no plan and, if `draws`, draw what is missing of any.

    Planning comes first, but no worker waits for all of it: whoever is free draws what is known by then. When
    the queue is empty and the executor can give beats back, the last beats of a worker go to an idle one.
    """

    def __init__(
        self, workload: Workload, executor: Executor[Any], reporter: Reporter, *, draws: bool
    ) -> None:
        self._workload, self._executor, self._report, self._draws = workload, executor, reporter, draws
        self._queue = RunQueue(executor.capacity, precut=not executor.can_give_back)
        self._to_plan = list(workload.planning_jobs(executor.capacity))
        self._assigned: dict[int, _Assignment] = {}
        self.peak = 0
        """Bytes of memory that the largest drawing worker took."""

    def run(self) -> None:
        """Work until nothing is left to do."""
        self._start()
        while self._executor.busy:
            for worker, message in self._executor.messages():
                if isinstance(worker.job, DryRunJob):
                    self._handle_planning(worker.job, message)
                else:
                    self._handle_drawing(worker, message)
            self._start()

    def _start(self) -> None:
        """Give every free worker something to do."""
        if self._draws:
            for missing, dry_run in self._workload.new_runs():
                self._queue.add(missing, dry_run)
        while self._executor.free and self._to_plan:
            self._executor.start(self._to_plan.pop(0))
        while self._executor.free and (run := self._queue.take() or self._take_over()) is not None:
            worker = self._executor.start(self._workload.draw_job(run))
            self._assigned[worker.number] = _Assignment(worker, run, time.monotonic())
            self._report.started(worker.number, run)

    def _handle_planning(self, job: DryRunJob, message: Message) -> None:
        if isinstance(message, Planned):
            self._workload.planned(message)
        elif isinstance(message, Unplannable):
            self._workload.fail(message.scene, message.line)
        elif isinstance(message, Failed):
            rest = self._workload.lost(job, message.line)
            self._to_plan += [rest] if rest else []

    def _handle_drawing(self, worker: Worker[DrawJob], message: Message) -> None:
        scene = worker.job.entry.id
        if isinstance(message, FramesDrawn):
            self._report.advanced(worker.number, message.frames)
        elif isinstance(message, BeatDrawn):
            self._next_beat(worker.number, message.beat)
            self._workload.drawn(worker.job, worker.folder, message)
        elif isinstance(message, Diverged):
            again = self._workload.diverged(worker.job, message)
            self._to_plan += [again] if again and self._executor.can_give_back else []
            self._stop(scene)
        elif isinstance(message, Done | Failed):
            del self._assigned[worker.number]
            self._report.ended(worker.number)
            if isinstance(message, Done):
                self.peak = max(self.peak, message.peak)
            else:
                self._drop(scene, message.line)

    def _drop(self, scene: str, why: str) -> None:
        """Fail a scene."""
        self._workload.fail(scene, why)
        self._stop(scene)

    def _stop(self, scene: str) -> None:
        """Draw no more of a scene than what is being drawn."""
        self._queue.drop(scene)
        for assigned in self._assigned.values():
            if assigned.run.scene == scene and self._executor.can_give_back and len(assigned.run.tasks) > 1:
                self._revoke(assigned, 1)

    def _next_beat(self, number: int, beat: str) -> None:
        """Note that a worker has drawn a beat and goes on to its next one."""
        assigned = self._assigned[number]
        tasks = tuple(task for task in assigned.run.tasks if task.beat != beat)
        run = BeatRun(assigned.run.scene, tasks)
        self._assigned[number] = _Assignment(assigned.worker, run, time.monotonic())

    def _take_over(self) -> BeatRun | None:
        """Revoke the last beats of the worker that would end last, for an idle worker to draw."""
        if not self._executor.can_give_back:
            return None
        now = time.monotonic()
        ends_last_first = sorted(
            self._assigned.values(), key=lambda one: one.since + one.run.cost, reverse=True
        )
        for assigned in ends_last_first:
            first = split_for_idle(assigned.run, now - assigned.since)
            if first is not None:
                return self._revoke(assigned, first)
        return None

    def _revoke(self, assigned: _Assignment, first: int) -> BeatRun:
        """Revoke a worker's beats from an index on, and return them."""
        scene, tasks = assigned.run.scene, assigned.run.tasks
        revoked = BeatRun(scene, tasks[first:])
        assigned.run = BeatRun(scene, tasks[:first])
        self._executor.revoke(assigned.worker, [task.beat for task in revoked.tasks])
        self._report.revoked(assigned.worker.number, revoked)
        return revoked
