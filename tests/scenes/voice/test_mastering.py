"""Loudness against what ITU-R BS.1770 itself says of test signals; trimming and peaks on made-up voices."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.voice.mastering import LOUDNESS, mastered, measured
from scenes.voice.speech import RATE, Samples, timing


def tone(seconds: float, level: float, hertz: float = 997.0) -> Samples:
    """Return a sine whose peaks are so many decibels below full scale."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave: Samples = (10 ** (level / 20) * np.sin(2 * np.pi * hertz * at)).astype(np.float32)
    return wave


def silence(seconds: float) -> Samples:
    """Return nothing to be heard."""
    return np.zeros(round(seconds * RATE), np.float32)


def voice(seconds: float, level: float) -> Samples:
    """Return something as uneven as speech: bursts of noise, some far louder than the rest."""
    noise = np.random.default_rng(1).normal(0, 0.2, round(seconds * RATE))
    swell = np.abs(np.sin(2 * np.pi * 2.3 * np.arange(noise.size) / RATE)) ** 4
    burst: Samples = (10 ** (level / 20) * noise * swell).astype(np.float32)
    return burst


@pytest.mark.parametrize("level", [-3.0, -20.0, -35.0])
def test_a_sine_is_as_loud_as_the_standard_says(level: float) -> None:
    """997 Hz at 0 dBFS in one channel reads -3.01 LUFS (BS.1770-4); its true peak is its level."""
    found = measured(tone(4, level))
    assert found.integrated == pytest.approx(level - 3.01, abs=0.1)
    assert found.peak == pytest.approx(level, abs=0.2)


def test_a_peak_between_the_samples_is_seen() -> None:
    """A sine at a quarter of the rate, sampled off its peaks, peaks 3 dB above its samples."""
    at = np.arange(RATE)
    samples = (0.5 * np.hanning(at.size) * np.sin(np.pi / 2 * at + np.pi / 4)).astype(np.float32)
    assert 20 * np.log10(np.abs(samples).max()) == pytest.approx(-9.03, abs=0.01)
    assert measured(samples).peak == pytest.approx(-6.02, abs=0.4)


@pytest.mark.parametrize("level", [-30.0, 0.0, 14.0])
@pytest.mark.parametrize("seconds", [0.4, 1.0, 6.0])
def test_quiet_and_loud_voices_come_out_alike(level: float, seconds: float) -> None:
    found = measured(mastered(np.clip(voice(seconds, level), -1, 1), RATE))
    assert found.integrated == pytest.approx(LOUDNESS, abs=1.0)
    assert found.peak < -1.5


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100, 48_000])
def test_silence_goes_from_both_ends_and_stays_inside(rate: int) -> None:
    """Whatever the recording's rate: its length in seconds, less the silence around it."""
    whole = np.concatenate([silence(0.7), tone(1, -12), silence(0.5), tone(1, -12), silence(0.9)])
    at = np.arange(round(whole.size * rate / RATE)) * RATE / rate
    recorded = np.interp(at, np.arange(whole.size), whole).astype(np.float32)
    heard = timing(mastered(recorded, rate))
    assert heard.seconds == pytest.approx(2.5 + 0.11, abs=0.03)
    ((start, end),) = heard.pauses
    assert start == pytest.approx(1.03, abs=0.04)
    assert end == pytest.approx(1.53, abs=0.04)


def test_nothing_stays_nothing() -> None:
    assert mastered(silence(2), RATE).size == 0
    assert mastered(silence(0), RATE).size == 0
