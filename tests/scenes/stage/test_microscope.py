"""A step, fanned and under the microscope, read back from its points; the check's rows; halved steps."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from manim import VGroup

from backprop_core.quantity import Quantity
from config import Theme, load_settings
from scenes.chapters.worked_example.line_scale import LineScale
from scenes.chapters.worked_example.microscope import Microscope
from scenes.chapters.worked_example.nudge_fans import NudgeFans
from scenes.chapters.worked_example.secant_fan import SecantFan
from scenes.chapters.worked_example.step_span import SHARE, StepSpan
from scenes.stage.formulas.calculation import CalculationLine
from scenes.stage.frame import safe_width
from scenes.stage.layout import Region
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.check_rows import CheckRows, StepNumbers
from tests import oracles
from tests.scenes.stage.nested_cases import CASES, Nested

ENDS = -3.7, 6.4
NAMES = {"value": "y", "foretold": "dy/dx·Δx", "true": "Δy", "gap": "gap"}
STILL = Nested("x^2", "u^3", Fraction(0), Fraction(1))
"""A place where the slope is zero, so that all of the change is left over."""


@pytest.fixture(params=[*CASES, "still"])
def given(request: pytest.FixtureRequest) -> Nested:
    return CASES.get(request.param, STILL)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_settings().theme


def scale_of(given: Nested) -> LineScale:
    return LineScale.of(given.chain, given.nudge, *ENDS)


def span_of(given: Nested) -> StepSpan:
    return StepSpan.of(given.chain.whole, given.at, given.nudge, scale_of(given).units[2])


def scope_of(theme: Theme, given: Nested) -> Microscope:
    home = scale_of(given).home
    scope = Microscope(theme, Y, span_of(given), level=-2.0, home=home, begin=ENDS[0], names=NAMES, size=0.47)
    for part in (scope.home, scope.promise, scope.left_over):
        part.set_fill(opacity=1.0)
    scope.moved.set_value(1.0)
    return scope


@pytest.mark.parametrize("zoom", [0.0, 1.0])
def test_what_stands_on_the_line_is_to_scale(theme: Theme, given: Nested, zoom: float) -> None:
    scope = scope_of(theme, given)
    scope.zoom.set_value(zoom)
    scope.update()
    found = {measured.name: measured for measured in scope.measurements()}
    expected = {"y", "dy/dx·Δx", "Δy"} if zoom == 0 else set()
    assert set(found) == expected | ({"gap"} if zoom == scope.span.dives else set())
    for name, measured in found.items():
        assert abs(measured.found - given.truth(name)) <= measured.tolerance, name


def test_a_dive_ends_where_what_is_left_over_fills_the_frame(theme: Theme, given: Nested) -> None:
    scope, span = scope_of(theme, given), span_of(given)
    assert span.shows == bool(given.truth("gap"))
    scope.zoom.set_value(1.0)
    scope.update()
    wide = abs(scope.x_of(span.true) - scope.x_of(span.foretold)) / safe_width()
    if span.dives:
        assert SHARE / 2.6 <= wide <= SHARE + 1e-9
        assert str(span.times).strip("0") in ("1", "2", "5")
    elif span.shows:
        assert wide > SHARE / 2.6


def test_a_step_is_fanned_to_scale(theme: Theme, given: Nested) -> None:
    scale = scale_of(given)
    fans = NudgeFans(theme, given.chain, (X, U, Y), scale, ENDS, 0.47)
    for tracker in (*fans.open, *fans.reach):
        tracker.set_value(1.0)
    for bar in fans.bars:
        bar.set_stroke(opacity=1.0)
    fans.update()
    for measured in fans.measurements():
        truth = given.truth("Δx")
        if measured.name != "Δx":
            assert measured.name == "du/dx·Δx"
            truth *= given.truth("du/dx")
        assert abs(measured.found - truth) <= measured.tolerance, measured.name
    widths = [float(bar.points[-1][0] - bar.points[0][0]) for bar in fans.bars]
    told = [float(change) * unit for change, unit in zip(scale.promised, scale.units, strict=True)]
    assert widths == pytest.approx(told)
    for (above, below), fan in zip(pairwise(widths), fans.fans, strict=True):
        corners = fan.body.get_vertices()[:, 0]
        assert corners[1] - corners[0] == pytest.approx(above)
        assert corners[2] - corners[3] == pytest.approx(below)
    places = [x for bar in fans.bars for x in (bar.points[0][0], bar.points[-1][0])]
    assert ENDS[0] < min(places) <= max(places) < ENDS[1]


def test_copies_tell_the_slope(theme: Theme) -> None:
    square = Nested("3*x + 1", "u^2", Fraction(2), Fraction(1, 100))
    fans = NudgeFans(theme, square.chain, (X, U, Y), scale_of(square), ENDS, 0.47)
    assert [len(fans.copies(*pair)) for pair in ((1, 0), (2, 1), (2, 0))] == [3, 14, 42]
    far = Nested("x", "1000*u", Fraction(1), Fraction(1, 100))
    scale = scale_of(far)
    assert scale.powers == (0, 0, 3)
    assert "y 1000 times smaller" in scale.told(("x", "u", "y"))
    assert len(NudgeFans(theme, far.chain, (X, U, Y), scale, ENDS, 0.47).copies(2, 0)) == 0


def test_change_over_step_comes_to_the_slope_as_the_step_is_halved(theme: Theme, given: Nested) -> None:
    slope = slopes_of(given.chain, (X, U, Y))[2, 0]
    fan = SecantFan(theme, given.chain.whole, given.at, given.nudge, slope)
    assert fan.tells == bool(given.truth("gap"))
    if not fan.tells:
        return
    rises = [float(chord.get_end()[1]) - fan.level for chord in fan.chords]
    assert all(0 < after / before < 0.75 for before, after in pairwise(rises))
    for index, (step, ratio) in enumerate(zip(fan.steps, fan.ratios, strict=True)):
        small = given.nudge / 2**index
        assert step.value == small
        assert float(ratio.value) == pytest.approx(float(given.truth("Δy", small)) / float(small))
        fan.share.set_value(0.5**index)
        fan.refresh()
        # The chord goes through the curve where the step ends.
        gap = float(given.truth("gap", small))
        assert float(fan.dot.get_y()) == pytest.approx(fan.level + gap * fan.unit, abs=1e-3)
        assert float(fan.chord.get_end()[1]) - fan.level == pytest.approx(rises[index], abs=1e-2)
    region, drawn = Region.safe(), VGroup(fan.curve, fan.goal, *fan.lines, *fan.digits, fan.bar)
    assert region.left - 1e-6 <= drawn.get_left()[0] <= drawn.get_right()[0] <= region.right + 1e-6
    assert region.bottom <= drawn.get_bottom()[1] <= drawn.get_top()[1] <= region.top
    levels = [float(line.get_y()) for line in (*fan.lines, fan.goal)]
    assert levels == sorted(levels, reverse=fan.upward > 0)


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
