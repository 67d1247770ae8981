"""Chapters really drawn, small: what lies in the files, and what stays when something fails."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import override

from config import ConfigError, Settings
from scenes.film.cache.costs import Costs
from scenes.film.cache.segments import Segments
from scenes.film.errors import ProductionError, RequestError
from scenes.film.jobs.beat_runs import BeatRun
from scenes.film.plan import timelines
from scenes.film.project import SceneRef
from scenes.film.result import BuildResult
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.small_profiles import with_profiles
from tests.scenes.tiny_chapters import waits

Picture = NDArray[Any]


def files_in(out: Path) -> set[str]:
    """Return the files below a folder that are meant to be seen."""
    found = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if path.parts[0] not in ("cache", ".lock")}


def drawn(wanted: list[SceneRef], settings: Settings, out: Path, jobs: int = 1) -> tuple[BuildResult, Notes]:
    """Render chapters in the tiny profile."""
    notes = Notes()
    return render(wanted, settings, profile="tiny", jobs=jobs, out=out, reporter=notes), notes


def pictures_of(video: Path) -> list[Picture]:
    """Return a film's frames (height, width, 3)."""
    with av.open(video) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_chapter_becomes_its_files(entries: dict[str, SceneRef], small: Settings, tmp_path: Path) -> None:
    """Frames, their times, the index in front, colours, captions, manifest: all as the timeline says."""
    (timeline,) = timelines([entries["tiny"]], small)
    outcome, notes = drawn([entries["tiny"]], small, tmp_path)
    assert outcome.failures == []
    assert notes.told[:2] == [("planning", "tiny"), ("started", "tiny")]
    assert ("finished", "tiny") in notes.told
    assert notes.frames == sorted(notes.frames)
    assert files_in(tmp_path) == {
        "chapters/tiny.mp4",
        "chapters/tiny.srt",
        "chapters/tiny.vtt",
        "manifest.json",
    }

    video = tmp_path / "chapters" / "tiny.mp4"
    with av.open(video) as container:
        stream = container.streams.video[0]
        rate, metadata = stream.average_rate, container.metadata
        pictures = [
            (frame.pts * frame.time_base, frame.to_ndarray(format="rgb24"))
            for frame in container.decode(stream)
            if frame.pts is not None and frame.time_base is not None
        ]
    assert rate == 30
    assert metadata["title"] == "Tiny & small"
    assert [at for at, _ in pictures] == [index / rate for index in range(round(timeline.duration * 30))]
    data = video.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")

    ground = [int(small.theme.background.lstrip("#")[place : place + 2], 16) for place in (0, 2, 4)]
    assert np.abs(pictures[-1][1][2:8, 2:8].astype(int) - ground).max() <= 4
    centres = [np.argwhere(picture[:, :, 0] > 128)[:, 1].mean() for _, picture in (pictures[0], pictures[-1])]
    assert centres[1] - centres[0] == pytest.approx(2 / (128 / 9) * 160, abs=1)

    assert (tmp_path / "chapters" / "tiny.vtt").read_text(encoding="utf-8").count(" --> ") == 2
    (entry,) = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["chapters"]
    listed = entry.pop("files")
    assert entry == timeline.as_json()
    assert listed[0].pop("key") == outcome.scenes[0].key
    assert listed[0] == {"path": "chapters/tiny.mp4", "size": len(data), "profile": "tiny"}


def test_what_is_drawn_is_not_drawn_again(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Nothing the second time; a lost film is joined from its beats; a lost beat is drawn alone."""
    first, _ = drawn([entries["tiny"]], small, tmp_path)
    video = tmp_path / "chapters" / "tiny.mp4"
    before = pictures_of(video)
    stamp = video.stat().st_mtime_ns
    again, notes = drawn([entries["tiny"]], small, tmp_path)
    assert notes.told == [("finished", "tiny")]
    assert video.stat().st_mtime_ns == stamp
    assert again.scenes[0].key == first.scenes[0].key

    video.unlink()
    _, notes = drawn([entries["tiny"]], small, tmp_path)
    assert notes.told == [("finished", "tiny")]
    assert np.array_equal(pictures_of(video), before)

    video.unlink()
    lost = Segments(tmp_path / "cache" / "segments").path(first.scenes[0].keys["rest"])
    lost.unlink()
    _, notes = drawn([entries["tiny"]], small, tmp_path)
    assert ("started", "tiny") in notes.told
    assert 0 < notes.to_draw < len(before)
    assert np.array_equal(pictures_of(video), before)


def test_a_damaged_cache_is_drawn_anew(entries: dict[str, SceneRef], small: Settings, tmp_path: Path) -> None:
    """Rubbish in what is remembered costs time and nothing else."""
    drawn([entries["tiny"]], small, tmp_path)
    before = pictures_of(tmp_path / "chapters" / "tiny.mp4")
    for path in (tmp_path / "cache" / "plans" / "tiny.json", tmp_path / "cache" / "costs.json"):
        path.write_text("[rubbish")
    (tmp_path / "manifest.json").write_text("rubbish")
    outcome, _ = drawn([entries["tiny"]], small, tmp_path)
    assert outcome.failures == []
    assert np.array_equal(pictures_of(tmp_path / "chapters" / "tiny.mp4"), before)


def test_a_plan_with_a_letter_exchanged_is_made_anew(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Even where it still reads as a plan."""
    drawn([entries["tiny"]], small, tmp_path)
    captions = (tmp_path / "chapters" / "tiny.vtt").read_text()
    plans = tmp_path / "cache" / "plans" / "tiny.json"
    plans.write_text(plans.read_text().replace("A square moves", "A square loves"))
    outcome, _ = drawn([entries["tiny"]], small, tmp_path)
    assert outcome.failures == []
    assert (tmp_path / "chapters" / "tiny.vtt").read_text() == captions


def test_a_free_worker_takes_beats_over(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Two beats that take long are drawn by two workers, and the film is the same."""
    alone, _ = drawn([entries["shared"]], small, tmp_path / "alone", jobs=1)
    assert [line.split(": ", 1)[1] for line in alone.failures] == ["RuntimeError: drawn by one"]

    out = tmp_path / "together"
    costs = Costs(out / "cache" / "costs.json")
    for beat in ("move", "rest"):
        costs.learn("shared", beat, small.profiles["tiny"], frames=1, seconds=10_000.0)
    costs.save()

    class Letting(Notes):
        """Lets the first worker begin when it has been asked to leave a beat to the other."""

        @override
        def revoked(self, worker: int, run: BeatRun) -> None:
            super().revoked(worker, run)
            waits().unlink()

    waits().touch()
    notes = Letting()
    try:
        together = render([entries["shared"]], small, profile="tiny", jobs=2, out=out, reporter=notes)
    finally:
        waits().unlink(missing_ok=True)
    assert together.failures == []
    assert [what for what, _ in notes.told if what in ("started", "revoked")] == [
        "started",
        "revoked",
        "started",
    ]
    (timeline,) = timelines([entries["shared"]], small)
    assert together.scenes[0].drawn == round(timeline.duration * 30)


def test_a_failure_stops_no_other_and_spoils_no_file(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """A line for each failure, with chapter, beat and place; older files stay; nothing half lies around."""
    older = tmp_path / "chapters" / "broken.mp4"
    older.parent.mkdir()
    older.write_text("older")
    names = ["broken", "killed", "tiny"]
    outcome, _notes = drawn([entries[name] for name in names], small, tmp_path, jobs=2)
    failures = outcome.failures
    assert sorted(line.split(",")[0].split(":")[0] for line in failures) == ["broken", "killed"]
    (broken,) = [line for line in failures if line.startswith("broken")]
    assert broken.startswith("broken, beat 'rest' (tests/scenes/tiny_chapters.py:")
    assert broken.endswith("): ZeroDivisionError: nothing to divide by")
    (killed,) = [line for line in failures if line.startswith("killed")]
    assert "SIGKILL" in killed
    assert [chapter.entry.id for chapter in outcome.scenes] == ["tiny"]
    assert older.read_text() == "older"
    assert files_in(tmp_path) == {
        "chapters/broken.mp4",
        "chapters/tiny.mp4",
        "chapters/tiny.srt",
        "chapters/tiny.vtt",
        "manifest.json",
    }


def test_who_cannot_be_read_stops_no_other(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """One process reads all: a chapter that fails there, or ends it, costs no other chapter its film."""
    names = ["unplannable", "killedreader", "tiny"]
    outcome, _notes = drawn([entries[name] for name in names], small, tmp_path, jobs=1)
    unplannable, killed = outcome.failures
    assert unplannable.startswith("unplannable, beat 'first' (tests/scenes/tiny_chapters.py:")
    assert killed.startswith("killedreader: the process that drew it was ended by SIGKILL")
    assert [chapter.entry.id for chapter in outcome.scenes] == ["tiny"]


def test_an_interrupt_ends_the_workers(entries: dict[str, SceneRef], small: Settings, tmp_path: Path) -> None:
    """Ctrl-C ends a render at once, however long its chapters would take, and leaves nothing behind."""

    class Impatient(Notes):
        def advanced(self, worker: int, frames: int) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    # A shell that starts the tests in the background has SIGINT ignored.
    heeded = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            render([entries["endless"]], small, profile="tiny", jobs=1, out=tmp_path, reporter=Impatient())
    finally:
        signal.signal(signal.SIGINT, heeded)
    assert multiprocessing.active_children() == []
    assert files_in(tmp_path) == set()
    assert not list(tmp_path.glob(".drawing-*"))


def test_wrong_requests_are_told_before_drawing(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """An unknown profile, one whose frames beats do not fit, and a folder that cannot be made."""
    (tmp_path / "file").write_text("")
    wanted = [entries["endless"]]
    with pytest.raises(ConfigError, match=r"no quality 'huge'; there are: preview, .*tiny"):
        render(wanted, small, profile="huge", jobs=1, out=tmp_path, reporter=Notes())
    odd = with_profiles(small, film=small.profiles["tiny"].model_copy(update={"frame_rate": 24}))
    with pytest.raises(RequestError, match=r"quality 'film': frame_rate = 24: must be a multiple of 15"):
        render(wanted, odd, profile="film", jobs=1, out=tmp_path, reporter=Notes())
    with pytest.raises(ProductionError, match=r"cannot write in .*file: Not a directory"):
        render(wanted, small, profile="tiny", jobs=1, out=tmp_path / "file", reporter=Notes())
