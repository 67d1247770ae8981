"""The sigmoid's picture and its derivation, read back from what is drawn."""

from __future__ import annotations

import math

import pytest
from manim import ValueTracker

from backprop_core import sigmoid
from config import load_settings
from scenes.sigmoid import Sigmoid
from scenes.stage.formulas.derivation import Derivation
from scenes.stage.measure import measurements_of
from scenes.stage.plots.share_bar import ShareBar
from scenes.stage.plots.sigmoid_view import SLOPE, SigmoidView, reach

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
    bar = ShareBar(theme, SLOPE, part, 4.6, 1.0, stands_for=SLOPE)
    share.set_value(0.1)
    bar.update()
    assert [measured.found for measured in measurements_of(bar)] == [pytest.approx(0.1)]


def test_lines_stand_level_at_their_equals_and_apart_from_each_other() -> None:
    lines = Derivation(load_settings().theme, sigmoid.derivation(), ATOMS, 6.0, 5.8)
    places = [step.equals.get_center()[0] for step in lines.steps]
    assert places == pytest.approx([places[0]] * len(places))
    for above, below in zip(lines.steps, lines.steps[1:], strict=False):
        assert above.get_bottom()[1] > below.get_top()[1]
    assert lines.height <= 5.8 + 1e-9


def test_terms_arrive_where_the_new_line_has_them() -> None:
    lines = Derivation(load_settings().theme, sigmoid.derivation(), ATOMS, 6.0, 5.8)
    for index in range(1, 5):
        _, moves, _ = lines.enter(index)
        step = lines.steps[index]
        targets = {id(getattr(move, "target_mobject", None)) for move in moves}
        assert targets <= {id(part) for part in step.submobjects}
        assert len(moves) >= 2


def test_the_peak_and_the_neurons_are_the_cores() -> None:
    beats = {beat.id: {n.name: n for n in beat.shown} for beat in Sigmoid.rehearse().beats}
    assert (beats["peak"]["σ'(z)"].text, beats["peak"]["σ'(z)"].relation) == ("0.2500", "=")
    assert beats["neurons"]["∂a₁/∂z₁"].value == pytest.approx(0.2217129)
