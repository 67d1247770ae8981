"""The lecture: every chapter's pictures one after the other, chapter marks and captions at their times."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import av
import pytest

from config import Settings
from scenes.film.errors import ProductionError
from scenes.film.joining.assemble import FilmPart, assemble
from scenes.film.joining.captions import cues
from scenes.film.joining.narration import Narration
from scenes.film.plan import timelines
from scenes.film.project import SceneRef
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render
from tests.scenes.small_profiles import with_profiles


def drawn(entry: SceneRef, settings: Settings, out: Path, profile: str = "tiny") -> FilmPart:
    """Draw a chapter and return it as a part of a lecture."""
    outcome = render((entry,), settings, profile=profile, jobs=1, out=out, reporter=Notes())
    assert outcome.failures == []
    (timeline,) = timelines((entry,), settings)
    return FilmPart(out / "chapters" / f"{entry.id}.mp4", timeline, cues(timeline))


def times(video: Path) -> list[float]:
    """Return the time of every picture."""
    with av.open(video) as container:
        return [float(frame.time or 0.0) for frame in container.decode(video=0)]


def plain(blocks: list[str]) -> list[str]:
    """Return WebVTT blocks with their texts unescaped."""
    return [unescape(block) for block in blocks]


def test_chapters_follow_one_another_without_a_gap(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    part = drawn(entries["tiny"], small, tmp_path)
    second = replace(part, timeline=replace(part.timeline, title="Once more"))
    film = assemble([part, second], tmp_path, Narration(small.narration, tmp_path, on=True), title="Both")
    one = times(part.video)
    assert times(film) == pytest.approx([*one, *(time + part.timeline.duration for time in one)])
    with av.open(film) as container:
        marks = [
            (mark["metadata"]["title"], mark["start"] * (mark["time_base"] or 0))
            for mark in container.chapters()
        ]
    assert [title for title, _ in marks] == ["Tiny & small", "Once more"]
    assert [float(start) for _, start in marks] == pytest.approx([0, part.timeline.duration], abs=1e-3)
    blocks = (tmp_path / "lecture.vtt").read_text(encoding="utf-8").split("\n\n")[1:]
    assert len(blocks) == 4
    assert blocks[0].split("\n")[1:] == blocks[2].split("\n")[1:]
    assert blocks[2].startswith("00:00:03.66")
    with av.open(film) as container:
        track = container.streams.subtitles[0]
        assert track.metadata["language"] == "eng"
        told = [
            (float((packet.pts or 0) * packet.time_base), bytes(packet)[2:].decode())
            for packet in container.demux(track)
            if len(bytes(packet)) > 2
        ]
    assert [text for _, text in told] == [block.split("\n", 1)[1].strip() for block in plain(blocks)]
    assert [start for start, _ in told][2] == pytest.approx(part.timeline.duration, abs=2e-3)
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_chapter_that_continues_begins_with_its_second_beat(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    part = drawn(entries["tiny"], small, tmp_path)
    later = part.timeline.after_first_beat()
    skipped = round((part.timeline.duration - later.duration) * 30)
    again = FilmPart(part.video, later, cues(later), skipped)
    film = assemble([part, again], tmp_path, Narration(small.narration, tmp_path, on=True), title="Both")
    one = times(part.video)
    onward = [time - one[skipped] + part.timeline.duration for time in one[skipped:]]
    assert times(film) == pytest.approx([*one, *onward])
    assert pictures(film)[len(one) :] == pictures(part.video)[skipped:]
    assert [beat.id for beat in later.beats] == [beat.id for beat in part.timeline.beats[1:]]
    assert later.beats[0].start == 0.0
    blocks = (tmp_path / "lecture.vtt").read_text(encoding="utf-8").split("\n\n")[1:]
    assert len(blocks) == 3


def pictures(film: Path) -> list[int]:
    """Return what every frame of a film shows, as hashes."""
    with av.open(film) as container:
        return [hash(frame.to_ndarray().tobytes()) for frame in container.decode(video=0)]


def test_chapters_of_different_sizes_are_not_joined(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    other = small.profiles["tiny"].model_copy(update={"width": 320, "height": 180})
    settings = with_profiles(small, other=other)
    part = drawn(entries["tiny"], settings, tmp_path)
    odd = drawn(entries["tiny"], settings, tmp_path / "odd", "other")
    (tmp_path / "lecture.mp4").write_bytes(b"the film before")
    with pytest.raises(ProductionError, match="is not encoded like"):
        assemble([part, odd], tmp_path, Narration(small.narration, tmp_path, on=True), title="Both")
    assert (tmp_path / "lecture.mp4").read_bytes() == b"the film before"
