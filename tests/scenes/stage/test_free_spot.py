"""A label's free spot: the nearest of a grid that keeps off, measured here point by point."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Dot, Line, Rectangle, VGroup

from scenes.stage.layout import Region
from scenes.stage.plots.free_spot import finds_spot, keeps_off, places_along

ROOM = Region(-4.0, 4.0, -2.0, 2.0)
NEAR = np.array([0.3, 0.2, 0.0])


def clearance(label: Rectangle, drawn: list[Line | Dot]) -> float:
    """Return the distance from a label's box to the nearest place along what is drawn."""
    half = np.array([label.width, label.height]) / 2
    apart = np.abs(places_along(drawn)[:, :2] - label.get_center()[:2]) - half
    return float(np.linalg.norm(np.maximum(apart, 0.0), axis=1).min())


@pytest.mark.parametrize("seed", range(8))
def test_it_keeps_off_what_is_drawn_and_stays_near(seed: int) -> None:
    draw = np.random.default_rng(seed)
    ends = draw.uniform((-4, -2), (4, 2), (3, 2, 2))
    drawn: list[Line | Dot] = [Line(np.array([*a, 0.0]), np.array([*b, 0.0])) for a, b in ends]
    label = Rectangle(width=1.0, height=0.5)
    clear = finds_spot(label, ROOM, NEAR, drawn, enough=0.2)
    assert clear == (clearance(label, drawn) >= 0.2)
    assert clear == keeps_off(label, ROOM, drawn, enough=0.2)
    if clear:
        found = float(np.linalg.norm(label.get_center() - NEAR))
        # No other place of the grid that is nearer keeps off.
        for x in np.linspace(-3.5, 3.5, 41):
            for y in np.linspace(-1.75, 1.75, 21):
                if np.hypot(x - NEAR[0], y - NEAR[1]) < found - 1e-9:
                    assert clearance(label.copy().move_to(np.array([x, y, 0.0])), drawn) < 0.2


def test_where_nothing_keeps_off_it_takes_the_freest_place_and_says_so() -> None:
    grid = [
        Dot(np.array([x, y, 0.0]), radius=0.01)
        for x in np.arange(-4, 4.1, 0.5)
        for y in np.arange(-2, 2.1, 0.5)
    ]
    label = Rectangle(width=1.0, height=0.5)
    assert not finds_spot(label, ROOM, NEAR, grid, enough=0.2)


def test_it_is_made_smaller_where_that_frees_it() -> None:
    walls = VGroup(
        *(Line(np.array([x, -2.0, 0.0]), np.array([x, 2.0, 0.0])) for x in np.arange(-4, 4.1, 1.0))
    )
    label = Rectangle(width=1.2, height=0.4)
    assert finds_spot(label, ROOM, NEAR, walls, enough=0.1, shrink=(1.0, 0.5))
    assert np.isclose(label.width, 0.6)


def test_it_keeps_off_other_texts_too() -> None:
    other, label = Rectangle(width=3.0, height=1.0).move_to(NEAR), Rectangle(width=1.0, height=0.5)
    assert finds_spot(label, ROOM, NEAR, [], enough=0.2, texts=[other])
    assert not keeps_off(other.copy(), ROOM, [], enough=0.2, texts=[other])
    assert keeps_off(label, ROOM, [], enough=0.2, texts=[other])
