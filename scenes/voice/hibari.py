"""The voice that comes with the project: hibari-tts, offline, the same sound every time."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from scenes.voice.mastering import mastered
from scenes.voice.speech import Line, Samples, VoiceError
from scenes.voice.wording import check

if TYPE_CHECKING:
    from hibari import Hibari

_SEED = 0
_NUMBERS = "zero|one|two|three|four|five|six|seven|eight|nine|ten"
_ACTIVATION = re.compile(rf"\b[aA](?= (?:{_NUMBERS})\b)")
"""`a one` is the activation's name here, never an article; the voice is told how to read it."""
_LETTER_A = "[a](/ˈA/)"


class HibariVoice:
    """Says lines with hibari's voice `heart`, `speed` times as fast as it was taught to."""

    def __init__(self, speed: float) -> None:
        self._speed = speed

    def key(self, line: Line) -> str:
        """Return what the sound of a line depends on."""
        return repr(("hibari", version("hibari-tts"), self._speed, line.spoken))

    def say(self, line: Line) -> Samples:
        """Return the sound of a line. Raises `VoiceError` for a line with a sign that is not a word."""
        check(line)
        engine = _engine()
        for word in line.spoken.split():
            if not _is_heard(word):
                raise VoiceError(f"the voice has no sound for {word!r} in {line.spoken!r}")
        raw = engine(pronounced(line.spoken), speed=self._speed, seed=_SEED)
        return mastered(np.asarray(raw, np.float32), engine.sample_rate)


def pronounced(spoken: str) -> str:
    """Return words with hibari's notation for those that it would read wrongly."""
    return _ACTIVATION.sub(_LETTER_A, spoken)


@cache
def _is_heard(word: str) -> bool:
    """Tell whether a word has any sound; a parenthesis alone only makes a pause."""
    bare = word.strip("()")
    return not bare or any(_engine().ids(sounds)[1:-1] for sounds in _engine().phonemize(bare))


@cache
def _engine() -> Hibari:
    from hibari import Hibari

    return Hibari()
