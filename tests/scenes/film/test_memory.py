"""What a worker holds in memory does not grow with the length of what it draws."""

from __future__ import annotations

from pathlib import Path

import pytest
from manim import RIGHT, Circle, VGroup

from config import Settings
from scenes.film.project import SceneRef
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words
from tests.scenes.outputs.notes import Notes
from tests.scenes.renders import render

MOST = 800 * 2**20
"""Bytes that a worker may take."""
SLACK = 12 * 2**20
"""Bytes that two peaks may differ by; uncleared, each beat would leave half a megabyte behind."""


class Short(Chapter):
    """A few beats, each with a crowd that moves on and is copied for it."""

    title = "Crowds"
    crowds = 4

    def construct(self) -> None:
        """Play the beats."""
        for number in range(self.crowds):
            crowd = VGroup(*(Circle(radius=0.1 + 0.01 * place) for place in range(60)))
            with self.beat(f"crowd{number}", Words("A crowd moves on.", "A crowd.")):
                self.play(crowd.animate.shift(RIGHT), run_time=0.4)
                self.wait(0.8)
            self.remove(crowd)


class Long(Short):
    """Sixteen times as many."""

    crowds = 64


@pytest.fixture
def crowds() -> list[SceneRef]:
    """Return where both chapters are found."""
    return [SceneRef(name.lower(), __name__, name) for name in ("Short", "Long")]


def peak(entry: SceneRef, settings: Settings, profile: str, out: Path) -> int:
    """Return the most memory that the worker took who drew a chapter."""
    outcome = render([entry], settings, profile=profile, jobs=1, out=out, reporter=Notes())
    assert outcome.failures == []
    return outcome.peak


def test_memory_does_not_grow_with_length(crowds: list[SceneRef], small: Settings, tmp_path: Path) -> None:
    short, long = (peak(entry, small, "tiny", tmp_path) for entry in crowds)
    assert long - short < SLACK, f"{short >> 20} MB for a short one, {long >> 20} MB"


def test_a_worker_takes_no_more_than_is_promised(
    crowds: list[SceneRef], small: Settings, tmp_path: Path
) -> None:
    assert peak(crowds[0], small, "lecture", tmp_path) < MOST
