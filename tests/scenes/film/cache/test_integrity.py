"""What lies damaged or exchanged in the cache is noticed and made again, and never becomes part of a film."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from config import Settings
from scenes.film.cache.segments import Segments
from scenes.film.cache.speeches import Speeches
from scenes.film.cache.store import Store
from scenes.film.errors import ProductionError
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from scenes.film.scene_films import SceneFilms
from scenes.voice.speech import Line, Samples
from tests.scenes.checkout import frames
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render

Damage = Callable[[Path], None]


def flipped(place: float) -> Damage:
    """Return what flips a bit at a share of a file's length."""

    def flip(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[min(int(place * len(data)), len(data) - 1)] ^= 0x10
        path.write_bytes(data)

    return flip


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGES: dict[str, Damage] = {
    **{f"a bit at {place}": flipped(place) for place in (0.0, 0.1, 0.35, 0.6, 0.9, 1.0)},
    "cut": cut,
    "empty": emptied,
    "lost": Path.unlink,
}


@pytest.fixture
def drawn(entries: dict[str, SceneRef], small: Settings, tmp_path: Path) -> Callable[[], BuildResult]:
    """Return what renders the tiny chapter, in two beats, into a folder."""

    def draw() -> BuildResult:
        return render([entries["tiny"]], small, out=tmp_path, reporter=Notes())

    return draw


def files_of(result: BuildResult, out: Path, beat: str) -> list[Path]:
    """Return all files that the cache has of a beat."""
    key = result.scenes[0].keys[beat]
    return sorted((out / "cache" / "segments").rglob(f"{key}.*"))


def test_a_damaged_file_of_a_beat_is_drawn_again(drawn: Callable[[], BuildResult], tmp_path: Path) -> None:
    """Film, poster or digests, whatever happened to one of them; the other beat is not drawn."""
    result = drawn()
    video = result.scenes[0].video
    assert video is not None
    before, drawn_first = frames(video), result.scenes[0].drawn
    whole = {path: path.read_bytes() for path in files_of(result, tmp_path, "move")}
    assert {path.suffix for path in whole} == {".mp4", ".png", ".sha256"}
    for path in whole:
        for name, damage in DAMAGES.items():
            damage(path)
            video.unlink()
            again = drawn().scenes[0]
            assert 0 < again.drawn < drawn_first, (path.suffix, name)
            assert np.array_equal(frames(video), before), (path.suffix, name)
    assert {path: path.read_bytes() for path in whole} == whole
    video.unlink()
    assert drawn().scenes[0].drawn == 0


def test_another_beats_files_are_not_taken(drawn: Callable[[], BuildResult], tmp_path: Path) -> None:
    """Even all of them, with their digests."""
    result = drawn()
    video = result.scenes[0].video
    assert video is not None
    before = frames(video)
    for here, there in permutations(("move", "rest")):
        for source, target in zip(
            files_of(result, tmp_path, here), files_of(result, tmp_path, there), strict=True
        ):
            shutil.copyfile(source, target)
        video.unlink()
        assert drawn().scenes[0].drawn > 0
        assert np.array_equal(frames(video), before)


def test_what_is_damaged_just_before_it_is_joined_stops_the_film(
    drawn: Callable[[], BuildResult], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line; the next render draws it."""
    write = SceneFilms.write

    def damaging(self: SceneFilms, scene: object) -> Path:
        (path,) = (path for path in (tmp_path / "cache").rglob("*.mp4") if path.stem == scene.keys["rest"])  # type: ignore[attr-defined]
        flipped(0.5)(path)
        return write(self, scene)  # type: ignore[arg-type]

    with monkeypatch.context() as patch, pytest.raises(ProductionError) as told:
        patch.setattr(SceneFilms, "write", damaging)
        drawn()
    assert str(told.value) == (
        "tiny, beat 'rest': what was drawn of it was lost or damaged on the disk; render again"
    )
    assert not (tmp_path / "chapters" / "tiny.mp4").exists()
    assert 0 < drawn().scenes[0].drawn < drawn().scenes[0].frames


class Once:
    """A voice that notes what it says: a tone of its own for each line."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def key(self, line: Line) -> str:
        return line.spoken

    def say(self, line: Line) -> Samples:
        self.said.append(line.spoken)
        return (np.sin(np.arange(4800) / (3 + len(line.spoken))) / 2).astype(np.float32)


def test_damaged_or_exchanged_speech_is_said_again(tmp_path: Path) -> None:
    voice = Once()
    speeches = Speeches(tmp_path, voice)
    lines = [Line("scene", "beat", "one"), Line("scene", "beat", "another")]
    sounds = [speeches.say(line) for line in lines]
    store = Store(tmp_path, ".flac")
    (one, digests), (another, others) = (
        (store.path(speeches.key(line)), store.path(speeches.key(line), ".sha256")) for line in lines
    )
    for name, damage in DAMAGES.items():
        damage(one)
        assert np.array_equal(speeches.say(lines[0]), sounds[0]), name
        assert voice.said.pop() == "one"
    shutil.copyfile(another, one)
    shutil.copyfile(others, digests)
    assert np.array_equal(speeches.say(lines[0]), sounds[0])
    assert voice.said.pop() == "one"
    assert np.array_equal(speeches.say(lines[1]), sounds[1])
    assert voice.said == ["one", "another"]


def test_an_entry_put_in_again_is_there_again(tmp_path: Path) -> None:
    segments = Segments(tmp_path / "segments")
    key = "ab" * 16
    for content in (b"first", b"second"):
        film, poster = tmp_path / "film", tmp_path / "poster"
        film.write_bytes(content)
        poster.write_bytes(content)
        segments.take(film, poster, key)
        assert segments.has(key)
    flipped(0.5)(segments.poster(key))
    assert not segments.has(key)
    assert not segments.path(key).exists()
