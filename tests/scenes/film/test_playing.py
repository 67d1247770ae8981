"""The lecture in a real browser, from its first picture to its last; and as a strict decoder sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from playwright.sync_api import Page

from config import Settings
from scenes.film.joining.assemble import FilmPart, assemble
from scenes.film.joining.captions import cues
from scenes.film.project import SceneRef
from tests.scenes.browsers import chromium_page as chromium_page
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render

PLAY = """
async (source) => {
    const video = document.createElement("video");
    document.body.append(video);
    video.src = source;
    video.muted = true;
    const seen = [];
    video.addEventListener("timeupdate", () => seen.push(video.currentTime));
    await video.play();
    await new Promise((done, failed) => {
        video.addEventListener("ended", done);
        video.addEventListener("error", () => failed(new Error(video.error.message)));
    });
    return {
        seen, duration: video.duration, end: video.currentTime,
        sound: video.webkitAudioDecodedByteCount,
    };
}
"""


def lecture(entry: SceneRef, settings: Settings, out: Path) -> tuple[Path, float]:
    """Return a lecture of the same chapter twice, and how long it lasts."""
    outcome = render([entry], settings, profile="tiny", jobs=1, out=out, reporter=Notes())
    timeline = outcome.scenes[0].plan.timeline
    part = FilmPart(out / "chapters" / f"{entry.id}.mp4", timeline, cues(timeline))
    again = replace(part, timeline=replace(timeline, title="Once more"))
    return assemble([part, again], out, outcome.narration, title="Twice"), 2 * timeline.duration


def test_a_browser_plays_it_from_start_to_end(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path, chromium_page: Page
) -> None:
    """Without a stop or an error, with its sound, for as long as it lasts."""
    film, duration = lecture(entries["tiny"], small, tmp_path)
    blank = tmp_path / "blank.html"
    blank.write_text("<!doctype html><title>blank</title><body></body>")
    chromium_page.goto(blank.as_uri())
    found: dict[str, Any] = chromium_page.evaluate(PLAY, film.as_uri())
    assert found["duration"] == pytest.approx(duration, abs=0.05)
    assert found["end"] == pytest.approx(found["duration"], abs=0.01)
    assert found["seen"] == sorted(found["seen"])
    assert found["sound"] > 1000


def test_a_strict_decoder_finds_nothing_to_complain_about(
    entries: dict[str, SceneRef], small: Settings, tmp_path: Path
) -> None:
    """Every packet of every stream is decoded with FFmpeg told to stop at the first flaw; times only grow."""
    film, duration = lecture(entries["tiny"], small, tmp_path)
    with av.open(str(film), options={"err_detect": "explode"}) as container:
        for stream in (container.streams.video[0], container.streams.audio[0]):
            stream.codec_context.options = {"err_detect": "explode"}
        ends: dict[str, list[float]] = {"video": [], "audio": []}
        for frame in container.decode(container.streams.video[0], container.streams.audio[0]):
            assert isinstance(frame, av.VideoFrame | av.AudioFrame)
            assert not frame.is_corrupt
            assert frame.time is not None
            ends["video" if isinstance(frame, av.VideoFrame) else "audio"].append(frame.time)
    assert len(ends["video"]) == round(duration * 30)
    for times in ends.values():
        assert times == sorted(set(times))
        assert times[-1] == pytest.approx(duration, abs=0.05)
