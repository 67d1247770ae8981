"""How long more cores or a longer course would take, worked out from what each scene and beat took."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenes.film.jobs.beat_runs import BeatRun, BeatTask, RunQueue


@dataclass(frozen=True)
class Recorded:
    """What a scene took (seconds) when all of it was made.

    `planning` is its dry run with the voice, `dry_run` the same without, `joining` its file made of beats.
    """

    scene: str
    planning: float
    dry_run: float
    joining: float
    tasks: tuple[BeatTask, ...]


@dataclass(frozen=True)
class Simulated:
    """A simulated build: its seconds, and those that it could not take less than, for four reasons.

    `work`: all planning, seeking and drawing, shared out evenly. `beat`: the longest beat, after the plan of
    its scene and the way to it. `planning`: the longest share of the dry runs. `joining`: all of it, since
    one process does it.
    """

    seconds: float
    work: float
    beat: float
    planning: float
    joining: float
    longest: str
    """The longest beat, as `scene/beat`."""


def course_of(recorded: Sequence[Recorded], count: int) -> list[Recorded]:
    """Return so many scenes that take what the recorded ones took, over and over."""
    return [
        replace(recorded[index % len(recorded)], scene=f"{recorded[index % len(recorded)].scene} {index}")
        for index in range(count)
    ]


def simulate(recorded: Sequence[Recorded], workers: int) -> Simulated:
    """Simulate the scheduler: dry runs first, whoever is free draws what is planned by then.

    Runs are cut in advance, as for the workers of a cluster. Starting processes takes no time here.
    """
    shares = [recorded[first::workers] for first in range(min(workers, len(recorded)))]
    free = [0.0] * workers
    planned: list[tuple[float, int, Recorded]] = []
    for share in shares:
        now = heapq.heappop(free)
        for scene in share:
            now += scene.planning
            planned.append((now, len(planned), scene))
        heapq.heappush(free, now)
    planning = max(sum(scene.planning for scene in share) for share in shares)
    ended, seeking = _draw(planned, free)
    joined = 0.0
    for scene in sorted(recorded, key=lambda one: ended[one.scene]):
        joined = max(joined, ended[scene.scene]) + scene.joining
    beats = [
        (scene.planning + task.seek_cost + task.cost, f"{scene.scene}/{task.beat}")
        for scene in recorded
        for task in scene.tasks
    ]
    beat, longest = max(beats)
    work = seeking + sum(scene.planning + sum(task.cost for task in scene.tasks) for scene in recorded)
    joining = sum(scene.joining for scene in recorded)
    return Simulated(joined, work / workers, beat, planning, joining, longest)


def _draw(planned: list[tuple[float, int, Recorded]], free: list[float]) -> tuple[dict[str, float], float]:
    """Return when each scene's last beat is drawn, by scene, and the seconds spent on seeking.

    `planned` holds when each plan is known, `free` (a heap) when each worker is free.
    """
    waiting = sorted(planned)
    queue = RunQueue(len(free), precut=True)
    ended: dict[str, float] = {}
    seeking = 0.0
    while True:
        while waiting and waiting[0][0] <= free[0]:
            _, _, scene = waiting.pop(0)
            queue.add(BeatRun(scene.scene, scene.tasks), scene.dry_run)
        run = queue.take()
        if run is not None:
            seek = run.tasks[0].seek_cost
            end = free[0] + seek + run.cost
            heapq.heapreplace(free, end)
            seeking += seek
            ended[run.scene] = max(end, ended.get(run.scene, 0.0))
        elif waiting:
            heapq.heapreplace(free, waiting[0][0])
        else:
            return ended, seeking
