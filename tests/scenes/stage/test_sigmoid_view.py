"""The sigmoid's picture and its derivation, read back from what is drawn."""

from __future__ import annotations

import math

import pytest
from manim import ValueTracker
from scenes.chapters.sigmoid.sigmoid_numbers import SigmoidNumbers
from scenes.stage.plots.sigmoid_view import SLOPE, SigmoidView, reach

from backprop_core import sigmoid
from config import load_settings
from scenes.chapters.sigmoid.derivation import Derivation, RuleCards
from scenes.chapters.sigmoid.scene import Sigmoid
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import measurements_of

ATOMS = {"1 + e^(-z)": "#FFFFFF", "e^(-z)": "#FFFFFF", "sigma'(z)": "#FFFFFF", "sigma(z)": "#FFFFFF"}


@pytest.mark.parametrize("place", [-5.0, 0.0, 0.8, 4.5])
def test_bars_and_tangent_are_to_scale(place: float) -> None:
    z = ValueTracker(0.0)
    view = SigmoidView(load_settings().theme, z, reach(0.7), (5.5, 2.45, 1.6)).shift((1.0, -2.0, 0.0))
    z.set_value(place)
    view.update()
    value = 1 / (1 + math.exp(-place))
    truth = {"σ(z)": value, "1 − σ(z)": 1 - value, "σ'(z)": value * (1 - value)}
    found = list(measurements_of(view))
    assert len(found) == 4
    for measured in found:
        assert measured.found == pytest.approx(truth[measured.name], abs=1e-6), measured


def test_a_share_fills_its_track_as_far_as_it_reaches() -> None:
    share = ValueTracker(0.25)
    theme, part = load_settings().theme, lambda: float(share.get_value())
    bar = ShareBar(theme, (SLOPE, SLOPE), part, 6.0, stands_for=SLOPE)
    share.set_value(0.1)
    bar.update()
    assert [measured.found for measured in measurements_of(bar)] == [pytest.approx(0.1)]
    assert bar.width == pytest.approx(6.0)


@pytest.mark.parametrize("place", [-3.0, 0.0, 0.8])
def test_sides_and_area_are_value_rest_and_slope(place: float) -> None:
    z = ValueTracker(0.0)
    numbers = SigmoidNumbers(load_settings().theme, z, 6.0, 8.0)
    numbers.put(-6.4, 2.0)
    z.set_value(place)
    numbers.begin()
    value = 1 / (1 + math.exp(-place))
    truth = {"σ(z)": value, "1 − σ(z)": 1 - value, "σ'(z)": value * (1 - value)}
    assert {m.name: m.found for m in measurements_of(numbers.area)} == pytest.approx(truth, abs=1e-6)
    assert [number.value for number in numbers_in(numbers)] == pytest.approx([place, *truth.values()])


def test_lines_stand_level_at_their_equals_and_apart_from_each_other() -> None:
    lines = Derivation(load_settings().theme, sigmoid.derivation(), ATOMS, 6.0, 5.8)
    places = [step.equals.get_center()[0] for step in lines.steps]
    assert places == pytest.approx([places[0]] * len(places))
    for above, below in zip(lines.steps, lines.steps[1:], strict=False):
        assert above.get_bottom()[1] > below.get_top()[1]
    assert lines.height <= 5.8 + 1e-9


def test_a_line_comes_whole() -> None:
    lines = Derivation(load_settings().theme, sigmoid.derivation(), ATOMS, 6.0, 5.8)
    for index in range(1, len(lines.steps)):
        coming, _ = lines.enter(index)
        assert id(coming.mobject) == id(lines.steps[index])
    first = lines.steps[0]
    glyphs = [id(glyph) for part in (first.begins, first.goes_on) for glyph in part]
    assert sorted(glyphs) == sorted(id(glyph) for part in first.submobjects for glyph in part.submobjects)


def test_cards_keep_inside_their_width_with_the_cases_level() -> None:
    cards = RuleCards(load_settings().theme, sigmoid.slopes_used(), 5.6, size=0.42)
    assert cards.width <= 5.6 + 1e-6
    assert len({round(float(card.case.get_left()[0]), 6) for card in cards.cards}) == 1
    assert all(card.rule.get_right()[0] < card.case.get_left()[0] for card in cards.cards)


def test_the_peak_and_the_neurons_are_the_cores() -> None:
    beats = {beat.id: {n.name: n for n in beat.shown} for beat in Sigmoid.dry_run().beats}
    assert (beats["peak"]["σ'(z)"].text, beats["peak"]["σ'(z)"].relation) == ("0.2500", "=")
    assert beats["neurons"]["∂a₁/∂z₁"].value == pytest.approx(0.2217129)
