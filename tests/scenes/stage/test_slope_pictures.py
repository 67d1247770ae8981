"""What the chapter on the tangent draws: the unit step, the labels of a secant, the tables of notes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from manim import ValueTracker

from backprop_core.curve import Curve
from config import load_settings
from scenes.chapters.tangent_slider.dive import Dive
from scenes.chapters.tangent_slider.gap_tile import GapTile
from scenes.chapters.tangent_slider.nudge_view import NudgeView
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.slope_step import SlopeStep
from scenes.chapters.tangent_slider.tangent_set import SLOPE, F, TangentSet, X
from scenes.stage.measure import measurements_of
from scenes.stage.plots.curve_view import CurveView

THEME = load_settings().theme


def view_of(text: str, x: ValueTracker, size: tuple[float, float] = (6.4, 4.6)) -> CurveView:
    return CurveView(THEME, Curve.from_text(text), x, (-2.0, 2.0), size, (X, F), slope=SLOPE)


def test_the_step_is_as_long_as_the_steepest_place_has_room_for() -> None:
    assert SlopeStep(view_of("tanh(4*x)", ValueTracker(0.0)), [0.0]).across.value == Fraction(1, 5)


@pytest.mark.parametrize(("text", "factor"), [("x^2", 2), ("4*x^2", 8)])
def test_the_step_is_round_and_its_climb_is_the_slope(text: str, factor: int) -> None:
    x, length = ValueTracker(1.0), 1
    view = view_of(text, x)
    step = SlopeStep(view, [0.5])
    assert step.across.value == length
    for place in (0.8, 0.5, 0.0):
        x.set_value(place)
        view.update()
        step.update()
        across, slope = step.measurements()
        assert across.found == pytest.approx(length, abs=across.tolerance)
        assert slope.found == pytest.approx(factor * place, abs=slope.tolerance)
        assert slope.at["x"] == pytest.approx(place)


def test_labels_of_a_secant_go_where_the_legs_are_too_short() -> None:
    x, h = ValueTracker(1.0), ValueTracker(0.9)
    view = view_of("x^2", x, (14.0, 5.0))
    view.update()
    secant = SecantView(view, h)
    labels = secant.run_label.label[1][0], secant.rise_label[1][0]
    assert [float(label.get_fill_opacity()) for label in labels] == [1.0, 1.0]
    assert float(secant.run_label.get_top()[1]) < float(secant.run.get_y())
    assert float(secant.rise_label.get_left()[0]) > float(secant.rise.get_x())
    h.set_value(0.01)
    secant.update()
    assert float(labels[1].get_fill_opacity()) == 0.0


def test_the_slope_is_a_height_under_the_curve() -> None:
    stage = TangentSet(THEME, load_settings().lecture.tangent, 3.1)
    assert [float(place) for place in stage.places] == [-1.5, -0.5, 0.0, 0.5, 1.5]
    assert set(stage.trace.notes) == set(stage.places)
    for place in (-1.5, 0.5, 1.2):
        stage.x.set_value(place)
        stage.view.update()
        stage.trace.update()
        (bar,) = measurements_of(stage.trace.bar)
        assert bar.at["x"] == pytest.approx(place)
        assert bar.found == pytest.approx(2 * place, abs=bar.tolerance)
        assert stage.trace.dot.get_x() == pytest.approx(stage.view.point.get_x())


def test_the_trail_is_as_long_as_the_way() -> None:
    trace = TangentSet(THEME, load_settings().lecture.tangent, 3.1).trace

    def seen() -> list[float]:
        trace.trail.update()
        return [float(dot.get_x()) for dot in trace.trail if dot.get_fill_opacity() > 0]

    assert len(seen()) <= 1
    trace.passed.set_value(0.5)
    assert len(seen()) > 10
    assert max(seen()) <= float(trace.panel.to_point(0.5, 0.0)[0]) + 1e-9
    heights = [float(dot.get_y()) for dot in trace.trail]
    steps = [after - before for before, after in pairwise(heights)]
    assert steps == pytest.approx([steps[0]] * len(steps)), "the slopes of a parabola lie on a straight line"


def test_the_tile_of_half_the_step_is_a_quarter() -> None:
    x, step = ValueTracker(1.0), ValueTracker(0.5)
    view = view_of("x^2", x)
    view.update()
    tile = GapTile(NudgeView(view, step))
    assert tile.quarters
    tile.follow()
    for length, gap in ((0.5, 0.25), (0.25, 0.0625), (0.3, 0.09)):
        step.set_value(length)
        tile.square.update()
        tile.number.update()
        (area,) = measurements_of(tile.square)
        assert area.found == pytest.approx(gap, abs=area.tolerance)
        assert float(tile.number.quantity.text) == pytest.approx(gap)


def test_the_sides_are_named_where_the_gap_is_the_square_of_the_step() -> None:
    for text, named in (("x^2", 2), ("2*x^2", 0), ("x^3", 0)):
        view = view_of(text, ValueTracker(1.0))
        view.update()
        assert len(GapTile(NudgeView(view, ValueTracker(0.5))).sides) == named


def test_the_marks_cut_the_climb_into_lengths_of_the_step() -> None:
    stage = TangentSet(THEME, load_settings().lecture.tangent, 3.1)
    step = SlopeStep(stage.view, [stage.first])
    stage.let_ride(step)
    assert len(step.marks) == 3
    across = step.across.value
    unit = stage.view.panel.unit[1] * float(across)
    heights = [float(mark.get_y()) for mark in (step.run, *step.marks)]
    assert [before - after for before, after in pairwise(heights)] == pytest.approx([unit] * 3)
    number = step.climb.part(1).number
    assert number is not None and float(number.text.replace("−", "-")) == -3 * across


def test_the_dive_keeps_the_point_where_it_is() -> None:
    stage = TangentSet(THEME, load_settings().lecture.tangent, 3.1)
    place = stage.view.at(stage.start)
    stage.view.wide.open_to(-3.0, 4.0)
    assert stage.view.at(stage.start) == pytest.approx(place)
    dive = Dive(stage.view, stage.windows())
    dive.begin()
    for level in (0.5, 1.0, 1.7, 2.0):
        dive.level.set_value(level)
        stage.view.curve.update()
        assert stage.view.at(stage.start) == pytest.approx(place, abs=1e-9)
    dive.level.set_value(1.0)
    stage.view.curve.update()
    (left, low), (right, high) = (stage.view.panel.read(end) for end in stage.view.curve.points[[0, -1]])
    assert (high - low) / (right - left) == pytest.approx(2.0, abs=0.02), "close up the curve is its tangent"
