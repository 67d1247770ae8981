"""Made-up sounds, and files with them."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from scenes.voice.speech import RATE, Samples


def hum(seconds: float, rate: int = RATE, hertz: float = 220.0) -> Samples:
    """Return a tone."""
    at = np.arange(round(seconds * rate)) / rate
    tone: Samples = (0.3 * np.sin(2 * np.pi * hertz * at)).astype(np.float32)
    return tone


def write_wav(path: Path, samples: Samples, rate: int = RATE) -> None:
    """Write a sound as 16-bit WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
