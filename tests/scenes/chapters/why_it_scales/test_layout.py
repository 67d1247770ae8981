"""The chapter's drawings follow the frame: in a narrower one they still keep to the safe area."""

from __future__ import annotations

import pytest
from manim import Mobject, tempconfig

from scenes.chapters.why_it_scales.scene import DEEPEST, WhyItScales
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
        chapter.n.set_value(DEEPEST)
        counts = [chapter.depth, chapter.naive, chapter.sweep, chapter.caption]
        for mobject in (chapter.ladder, chapter.chain, chapter.plot, *counts):
            mobject.update()
            _assert_inside(mobject, Region.safe().below(chapter.heading))
        ends = (chapter.chain.dots[-1].get_x(), chapter.chain.dots[0].get_x())
        assert ends == pytest.approx((chapter.chain_room.left, chapter.chain_room.right))
        assert min(one.get_left()[0] for one in counts) > chapter.plot.get_right()[0]
