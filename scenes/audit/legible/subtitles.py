"""Rule on captions: each can be read in its time, and none stands over the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.film.errors import ProductionError
from scenes.film.joining.captions import CHARACTERS_PER_SECOND, LINE_LENGTH, LINES, SHORTEST, Cue, cues
from scenes.film.timeline import Beat, Timeline

WITH_VOICE = 0.2
"""Seconds that a caption may begin or end apart from its spoken words."""
_SLACK = 1e-6


class Captions(AuditRule):
    """At most two lines of 42 characters, 17 characters a second, a second at least, each with its words."""

    name = "captions"

    def __init__(self) -> None:
        self._seen = 0

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        """Measure every caption of every beat."""
        before: Cue | None = None
        for beat in timeline.beats:
            try:
                found = cues(replace(timeline, beats=(beat,)))
            except ProductionError as error:
                reason = str(error).rpartition(": ")[2]
                yield Problem(self.name, reason, "time to read it", beat=beat.id, time=beat.start)
                continue
            self._seen += len(found)
            for cue in found:
                for what, allowed in _faults(cue):
                    yield Problem(self.name, what, allowed, beat=beat.id, time=cue.start)
            for what, allowed in _apart(beat, found):
                yield Problem(self.name, what, allowed, beat=beat.id, time=beat.start)
            for earlier, later in pairwise([*([before] if before else []), *found]):
                if later.start < earlier.end - _SLACK:
                    what = f"a caption starts {earlier.end - later.start:.2f} s before the last one ends"
                    yield Problem(self.name, what, "one at a time", beat=beat.id, time=later.start)
            before = found[-1] if found else before

    @override
    def counts(self) -> dict[str, int]:
        return {"captions": self._seen}


def _apart(beat: Beat, found: Sequence[Cue]) -> Iterable[tuple[str, str]]:
    """Yield how far a beat's captions are from its spoken words; they may stay as long as reading takes."""
    if beat.speech is None or not found:
        return
    first, last = found[0], found[-1]
    readable = max(SHORTEST, last.length / CHARACTERS_PER_SECOND)
    apart = {
        "begins": abs(first.start - beat.speech.start),
        "ends": max(
            beat.speech.end - last.end, min(last.end - beat.speech.end, last.end - last.start - readable)
        ),
    }
    for what, seconds in apart.items():
        if seconds > WITH_VOICE + _SLACK:
            yield f"the caption {what} {seconds:.2f} s apart from its words", f"{WITH_VOICE:g} s"


def _faults(cue: Cue) -> Iterable[tuple[str, str]]:
    """Yield what is wrong with a caption, and what is allowed."""
    text, time = " ".join(cue.lines), cue.end - cue.start
    if len(cue.lines) > LINES:
        yield f"{len(cue.lines)} lines: {text!r}", f"{LINES}"
    if max(map(len, cue.lines), default=0) > LINE_LENGTH:
        yield f"a line of {max(map(len, cue.lines))} characters: {text!r}", f"{LINE_LENGTH}"
    if time < SHORTEST - _SLACK:
        yield f"{time:.2f} s: {text!r}", f"{SHORTEST:g} s"
    elif len(text) > CHARACTERS_PER_SECOND * time + _SLACK:
        yield f"{len(text) / time:.1f} characters a second: {text!r}", f"{CHARACTERS_PER_SECOND:g}"
