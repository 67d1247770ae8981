"""Runs of beats are queued whole, each beat once, and so that workers end at about the same time."""

from __future__ import annotations

import heapq

from hypothesis import given
from hypothesis import strategies as st

from scenes.film.jobs.beat_runs import BeatRun, BeatTask, RunQueue, split_for_idle

_chapters = st.lists(
    st.lists(st.tuples(st.booleans(), st.floats(0.1, 20.0)), min_size=1, max_size=12), min_size=1, max_size=15
)


def work_of(chapters: list[list[tuple[bool, float]]]) -> list[BeatRun]:
    """Return the beats that are missing, by scene: (missing, cost) for every beat of every chapter."""
    return [
        BeatRun(
            f"c{number}",
            tuple(BeatTask(f"b{i}", i, 10, cost) for i, (gone, cost) in enumerate(beats) if gone),
        )
        for number, beats in enumerate(chapters)
        if any(gone for gone, _ in beats)
    ]


def queue_of(work: list[BeatRun], workers: int, *, precut: bool = True) -> RunQueue:
    """Return a queue of scenes whose dry runs take no time."""
    queue = RunQueue(workers, precut=precut)
    for missing in work:
        queue.add(missing, 0.0)
    return queue


def taken(work: list[BeatRun], workers: int) -> list[BeatRun]:
    """Empty the queue."""
    queue, runs = queue_of(work, workers), []
    while (run := queue.take()) is not None:
        runs.append(run)
    assert not queue
    return runs


def makespan(runs: list[BeatRun], workers: int) -> float:
    """Return when the last of some workers ends, each taking the next run when it is free."""
    free = [0.0] * workers
    for run in runs:
        heapq.heappush(free, heapq.heappop(free) + run.cost)
    return max(free)


@given(_chapters, st.integers(1, 64))
def test_every_missing_beat_is_queued_once_in_runs(
    chapters: list[list[tuple[bool, float]]], workers: int
) -> None:
    work = work_of(chapters)
    runs = taken(work, workers)
    pieces = [(run.scene, piece) for run in runs for piece in run.tasks]
    assert sorted(pieces, key=str) == sorted(((u.scene, p) for u in work for p in u.tasks), key=str)
    for run in runs:
        indices = [piece.index for piece in run.tasks]
        assert indices == list(range(indices[0], indices[0] + len(indices)))


@given(_chapters, st.integers(1, 16))
def test_workers_end_together(chapters: list[list[tuple[bool, float]]], workers: int) -> None:
    """No later than the fair share and the longest beat that could come last."""
    work = work_of(chapters)
    costs = [piece.cost for run in work for piece in run.tasks]
    if costs:
        assert makespan(taken(work, workers), workers) <= sum(costs) / workers + max(costs) + 1e-9


def test_a_failed_scene_is_dropped() -> None:
    queue = queue_of(work_of([[(True, 5.0)] * 6, [(True, 1.0)]]), 4)
    first = queue.take()
    assert first is not None and first.scene == "c0"
    queue.drop("c0")
    last = queue.take()
    assert last is not None and last.scene == "c1"
    assert queue.take() is None


def test_executors_that_can_give_back_get_whole_runs() -> None:
    queue = queue_of(work_of([[(True, 1.0)] * 3, [(True, 5.0), (False, 9.0), (True, 2.0)]]), 2, precut=False)
    runs = [queue.take() for _ in range(4)]
    assert [run and (run.scene, run.cost) for run in runs] == [
        ("c1", 5.0),
        ("c0", 3.0),
        ("c1", 2.0),
        None,
    ]


@given(
    st.lists(st.floats(0.1, 20.0), min_size=1, max_size=12),
    st.floats(0.0, 30.0),
    st.floats(0.0, 2.0),
)
def test_what_an_idle_worker_takes_over_brings_the_end_nearer(
    costs: list[float], spent: float, way: float
) -> None:
    """By more than the way costs, and nobody could be left more or less with a nearer end."""
    run = BeatRun("c", tuple(BeatTask(f"b{i}", i, 10, cost, way * i) for i, cost in enumerate(costs)))

    def end(first: int) -> float:
        mine = max(0.0, costs[0] - spent) + sum(costs[1:first])
        return max(mine, way * first + sum(costs[first:])) if first < len(costs) else mine

    first = split_for_idle(run, spent)
    alone = end(len(costs))
    worth = [index for index in range(1, len(costs)) if alone - end(index) > way * index + 1e-9]
    if first is None:
        assert not worth
    else:
        assert alone - end(first) > way * first - 1e-9
        assert end(first) <= min(end(index) for index in worth or [first]) + 1e-9
