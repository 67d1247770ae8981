"""Which voice the settings ask for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from config import Narration
from scenes.voice.hibari import HibariVoice
from scenes.voice.recordings import Recordings
from scenes.voice.speech import Line, Pace, Samples, Timing, Voice, timing


class Nobody:
    """Says nothing."""

    def key(self, line: Line) -> str:
        """Return the same for every line: no sound differs from another."""
        return "nobody"

    def say(self, line: Line) -> Samples:
        """Return no sound at all."""
        return np.zeros(0, np.float32)


@dataclass(frozen=True)
class Heard:
    """The pace of a voice: it says each line to find out."""

    voice: Voice

    def timing(self, line: Line) -> Timing:
        """Return how long the voice takes. Raises `VoiceError` for a line that it cannot say."""
        return timing(self.voice.say(line))


def voice_of(narration: Narration) -> Voice:
    """Return the settings' voice; where there is a recording of a line, that is heard."""
    voice: Voice = HibariVoice(float(narration.speed)) if narration.voice == "hibari" else Nobody()
    return voice if narration.recordings is None else Recordings(narration.recordings, voice)


def pace_of(narration: Narration) -> Pace:
    """Return the pace of the settings' voice."""
    return Heard(voice_of(narration))
