"""The frame's safe area, and regions that are split, inset and filled."""

from __future__ import annotations

import numpy as np
import pytest
from manim import DL, LEFT, ORIGIN, UP, UR, Rectangle, config, tempconfig

from scenes.stage.frame import Frame, safe_bottom, safe_top, safe_width
from scenes.stage.layout import Region, Stretch

WHOLE = Region(-4.0, 4.0, -1.0, 3.0)


def _box(region: Region) -> tuple[float, float, float, float]:
    return region.left, region.right, region.bottom, region.top


def test_a_frame_keeps_margins_and_the_captions_band_free() -> None:
    frame = Frame(10.0, 20.0, margin=0.1, caption_band=0.25)
    assert (frame.safe_width, frame.safe_top, frame.safe_bottom) == (8.0, 8.0, -5.0)
    assert _box(Region.safe(frame)) == (-4.0, 4.0, -5.0, 8.0)
    assert frame.half_pixel(100) == 0.1


def test_the_current_frame_is_manims() -> None:
    assert Frame.current() == Frame() == Frame(config.frame_width, config.frame_height)
    with tempconfig({"frame_width": 10.0, "frame_height": 5.0}):
        assert (safe_width(), safe_top(), safe_bottom()) == (9.0, 2.25, -1.9)
        assert _box(Region.safe()) == (-4.5, 4.5, -1.9, 2.25)


def test_points_lie_on_edges_in_corners_and_in_the_middle() -> None:
    assert WHOLE.point(LEFT).tolist() == [-4.0, 1.0, 0.0]
    assert WHOLE.point(UR).tolist() == [4.0, 3.0, 0.0]
    assert WHOLE.center.tolist() == WHOLE.point(ORIGIN).tolist() == [0.0, 1.0, 0.0]


def test_shares_divide_what_sizes_and_gaps_leave() -> None:
    left, middle, right = WHOLE.columns(Stretch(), 2.0, Stretch(2.0), gap=0.75)
    assert [_box(part) for part in (left, middle, right)] == [
        (-4.0, -2.5, -1.0, 3.0),
        (-1.75, 0.25, -1.0, 3.0),
        (1.0, 4.0, -1.0, 3.0),
    ]
    upper, lower = WHOLE.rows(Stretch(3.0), Stretch())
    assert (_box(upper), _box(lower)) == ((-4.0, 4.0, 0.0, 3.0), (-4.0, 4.0, -1.0, 0.0))


def test_too_much_in_a_region_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"take 8\.5"):
        WHOLE.columns(4.0, 4.0, gap=0.5)
    with pytest.raises(ValueError, match="no room"):
        WHOLE.inset(bottom=2.0, top=2.5)


def test_an_inset_takes_from_each_edge_its_own() -> None:
    assert _box(WHOLE.inset(left=1.0, right=2.0, bottom=0.5, top=0.25)) == (-3.0, 2.0, -0.5, 2.75)


def test_a_region_above_and_below_a_mobject_ends_at_its_edges() -> None:
    mobject = Rectangle(width=1.0, height=1.0)
    assert _box(WHOLE.below(mobject)) == (-4.0, 4.0, -1.0, -0.5)
    assert _box(WHOLE.above(mobject)) == (-4.0, 4.0, 0.5, 3.0)


def test_fit_makes_smaller_never_larger_and_keeps_the_form() -> None:
    large = WHOLE.fit(Rectangle(width=16.0, height=4.0))
    assert (large.width, large.height) == pytest.approx((8.0, 2.0))
    assert np.allclose(large.get_center(), WHOLE.center)
    small = WHOLE.fit(Rectangle(width=1.0, height=0.5), DL)
    assert (small.width, small.height) == pytest.approx((1.0, 0.5))
    assert np.allclose(small.get_corner(DL), (-4.0, -1.0, 0.0))


def test_align_moves_to_an_edge_from_inside() -> None:
    mobject = WHOLE.align(Rectangle(width=2.0, height=1.0), UP)
    assert np.allclose(mobject.get_top(), (0.0, 3.0, 0.0))
