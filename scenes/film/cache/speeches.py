"""Cached speech: each line's sound on disk, under the key of everything that decides it."""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from scenes.film.cache import code, packages
from scenes.film.cache.store import Store
from scenes.voice.speech import RATE, Line, Samples, Voice

LIMIT = 2**29
"""Bytes that kept speech may take. The lecture takes about 30 MB, so many versions have room."""

_FULL_SCALE = 2**15 - 1


class Speeches:
    """A voice whose lines are synthesised once and kept below a folder, as FLAC."""

    def __init__(self, folder: Path, voice: Voice) -> None:
        self._store, self._voice = Store(folder, ".flac"), voice

    def key(self, line: Line) -> str:
        """Return the key of all that decides a line's sound, the code and packages that make it included."""
        told = (self._voice.key(line), packages.digest(packages.SPEAKING), *_code())
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def say(self, line: Line) -> Samples:
        """Return the sound of a line. Raises `VoiceError` as the voice does, and `OSError`."""
        key = self.key(line)
        if self._store.has(key):
            with suppress(OSError, av.FFmpegError):
                return _read(self._store.path(key))
        samples = _as_kept(self._voice.say(line))
        if samples.size:
            self._store.write(key, _as_flac(samples))
        return samples

    def prune(self, limit: int = LIMIT) -> None:
        """Remove what was not heard for the longest time, until the rest takes no more than a limit."""
        self._store.prune(limit)


@cache
def _code() -> tuple[str, ...]:
    """Return a digest of each file that makes sounds."""
    return tuple(code.digest(path) for path in code.reached(("scenes.voice.choice",)))


def _as_kept(samples: Samples) -> Samples:
    """Return a sound as it comes back from the disk: 16 bits a sample."""
    return _as_samples(np.round(samples * _FULL_SCALE).astype(np.int16))


def _as_flac(samples: Samples) -> bytes:
    data = np.round(samples * _FULL_SCALE).astype(np.int16)[None]
    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(data, format="s16", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def _read(path: Path) -> Samples:
    with av.open(str(path)) as container:
        pieces = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
    return _as_samples(np.concatenate(pieces))


def _as_samples(data: NDArray[np.int16]) -> Samples:
    return data.astype(np.float32) / np.float32(_FULL_SCALE)
