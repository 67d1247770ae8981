"""Rules on what moves: large enough to be looked at, one thing at a time, and not still for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.sampling import Sample
from scenes.audit.staging.pictures import Motion, Stage
from scenes.film.timeline import Timeline

SMALLEST_FOCUS, LARGE_FOCUS, RUN = 0.08, 0.15, 3
"""Share of the frame of the largest mover, the median of a beat's; that of one beat in a run of so many."""

MOST_MOVERS, FARTHEST, PASSING = 3, 0.5, 0.5
"""How many move at once, how many widths of the frame apart, save for so many seconds."""

MOST_STILL = 0.35
"""Share of a beat in which nothing moves."""


class Motions(AuditRule):
    """What the rules on motion share: the motions of every beat, with their times."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._beats: dict[str, list[tuple[float, Motion]]] = {}

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Note what moves."""
        motion = self._stage.look(sample).motion
        if motion is not None and self._stage.counts(sample):
            self._beats.setdefault(sample.beat, []).append((sample.time, motion))
        return ()


class FocusSize(Motions):
    """What a beat moves is large: the largest mover's box, its median over the moments in which any moves.

    After R1 of a film's director: a picture on which a small cell changes is a dashboard.
    """

    name = "focus size"

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        shares = {beat: _focus(motions) for beat, motions in self._beats.items()}
        for beat, share in shares.items():
            if share < SMALLEST_FOCUS:
                start = self._beats[beat][0][0]
                yield Problem(self.name, f"{share:.1%} moves", f"{SMALLEST_FOCUS:.0%}", beat=beat, time=start)
        names = list(shares)
        for first in range(len(names) - RUN + 1):
            run = names[first : first + RUN]
            if max(shares[beat] for beat in run) < LARGE_FOCUS:
                start = self._beats[run[0]][0][0]
                found = f"at most {max(shares[beat] for beat in run):.1%} in {', '.join(run)}"
                allowed = f"{LARGE_FOCUS:.0%} in one of {RUN}"
                yield Problem(self.name, found, allowed, beat=run[0], time=start)


def _focus(motions: Iterable[tuple[float, Motion]]) -> float:
    shares = [motion.movers[0].share for _, motion in motions if motion.movers]
    return median(shares) if shares else 0.0


class OneMover(Motions):
    """At most three things move at once, and near each other; more only in passing."""

    name = "movers"

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        for beat, motions in self._beats.items():
            for time, seconds, most, farthest in _crowded(motions):
                if seconds > PASSING + 1e-6:
                    found = f"{most} movers, {farthest:.2f} widths apart, for {seconds:.2f} s"
                    allowed = f"{MOST_MOVERS} within {FARTHEST:g}, or {PASSING:g} s"
                    yield Problem(self.name, found, allowed, beat=beat, time=time)


def _crowded(motions: Iterable[tuple[float, Motion]]) -> Iterator[tuple[float, float, int, float]]:
    """Yield stretches in which too many move, or too far apart: begin, seconds, most movers, distance."""
    begin, seconds, most, farthest = 0.0, 0.0, 0, 0.0
    for time, motion in motions:
        count = len(motion.movers)
        apart = max((one.apart(motion.movers[0]) for one in motion.movers[1:]), default=0.0)
        if count > MOST_MOVERS or apart > FARTHEST:
            begin = begin if seconds else time - motion.seconds
            seconds += motion.seconds
            most, farthest = max(most, count), max(farthest, apart)
        elif seconds:
            yield begin, seconds, most, farthest
            seconds, most, farthest = 0.0, 0, 0.0
    if seconds:
        yield begin, seconds, most, farthest


class Stillness(Motions):
    """A beat does not stand still for long; the last one of a chapter may hold its picture."""

    name = "stillness"

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        for beat in timeline.beats[:-1]:
            motions = self._beats.get(beat.id, [])
            whole = sum(motion.seconds for _, motion in motions)
            still = sum(motion.seconds for _, motion in motions if not motion.movers)
            if whole and still / whole > MOST_STILL:
                found = f"nothing moves in {still / whole:.0%} of the beat"
                yield Problem(self.name, found, f"{MOST_STILL:.0%}", beat=beat.id, time=beat.start)
