"""The line of a beat as words and as sound, and the protocols of voice and pace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of every sound in the project."""

LANGUAGE = "eng"
"""What the lecture is spoken and written in, as ISO 639-2 has it."""

Samples = NDArray[np.float32]
"""One channel of sound, shape (samples,), from -1 to 1."""

_QUIET = 0.01
_BREATH = 0.09
_WINDOW = 0.02


@dataclass(frozen=True)
class Line:
    """What is to be said: the words for the voice, and the beat that they belong to."""

    scene: str
    beat: str
    spoken: str

    @property
    def place(self) -> str:
        """The beat as error messages name it."""
        return f"{self.scene}, beat {self.beat!r}"


@dataclass(frozen=True)
class Timing:
    """How long a line takes to be said, and where it pauses; all in seconds from its first sound."""

    seconds: float
    pauses: tuple[tuple[float, float], ...] = ()


class Pace(Protocol):
    """Knows how long lines take."""

    def timing(self, line: Line) -> Timing:
        """Return how long a line takes. Raises `VoiceError` for one that cannot be said."""


class Voice(Protocol):
    """Turns lines into sound, the same line into the same sound every time."""

    def key(self, line: Line) -> str:
        """Return a text that differs whenever the sound of the line would."""

    def say(self, line: Line) -> Samples:
        """Return the sound of a line. Raises `VoiceError` for one that cannot be said."""


class VoiceError(ValueError):
    """A line that cannot be said as it is written, or a recording that cannot be used."""


def timing(samples: Samples) -> Timing:
    """Return how long a sound lasts, and where it is silent."""
    size = round(_WINDOW * RATE)
    windows = samples[: len(samples) // size * size].reshape(-1, size)
    silent = np.abs(windows).max(axis=1, initial=0.0) < _QUIET
    edges = np.flatnonzero(np.diff(np.concatenate(([False], silent, [False])).astype(int)))
    pauses = [(int(start) * _WINDOW, int(end) * _WINDOW) for start, end in edges.reshape(-1, 2)]
    return Timing(len(samples) / RATE, tuple(pause for pause in pauses if pause[1] - pause[0] >= _BREATH))
