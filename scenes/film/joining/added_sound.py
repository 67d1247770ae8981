"""Sound files that scenes add, decoded and laid into what is heard."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from scenes.film.errors import ProductionError, reason
from scenes.film.timeline import Sound
from scenes.voice.speech import RATE

CHANNELS = 2

Stereo = NDArray[np.float32]
"""Samples of both channels, shape (2, count)."""


def mixed(heard: Stereo, start: float, sounds: tuple[Sound, ...]) -> Stereo:
    """Return what is heard from a time on (seconds from the scene's start) with sounds laid into it.

    They come in the order in which they were added; one with a `background_gain` changes what came before it.
    Raises `ProductionError` for a file that cannot be read as sound.
    """
    result = heard.copy()
    for sound in sounds:
        samples = _samples(sound.file)
        first = round((sound.start - start) * RATE)
        low, high = max(0, first), min(result.shape[1], first + samples.shape[1])
        if low >= high:
            continue
        part = result[:, low:high] * _factor(sound.background_gain)
        result[:, low:high] = part + samples[:, low - first : high - first] * _factor(sound.gain)
    return np.clip(result, -1.0, 1.0)


def _factor(gain: float) -> np.float32:
    """Return the factor of a gain in decibels."""
    return np.float32(10 ** (gain / 20))


def _samples(file: str) -> Stereo:
    """Return the samples of a sound file as it is now, at the film's rate."""
    try:
        return _decoded(file, Path(file).stat().st_mtime_ns)
    except OSError as error:
        raise ProductionError(f"{file}: cannot be read as sound: {reason(error)}") from error


@lru_cache(maxsize=8)
def _decoded(file: str, _modified: int) -> Stereo:
    try:
        with av.open(file) as container:
            resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
            frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
            frames += resampler.resample(None)
    except (av.FFmpegError, IndexError) as error:
        raise ProductionError(f"{file}: cannot be read as sound: {error}") from error
    pieces = [frame.to_ndarray() for frame in frames]
    return np.concatenate(pieces, axis=1) if pieces else np.zeros((CHANNELS, 0), np.float32)
