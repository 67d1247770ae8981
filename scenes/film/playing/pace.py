"""How long captions take to be read, and spoken lines to be said where that is known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scenes.film.timeline import Timeline
from scenes.voice.speech import Line, Timing

READING_SPEED = 16.5
"""Characters a second that a beat leaves for reading its caption: captions may run at 17 at most."""


@dataclass(frozen=True)
class KnownPace:
    """`Pace` of a scene whose lines were timed before, by beat; a beat without a time is silent."""

    timings: Mapping[str, Timing] = field(default_factory=dict)

    def timing(self, line: Line) -> Timing:
        """Return how long the line of a beat takes."""
        return self.timings.get(line.beat, Timing(0.0))


def known_pace(timeline: Timeline) -> KnownPace:
    """Return the pace that a scene's timeline was made with."""
    spoken = ((beat.id, beat.speech) for beat in timeline.beats)
    return KnownPace(
        {name: Timing(speech.end - speech.start) for name, speech in spoken if speech is not None}
    )
