"""The audit plays to its end whatever a maker's chapter brings."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from manim import Dot, tempconfig

from config import load_settings
from scenes.audit.findings import Report
from scenes.audit.inspector import inspect
from scenes.audit.look.sampling import RATE, watch
from scenes.audit.rules import all_rules
from scenes.audit.truth import truth_of
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.stage.chapter import Chapter
from tests.scenes.audit import makers_chapters as makers


def audited(chapter: type[Chapter]) -> Report:
    """Return what all rules say of a chapter of which nothing is known to be true."""
    settings = load_settings()
    return inspect(chapter, settings, all_rules(truth_of(None, None, settings)))


@pytest.mark.parametrize("chapter", [makers.Composed, makers.Nested, makers.Together])
def test_compositions_are_played_to_their_end(chapter: type[Chapter]) -> None:
    report = audited(chapter)
    assert report.failures == [] and report.samples > 8


@pytest.mark.parametrize("chapter", [makers.Until, makers.Physics])
def test_what_depends_on_the_frames_before_is_seen_as_the_film_shows_it(chapter: type[Chapter]) -> None:
    """As long as the film is, and where the film's frames have brought it."""
    settings = load_settings()
    seen = watch(chapter, settings, lambda _sample: None)
    with tempconfig({"frame_rate": RATE}):
        played = chapter(settings, renderer=DryRenderer(stepped=True)).perform()
    assert seen.timeline == played.timeline
    assert seen.timeline.duration < 6
    ends = [next(one for one in scene.mobjects if isinstance(one, Dot)) for scene in (seen, played)]
    assert np.allclose(ends[0].get_center(), ends[1].get_center())


@pytest.mark.parametrize(
    "chapter",
    [
        makers.Framed,
        makers.Randomly,
        makers.Physics,
        makers.Cloud,
        makers.Closer,
        makers.Space,
        makers.Enlarged,
    ],
)
def test_what_makers_bring_is_looked_at(chapter: type[Chapter]) -> None:
    assert audited(chapter).samples > 8


def test_a_sound_is_heard_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with wave.open(makers.Sounding.file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(24000)
        sound.writeframes(bytes(4800))
    assert audited(makers.Sounding).failures == []
