"""Rules on what fills the frame: no large empty place, in balance, and type as large as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

import numpy as np
from manim import config
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.legible.size import cap_height
from scenes.audit.look.sampling import Sample
from scenes.audit.look.texts import scenery
from scenes.audit.staging.pictures import COLUMNS, OPENING, ROWS, Stage
from scenes.film.timeline import Timeline
from scenes.stage.titles import Heading

LARGEST_EMPTY, EMPTY_FOR = 0.30, 1.5
"""Share of the frame of the largest rectangle without ink, and for how many seconds it may be larger."""

OFF_ACROSS, HIGHEST, LOWEST = 0.12, 0.34, 0.62
"""How far from the middle the ink's centre of mass is across, and between which shares of the height from
the top. Captions take the lowest eighth, so the middle of what is left lies at 0.44."""

ROOMY, LARGE = 1 / 7, 40 / 1080
"""Share of the frame that is free, and the median cap height then, as a share of the frame's height."""

MOST_GLYPHS, MOST_NUMBERS = 90, 12


class EmptyStage(AuditRule):
    """No large part of the frame stays empty."""

    name = "empty stage"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._since: tuple[str, float] | None = None
        self._most = 0.0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Follow how long the largest empty rectangle has been too large."""
        empty = self._stage.look(sample).empty
        if empty <= LARGEST_EMPTY or not self._stage.counts(sample):
            yield from self._ended(sample.time)
            return
        self._since = self._since or (sample.beat, sample.time)
        self._most = max(self._most, empty)

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        return self._ended(timeline.duration)

    def _ended(self, time: float) -> Iterable[Problem]:
        if self._since is not None:
            beat, since = self._since
            if time - since > EMPTY_FOR:
                found = f"{self._most:.0%} of the frame is empty for {time - since:.2f} s"
                yield Problem(
                    self.name, found, f"{LARGEST_EMPTY:.0%}, or {EMPTY_FOR:g} s", beat=beat, time=since
                )
        self._since, self._most = None, 0.0


class Balance(AuditRule):
    """The centre of mass of the ink lies near the middle, in the mean over a beat."""

    name = "balance"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._middles: dict[str, list[tuple[float, float]]] = {}
        self._times: dict[str, float] = {}

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Note where the middle lies."""
        ink = self._stage.look(sample).ink
        if ink.any() and self._stage.counts(sample):
            down, across = np.nonzero(ink)
            middle = (float(across.mean() + 0.5) / COLUMNS, float(down.mean() + 0.5) / ROWS)
            self._middles.setdefault(sample.beat, []).append(middle)
            self._times.setdefault(sample.beat, sample.time)
        return ()

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        for beat, middles in self._middles.items():
            across, down = np.mean(middles, axis=0)
            if abs(across - 0.5) > OFF_ACROSS or not HIGHEST <= down <= LOWEST:
                found = f"the ink's middle lies at {across:.2f} across, {down:.2f} down"
                allowed = f"{0.5 - OFF_ACROSS:.2f} to {0.5 + OFF_ACROSS:.2f}, {HIGHEST:g} to {LOWEST:g}"
                yield Problem(self.name, found, allowed, beat=beat, time=self._times[beat])


class Crowd(AuditRule):
    """At a beat's end no more glyphs and numbers stand there than are taken in, as large as there is room."""

    name = "crowd"

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Count, and measure the type against the room that is free."""
        if not sample.at_beat_end or sample.beat == OPENING:
            return
        heading = {
            id(part) for one in sample.mobjects if isinstance(one, Heading) for part in sample.family_of(one)
        }
        parts = [
            glyphs for glyphs in scenery(sample).parts().values() if id(glyphs[0].mobject) not in heading
        ]
        glyphs = sum(map(len, parts))
        numbers = len({id(part[0].part) for part in parts if getattr(part[0].part, "number", None)})
        if glyphs > MOST_GLYPHS or numbers > MOST_NUMBERS:
            found = f"{glyphs} glyphs, {numbers} numbers"
            yield Problem(self.name, found, f"{MOST_GLYPHS}, {MOST_NUMBERS}")
        heights = [cap_height(part[0].part, part) for part in parts for _ in part]
        if not heights:
            return
        typical, empty = median(heights) / float(config.frame_height), self._stage.look(sample).empty
        if empty > ROOMY and typical < LARGE:
            found = f"type {typical:.1%} of the frame high while {empty:.0%} is free"
            yield Problem("type and room", found, f"{LARGE:.1%}, or {ROOMY:.0%}")
