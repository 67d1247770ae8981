"""The chapter's drawings follow the frame: in a narrower one they still keep to the safe area."""

from __future__ import annotations

import pytest
from manim import Mobject, tempconfig

from scenes.chapters.why_it_scales.in_a_row import ROWS
from scenes.chapters.why_it_scales.row_views import DEEPEST
from scenes.chapters.why_it_scales.scene import WhyItScales
from scenes.stage.layout import Region

_ROUNDING = 1e-9


def _assert_inside(mobject: Mobject, region: Region) -> None:
    assert region.left - _ROUNDING <= mobject.get_left()[0]
    assert mobject.get_right()[0] <= region.right + _ROUNDING
    assert region.bottom - _ROUNDING <= mobject.get_bottom()[1]
    assert mobject.get_top()[1] <= region.top + _ROUNDING


@pytest.mark.parametrize("width", [128 / 9, 32 / 3], ids=["16:9", "4:3"])
def test_every_drawing_keeps_to_the_safe_area(width: float) -> None:
    with tempconfig({"frame_width": width}):
        chapter = WhyItScales()
        chapter.lay_out()
        for tracker in (chapter.triangle.reached, chapter.triangle.burnt, chapter.walked):
            tracker.set_value(DEEPEST - 1)
        chapter.band.watch()
        counts = [chapter.naive, chapter.sweep, chapter.left]
        for mobject in (*counts, chapter.row, chapter.band, chapter.names):
            mobject.update()
            _assert_inside(mobject, Region.safe())
        for mobject in (chapter.curve, chapter.row, chapter.band, chapter.names):
            _assert_inside(mobject, Region.safe().below(chapter.left))
        assert chapter.naive.get_left()[0] > chapter.heading.get_right()[0]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_names_under_the_row_keep_apart(name: str) -> None:
    chapter = WhyItScales()
    chapter.lay_out()
    loss, first, middle = chapter.row.label(ROWS[name].label)
    assert first.get_right()[0] + 0.3 < middle.get_left()[0]
    assert middle.get_right()[0] + 0.3 < loss.get_left()[0]
