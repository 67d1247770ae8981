"""Every line of the lecture as it is said: each word has sounds, all are even and fit in their beats."""

from __future__ import annotations

from functools import cache

import pytest
from hibari import Hibari

from config import load_settings
from scenes.course import COURSE
from scenes.film.timeline import TICKS_PER_SECOND
from scenes.voice.choice import voice_of
from scenes.voice.hibari import pronounced
from scenes.voice.mastering import LOUDNESS, measured
from scenes.voice.speech import Line, Samples, Timing, timing

LOUDNESS_TOLERANCE = 0.5
"""LU by which a line may differ from the lecture's loudness."""
HIGHEST_PEAK = -1.5
"""True peak in dBTP, half a decibel below what the encoded sound may have."""
SECONDS_A_PHONEME = (0.03, 0.25)
"""What any speaker takes for one: a line cut off has less, a line with a hole more."""


class Said:
    """A pace that keeps each line's sound."""

    def __init__(self) -> None:
        self._voice = voice_of(load_settings().narration)
        self.sounds: dict[str, Samples] = {}

    def timing(self, line: Line) -> Timing:
        """Say the line, keep it, and return how long it takes."""
        self.sounds[line.beat] = self._voice.say(line)
        return timing(self.sounds[line.beat])


@cache
def engine() -> Hibari:
    """Return the voice's own reading of words."""
    return Hibari()


def unsaid(spoken: str) -> list[str]:
    """Return what is lost between a sentence's words and the voice's sounds: words or unknown sounds.

    A word is a group of phonemes between spaces; signs of punctuation are phonemes too and make no group.
    """
    sentences = engine().phonemize(pronounced(spoken))
    groups = [group for sentence in sentences for group in sentence.split()]
    unknown = [sound for group in groups for sound in group if sound not in engine().vocab]
    silent = [group for group in groups if not any(sound.isalpha() for sound in group)]
    words = spoken.split()
    short = [f"{len(groups)} groups for {len(words)} words"] if len(groups) != len(words) else []
    return [*unknown, *silent, *short]


@pytest.mark.parametrize("name", [scene.id for scene in COURSE.scenes])
def test_every_line_is_said_whole_evenly_and_in_its_beat(name: str) -> None:
    said = Said()
    timeline = COURSE.chosen([name])[0].load().dry_run(load_settings(), said)
    assert timeline.beats
    assert list(said.sounds) == [beat.id for beat in timeline.beats]
    for beat in timeline.beats:
        assert unsaid(beat.spoken) == [], (beat.id, beat.spoken)
        sound = said.sounds[beat.id]
        phonemes = sum(map(len, engine().phonemize(pronounced(beat.spoken))))
        seconds = timing(sound).seconds
        assert SECONDS_A_PHONEME[0] < seconds / phonemes < SECONDS_A_PHONEME[1], beat.id
        loudness = measured(sound)
        assert loudness.integrated == pytest.approx(LOUDNESS, abs=LOUDNESS_TOLERANCE), beat.id
        assert loudness.peak < HIGHEST_PEAK, beat.id

        start, end = (tick / TICKS_PER_SECOND for tick in timeline.span(beat))
        assert beat.speech is not None, beat.id
        assert beat.speech.end - beat.speech.start == pytest.approx(seconds), beat.id
        assert start <= beat.start < beat.speech.start < beat.speech.end < beat.end <= end, beat.id
        pauses = [moment for pause in beat.speech.pauses for moment in pause]
        assert pauses == sorted(pauses)
        assert all(beat.speech.start <= moment <= beat.speech.end + 1e-9 for moment in pauses), beat.id
