"""The chapter's drawings follow the frame: in a narrower one they still keep to the safe area."""

from __future__ import annotations

import pytest
from manim import Mobject, tempconfig

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
        for tracker in (chapter.triangle.reached, chapter.triangle.burnt, chapter.passed):
            tracker.set_value(DEEPEST - 1)
        chapter.square.watch()
        counts = [chapter.naive, chapter.sweep, chapter.left]
        for mobject in (*counts, chapter.square, chapter.row, chapter.names):
            mobject.update()
            _assert_inside(mobject, Region.safe())
        for mobject in (chapter.curve, chapter.square, chapter.row, chapter.names):
            _assert_inside(mobject, Region.safe().below(chapter.left))
        assert chapter.naive.get_left()[0] > chapter.heading.get_right()[0]
