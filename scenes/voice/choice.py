"""The voice that settings ask for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, SupportsFloat

import numpy as np

from scenes.voice.hibari import HibariVoice
from scenes.voice.recordings import Recordings
from scenes.voice.speech import Line, Pace, Samples, Timing, Voice, timing


class VoiceSettings(Protocol):
    """Which voice is meant. It must be picklable."""

    @property
    def voice(self) -> str:
        """The voice's name: "hibari", or "none" for silence."""

    @property
    def speed(self) -> SupportsFloat:
        """How many times as fast as its own speed it speaks."""

    @property
    def recordings(self) -> Path | None:
        """The folder of recordings that are heard instead of the voice, if there is one."""


class Silence:
    """A voice that says nothing."""

    def key(self, line: Line) -> str:
        """Return the same for every line: no sound differs from another."""
        return "nobody"

    def say(self, line: Line) -> Samples:
        """Return no sound at all."""
        return np.zeros(0, np.float32)


@dataclass(frozen=True)
class SpokenPace:
    """`Pace` of a voice, which says each line to find out how long it takes."""

    voice: Voice

    def timing(self, line: Line) -> Timing:
        """Return how long the voice takes. Raises `VoiceError` for a line that it cannot say."""
        return timing(self.voice.say(line))


def voice_of(settings: VoiceSettings) -> Voice:
    """Return the voice that settings ask for; where there is a recording of a line, that is heard."""
    voice: Voice = HibariVoice(float(settings.speed)) if settings.voice == "hibari" else Silence()
    return voice if settings.recordings is None else Recordings(settings.recordings, voice)


def pace_of(settings: VoiceSettings) -> Pace:
    """Return the pace of the voice that settings ask for."""
    return SpokenPace(voice_of(settings))
