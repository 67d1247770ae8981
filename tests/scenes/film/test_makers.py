"""What makers write comes out as they wrote it, whichever beat is drawn by whom, or is refused in words."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from config import Settings
from scenes.film.cache.segments import Segments
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from tests.scenes.film import maker_chapters
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render

SCENES = {
    name: SceneRef(name.lower(), maker_chapters.__name__, name)
    for name in vars(maker_chapters)
    if name.startswith("Maker")
}
WHOLE = sorted(SCENES.keys() - {"MakerChance"})


@pytest.fixture(autouse=True)
def _sound() -> Iterator[None]:
    """Put half a second of a tone where the chapter looks for it."""
    with wave.open(str(maker_chapters.ding()), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        tone = np.sin(2 * np.pi * 880 * np.arange(22_050) / 44_100)
        file.writeframes((tone * 20_000).astype("<i2").tobytes())
    yield
    maker_chapters.ding().unlink()


def made(name: str, settings: Settings, out: Path, *, beats: bool = False) -> BuildResult:
    """Render one of the chapters with one worker, without a voice."""
    return render([SCENES[name]], settings, out=out, reporter=Notes(), narrated=False, beats=beats)


@pytest.mark.parametrize("name", WHOLE)
def test_a_beat_drawn_alone_is_that_of_the_film(name: str, small: Settings, tmp_path: Path) -> None:
    """Every beat again, by a worker that skips all before it."""
    whole = made(name, small, tmp_path)
    assert whole.failures == []
    segments = Segments(tmp_path / "cache" / "segments")
    (scene,) = whole.scenes
    for key in scene.keys.values():
        film = segments.path(key)
        drawn = film.read_bytes()
        film.unlink()
        again = made(name, small, tmp_path, beats=True)
        assert again.failures == []
        assert [task.beat for task in again.scenes[0].done] == [
            beat for beat, other in scene.keys.items() if other == key
        ]
        assert film.read_bytes() == drawn


def test_a_condition_ends_a_wait(small: Settings, tmp_path: Path) -> None:
    (scene,) = made("MakerWaitUntil", small, tmp_path).scenes
    first = scene.plan.timeline.beats[0]
    assert 1.5 < first.end - first.start < 2.2


def test_what_depends_on_the_number_of_frames_is_played_frame_by_frame(
    small: Settings, tmp_path: Path
) -> None:
    """Also where only the drawing shows that it does: then the scene is planned once more."""
    assert made("MakerGrowing", small, tmp_path).scenes[0].plan.stepped
    assert not made("MakerCamera", small, tmp_path).scenes[0].plan.stepped


def test_a_scene_that_is_another_each_time_is_told_by_its_beat(small: Settings, tmp_path: Path) -> None:
    (told,) = made("MakerChance", small, tmp_path).failures
    assert told.startswith("makerchance, beat 'one': each time it is played it comes out otherwise")
    assert "is something random that is not seeded, or read from the clock?" in told


def test_random_numbers_start_from_the_same_seed(small: Settings, tmp_path: Path) -> None:
    one, other = (made("MakerRandom", small, tmp_path / name).scenes[0] for name in ("one", "other"))
    assert one.keys == other.keys


def heard(film: Path) -> tuple[NDArray[np.float32], int]:
    """Return the first channel of a film's sound, and how many samples a second has."""
    with av.open(film) as container:
        pieces = [frame.to_ndarray()[0] for frame in container.decode(audio=0)]
        return np.concatenate(pieces), container.streams.audio[0].rate


def test_a_sound_is_heard_at_its_time(small: Settings, tmp_path: Path) -> None:
    """0.2 s after its beat begins, for half a second, at its pitch."""
    (scene,) = made("MakerSound", small, tmp_path).scenes
    assert scene.video is not None
    samples, rate = heard(scene.video)
    start = scene.plan.timeline.beats[1].start + 0.2
    loud = np.abs(samples) > 0.1
    assert np.flatnonzero(loud)[0] / rate == pytest.approx(start, abs=0.03)
    assert np.flatnonzero(loud)[-1] / rate == pytest.approx(start + 0.5, abs=0.03)
    part = samples[round((start + 0.1) * rate) : round((start + 0.4) * rate)]
    spectrum = np.abs(np.fft.rfft(part))
    assert np.argmax(spectrum) * rate / part.size == pytest.approx(880, abs=10)


def test_another_sound_under_the_same_name_is_heard_without_drawing(small: Settings, tmp_path: Path) -> None:
    made("MakerSound", small, tmp_path)
    with wave.open(str(maker_chapters.ding()), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(b"\0\0" * 22_050)
    (scene,) = made("MakerSound", small, tmp_path).scenes
    assert scene.drawn == 0
    assert scene.video is not None
    assert np.abs(heard(scene.video)[0]).max() < 0.01
