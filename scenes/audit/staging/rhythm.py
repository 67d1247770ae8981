"""Rule on the rhythm of speech: neither hurried nor left waiting."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import override

from scenes.audit.findings import AuditRule, Problem
from scenes.audit.staging.pictures import OPENING
from scenes.film.timeline import Timeline

SLOWEST, FASTEST = 1.8, 3.4
"""Words a second over a beat."""

LONGEST_CHAPTER = 90.0


class Rhythm(AuditRule):
    """Over each beat as many words are heard in a second as are heard at ease; no chapter is too long."""

    name = "words a second"

    @override
    def finish(self, timeline: Timeline) -> Iterable[Problem]:
        for beat in timeline.beats:
            words = len(beat.spoken.split())
            pace = words / (beat.end - beat.start)
            if beat.id != OPENING and words and not SLOWEST <= pace <= FASTEST:
                found = f"{words} words in {beat.end - beat.start:.1f} s: {pace:.1f}"
                allowed = f"{SLOWEST:g} to {FASTEST:g}"
                yield Problem(self.name, found, allowed, beat=beat.id, time=beat.start)
        if timeline.duration > LONGEST_CHAPTER:
            found = f"{timeline.duration:.0f} s"
            yield Problem("length", found, f"{LONGEST_CHAPTER:g} s", beat=timeline.beats[-1].id)
