"""Rules on time: every beat brings something new, and nothing jumps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import config
from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.look.boxes import Bounds
from scenes.audit.look.outlines import Floats
from scenes.audit.look.pixels import pixels_of
from scenes.audit.look.sampling import FramePixels, Sample
from scenes.audit.look.texts import scenery
from scenes.audit.look.things import Look, Thing
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.stage.lettering.readout import MovingDigits

LARGEST_JUMP = 0.001
"""Share of the frame's pixels that may change from one frame to the next where two animations meet.

A short formula that appears at once changes more.
"""

VISIBLE = 40
"""Change of a pixel's strongest channel, of 255, from which it counts."""

_SAME_TIME = 1e-4

Looks = frozenset[Look]


class Novelty(AuditRule):
    """During every beat something on stage changes: it appears, goes, moves, or takes on another colour."""

    name = "nothing new"

    def __init__(self) -> None:
        self._beat, self._before, self._at = "", Looks(), 0.0
        self._changed = True
        self._start = 0.0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare with how the stage looked when the last beat ended; judge at the beat's end."""
        if sample.beat != self._beat:
            self._beat, self._changed, self._start = sample.beat, False, sample.time
        if not self._changed:
            self._changed = look_of(sample) != self._before
        if sample.at_beat_end:
            if not self._changed:
                found = f"nothing changes for {sample.time - self._start:.2f} s"
                yield Problem(self.name, found, "something new in each beat", time=self._start)
            self._before = look_of(sample)


class JumpCut(AuditRule):
    """Where one animation ends and the next begins, and where beats meet, the picture stays the same.

    The last moment of each animation and of each beat is compared, pixel by pixel, with the sample of the
    same time that follows it: the first frame of what comes next. Digits of a label that moves may change.
    """

    name = "jump cut"

    def __init__(self) -> None:
        self._time, self._look = 0.0, Looks()
        self._frame: FramePixels | None = None
        self._readouts: dict[int, Floats] = {}
        self._seams = 0

    @override
    def check(self, sample: Sample) -> Iterable[Problem]:
        """Compare with the sample before, if it shows the same moment from the other side."""
        if self._frame is not None and abs(sample.time - self._time) < _SAME_TIME:
            self._seams += 1
            if look_of(sample) != self._look:
                here = _readouts(sample)
                aside = [box for key, box in here.items() if key in self._readouts]
                aside += [box for key, box in self._readouts.items() if key in here]
                jump, box = changed(self._frame, sample.frame, aside)
                if jump > LARGEST_JUMP:
                    found = f"{jump:.2%} of the pixels change at once"
                    yield Problem(self.name, found, f"{LARGEST_JUMP:.1%}", box=box)
        self._frame = None
        if sample.at_beat_end or _is_last_moment(sample):
            self._time, self._look, self._frame = sample.time, look_of(sample), sample.frame
            self._readouts = _readouts(sample)

    @override
    def counts(self) -> dict[str, int]:
        return {"seams": self._seams}


def _readouts(sample: Sample) -> dict[int, Floats]:
    """Return the boxes of the digits that may change from any frame to the next."""
    glyphs = scenery(sample).glyphs
    return {id(glyph.part): glyph.box for glyph in glyphs if isinstance(glyph.part, MovingDigits)}


def _is_last_moment(sample: Sample) -> bool:
    """Tell whether the sample shows how the running animation ends."""
    chapter = sample.chapter
    end = chapter.tick / TICKS_PER_SECOND + float(chapter.duration or 0.0)
    return not sample.at_start and abs(sample.time - end) < _SAME_TIME


def look_of(sample: Sample) -> Looks:
    """Return how everything on screen looks: equal for two moments between which nothing has changed."""
    seen = scenery(sample)
    things: list[Thing] = [*seen.glyphs, *seen.shapes]
    return frozenset(thing.look for thing in things)


def changed(
    before: FramePixels, after: FramePixels, aside: Iterable[Floats] = ()
) -> tuple[float, Bounds | None]:
    """Return the share of pixels that changed visibly, and the box on screen round them.

    Pixels inside the boxes `aside` do not count.
    """
    pixels = np.abs(before.astype(np.int16) - after).max(axis=2) >= VISIBLE
    for box in aside:
        pixels[pixels_of(box, before)] = False
    if not pixels.any():
        return 0.0, None
    height, width = pixels.shape
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    x, y = float(config.frame_width) / width, float(config.frame_height) / height
    left, right = (columns[0] - width / 2) * x, (columns[-1] + 1 - width / 2) * x
    top, bottom = (height / 2 - rows[0]) * y, (height / 2 - rows[-1] - 1) * y
    return float(pixels.mean()), (float(left), float(bottom), float(right), float(top))
