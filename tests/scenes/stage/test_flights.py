"""Numbers in flight: they lift off from where they stand, keep to their lane, and arrive."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from manim import Scene, VGroup, rate_functions

from backprop_core.quantity import Piece, Quantity, Symbol
from config import Theme, load_settings
from scenes.film.playing.dry_renderer import DryRenderer
from scenes.stage.lettering.flights import Flight, fly
from scenes.stage.lettering.typesetting import TypesetPart, math

SOURCE, TARGET, LANE = np.array([-3.0, 2.0, 0.0]), np.array([2.5, -2.0, 0.0]), 0.7


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def digits(theme: Theme, typst: str, place: np.ndarray, size: float) -> TypesetPart:
    """Return a negative number's digits at a place, with what stands round them in the source."""
    number = Quantity(Symbol("w", "w", "w"), Fraction(-1, 4))
    return math([Piece(typst, "number", number)], theme.ink, size=size).move_to(place).part(1)


def flight(source: TypesetPart, target: TypesetPart) -> Flight:
    """Return a flight that has begun, at an even pace."""
    found = fly(source, target, lane=LANE)
    assert isinstance(found, Flight)
    found.rate_func = rate_functions.linear
    found.begin()
    return found


def test_a_number_starts_on_itself_and_ends_as_its_target(theme: Theme) -> None:
    source, target = digits(theme, "-0.25", SOURCE, 0.6), digits(theme, "-0.25", TARGET, 0.4)
    flying = flight(source, target)
    assert all(glyph.get_fill_opacity() == 0 for glyph in flying.ghost.family_members_with_points())
    for alpha, there in ((1e-6, source), (1.0, target)):
        flying.interpolate(alpha)
        for glyph, still in zip(flying.ghost, there, strict=True):
            assert glyph.get_fill_opacity() == 1
            assert np.abs(glyph.points - still.points).max() < 0.02


def test_parentheses_stay_behind_the_digits_that_lift_off(theme: Theme) -> None:
    source, target = digits(theme, "-0.25", SOURCE, 0.5), digits(theme, "(-0.25)", TARGET, 0.5)
    flying = flight(source, target)
    flying.interpolate(1e-6)
    opening, *inner, closing = flying.ghost.family_members_with_points()
    for glyph, still in zip(inner, source, strict=True):
        assert np.abs(glyph.get_center() - still.get_center()).max() < 0.02
    assert opening.get_fill_opacity() < 0.01 > closing.get_fill_opacity()


def test_a_number_crosses_on_its_lane(theme: Theme) -> None:
    source, target = digits(theme, "-0.25", SOURCE, 0.5), digits(theme, "-0.25", TARGET, 0.5)
    flying = flight(source, target)
    for alpha in np.linspace(0.05, 0.95, 19):
        flying.interpolate(float(alpha))
        x, y, _ = flying.ghost.get_center()
        if SOURCE[0] + 0.5 < x < TARGET[0] - 0.5:
            assert y == pytest.approx(LANE, abs=0.05)


def test_a_flying_number_hides_no_more_than_an_edge_along_its_glyphs(theme: Theme) -> None:
    source, target = digits(theme, "-0.25", SOURCE, 0.5), digits(theme, "-0.25", TARGET, 0.5)
    flying = flight(source, target)
    flying.interpolate(0.5)
    assert isinstance(flying.mobject, VGroup)
    behind_all, ghost = flying.mobject
    assert ghost is flying.ghost
    for behind, glyph in zip(behind_all, ghost, strict=True):
        assert behind.get_fill_opacity() == 0 < behind.get_stroke_opacity()
        assert behind.points == pytest.approx(glyph.points)


def test_what_arrives_stands_on_stage_in_place_of_what_flew(theme: Theme) -> None:
    source, target = digits(theme, "-0.25", SOURCE, 0.5), digits(theme, "-0.25", TARGET, 0.5)
    scene = Scene(renderer=DryRenderer())
    scene.play(fly(source, target))
    assert scene.mobjects == [target]
