"""A crew at work for a render: who reads and draws what, and who takes beats over from whom."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenes.film.jobs.beat_runs import Dealer, Unit, handed_on
from scenes.film.jobs.drawing import Drawing
from scenes.film.jobs.dry_run import Rehearsal
from scenes.film.jobs.executor import Crew, Done, Failed, Worker
from scenes.film.jobs.messages import BeatDrawn, Drawn, Message, Rehearsed, Unreadable
from scenes.film.outcome import Chapter

if TYPE_CHECKING:
    from scenes.cli.progress import Reporter
    from scenes.film.run import Run


@dataclass
class _Hand:
    """What a worker has in hand: beats that are not drawn yet, and since when it draws the first of them."""

    worker: Worker[Any]
    unit: Unit
    since: float


class Shift:
    """A crew that reads the chapters that are new and, if it `draws`, draws what is missing of any.

    Reading comes first, but nobody waits for it to be done: whoever is free draws what is known by then. When
    there is nothing left to deal out, a worker that yields leaves the last of its beats to a free one.
    """

    def __init__(self, run: Run, crew: Crew[Any], reporter: Reporter, *, draws: bool) -> None:
        self._run, self._crew, self._report, self._draws = run, crew, reporter, draws
        self._dealer = Dealer(crew.most, ahead=not crew.yields)
        self._to_read = run.readings(crew.most)
        self._hands: dict[int, _Hand] = {}
        self._told = False

    def work(self) -> None:
        """Work until there is nothing left to do."""
        for chapter in self._run.chapters.values():
            self._add(chapter)
        self._begin()
        while self._crew.busy:
            for worker, message in self._crew.messages():
                if isinstance(worker.job, Rehearsal):
                    self._heed_reader(worker.job, message)
                else:
                    self._heed(worker, message)
            self._begin()

    def _begin(self) -> None:
        """Give everyone who is free something to do."""
        if self._draws and not self._told and not self._run.unread:
            self._told = True
            self._run.tell_how_much()
        while self._crew.free and self._to_read:
            self._crew.start(self._to_read.pop(0))
        while self._crew.free and (unit := self._dealer.deal() or self._taken_over()) is not None:
            worker = self._crew.start(self._run.drawing(unit))
            self._hands[worker.number] = _Hand(worker, unit, time.monotonic())
            self._report.started(worker.number, unit)

    def _heed_reader(self, job: Rehearsal, message: Message | Done | Failed) -> None:
        if isinstance(message, Rehearsed):
            chapter = self._run.read(message.plan)
            if chapter is not None:
                self._add(chapter)
        elif isinstance(message, Unreadable):
            self._run.fail(message.chapter, message.line)
        elif isinstance(message, Failed):
            rest = self._run.unread_of(job, message.line)
            self._to_read += [rest] if rest else []

    def _heed(self, worker: Worker[Drawing], message: Message | Done | Failed) -> None:
        name = worker.job.entry.id
        if isinstance(message, Drawn):
            self._report.advanced(worker.number, message.frames)
        elif isinstance(message, BeatDrawn):
            self._drawn(worker.number, message.beat)
            self._run.take(name, worker.scratch, message)
        else:
            del self._hands[worker.number]
            self._report.ended(worker.number)
            if isinstance(message, Failed):
                self._drop(name, message.line)
            elif isinstance(message, Done):
                self._run.outcome.peak = max(self._run.outcome.peak, message.peak)

    def _drop(self, name: str, why: str) -> None:
        """Draw no more of a chapter than what is being drawn."""
        self._dealer.drop(name)
        self._run.fail(name, why)
        for hand in self._hands.values():
            if hand.unit.chapter == name and self._crew.yields:
                self._left(hand, 1)

    def _add(self, chapter: Chapter) -> None:
        if self._draws and chapter.missing:
            self._dealer.add(Unit(chapter.entry.id, tuple(chapter.missing)), chapter.plan.seconds)

    def _drawn(self, number: int, beat: str) -> None:
        """Note that a worker has gone on to its next beat."""
        hand = self._hands[number]
        pieces = tuple(piece for piece in hand.unit.pieces if piece.beat != beat)
        self._hands[number] = _Hand(hand.worker, Unit(hand.unit.chapter, pieces), time.monotonic())

    def _taken_over(self) -> Unit | None:
        """Have the worker that would end last leave its last beats to somebody who is free."""
        if not self._crew.yields:
            return None
        now = time.monotonic()
        for hand in sorted(self._hands.values(), key=lambda hand: hand.since + hand.unit.cost, reverse=True):
            way = self._run.chapters[hand.unit.chapter].plan.way_to
            first = handed_on(hand.unit, now - hand.since, way)
            if first is not None:
                return self._left(hand, first)
        return None

    def _left(self, hand: _Hand, first: int) -> Unit:
        """Have a worker leave the beats from one on to others, and return them."""
        name, pieces = hand.unit.chapter, hand.unit.pieces
        left = Unit(name, pieces[first:])
        hand.unit = Unit(name, pieces[:first])
        self._crew.leave(hand.worker, [piece.beat for piece in left.pieces])
        self._report.left(hand.worker.number, left)
        return left
