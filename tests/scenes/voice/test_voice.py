"""Whoever speaks: what can be said, what is refused, and recordings that take the voice's place."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from config import NarrationSettings
from scenes.voice.choice import pace_of, voice_of
from scenes.voice.hibari import HibariVoice, pronounced
from scenes.voice.speech import RATE, Line, VoiceError, timing
from tests.scenes.voice.sounds import hum, write_wav


def line(spoken: str, beat: str = "beat") -> Line:
    """Return a line of a chapter."""
    return Line("chapter", beat, spoken)


def settings(folder: Path | None = None, voice: str = "hibari") -> NarrationSettings:
    """Return who speaks."""
    return NarrationSettings(voice=voice, speed=Fraction(1), recordings=folder)


def test_the_same_line_sounds_the_same_every_time() -> None:
    voice = HibariVoice(1.0)
    said = voice.say(line("The slope is minus zero point five."))
    assert np.array_equal(said, HibariVoice(1.0).say(line("The slope is minus zero point five.")))
    assert 1.5 < timing(said).seconds < 4


def test_speed_is_heard_and_told() -> None:
    slow, fast = (HibariVoice(speed) for speed in (0.8, 1.6))
    said = line("Back through the weighted sum.")
    assert timing(slow.say(said)).seconds > 1.5 * timing(fast.say(said)).seconds
    assert slow.key(said) != fast.key(said)


@pytest.mark.parametrize("sign", ["∂", "≈", "0.5", "x²", "w1", "α", "a/b", "→", "=", "−", "f'(x)", "σ(z)"])
def test_a_sign_that_would_be_passed_over_is_refused(sign: str) -> None:
    """The voice itself would say nothing at all for it."""
    with pytest.raises(VoiceError, match="is not a word; write it as it is spoken"):
        HibariVoice(1.0).say(line(f"Now {sign} is small."))


def test_silence_is_refused() -> None:
    with pytest.raises(VoiceError, match="nothing is written"):
        HibariVoice(1.0).say(line("  "))


def test_an_activation_is_not_an_article() -> None:
    """`a one` names a quantity, `a weight` does not."""
    assert pronounced("And a two, from a weight and a one.") == (
        "And [a](/ˈA/) two, from a weight and [a](/ˈA/) one."
    )


def test_a_recording_is_heard_instead(tmp_path: Path) -> None:
    """For its own beat only; a new recording has a new key."""
    write_wav(tmp_path / "chapter" / "mine.wav", hum(1.7, 22_050), 22_050)
    voice, pace = voice_of(settings(tmp_path)), pace_of(settings(tmp_path))
    assert pace.timing(line("Words.", "mine")).seconds == pytest.approx(1.7, abs=0.15)
    assert voice.key(line("Words.", "other")) == voice_of(settings()).key(line("Words.", "other"))
    before = voice.key(line("Words.", "mine"))
    write_wav(tmp_path / "chapter" / "mine.wav", hum(2.4))
    assert voice.key(line("Words.", "mine")) != before
    assert pace.timing(line("Words.", "mine")).seconds == pytest.approx(2.4, abs=0.15)


def test_without_a_voice_only_recordings_are_heard(tmp_path: Path) -> None:
    write_wav(tmp_path / "chapter" / "mine.wav", hum(1))
    pace = pace_of(settings(tmp_path, "none"))
    assert pace.timing(line("Words.", "mine")).seconds > 0.9
    assert pace.timing(line("∂.", "other")).seconds == 0


def test_a_recording_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "chapter"
    write_wav(folder / "silent.wav", np.zeros(RATE, np.float32))
    write_wav(folder / "endless.wav", hum(130, 8_000), 8_000)
    (folder / "text.wav").write_text("not a sound")
    said = {"silent": "nothing but silence", "endless": "longer than 120 s", "text": "not a sound"}
    voice = voice_of(settings(tmp_path))
    for beat, reason in said.items():
        with pytest.raises(VoiceError, match=rf"{beat}\.wav: .*{reason}"):
            voice.say(line("Words.", beat))
