"""A speaker's own recordings, a WAV file a beat, heard instead of another voice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from scenes.voice.mastering import mastered
from scenes.voice.speech import RATE, Line, Samples, Voice, VoiceError

_SUFFIX = ".wav"
_LONGEST = 120.0
"""Seconds that one beat's recording may last: far more than any sentence, far less than a lecture."""


class Recordings:
    """The files `<scene>/<beat>.wav` below a folder; what is not recorded is left to another voice."""

    def __init__(self, folder: Path, otherwise: Voice) -> None:
        self._folder, self._otherwise = folder, otherwise

    def key(self, line: Line) -> str:
        """Return what the sound of a line depends on: what the recording holds, if there is one."""
        path = self._path(line)
        if not path.is_file():
            return self._otherwise.key(line)
        return f"recording {hashlib.sha256(_content(path)).hexdigest()}"

    def say(self, line: Line) -> Samples:
        """Return the recording of a line, trimmed and as loud as every line.

        Raises `VoiceError` naming the file for one that holds no sound or is longer than two minutes.
        """
        path = self._path(line)
        if not path.is_file():
            return self._otherwise.say(line)
        samples = mastered(_decoded(path), RATE)
        if not samples.size:
            raise VoiceError(f"{path}: holds nothing but silence; record the sentence {line.spoken!r}")
        return samples

    def strangers(self, scene: str, beats: frozenset[str]) -> Iterator[str]:
        """Yield a line about each recording of a scene that belongs to none of its beats."""
        names = ", ".join(f"{beat}{_SUFFIX}" for beat in sorted(beats))
        for path in sorted((self._folder / scene).glob("*")):
            if path.suffix != _SUFFIX or path.stem not in beats:
                yield f"{path}: belongs to no beat of {scene}; its files are {names}"

    def _path(self, line: Line) -> Path:
        return self._folder / line.scene / f"{line.beat}{_SUFFIX}"


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VoiceError(f"{path}: cannot be read ({error.strerror})") from None


def _decoded(path: Path) -> Samples:
    """Return a recording as one channel at the project's rate."""
    pieces = [np.zeros(0, np.float32)]
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    try:
        with av.open(str(path)) as recording:
            for frame in recording.decode(audio=0):
                pieces += [part.to_ndarray()[0] for part in resampler.resample(frame)]
                if sum(map(len, pieces)) > _LONGEST * RATE:
                    raise VoiceError(f"{path}: is longer than {_LONGEST:.0f} s; record one sentence a file")
            pieces += [part.to_ndarray()[0] for part in resampler.resample(None)]
    except (av.FFmpegError, IndexError, OSError):
        raise VoiceError(f"{path}: is not a sound file that can be read") from None
    samples: Samples = np.concatenate(pieces).astype(np.float32)
    return samples
