"""What is heard in the films: where the timeline has it, as loud as it should be, or not at all."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from config import Settings
from scenes.film.joining.captions import cues
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from scenes.outputs.clips.make import make_all
from scenes.voice.mastering import measured
from scenes.voice.speech import RATE, Samples
from tests.scenes.checkout import frames
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.voice.sounds import hum, write_wav


def drawn(entry: SceneRef, settings: Settings, out: Path, *, narrated: bool = True) -> BuildResult:
    """Render a chapter in the tiny profile."""
    return render([entry], settings, profile="tiny", jobs=1, out=out, reporter=Notes(), narrated=narrated)


def heard(film: Path) -> Samples:
    """Return what a player makes of a film's sound, from the film's start."""
    with av.open(film) as container:
        assert len(container.streams.audio) == 1
        pieces: list[Samples] = []
        for frame in container.decode(audio=0):
            assert frame.sample_rate == RATE
            if not pieces and frame.pts and frame.time_base:
                pieces.append(np.zeros(max(0, round(frame.pts * frame.time_base * RATE)), np.float32))
            pieces.append(frame.to_ndarray()[0])
    samples: Samples = np.concatenate(pieces)
    return samples


def with_recordings(settings: Settings, folder: Path) -> Settings:
    """Return settings whose own recordings lie in a folder."""
    return settings.model_copy(
        update={"narration": settings.narration.model_copy(update={"recordings": folder})}
    )


def test_words_are_heard_where_the_timeline_has_them(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Silent until a beat's words, silent after them; captions stand with them; as loud as promised."""
    outcome = drawn(entries["tiny"], small, tmp_path)
    timeline = outcome.scenes[0].plan.timeline
    film = tmp_path / "chapters" / "tiny.mp4"
    samples = heard(film)
    assert samples.size / RATE == pytest.approx(timeline.duration, abs=0.05)
    loud = np.abs(samples) > 0.02
    for beat, cue in zip(timeline.beats, cues(timeline), strict=True):
        assert beat.speech is not None
        start, end = timeline.span(beat)
        inside = np.flatnonzero(loud[start * RATE // 15 : end * RATE // 15]) / RATE + start / 15
        assert inside[0] == pytest.approx(beat.speech.start, abs=0.1)
        assert inside[-1] == pytest.approx(beat.speech.end, abs=0.15)
        assert cue.start == pytest.approx(inside[0], abs=0.2)
        assert beat.end - beat.speech.end >= 0.2
    found = measured(samples)
    # Two words in three seconds: the standard's blocks of 0.4 s are half filled with silence.
    assert found.integrated == pytest.approx(-16, abs=1.5)
    assert found.peak < -1
    with av.open(film) as container:
        assert [stream.metadata.get("language") for stream in container.streams] == ["eng"] * 3
        assert container.metadata["title"] == timeline.title


def test_clips_carry_their_words(entries: dict[str, SceneRef], small: Settings, tmp_path: Path) -> None:
    outcome = drawn(entries["tiny"], small, tmp_path)
    make_all(outcome.scenes, tmp_path, outcome.narration)
    for beat in outcome.scenes[0].plan.timeline.beats:
        samples = heard(tmp_path / "clips" / "tiny" / f"{beat.id}.mp4")
        assert np.flatnonzero(np.abs(samples) > 0.02)[0] / RATE == pytest.approx(0.13, abs=0.1)


def test_without_narration_the_same_film_is_silent(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Nothing is drawn for it; with the sound it comes back."""
    drawn(entries["tiny"], small, tmp_path)
    film = tmp_path / "chapters" / "tiny.mp4"
    before = frames(film)
    silent = drawn(entries["tiny"], small, tmp_path, narrated=False)
    assert silent.scenes[0].drawn == 0
    with av.open(film) as container:
        assert not container.streams.audio
    assert np.array_equal(frames(film), before)
    again = drawn(entries["tiny"], small, tmp_path)
    assert again.scenes[0].drawn == 0
    assert heard(film).size


def test_a_recording_is_waited_for_and_heard(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """A recording longer than its beat makes the beat longer; another of the same length draws nothing."""
    settings = with_recordings(small, tmp_path / "mine")
    write_wav(tmp_path / "mine" / "tiny" / "rest.wav", hum(4.0))
    first = drawn(entries["tiny"], settings, tmp_path)
    beat = first.scenes[0].plan.timeline.beats[1]
    assert beat.end - beat.start > 4.3
    write_wav(tmp_path / "mine" / "tiny" / "rest.wav", hum(4.0, hertz=330))
    again = drawn(entries["tiny"], settings, tmp_path)
    assert again.scenes[0].drawn == 0
    assert again.scenes[0].key != first.scenes[0].key
    samples = heard(tmp_path / "chapters" / "tiny.mp4")
    middle = samples[round((beat.start + 1) * RATE) : round((beat.start + 2) * RATE)]
    assert np.abs(np.fft.rfft(middle)).argmax() == 330


def test_recordings_that_cannot_be_used_are_told(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """One that belongs to no beat, and one that is no sound: a line with the file, and no film."""
    settings, folder = with_recordings(small, tmp_path / "mine"), tmp_path / "mine" / "tiny"
    write_wav(folder / "rets.wav", hum(1))
    (line,) = drawn(entries["tiny"], settings, tmp_path).failures
    assert "rets.wav: belongs to no beat of tiny; its files are move.wav, rest.wav" in line
    (folder / "rets.wav").rename(folder / "rest.wav")
    (folder / "rest.wav").write_text("not a sound")
    (line,) = drawn(entries["tiny"], settings, tmp_path).failures
    assert line.startswith("tiny, beat 'rest'")
    assert "rest.wav: is not a sound file that can be read" in line
    assert not (tmp_path / "chapters" / "tiny.mp4").exists()
