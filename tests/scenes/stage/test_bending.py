"""A glyph that bends into another keeps its holes open and its points near."""

from __future__ import annotations

import numpy as np
import pytest
from manim import ReplacementTransform, VMobject
from numpy.typing import NDArray

from config import load_settings
from scenes.stage.lettering.bending import bend, move
from scenes.stage.lettering.typesetting import math

THEME = load_settings().theme


def glyph(source: str, size: float = 1.0) -> VMobject:
    """Return a single glyph."""
    (found,) = math([source], THEME.ink, size=size).part(0)
    assert isinstance(found, VMobject)
    return found


def areas(points: NDArray[np.float64], starts: list[int]) -> list[float]:
    """Return the areas inside outlines that begin at some points, positive counterclockwise."""
    found = []
    for part in np.split(points[:, :2], starts[1:]):
        x, y = part[::4].T
        found.append(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
    return found


PAIRS = [("dif", "partial"), ("Delta", "dif")]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_halfway_a_glyph_with_a_hole_still_has_it(before: str, after: str) -> None:
    old, new = glyph(before), glyph(after)
    animation = bend(old, new)
    animation.begin()
    starts = np.cumsum([0, *(len(part) for part in old.get_subpaths())]).tolist()[:-1]
    found = []
    for alpha in (0.0, 0.5, 1.0):
        animation.interpolate(alpha)
        found.append(areas(old.points, starts))
    first, half, last = found
    assert len(half) == 2
    assert half[0] * half[1] < 0
    shares = [abs(inner / outer) for outer, inner in (first, half, last)]
    assert min(shares[0], shares[2]) * 0.7 < shares[1] < max(shares[0], shares[2]) * 1.3


@pytest.mark.parametrize(("before", "after", "share"), [(*PAIRS[0], 0.6), (*PAIRS[1], 1.01)])
def test_points_go_less_far_than_manim_would_send_them(before: str, after: str, share: float) -> None:
    ways = []
    for make in (bend, ReplacementTransform):
        old, new = glyph(before), glyph(after)
        new.move_to(old)
        animation = make(old, new)
        animation.begin()
        start = old.points.copy()
        animation.interpolate(1.0)
        ways.append(float(np.linalg.norm(old.points - start, axis=1).mean()))
    assert ways[0] < share * ways[1]


def test_it_begins_as_the_one_and_ends_as_the_other() -> None:
    old, new = (glyph(name) for name in PAIRS[0])
    new.shift((2.0, 1.0, 0.0))
    corners = [[one.get_corner((side, side, 0)).tolist() for side in (-1, 1)] for one in (old, new)]
    before, after = old.points.copy(), new.points.copy()
    animation = bend(old, new)
    assert np.array_equal(old.points, before)
    animation.begin()
    for alpha, expected in zip((0.0, 1.0), corners, strict=True):
        animation.interpolate(alpha)
        found = [old.get_corner((side, side, 0)).tolist() for side in (-1, 1)]
        assert np.array(found) == pytest.approx(np.array(expected), abs=1e-9)
    assert np.array_equal(new.points, after)


def test_the_same_glyph_only_moves() -> None:
    """Halfway between two sizes it is the same shape at the size between."""
    old, new = glyph("u"), glyph("u", 2.0).shift((3.0, 1.0, 0.0))
    small, large = old.width, new.width
    animation = move(old, new)
    animation.begin()
    animation.interpolate(0.5)
    assert old.width == pytest.approx((small + large) / 2, rel=1e-6)
    shape = (old.points - old.get_center()) / old.width
    assert shape == pytest.approx((new.points - new.get_center()) / new.width, abs=1e-6)
