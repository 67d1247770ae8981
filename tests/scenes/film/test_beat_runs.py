"""Work is dealt out whole, each beat once, and so that workers end at about the same time."""

from __future__ import annotations

import heapq

from hypothesis import given
from hypothesis import strategies as st

from scenes.cli.benchmark import simulate
from scenes.film.jobs.beat_runs import Dealer, Piece, Unit, handed_on

_chapters = st.lists(
    st.lists(st.tuples(st.booleans(), st.floats(0.1, 20.0)), min_size=1, max_size=12), min_size=1, max_size=15
)


def work_of(chapters: list[list[tuple[bool, float]]]) -> list[Unit]:
    """Return units of the beats that are missing: (missing, cost) for every beat of every chapter."""
    return [
        Unit(f"c{number}", tuple(Piece(f"b{i}", i, 10, cost) for i, (gone, cost) in enumerate(beats) if gone))
        for number, beats in enumerate(chapters)
        if any(gone for gone, _ in beats)
    ]


def dealer_of(work: list[Unit], workers: int, *, ahead: bool = True) -> Dealer:
    """Return a dealer of work for whose ways nothing is charged."""
    dealer = Dealer(workers, ahead=ahead)
    for unit in work:
        dealer.add(unit, 0.0)
    return dealer


def dealt(work: list[Unit], workers: int) -> list[Unit]:
    """Deal everything out."""
    dealer, units = dealer_of(work, workers), []
    while (unit := dealer.deal()) is not None:
        units.append(unit)
    assert not dealer
    return units


def makespan(units: list[Unit], workers: int) -> float:
    """Return when the last of some workers ends, each taking the next unit when it is free."""
    free = [0.0] * workers
    for unit in units:
        heapq.heappush(free, heapq.heappop(free) + unit.cost)
    return max(free)


@given(_chapters, st.integers(1, 64))
def test_every_missing_beat_is_dealt_once_in_runs(
    chapters: list[list[tuple[bool, float]]], workers: int
) -> None:
    work = work_of(chapters)
    units = dealt(work, workers)
    pieces = [(unit.chapter, piece) for unit in units for piece in unit.pieces]
    assert sorted(pieces, key=str) == sorted(((u.chapter, p) for u in work for p in u.pieces), key=str)
    for unit in units:
        indices = [piece.index for piece in unit.pieces]
        assert indices == list(range(indices[0], indices[0] + len(indices)))


@given(_chapters, st.integers(1, 16))
def test_workers_end_together(chapters: list[list[tuple[bool, float]]], workers: int) -> None:
    """No later than the fair share and the longest beat that could come last."""
    work = work_of(chapters)
    costs = [piece.cost for unit in work for piece in unit.pieces]
    if costs:
        assert makespan(dealt(work, workers), workers) <= sum(costs) / workers + max(costs) + 1e-9


def test_a_failed_chapter_is_not_dealt_out_further() -> None:
    dealer = dealer_of(work_of([[(True, 5.0)] * 6, [(True, 1.0)]]), 4)
    first = dealer.deal()
    assert first is not None and first.chapter == "c0"
    dealer.drop("c0")
    last = dealer.deal()
    assert last is not None and last.chapter == "c1"
    assert dealer.deal() is None


def test_workers_that_can_be_asked_later_get_whole_runs() -> None:
    dealer = dealer_of(work_of([[(True, 1.0)] * 3, [(True, 5.0), (False, 9.0), (True, 2.0)]]), 2, ahead=False)
    units = [dealer.deal() for _ in range(4)]
    assert [unit and (unit.chapter, unit.cost) for unit in units] == [
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
def test_what_is_handed_on_brings_the_end_nearer(costs: list[float], spent: float, way: float) -> None:
    """By more than the way costs, and nobody could be left more or less with a nearer end."""
    unit = Unit("c", tuple(Piece(f"b{i}", i, 10, cost) for i, cost in enumerate(costs)))

    def end(first: int) -> float:
        mine = max(0.0, costs[0] - spent) + sum(costs[1:first])
        return max(mine, way * first + sum(costs[first:])) if first < len(costs) else mine

    first = handed_on(unit, spent, lambda index: way * index)
    alone = end(len(costs))
    worth = [index for index in range(1, len(costs)) if alone - end(index) > way * index + 1e-9]
    if first is None:
        assert not worth
    else:
        assert alone - end(first) > way * first - 1e-9
        assert end(first) <= min(end(index) for index in worth or [first]) + 1e-9


def test_more_workers_end_sooner_but_not_sooner_than_a_beat() -> None:
    """The simulation adds the way to a run's first beat, and what cannot be cut stays."""
    work = work_of([[(True, 4.0)] * 5, [(True, 10.0)]])
    rehearsals = {"c0": 5.0, "c1": 5.0}
    assert simulate(work, rehearsals, 1) == 30.0
    assert 15.0 <= simulate(work, rehearsals, 2) <= 25.0
    assert 10.0 <= simulate(work, rehearsals, 64) <= 15.0
