"""What is heard in a film: each beat's words where its timeline has them, and the sounds that it adds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from scenes.film.cache.speeches import Speeches
from scenes.film.errors import ProductionError
from scenes.film.joining.added_sound import CHANNELS, mixed
from scenes.film.timeline import Beat, Timeline
from scenes.voice.choice import VoiceSettings, voice_of
from scenes.voice.recordings import Recordings
from scenes.voice.speech import RATE, Line, Samples, VoiceError


class Narration:
    """The voice of a build, silent if not `on`; what it has said is kept in the cache of `out`."""

    def __init__(self, voice: VoiceSettings, out: Path, *, on: bool) -> None:
        self._recordings = voice.recordings
        self._on = on and (voice.voice != "none" or self._recordings is not None)
        self.speeches = Speeches(out / "cache" / "speech", voice_of(voice))

    def key(self, timeline: Timeline) -> str:
        """Return a text that differs whenever what is heard in a scene does."""
        if not self._on:
            return "silent"
        return "\n".join(self.speeches.key(line_of(timeline, beat)) for beat in timeline.beats)

    def check(self, timeline: Timeline) -> None:
        """Raise `ProductionError` for the first recording of a scene that belongs to no beat of it."""
        if self._recordings is None:
            return
        beats = frozenset(beat.id for beat in timeline.beats)
        for line in Recordings(self._recordings, self.speeches).strangers(timeline.scene, beats):
            raise ProductionError(line)

    def of_scenes(self, timelines: Sequence[Timeline]) -> Iterator[Samples]:
        """Yield what is heard in scenes, one after another, from each beat's start to the next one's.

        Nothing at all if nothing is to be heard in any; in two channels, shape (2, count), if one adds sounds
        of its own. Raises `ProductionError` for a line that cannot be said, or a sound that cannot be read,
        any more.
        """
        stereo = any(timeline.sounds for timeline in timelines)
        for timeline in timelines:
            for beat in timeline.beats:
                yield from self._of_beat(timeline, beat, stereo=stereo)

    def of_beat(self, timeline: Timeline, beat: Beat) -> Iterator[Samples]:
        """Yield what is heard from a beat's start to the next one's. Raises as `of_scenes` does."""
        return self._of_beat(timeline, beat, stereo=bool(timeline.sounds))

    def _of_beat(self, timeline: Timeline, beat: Beat, *, stereo: bool) -> Iterator[Samples]:
        if not self._on and not stereo:
            return
        start, end = (round(tick * RATE / timeline.rate) for tick in timeline.span(beat))
        heard = np.zeros(end - start, np.float32)
        if self._on and beat.speech is not None:
            try:
                samples = self.speeches.say(line_of(timeline, beat))
            except VoiceError as error:
                raise ProductionError(f"{timeline.scene}, beat {beat.id!r}: {error}") from None
            first = round(beat.speech.start * RATE) - start
            fitting = samples[: heard.size - first]
            heard[first : first + fitting.size] = fitting
        if stereo:
            yield mixed(np.stack([heard] * CHANNELS), start / RATE, timeline.sounds)
        else:
            yield heard


def line_of(timeline: Timeline, beat: Beat) -> Line:
    """Return what is said in a beat."""
    return Line(timeline.scene, beat.id, beat.spoken)
