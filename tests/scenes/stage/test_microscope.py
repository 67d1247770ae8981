"""A step under the microscope, read back from its points; the check's rows; a working that finds no room."""

from __future__ import annotations

from fractions import Fraction

import pytest

from backprop_core.quantity import Quantity
from config import Theme, load_settings
from scenes.chapters.worked_example.microscope import Microscope
from scenes.chapters.worked_example.step_span import SHARE, StepSpan
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_width
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.check_rows import CheckRows, StepNumbers
from tests import oracles
from tests.scenes.stage.nested_cases import CASES, Nested

NAMES = {"value": "y", "foretold": "dy/dx·Δx", "true": "Δy", "gap": "gap"}
STILL = Nested("x^2", "u^3", Fraction(0), Fraction(1))
"""A place where the slope is zero, so that all of the change is left over."""


@pytest.fixture(params=[*CASES, "still"])
def given(request: pytest.FixtureRequest) -> Nested:
    return CASES.get(request.param, STILL)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_settings().theme


def scope_of(theme: Theme, given: Nested) -> Microscope:
    span = StepSpan.of(given.chain.whole, given.at, given.nudge)
    scope = Microscope(theme, Y, span, level=-2.0, home=-3.0, begin=-3.5, unit=1.5, names=NAMES, size=0.47)
    for part in (scope.home, scope.promise, scope.left_over):
        part.set_fill(opacity=1.0)
    scope.moved.set_value(1.0)
    return scope


@pytest.mark.parametrize("zoom", [0.0, 1.0, 2.0])
def test_what_stands_on_the_line_is_to_scale(theme: Theme, given: Nested, zoom: float) -> None:
    scope = scope_of(theme, given)
    scope.zoom.set_value(zoom)
    scope.update()
    found = {measured.name: measured for measured in scope.measurements()}
    expected = [{"y"}, {"y", "dy/dx·Δx", "Δy"}, {"gap"}][int(zoom)]
    assert set(found) == expected or (not found and zoom == 0.0)
    for name, measured in found.items():
        assert abs(measured.found - given.truth(name)) <= measured.tolerance, name


def test_a_dive_ends_where_what_is_left_over_fills_the_frame(theme: Theme, given: Nested) -> None:
    scope, span = scope_of(theme, given), StepSpan.of(given.chain.whole, given.at, given.nudge)
    assert span.shows == bool(given.truth("gap"))
    scope.zoom.set_value(2.0)
    scope.update()
    wide = abs(scope.x_of(span.true) - scope.x_of(span.foretold)) / safe_width()
    if span.dives:
        assert SHARE / 2.6 <= wide <= SHARE + 1e-9
        assert str(span.times).strip("0") in ("1", "2", "5")
    elif span.shows:
        assert wide > SHARE / 2.6


def test_copies_of_what_half_a_step_leaves_fill_what_the_step_left(theme: Theme) -> None:
    given = CASES["lines"]
    assert not StepSpan.of(given.chain.whole, given.at, given.nudge).shows
    square = Nested("3*x + 1", "u^2", Fraction(2), Fraction(1, 100))
    span = StepSpan.of(square.chain.whole, square.at, square.nudge)
    assert span.halved / span.gap == pytest.approx(0.25)
    scope = scope_of(theme, square)
    scope.zoom.set_value(2.0)
    scope.update()
    tiles = scope.tiles(span.halved)
    assert len(tiles) == 4
    assert float(tiles.width) == pytest.approx(span.gap * scope.unit, abs=0.05)


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
