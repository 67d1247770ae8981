"""Whatever Manim can show is painted as Manim paints it: some scenes of every family.

The whole menagerie is played by `make menagerie`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenes.film.frames.menagerie.playing import differing, small
from tests.scenes.film.frames.menagerie.registry import Exhibit, sample


@pytest.mark.parametrize("exhibit", sample(4), ids=lambda one: one.name)
def test_frames_are_those_of_manims_own_renderer(exhibit: Exhibit, tmp_path: Path) -> None:
    with small(tmp_path):
        frames, wrong = differing(exhibit.kind)
    assert frames > 0
    assert wrong == []
