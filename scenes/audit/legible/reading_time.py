"""Rule on time: every new text stays on screen long enough to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from manim import Mobject
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.legible.measures import Measures
from scenes.audit.legible.size import Size
from scenes.audit.look.boxes import Bounds, bounds_of
from scenes.audit.look.names import called
from scenes.audit.look.outlines import Floats
from scenes.audit.look.sampling import SAMPLES_PER_SECOND, Sample
from scenes.audit.look.texts import by_part, scenery
from scenes.audit.look.things import SeenGlyph
from scenes.stage.graph.live_digits import LivePart
from scenes.stage.lettering.readout import MovingDigits, Readout

if TYPE_CHECKING:
    from scenes.film.timeline import Timeline

CLEAR = 0.5
"""Opacity from which a text can be read."""

_PLACE = 0.03
"""How far the edges of a text at rest, or of two that are one to the eye, may be apart, in Manim units."""


@dataclass
class _Shown:
    """A piece of text: since when it is there, how it stands, and for how long it could be read.

    `line` is the id of the largest text that it was seen in first, `glyphs` how many glyphs it has, `needed`
    the seconds that it must stand, `place` where it first stood, `readable` whether it could ever be read,
    `cut` whether it ever stood across the frame's edge.
    """

    part: Mobject
    name: str
    line: int
    glyphs: int
    box: Floats
    beat: str
    since: float
    place: Bounds | None
    readable: bool
    cut: bool = False
    seconds: float = 0.0
    needed: float = 0.0


class ReadingTime(AuditRule):
    """A text is there to be read for a second and for its characters / 16.5 seconds.

    16.5 characters a second is the pace at which the chapters' sentences are heard and read (captions go up
    to 17). Each glyph and each space counts as a character. Time counts while a text stands still on screen,
    whole and large enough, at an opacity of a half or more; for a label whose digits move it counts while it
    is visible, and it is one text whatever it shows. A text that only flies past, or lies on a twin of its
    own, is not read. One that the camera leaves goes on when it comes back. Times are known to a quarter of a
    second, in favour of the text.
    """

    name = "reading time"

    def __init__(self) -> None:
        self._shown: dict[tuple[int, int], _Shown] = {}
        self._time = 0.0
        self._texts = 0
        self._read = Measures()

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Add the time since the last sample to every text that stands; judge those that have gone."""
        passed, self._time = sample.time - self._time, sample.time
        now: dict[tuple[int, int], _Shown] = {}
        self._read.begin()
        for glyphs, box in self._clear_parts(sample):
            part, text = glyphs[0].part, glyphs[0].text
            moves = isinstance(part, MovingDigits) or isinstance(text, Readout) or _is_live(part)
            key = id(part), 0 if moves else sum(len(glyph.mobject.points) for glyph in glyphs)
            readable = self._is_readable(glyphs, box, sample)
            shown = self._shown.pop(key, None)
            if shown is None:
                names = part, called(text), id(text), len(glyphs)
                place = bounds_of(part, sample.screen)
                now[key] = _Shown(*names, box, sample.beat, sample.time, place, readable)
                continue
            now[key] = shown
            stands = _same_place(shown.box, box)
            if readable and (moves or stands):
                shown.seconds += passed
            shown.cut |= stands and sample.screen.meets(box) and not sample.screen.holds(box)
            if readable and not shown.readable:
                shown.readable, shown.beat, shown.since = True, sample.beat, sample.time
                shown.place = bounds_of(part, sample.screen)
            shown.box = box
        self._hand_over(now, passed)
        self._measure(now, sample)
        gone, self._shown = self._shown, now
        yield from self._judged(gone.values())

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Judge what stands to the end."""
        yield from self._judged(self._shown.values())

    @override
    def counts(self) -> dict[str, int]:
        return {"reading times": self._texts}

    def _clear_parts(self, sample: Sample) -> Iterable[tuple[list[SeenGlyph], Floats]]:
        """Yield the parts on stage that are clear enough to be read, one of those that lie on each other.

        With each comes the box round it.
        """
        taken: dict[int, list[Floats]] = {}
        for glyphs in _parts_of(sample).values():
            if max(glyph.opacity for glyph in glyphs) < CLEAR:
                continue
            box = self._read.box(glyphs)
            alike = taken.setdefault(len(glyphs), [])
            if not any(_same_place(box, other) for other in alike):
                alike.append(box)
                yield glyphs, box

    def _is_readable(self, glyphs: list[SeenGlyph], box: Floats, sample: Sample) -> bool:
        """Tell whether a part is on screen, whole, and large enough; or small with a reason."""
        if not sample.screen.holds(box):
            return False
        return self._read.is_large(glyphs) or bool(sample.reason_for(glyphs[0].part, Size.name))

    def _measure(self, now: dict[tuple[int, int], _Shown], sample: Sample) -> None:
        """Give every text the time that the longest line which it was part of needs."""
        lines: dict[int, list[SeenGlyph]] = {}
        for glyph in _glyphs_of(sample):
            lines.setdefault(id(glyph.text), []).append(glyph)
        needed: dict[int, float] = {}
        for line in lines.values():
            seconds = self._read.time(line)
            for glyph in line:
                needed[id(glyph.part)] = seconds
        for (part, _), shown in now.items():
            shown.needed = max(shown.needed, needed[part])

    def _hand_over(self, now: dict[tuple[int, int], _Shown], passed: float) -> None:
        """Let a text that has taken the place of its like go on where that stopped, as after a flight."""
        for shown in now.values():
            if shown.since < self._time:
                continue
            likes = (
                key
                for key, gone in self._shown.items()
                if gone.glyphs == shown.glyphs and _same_place(gone.box, shown.box)
            )
            like = next(likes, None)
            if like is not None:
                gone = self._shown.pop(like)
                shown.seconds, shown.needed = gone.seconds + passed, gone.needed
                shown.beat, shown.since = gone.beat, gone.since

    def _judged(self, shown: Iterable[_Shown]) -> Iterable[Problem]:
        told: set[int] = set()
        for one in shown:
            self._texts += 1
            read = one.seconds + 1 / SAMPLES_PER_SECOND
            if (one.seconds > 0 or one.cut) and read < one.needed - 1e-6 and one.line not in told:
                told.add(one.line)
                yield Problem(
                    self.name,
                    f"{one.name} stands for {one.seconds:.2f} s",
                    f"{one.needed:.2f} s",
                    one.part,
                    beat=one.beat,
                    time=one.since,
                    box=one.place,
                )


def _parts_of(sample: Sample) -> dict[int, list[SeenGlyph]]:
    """Return the glyphs on stage by the smallest piece of text that they belong to (its id)."""
    return by_part(_glyphs_of(sample)) if scenery(sample).outside else scenery(sample).parts()


def _glyphs_of(sample: Sample) -> tuple[SeenGlyph, ...]:
    """Return all glyphs on stage, those off screen too."""
    seen = scenery(sample)
    return seen.glyphs + seen.outside


def _is_live(part: Mobject) -> bool:
    return isinstance(part, LivePart) and part.number is not None


def _same_place(before: Floats, now: Floats) -> bool:
    return float(np.abs(before - now).max()) <= _PLACE
