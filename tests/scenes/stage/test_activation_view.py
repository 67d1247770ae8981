"""An activation's picture and its derivation, read back from what is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from manim import DL, UR, ValueTracker

from backprop_core.network import Network
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.derivations import DERIVATIONS
from backprop_core.network.naming import symbol_of
from backprop_core.network.standing import standings
from backprop_core.quantity import Quantity
from config import load_settings
from scenes.chapters.sigmoid.activation_numbers import ActivationNumbers
from scenes.chapters.sigmoid.derivation import Derivation, RuleCards
from scenes.chapters.sigmoid.scene import Sigmoid
from scenes.chapters.sigmoid.share_bar import ShareBar
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import measurements_of
from scenes.stage.plots.activation_view import ActivationView
from scenes.stage.plots.free_place import clearance, texts_apart
from scenes.stage.plots.neuron_mark import NeuronMark

ATOMS = {"1 + e^(-z)": "#FFFFFF", "e^(-z)": "#FFFFFF", "sigma'(z)": "#FFFFFF", "sigma(z)": "#FFFFFF"}
SIGMOID, TANH, RELU = (ActivationCurve.named(name) for name in ("sigmoid", "tanh", "relu"))
LINES = DERIVATIONS["sigmoid"].lines


def sigmoid(z: float) -> dict[str, float]:
    value = 1 / (1 + math.exp(-z))
    return {"σ(z)": value, "1 − σ(z)": 1 - value, "σ'(z)": value * (1 - value)}


def tanh(z: float) -> dict[str, float]:
    value = math.tanh(z)
    return {"1 + tanh(z)": 1 + value, "1 − tanh(z)": 1 - value, "tanh'(z)": 1 - value**2}


def relu(z: float) -> dict[str, float]:
    return {"relu'(z)": float(z > 0)}


@pytest.mark.parametrize("place", [-3.5, 0.0, 0.8])
@pytest.mark.parametrize(("curve", "truth"), [(SIGMOID, sigmoid), (TANH, tanh), (RELU, relu)])
def test_bars_and_tangent_are_to_scale(curve: ActivationCurve, truth: object, place: float) -> None:
    z = ValueTracker(0.0)
    view = ActivationView(load_settings().theme, curve, z, (5.5, 2.45, 1.6), [0.7]).shift((1.0, -2.0, 0.0))
    z.set_value(place)
    view.update()
    true = truth(place)  # type: ignore[operator]
    found = list(measurements_of(view))
    assert {measured.name for measured in found} == set(true)
    for measured in found:
        assert measured.found == pytest.approx(true[measured.name], abs=1e-6), measured


@pytest.mark.parametrize("curve", [SIGMOID, TANH])
def test_names_of_both_parts_keep_off_all_lines_and_the_curve(curve: ActivationCurve) -> None:
    view = ActivationView(load_settings().theme, curve, ValueTracker(0.8), (5.5, 2.45, 1.6))
    names, zs = view.bar_names(), np.linspace(*view.window, 801)
    lines = [view.upper.to_point(0.0, level)[1] for level in (-1.0, 0.0, 1.0)]
    across = [view.upper.to_point(0.0, 0.0)[0]] if curve is TANH else []
    for name in names:
        (left, low, _), (right, high, _) = name.get_corner(DL), name.get_corner(UR)
        assert not any(low < line < high for line in lines)
        assert not any(left < line < right for line in across)
        drawn = view.upper.to_points(zs, curve.values(zs))
        assert not any(left < x < right and low < y < high for x, y, _ in drawn)


@pytest.mark.parametrize("name", ["leaky_relu", "tanh", "elu"])
def test_a_neurons_name_stands_near_its_point_off_the_scale(name: str) -> None:
    view = ActivationView(
        load_settings().theme, ActivationCurve.named(name), ValueTracker(0.0), (5.5, 2.45, 1.6)
    )
    marks: list[NeuronMark] = []
    for layer, z in enumerate((0.7, 0.49), start=1):
        value = Quantity(symbol_of("a", layer), view.activation.value(z))
        marks.append(NeuronMark(view, value, z, leftmost=z == 0.49, others=marks))
    for mark in marks:
        assert mark.label.get_bottom()[1] > view.upper.axes[0].get_y()
        others = [
            *view.upper.x_labels,
            *view.upper.y_labels,
            *(one.label for one in marks if one is not mark),
        ]
        assert min(texts_apart(mark.label, other) for other in others) > 0.02
        assert clearance(mark.label, view.straight, [view.curve]) > 0.02


def test_at_a_kink_the_slopes_part_and_each_side_has_its_own_tangent() -> None:
    view = ActivationView(load_settings().theme, RELU, ValueTracker(0.0), (5.5, 2.45, 1.6))
    pieces = view.slope_plot.line.get_subpaths()
    assert [view.lower.read(piece[0])[1] for piece in pieces] == pytest.approx([0.0, 1.0], abs=1e-6)
    assert [view.lower.read(piece[-1])[1] for piece in pieces] == pytest.approx([0.0, 1.0], abs=1e-6)
    sides = [view.upper.read_slope(line) for line in view.side_tangents()]
    assert sides == pytest.approx([0.0, 1.0], abs=1e-6)
    assert [view.lower.read(dot.get_center())[1] for dot in view.slope_plot.ends] == pytest.approx(
        [1.0, 0.0], abs=1e-6
    )


@pytest.mark.parametrize("share", [0.1, 1.1, -0.1])
def test_a_share_fills_its_track_as_far_as_it_reaches(share: float) -> None:
    tracker = ValueTracker(0.25)
    theme, part = load_settings().theme, lambda: float(tracker.get_value())
    slope = SIGMOID.slope_symbol
    bar = ShareBar(theme, (slope, slope), part, 6.0, stands_for=slope, reach=(-0.2, 1.2))
    tracker.set_value(share)
    bar.update()
    assert [measured.found for measured in measurements_of(bar)] == [pytest.approx(share)]
    assert bar.width == pytest.approx(6.0)


@pytest.mark.parametrize("place", [-3.0, 0.0, 0.8])
@pytest.mark.parametrize(("curve", "truth"), [(SIGMOID, sigmoid), (TANH, tanh)])
def test_sides_and_area_are_the_factors_and_the_slope(
    curve: ActivationCurve, truth: object, place: float
) -> None:
    z = ValueTracker(0.0)
    numbers = ActivationNumbers(load_settings().theme, curve, z, 6.0, curve.window())
    numbers.put(-6.4, 2.0)
    z.set_value(place)
    numbers.begin()
    true = truth(place)  # type: ignore[operator]
    assert {m.name: m.found for m in measurements_of(numbers.area)} == pytest.approx(true, abs=1e-6)
    assert [number.value for number in numbers_in(numbers)] == pytest.approx([place, *true.values()])


def test_lines_stand_level_at_their_equals_and_apart_from_each_other() -> None:
    lines = Derivation(load_settings().theme, LINES, ATOMS, 6.0, 5.8)
    places = [step.equals.get_center()[0] for step in lines.steps]
    assert places == pytest.approx([places[0]] * len(places))
    for above, below in zip(lines.steps, lines.steps[1:], strict=False):
        assert above.get_bottom()[1] > below.get_top()[1]
    assert lines.height <= 5.8 + 1e-9


def test_a_line_comes_whole() -> None:
    lines = Derivation(load_settings().theme, LINES, ATOMS, 6.0, 5.8)
    for index in range(1, len(lines.steps)):
        coming, _ = lines.enter(index)
        assert id(coming.mobject) == id(lines.steps[index])
    first = lines.steps[0]
    glyphs = [id(glyph) for part in (first.begins, first.goes_on) for glyph in part]
    assert sorted(glyphs) == sorted(id(glyph) for part in first.submobjects for glyph in part.submobjects)


def test_lines_that_stay_do_not_step_back() -> None:
    derivation = DERIVATIONS["relu"]
    lines = Derivation(load_settings().theme, derivation.lines, {}, 6.0, 5.8, results=derivation.results)
    assert [len(lines.enter(index)) for index in range(1, 8)] == [
        1 if index - 1 in derivation.results else 2 for index in range(1, 8)
    ]


def test_cards_keep_inside_their_width_with_the_cases_level() -> None:
    cards = RuleCards(load_settings().theme, DERIVATIONS["sigmoid"].rules, 5.6, size=0.42)
    assert cards.width <= 5.6 + 1e-6
    assert len({round(float(card.case.get_left()[0]), 6) for card in cards.cards}) == 1
    assert all(card.rule.get_right()[0] < card.case.get_left()[0] for card in cards.cards)


def test_the_peak_and_the_neurons_are_the_cores() -> None:
    beats = {beat.id: {n.name: n for n in beat.shown} for beat in Sigmoid.dry_run().beats}
    assert (beats["peak"]["σ'(z)"].text, beats["peak"]["σ'(z)"].relation) == ("0.2500", "=")
    assert beats["neurons"]["∂a₁/∂z₁"].value == pytest.approx(0.1966119)


def test_two_curves_are_those_that_most_neurons_have_and_the_others_are_named() -> None:
    names = ("relu", "tanh", "tanh", "silu", "relu", "identity")
    layers = [type("Layer", (), {"weights": ((1,),), "bias": (0,), "activation": name})() for name in names]
    example = type("Example", (), {"input": (1,), "target": (0,)})()
    shown, left_out = standings(Network.from_layers(example, layers, "squared"))
    assert [one.curve.activation.name for one in shown] == ["relu", "tanh"]
    assert [[neuron.layer for neuron in one.neurons] for one in shown] == [[1, 5], [2, 3]]
    assert [one.name for one in left_out] == ["silu", "identity"]
