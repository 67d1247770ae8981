"""An activation's pictures and its derivation, read back from what is drawn."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from manim import ValueTracker

from backprop_core.network import Network
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import ACTIVATIONS
from backprop_core.network.derivations import DERIVATIONS
from backprop_core.network.standing import standings
from config import load_settings
from scenes.chapters.sigmoid.beam import Beam
from scenes.chapters.sigmoid.becoming import Becoming
from scenes.chapters.sigmoid.gauges import AreaGauge, RiseGauge, gauge_of
from scenes.chapters.sigmoid.neurons import NeuronMarks
from scenes.chapters.sigmoid.proof import AT_ONCE, PITCH, ROOM, Proof
from scenes.chapters.sigmoid.scene import Sigmoid
from scenes.stage.measure import is_measurable, measurements_of
from scenes.stage.plots.curve_stage import BLEED, CurveStage
from scenes.stage.plots.cut import Cuttable
from tests.networks import HIDDEN, chain

THEME = load_settings().theme
SIGMOID, TANH, RELU = (ActivationCurve.named(name) for name in ("sigmoid", "tanh", "relu"))


def sigmoid(z: float) -> dict[str, float]:
    value = 1 / (1 + math.exp(-z))
    return {"σ(z)": value, "1 − σ(z)": 1 - value, "σ'(z)": value * (1 - value)}


def tanh(z: float) -> dict[str, float]:
    value = math.tanh(z)
    return {"1 + tanh(z)": 1 + value, "1 − tanh(z)": 1 - value, "tanh'(z)": 1 - value**2}


def relu(z: float) -> dict[str, float]:
    return {"relu'(z)": float(z > 0)}


@pytest.mark.parametrize("place", [-3.0, 0.0, 0.8])
@pytest.mark.parametrize("down", [0.0, 1.0])
@pytest.mark.parametrize(("curve", "truth"), [(SIGMOID, sigmoid), (TANH, tanh), (RELU, relu)])
def test_lengths_areas_and_tangent_are_to_scale(
    curve: ActivationCurve, truth: object, place: float, down: float
) -> None:
    z = ValueTracker(0.4)
    gauge = gauge_of(THEME, CurveStage(THEME, curve, [0.7]), z)
    z.set_value(place)
    gauge.drop.set_value(down)
    gauge.dot.update()
    true = truth(place)  # type: ignore[operator]
    found = [one for part in gauge.followers if is_measurable(part) for one in measurements_of(part)]
    assert {measured.name for measured in found} == set(true)
    assert len(found) > len(true)
    for measured in found:
        assert measured.found == pytest.approx(true[measured.name], abs=1e-6), measured


def test_the_folded_lengths_are_the_sides_of_the_area() -> None:
    gauge = AreaGauge(THEME, CurveStage(THEME, SIGMOID), ValueTracker(-0.6))
    before = gauge.rest.get_length()
    gauge.fold.set_value(1.0)
    gauge.dot.update()
    assert gauge.rest.get_length() == pytest.approx(before)
    assert gauge.area.width == pytest.approx(gauge.rest.get_length())
    assert gauge.area.height == pytest.approx(gauge.below.get_length())
    assert np.allclose(gauge.rest.get_start(), gauge.below.get_end())


def test_a_column_is_as_high_as_the_slopes_curve_there() -> None:
    for curve, kind in ((TANH, AreaGauge), (ActivationCurve.named("silu"), RiseGauge)):
        stage, z = CurveStage(THEME, curve), ValueTracker(0.3)
        gauge = gauge_of(THEME, stage, z)
        assert isinstance(gauge, kind)
        gauge.drop.set_value(1.0)
        gauge.dot.update()
        assert gauge.column.get_top()[1] == pytest.approx(stage.to_slope(0.3, float(curve.slope(0.3)))[1])


def test_at_a_kink_the_slopes_part() -> None:
    stage = CurveStage(THEME, RELU)
    heights = [[float(end[1]) for end in (path[0], path[-1])] for path in stage.slope_line.get_subpaths()]
    low, high = float(stage.to_slope(0, 0)[1]), float(stage.to_slope(0, 1)[1])
    assert heights == [pytest.approx([low, low]), pytest.approx([high, high])]
    assert [float(end.get_y()) for end in stage.ends] == pytest.approx([high, low])


@pytest.mark.parametrize(("name", "place"), [("sigmoid", 0.0), ("tanh", 1.0), ("silu", -2.0), ("relu", -1.0)])
def test_light_goes_on_as_wide_as_the_slope(name: str, place: float) -> None:
    curve = ActivationCurve.named(name)
    beam = Beam(THEME, CurveStage(THEME, curve), ValueTracker(place), 1.5, curve.slope_symbol)
    (measured,) = measurements_of(beam)
    assert measured.found == pytest.approx(float(curve.slope(place)), abs=1e-6)


@pytest.mark.parametrize("name", [*HIDDEN, "softmax"])
def test_rows_of_a_proof_are_level_apart_and_inside_the_frame(name: str) -> None:
    derivation = DERIVATIONS[name]
    proof = Proof(THEME, derivation, {})
    assert len(proof.rows) == len(derivation.lines) + len(derivation.rules)
    equals = [float(row.line.equals.get_x()) for row in proof.lines.values()]
    assert equals == pytest.approx([equals[0]] * len(equals))
    for row in proof.rows:
        assert float(row.height) < PITCH
        assert ROOM.left - 1e-6 <= float(row.get_left()[0])
        assert float(row.get_right()[0]) <= ROOM.right + 1e-6
    heights = [proof.height(slot, AT_ONCE) for slot in range(AT_ONCE)]
    assert all(above - below == pytest.approx(PITCH) for above, below in pairwise(heights))
    grows, left, heights = proof.gathered()
    assert grows > 0.5 and 1 <= len(heights) <= AT_ONCE
    for row in proof.results:
        row.scale(grows, about_point=(left, 0.0, 0.0))
        assert float(row.get_right()[0]) <= ROOM.right + 1e-6


@pytest.mark.parametrize("name", [*HIDDEN, "softmax"])
def test_a_step_speaks_of_what_the_picture_has(name: str) -> None:
    others = (Fraction(1),) if name == "softmax" else ()
    curve = ActivationCurve(ACTIVATIONS[name], others)
    gauge = gauge_of(THEME, CurveStage(THEME, curve), ValueTracker(0.0))
    seen = {"", "right", "left", "zero", *gauge.spoken_of(), *(["sides"] if curve.kink is not None else [])}
    for step in DERIVATIONS[name].steps:
        assert step.about in seen
        assert step.compares != "parts" or isinstance(gauge, AreaGauge)


def test_a_line_that_is_cut_lies_on_itself_and_grows_again() -> None:
    stage = CurveStage(THEME, SIGMOID)
    whole = stage.curve.points.copy()
    line = Cuttable(stage.curve, (-BLEED, BLEED))
    line.cut((-1.03, 2.01))
    ends = stage.curve.get_start(), stage.curve.get_end()
    assert [float(end[0]) for end in ends] == pytest.approx([-1.03, 2.01])
    for end in ends:
        assert float(stage.on_curve(float(end[0]) / stage.unit)[1]) == pytest.approx(float(end[1]), abs=1e-3)
    line.cut((-BLEED, BLEED))
    assert np.allclose(stage.curve.points, whole)


def test_a_line_comes_out_of_the_one_before_and_ends_as_itself() -> None:
    proof = Proof(THEME, DERIVATIONS["sigmoid"], {})
    old, new = proof.lines[1].line, proof.lines[2].line
    glyphs = new.family_members_with_points()
    target = [(glyph.points.copy(), glyph.get_fill_opacity()) for glyph in glyphs]
    coming = Becoming(old, new)
    coming.begin()
    coming.interpolate(0.001)
    assert new.equals.get_y() == pytest.approx(old.equals.get_y(), abs=0.05)
    coming.interpolate(1.0)
    for glyph, (points, opacity) in zip(new.family_members_with_points(), target, strict=True):
        assert np.allclose(glyph.points, points)
        assert glyph.get_fill_opacity() == pytest.approx(opacity)


@pytest.mark.parametrize("activation", HIDDEN)
def test_neurons_lines_keep_off_their_light(activation: str) -> None:
    net = chain(["1.5", "0.8", "-0.2", "1.1", "0.4", "1"], activation, activation)
    (standing,), _ = standings(net)
    places = [float(net.values[neuron.sum]) for neuron in standing.neurons]
    marks = NeuronMarks(THEME, net, CurveStage(THEME, standing.curve, places), standing)
    for line in marks.lines:
        for beam in marks.beams:
            apart = abs(float(line.get_x() - beam.arriving.get_x()))
            assert apart > (float(line.width) + float(beam.arriving.width)) / 2
    first, second = marks.names
    assert abs(float(first.get_x() - second.get_x())) > (float(first.width) + float(second.width)) / 2


def test_the_peak_and_the_neurons_are_the_cores() -> None:
    beats = {beat.id: {n.name: n for n in beat.shown} for beat in Sigmoid.dry_run().beats}
    assert (beats["peak"]["σ'(z)"].text, beats["peak"]["σ'(z)"].relation) == ("0.25", "=")
    assert beats["neurons"]["∂a₁/∂z₁"].value == pytest.approx(0.1966119)


def test_two_curves_are_those_that_most_neurons_have_and_the_others_are_named() -> None:
    names = ("relu", "tanh", "tanh", "silu", "relu", "identity")
    layers = [type("Layer", (), {"weights": ((1,),), "bias": (0,), "activation": name})() for name in names]
    example = type("Example", (), {"input": (1,), "target": (0,)})()
    shown, left_out = standings(Network.from_layers(example, layers, "squared"))
    assert [one.curve.activation.name for one in shown] == ["relu", "tanh"]
    assert [[neuron.layer for neuron in one.neurons] for one in shown] == [[1, 5], [2, 3]]
    assert [one.name for one in left_out] == ["silu", "identity"]


def test_a_slope_that_is_only_approached_is_not_said_to_be_reached(tmp_path: Path) -> None:
    config = tmp_path / "softplus.toml"
    layer = '[[network.layers]]\nweights = [[0.4]]\nbias = [0]\nactivation = "softplus"\n'
    config.write_text(f"[network]\ninput = [1]\ntarget = [1]\n{layer}")
    beats = {beat.id: beat for beat in Sigmoid.dry_run(load_settings(config)).beats}
    (slope,) = (number for number in beats["peak"].shown if number.name == "softplus'(z)")
    ((_, place),) = slope.at
    assert slope.value == pytest.approx(1 / (1 + math.exp(-place)))
    assert slope.relation == "≈" and slope.value < 1
