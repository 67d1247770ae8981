"""What the chapter on the tangent draws: the unit step, the labels of a secant, the tables of notes."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from manim import ValueTracker

from backprop_core.curve import Curve
from backprop_core.quantity import Quantity
from config import load_settings
from scenes.chapters.tangent_slider.note_table import NoteTable
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.slope_step import SlopeStep
from scenes.chapters.tangent_slider.tangent_set import SLOPE, F, TangentSet, X
from scenes.stage.plots.curve_view import CurveView

THEME = load_settings().theme


def view_of(text: str, x: ValueTracker) -> CurveView:
    return CurveView(THEME, Curve.from_text(text), x, (-2.0, 2.0), (6.4, 4.6), (X, F), slope=SLOPE)


@pytest.mark.parametrize(("text", "factor", "length"), [("x^2", 2, 1), ("4*x^2", 8, 0.5)])
def test_the_step_is_round_and_its_climb_is_the_slope(text: str, factor: int, length: float) -> None:
    x = ValueTracker(1.0)
    view = view_of(text, x)
    step = SlopeStep(view, [-1.5, 0.0, 1.5] if length == 1 else [0.0, 1.7])
    assert step.across.value == length
    for place in (1.0, -1.2, 0.0):
        x.set_value(place)
        view.update()
        step.update()
        across, slope = step.measurements()
        assert across.found == pytest.approx(length, abs=across.tolerance)
        assert slope.found == pytest.approx(factor * place, abs=slope.tolerance)
        assert slope.at["x"] == pytest.approx(place)


def test_labels_of_a_secant_go_where_the_legs_are_too_short() -> None:
    x, h = ValueTracker(1.0), ValueTracker(0.7)
    view = view_of("x^2", x)
    view.update()
    secant = SecantView(view, h)
    labels = secant.run_label, secant.rise_label
    assert [float(label[1][0].get_fill_opacity()) for label in labels] == [1.0, 1.0]
    assert float(secant.run_label.get_top()[1]) < float(secant.run.get_y())
    assert float(secant.rise_label.get_left()[0]) > float(secant.rise.get_x())
    h.set_value(0.01)
    secant.update()
    assert [float(label[1][0].get_fill_opacity()) for label in labels] == [0.0, 0.0]


def test_notes_stand_in_columns_of_their_own() -> None:
    places = [Fraction(-3, 2), Fraction(0), Fraction(1, 3), Fraction(3, 2)]
    columns = [(Quantity(X, x, decimals=2), Quantity(SLOPE, 2 * x, decimals=2), {"x": x}) for x in places]
    table = NoteTable(THEME, columns, 5.0).shift((1.0, -2.0, 0.0))
    assert float(table.heads.get_right()[0]) < float(table.notes[0][0].get_left()[0])
    for (first, second), (after, below) in pairwise(table.notes):
        assert float(first.get_right()[0]) < float(after.get_left()[0])
        assert float(second.get_right()[0]) < float(below.get_left()[0])
    for upper, lower in table.notes:
        assert float(upper.get_bottom()[1]) > float(table.rule.get_y()) > float(lower.get_top()[1])
    assert float(table.notes[-1][1].get_right()[0]) <= float(table.rule.get_right()[0])


def test_each_place_is_noted_once() -> None:
    stage = TangentSet(THEME, load_settings().lecture.tangent, 3.1)
    table = stage.slope_table()
    assert table is not None
    assert [float(place) for place in stage.places] == [-1.5, -0.5, 0.0, 0.5, 1.5]
    assert stage.note(table, stage.places[0]) is not None
    assert stage.note(table, stage.places[0]) is None
    assert stage.note(table, Fraction(7, 10)) is None
