"""A step and its lens, read back from their points; the check's rows; a working that finds no room."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from backprop_core.quantity import Quantity
from config import Theme, load_settings
from scenes.chapters.worked_example.step_check import StepCheck
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.graph.machines import U, X, Y, slopes_of
from scenes.stage.measure import measurements_of
from scenes.stage.nudges.check_rows import CheckRows, StepNumbers
from tests import oracles
from tests.scenes.stage.nested_cases import CASES, Nested

ROOM = (6.5, 3.0)
NAMES = {"step": "Δx", "foretold": "dy/dx·Δx", "true": "Δy", "gap": "gap", "slope": "dy/dx"}


@pytest.fixture(params=CASES)
def given(request: pytest.FixtureRequest) -> Nested:
    return CASES[request.param]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_settings().theme


def check_of(theme: Theme, given: Nested) -> StepCheck:
    return StepCheck(theme, given.chain.whole, given.at, given.nudge, (X, Y), ROOM, NAMES)


@pytest.mark.parametrize("grown", [False, True])
def test_the_step_and_what_parts_curve_and_tangent_are_to_scale(
    theme: Theme, given: Nested, grown: bool
) -> None:
    check = check_of(theme, given).place(right=6.0, middle=-1.0)
    if grown:
        check.enlarged.set_value(check.factor)
        check.curve.update()
    found = list(check.measurements())
    assert {measured.name for measured in found} == {"Δx", "dy/dx·Δx", "Δy", "dy/dx"}
    assert (check.parting is None) == (given.truth("gap") == 0)
    if check.parting is not None:
        found += measurements_of(check.parting)
        assert found[-1].name == "gap"
        if grown or check.factor == 1:
            assert np.allclose(check.parting.points[-1], check.curve.points[-1], atol=1e-3)
            assert check.parting.get_length() > 0.1
    for measured in found:
        true = given.truth(measured.name)
        assert abs(measured.found - true) <= measured.tolerance, measured.name
        assert measured.tolerance <= max(2e-3 * abs(float(true)), 2e-4)


def test_the_picture_of_a_step_keeps_to_its_room(theme: Theme, given: Nested) -> None:
    check = check_of(theme, given).place(right=6.0, middle=-1.0)
    assert check.panel.get_right()[0] == pytest.approx(6.0)
    assert check.panel.width == pytest.approx(ROOM[0], abs=0.05)
    top, bottom = -1.0 + ROOM[1] / 2, -1.0 - ROOM[1] / 2
    assert check.panel.get_bottom()[1] >= bottom - 0.1
    if check.parting is not None:
        assert check.note.get_top()[1] <= top + 0.1
        assert check.note.get_bottom()[1] > check.panel.get_top()[1]
        assert check.labels.get_right()[0] <= 6.0 + 0.05
    labels = [(label.get_left()[0], label.get_right()[0]) for label in check.panel.x_labels]
    assert all(left - right > 0.15 for (_, right), (left, _) in pairwise(labels))
    assert all(len(ticks) >= 1 for ticks in check.panel.ticks)


def test_the_rows_of_a_check_can_be_worked_out_from_what_they_show(theme: Theme, given: Nested) -> None:
    slope = slopes_of(given.chain, (X, U, Y))[2, 0]
    numbers = StepNumbers(given.chain, (X, U, Y), slope, given.nudge)
    for quantity in (numbers.step, *numbers.moved, numbers.foretold, numbers.true, numbers.gap):
        assert oracles.shows(quantity.text, quantity.relation, given.truth(quantity.name)), quantity.name
    true, foretold, gap = (q.shown.stated for q in (numbers.true, numbers.foretold, numbers.gap))
    before, after = Quantity(Y, given.chain.values[-1], decimals=numbers.true.decimals), numbers.moved[-1]
    assert true - foretold == gap
    assert after.shown.stated - before.shown.stated == true
    rows, low = (CheckRows(theme, numbers, 6.0, height) for height in (4.0, 2.0))
    assert rows.width <= 6.0 + 1e-6
    assert low.height <= 2.0 + 1e-6 < rows.height < 4.0
    starts = [row.line.get_left()[0] for row in rows.rows]
    assert max(starts) - min(starts) < 1e-6
    assert min(starts) > max(row.word.get_right()[0] for row in rows.rows)


def test_a_working_without_room_leaves_its_numbers_out(theme: Theme) -> None:
    slope = slopes_of(CASES["default"].chain, (X, U, Y))[2, 0]
    whole = CalculationLine(theme, slope, (0.0, 0.0, 0.0))
    short = CalculationLine(theme, slope, (0.0, 0.0, 0.0), room=whole.width * 0.9)
    assert whole.numbers is not None
    assert short.numbers is None
    assert short.formula.height == pytest.approx(whole.formula.height)
