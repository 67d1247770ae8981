"""Which mobjects on stage are fixed in the camera's frame is part of what a beat's key is made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from manim import Camera, FadeIn, Square, ThreeDScene

from config import load_settings
from scenes.film.jobs.watched_plays import WatchedPlays
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.stage.chapter import Chapter
from scenes.stage.words import Words


class Flat(Chapter):
    """A square comes, fixed or not; another one, of any size, is fixed and never on stage."""

    title = "Flat"
    fixed, size = True, 1.0

    def construct(self) -> None:
        """Play one beat."""
        square, aside = Square(), Square(self.size)
        assert isinstance(self.camera, Camera)
        fix = self.camera.add_fixed_in_frame_mobjects  # type: ignore[attr-defined]
        fix(aside, *([square] if self.fixed else []))
        with self.beat("only", Words("A square.", "A square.")):
            self.play(FadeIn(square))


class InSpace(Flat, ThreeDScene):
    """The same before a camera in space."""


@pytest.mark.parametrize("kind", [Flat, InSpace])
def test_what_is_fixed_on_stage_counts_and_what_is_not_there_does_not(
    kind: type[Flat], tmp_path: Path
) -> None:
    def stages(**changes: object) -> list[str]:
        plays = WatchedPlays(tmp_path)
        changed: type[Flat] = type(kind.__name__, (kind,), {"__module__": kind.__module__, **changes})
        changed(load_settings(), renderer=DryRenderer(on_play=plays.note)).perform()
        return [play.stage for play in plays.found]

    assert len(stages()) == 2
    assert stages() == stages(size=2.0)
    assert stages()[1] != stages(fixed=False)[1]
