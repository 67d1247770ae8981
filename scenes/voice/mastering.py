"""A voice made ready to be heard: silence cut off at both ends, even loudness, no peak too high.

Loudness is that of EBU R 128 (ITU-R BS.1770-4), measured by FFmpeg's ebur128 filter.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph

from scenes.voice.speech import RATE, Samples

LOUDNESS = -16.0
"""Integrated loudness of each line in LUFS, as players of talks on the web expect it."""

_CEILING = -2.5
"""Decibels below full scale that peaks are held under; what encoding adds stays below -1 dBTP."""
_OVERSAMPLED = 4 * RATE
"""Peaks between samples are seen at four times the rate (BS.1770-4, annex 2)."""
_SILENT = 10 ** (-50 / 20)
_BEFORE, _AFTER, _FADE = 0.03, 0.08, 0.01
_ROUNDS, _NEAR = 2, 0.2
"""How often loudness is corrected for what holding the peaks took of it, and the LU that do not matter."""
_CHUNK = 4800
_LEAST = 0.5
"""Seconds of sound that a measurement of loudness wants (blocks of 0.4 s)."""


@dataclass(frozen=True)
class Loudness:
    """What FFmpeg measures: integrated loudness in LUFS, the highest true peak in dBTP."""

    integrated: float
    peak: float


def mastered(samples: Samples, rate: int) -> Samples:
    """Return a voice recorded at some rate as the project's sound: trimmed, `LOUDNESS` loud, peaks held."""
    trimmed = _trimmed(_filtered(samples, rate, (("aresample", str(RATE)),)))
    if not trimmed.size:
        return trimmed
    gain, sound = 0.0, trimmed
    for _ in range(_ROUNDS):
        missing = LOUDNESS - _measured(sound, "none").integrated
        if abs(missing) < _NEAR:
            break
        gain += missing
        sound = _held(trimmed * np.float32(10 ** (gain / 20)))
    return sound


def measured(samples: Samples) -> Loudness:
    """Return how loud a sound at the project's rate is. Shorter than half a second counts as repeated."""
    return _measured(samples, "true")


def _measured(samples: Samples, peaks: str) -> Loudness:
    repeats = max(1, round(_LEAST * RATE / max(1, samples.size) + 0.5))
    graph, found = Graph(), {"I": float("-inf"), "true_peaks_ch0": 0.0}
    for frame in _through(graph, np.tile(samples, repeats), RATE, (("ebur128", f"metadata=1:peak={peaks}"),)):
        for name in found:
            if f"lavfi.r128.{name}" in frame.metadata:
                found[name] = float(frame.metadata[f"lavfi.r128.{name}"])
    peak = found["true_peaks_ch0"]
    return Loudness(found["I"], 20 * float(np.log10(peak)) if peak > 0 else float("-inf"))


def _trimmed(samples: Samples) -> Samples:
    """Cut what is far quieter than the loudest sound off both ends, with a short fade."""
    loud = np.flatnonzero(np.abs(samples) > _SILENT * max(1e-9, float(np.abs(samples).max(initial=0.0))))
    if not loud.size:
        return samples[:0]
    start = max(0, int(loud[0]) - round(_BEFORE * RATE))
    kept: Samples = samples[start : int(loud[-1]) + round(_AFTER * RATE)].copy()
    ramp = np.linspace(0.0, 1.0, min(round(_FADE * RATE), kept.size), dtype=np.float32)
    kept[: ramp.size] *= ramp
    kept[kept.size - ramp.size :] *= ramp[::-1]
    return kept


def _held(samples: Samples) -> Samples:
    """Turn down what peaks too high, peaks between samples included."""
    limit = f"limit={10 ** (_CEILING / 20):.6f}:attack=2:release=40:level=disabled:latency=1"
    steps = (("aresample", str(_OVERSAMPLED)), ("alimiter", limit), ("aresample", str(RATE)))
    return _filtered(samples, RATE, steps)[: samples.size]


def _filtered(samples: Samples, rate: int, steps: tuple[tuple[str, str], ...]) -> Samples:
    graph = Graph()
    pieces = [frame.to_ndarray()[0] for frame in _through(graph, samples, rate, steps)]
    joined: Samples = np.concatenate([*pieces, np.zeros(0, np.float32)]).astype(np.float32)
    return joined


def _through(
    graph: Graph, samples: Samples, rate: int, steps: tuple[tuple[str, str], ...]
) -> list[av.AudioFrame]:
    """Return the frames that come out of a chain of FFmpeg's filters."""
    source = graph.add_abuffer(sample_rate=rate, format="fltp", layout="mono", time_base=Fraction(1, rate))
    chain = [graph.add(name, arguments) for name, arguments in (*steps, ("aformat", "sample_fmts=fltp"))]
    sink = graph.add("abuffersink")
    for earlier, later in zip([source, *chain], [*chain, sink], strict=True):
        earlier.link_to(later)
    graph.configure()
    found: list[av.AudioFrame] = []
    for start in range(0, samples.size, _CHUNK):
        piece = np.ascontiguousarray(samples[None, start : start + _CHUNK], np.float32)
        frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        source.push(frame)
        found += _pulled(sink)
    source.push(None)
    return [*found, *_pulled(sink)]


def _pulled(sink: av.filter.context.FilterContext) -> list[av.AudioFrame]:
    found: list[av.AudioFrame] = []
    while True:
        try:
            frame = sink.pull()
        except (av.BlockingIOError, av.EOFError):
            return found
        assert isinstance(frame, av.AudioFrame)
        found.append(frame)
