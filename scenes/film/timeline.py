"""What a scene's dry run yields: its beats, their times, their words and the numbers shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

TICKS_PER_SECOND = 15
"""Every duration is a whole number of ticks, so that 15, 30 and 60 frames a second give the same times."""


@dataclass(frozen=True)
class ShownNumber:
    """One number that stands on screen: its name, its digits as typeset, its value, `=` or `≈`.

    `at` names the variables that it depends on and moves with, and where they stand.
    """

    name: str
    text: str
    value: float
    relation: str
    at: tuple[tuple[str, float], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the number as the plan prints it."""
        return {"name": self.name, "text": self.text, "value": self.value, "relation": self.relation}


@dataclass(frozen=True)
class Speech:
    """When a beat's words are heard, and where the voice pauses in them: seconds from the scene's start."""

    start: float
    end: float
    pauses: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Sound:
    """A sound file that is heard from a time on (seconds from the scene's start); gains are in decibels.

    While it is heard, what was added before it is changed by `background_gain`.
    """

    file: str
    start: float
    gain: float = 0.0
    background_gain: float = 0.0


@dataclass(frozen=True)
class Subcaption:
    """A text that a scene without sentences shows below its picture, and when (seconds from its start)."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Beat:
    """One idea of a scene: when it starts and ends (ticks), its words, the numbers at its end.

    `speech` is None for a silent beat. `rate` is how many ticks a second has.
    """

    id: str
    start_tick: int
    end_tick: int
    caption: str
    spoken: str
    shown: tuple[ShownNumber, ...]
    speech: Speech | None = None
    loop: bool = False
    """Whether it ends as it begins, and may be played over and over."""
    rate: int = TICKS_PER_SECOND

    @property
    def start(self) -> float:
        """Seconds from the scene's start to the beat's start."""
        return self.start_tick / self.rate

    @property
    def end(self) -> float:
        """Seconds from the scene's start to the beat's end."""
        return self.end_tick / self.rate

    def earlier(self, ticks: int) -> Beat:
        """Return the beat as many ticks earlier."""
        seconds = ticks / self.rate
        speech = self.speech and Speech(
            self.speech.start - seconds,
            self.speech.end - seconds,
            tuple((begin - seconds, end - seconds) for begin, end in self.speech.pauses),
        )
        return replace(
            self, start_tick=self.start_tick - ticks, end_tick=self.end_tick - ticks, speech=speech
        )

    def as_json(self) -> dict[str, Any]:
        """Return the beat as the plan prints it."""
        return {
            "id": self.id,
            "start": round(self.start, 6),
            "end": round(self.end, 6),
            "caption": self.caption,
            "spoken": self.spoken,
            "shown": [number.as_json() for number in self.shown],
        }


@dataclass(frozen=True)
class Timeline:
    """All that is known of a scene to make its film; `end_tick` is where it ends, after its last beat.

    `rate` is how many ticks a second has: a frame each for a scene whose frames are not whole ticks.
    """

    scene: str
    """The scene's id."""
    title: str
    beats: tuple[Beat, ...]
    end_tick: int
    sounds: tuple[Sound, ...] = ()
    subcaptions: tuple[Subcaption, ...] = ()
    rate: int = TICKS_PER_SECOND

    @property
    def duration(self) -> float:
        """Seconds from the first frame to the last."""
        return self.end_tick / self.rate

    def span(self, beat: Beat) -> tuple[int, int]:
        """Return the ticks from which to which a beat's frames go: up to where the next one starts."""
        index = self.beats.index(beat)
        end = self.beats[index + 1].start_tick if index + 1 < len(self.beats) else self.end_tick
        return beat.start_tick if index else 0, end

    def after_first_beat(self) -> Timeline:
        """Return the timeline from the second beat on; sounds that begin before are left out."""
        first, *rest = self.beats
        _, ticks = self.span(first)
        seconds = ticks / self.rate
        return replace(
            self,
            beats=tuple(beat.earlier(ticks) for beat in rest),
            end_tick=self.end_tick - ticks,
            sounds=tuple(
                replace(sound, start=sound.start - seconds) for sound in self.sounds if sound.start >= seconds
            ),
            subcaptions=tuple(
                replace(one, start=one.start - seconds, end=one.end - seconds)
                for one in self.subcaptions
                if one.start >= seconds
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the scene as the plan prints it."""
        return {
            "id": self.scene,
            "title": self.title,
            "duration": round(self.duration, 6),
            "beats": [beat.as_json() for beat in self.beats],
        }


def unique(numbers: Iterable[ShownNumber]) -> tuple[ShownNumber, ...]:
    """Return the numbers in order of first appearance, each only once."""
    return tuple(dict.fromkeys(numbers))
