"""Manim's own command draws a chapter as the course does, its number in the course included."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from manim.utils.module_ops import get_module

from config import load_settings
from scenes.course import COURSE
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.film.playing.scene import BeatScene
from scenes.stage.course_position import position_in_course

ROOT = Path(__file__).parents[3]


def as_manim_loads(chapter: str, folder: Path) -> type[BeatScene]:
    """Return a chapter's class out of its file; Manim names the module after the path, seen from a folder."""
    (reference,) = COURSE.chosen([chapter])
    module = get_module(folder / "scene.py")
    found: type[BeatScene] = getattr(module, reference.class_name)
    return found


@pytest.mark.parametrize("here", ["the root", "the chapter's folder"])
def test_a_chapter_loaded_by_manim_knows_its_name_and_position(
    here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = COURSE.scenes[1]
    folder = Path("scenes/chapters") / reference.id
    monkeypatch.chdir(ROOT if here == "the root" else ROOT / folder)
    monkeypatch.setattr(sys, "path", [*sys.path])
    chapter = as_manim_loads(reference.id, folder if here == "the root" else Path())
    assert chapter.scene_id() == reference.id
    assert position_in_course(chapter) == reference.position


def test_its_beats_are_those_of_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path])
    reference = COURSE.scenes[-1]
    settings = load_settings()
    plain = as_manim_loads(reference.id, Path("scenes/chapters") / reference.id)(
        settings, renderer=DryRenderer()
    )
    plain.setup()
    plain.construct()
    ours = reference.load().dry_run(settings, position=reference.position)
    assert [beat.shown for beat in plain.timeline.beats] == [beat.shown for beat in ours.beats]
    assert np.isclose(plain.timeline.duration, ours.duration)
