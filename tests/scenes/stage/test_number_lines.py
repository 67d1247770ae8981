"""The chain rule's drawings, read back from their points: nudges, their fractions, a step with its lens."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from operator import and_

import numpy as np
import pytest
from manim import VGroup

from backprop_core.composition import Composition
from backprop_core.curve import Curve
from backprop_core.number import show
from backprop_core.quantity import Quantity
from config import Theme, load_settings
from scenes.audit.truth.arithmetic import function_of
from scenes.audit.truth.nested import claims_of_nested
from scenes.audit.truth.precision import Claim, Real, big
from scenes.chapters.chain_rule.nudge_product import NudgeProduct
from scenes.chapters.chain_rule.stretch_decimals import agreeing
from scenes.chapters.worked_example.step_check import StepCheck
from scenes.stage.formulas.calculation import Calculation
from scenes.stage.graph.machines import U, X, Y, slopes_of
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import measurements_of
from scenes.stage.nudges.check_rows import CheckRows, StepNumbers
from scenes.stage.nudges.line_ticks import LineTick
from scenes.stage.nudges.nudge_fraction import NudgeFraction
from scenes.stage.nudges.number_lines import NumberLines
from tests import oracles

CLOSER, ROOM = 2, (6.5, 3.0)
NAMES = {"step": "Δx", "foretold": "dy/dx·Δx", "true": "Δy", "gap": "gap", "slope": "dy/dx"}


@dataclass(frozen=True)
class Nested:
    """Two functions, where they are looked at, and a nudge."""

    inner: str
    outer: str
    at: Fraction
    nudge: Fraction

    @property
    def chain(self) -> Composition:
        """The functions as the core reads them."""
        stages = Curve.from_text(self.inner), Curve.from_text(self.outer, U.plain)
        return Composition(stages, self.at)

    def truth(self, name: str, nudge: Fraction | None = None) -> Real:
        """Return what a name stands for, by the audit's arithmetic."""
        f, g = function_of(self.outer, "u"), function_of(self.inner, "x")
        claim: Claim = claims_of_nested(f, g)[name]
        step = big(self.nudge if nudge is None else nudge)
        return claim({"x": big(self.at), "u": g(big(self.at)), "Δx": step})


CASES = {
    "default": Nested("x^2 + x", "2*u^2", Fraction(1, 2), Fraction(1, 20)),
    "other": Nested("1 - x^2/2", "exp(u)/4", Fraction(1), Fraction(1, 20)),
    "backward": Nested("-2*x + 0.5", "sin(u) - u^2", Fraction(7, 10), Fraction(-1, 10)),
    "lines": Nested("2*x - 5", "-3*u", Fraction(1), Fraction(1, 10)),
    "curly": Nested("sin(3*x)*exp(x/2) + 2.3456", "log(u)*sqrt(u)", Fraction("1.2345"), Fraction(1, 100)),
    "close": Nested("-2*x + 0.5", "sin(u) - u^2", Fraction(3, 10), Fraction(-1, 50)),
}


@pytest.fixture(params=CASES)
def given(request: pytest.FixtureRequest) -> Nested:
    return CASES[request.param]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_settings().theme


def lines_of(theme: Theme, given: Nested) -> NumberLines:
    return NumberLines(theme, given.chain, (X, U, Y), given.nudge, width=5.5, pitch=1.85, closer=CLOSER)


@pytest.mark.parametrize("zoom", [0, CLOSER])
def test_nudges_are_as_wide_as_the_ticks_say(theme: Theme, given: Nested, zoom: int) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), zoom)
    lines.shift((0.7, -0.2, 0.0))
    lines.update()
    nudge = given.nudge / 10**zoom
    found = list(lines.measurements())
    assert {"x", "Δx"} <= {measured.name for measured in found}
    for measured in found:
        assert abs(measured.found - given.truth(measured.name, nudge)) <= measured.tolerance, measured.name
        assert measured.tolerance <= 2e-3 * 10**-zoom
    for rail, bar in zip(lines.rails, lines.bars, strict=True):
        ends = sorted(float(bar.points[index][0]) for index in (0, -1))
        assert rail.get_start()[0] <= ends[0] <= ends[1] <= rail.get_end()[0]


def test_all_lines_share_one_scale_and_a_nudge_hangs_under_the_one_before(
    theme: Theme, given: Nested
) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), 0)
    lines.update()
    widths = {
        name: float(bar.points[-1][0] - bar.points[0][0]) for name, bar in zip("xuy", lines.bars, strict=True)
    }
    for of, by in combinations("yux", 2):
        assert widths[of] / widths[by] == pytest.approx(float(given.truth(f"Δ{of}/Δ{by}")), rel=1e-6)
    for index, (at_home, at_tip) in enumerate(lines.threads):
        for thread, end in ((at_home, 0), (at_tip, -1)):
            ends = lines.bars[index].points[end], lines.bars[index + 1].points[end]
            assert np.allclose(thread.points[[0, -1]], ends, atol=1e-6)


def test_copies_of_a_nudge_fill_the_next_one(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), 0)
    lines.update()
    for index, (of, by) in enumerate((("u", "x"), ("y", "u")), start=1):
        stretch = abs(float(given.truth(f"Δ{of}/Δ{by}")))
        source = abs(lines.bars[index - 1].points[-1][0] - lines.bars[index - 1].points[0][0])
        lengths = [float(tile.get_length()) for tile in lines.tiles(index)]
        assert sum(lengths) == pytest.approx(source * max(1.0, stretch), rel=1e-5)
        assert lengths[:-1] == pytest.approx([source] * (len(lengths) - 1), rel=1e-5)


def test_the_bars_of_a_fraction_have_its_ratio(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    for of, by in ((1, 0), (2, 1), (2, 0)):
        fraction = NudgeFraction(theme, lines, of, by, 3.2)
        for zoom in (0, CLOSER):
            lines.look(float(given.nudge), zoom)
            lines.update()
            fraction.update()
            (measured,) = fraction.measurements()
            true = given.truth(measured.name, given.nudge / 10**zoom)
            assert abs(measured.found - true) <= measured.tolerance
            (shown,) = numbers_in(fraction)
            assert oracles.shows(shown.text, shown.relation, true)
        assert fraction.width <= 3.2 + 1e-6


def test_no_label_comes_only_to_leave_as_the_scale_grows(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    steps = 90
    for thread in lines.threads:
        VGroup(*thread).set_stroke(opacity=1)
    lines.look(float(given.nudge), 0)
    lines.update()
    every = [tick for ticks in lines.ticks for tick in ticks.submobjects if isinstance(tick, LineTick)]

    def labelled() -> list[bool]:
        return [tick.label.family_members_with_points()[0].get_fill_opacity() > 0 for tick in every]

    at_rest = labelled()
    waiting = [tick.seen > 0 and not now for tick, now in zip(every, at_rest, strict=True)]
    for step in range(1, steps):
        lines.look(float(given.nudge), CLOSER * step / steps)
        lines.update()
        now = labelled()
        assert not any(map(and_, now, waiting))
        if step == 1:
            assert not any(came and not before for came, before in zip(now, at_rest, strict=True))


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


def test_stretches_multiplied_are_the_whole_stretch(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    inner, outer, whole = (NudgeFraction(theme, lines, *pair, 3.2) for pair in ((1, 0), (2, 1), (2, 0)))
    product = NudgeProduct(theme, outer, inner, whole, 11.0)
    for zoom in (0, CLOSER):
        lines.look(float(given.nudge), zoom)
        lines.update()
        for part in (product, *product.numbers):
            part.update()
        nudge = given.nudge / 10**zoom
        shown = list(numbers_in(product.numbers))
        assert [number.name for number in shown] == ["Δy/Δu", "Δu/Δx", "Δy/Δx"]
        for number in shown:
            assert oracles.shows(number.text, number.relation, given.truth(number.name, nudge))
        (measured,) = product.measurements()
        assert abs(measured.found - given.truth("Δy/Δx", nudge)) <= measured.tolerance
        edges = [product.names, *product.numbers]
        assert all(a.get_right()[0] < b.get_left()[0] for a, b in pairwise(edges))


def test_stretches_that_are_shown_give_the_product_that_is_shown() -> None:
    given = CASES["default"]
    nudges = [given.nudge / Fraction(10) ** power for power in (0, CLOSER)]
    changes = [given.chain.nudges(nudge) for nudge in nudges]
    factors, product = agreeing(changes)
    for x, u, y in changes:
        shown = show(y / u, factors).stated * show(u / x, factors).stated
        assert show(shown, product).stated == show(y / x, product).stated


def test_fractions_of_the_same_nudges_have_one_scale(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), 0)
    inner, outer, whole = (NudgeFraction(theme, lines, *pair, 3.2) for pair in ((1, 0), (2, 1), (2, 0)))
    for fraction in (inner, outer, whole):
        NudgeFraction.refresh(fraction)
    for one, other in ((inner.bars[0], outer.bars[1]), (outer.bars[0], whole.bars[0])):
        assert one.width == pytest.approx(other.width)


def test_the_rows_of_a_check_can_be_worked_out_from_what_they_show(theme: Theme, given: Nested) -> None:
    slope = slopes_of(given.chain, (X, U, Y))[2, 0]
    numbers = StepNumbers(given.chain, (X, U, Y), slope, given.nudge)
    for quantity in (numbers.step, *numbers.moved, numbers.foretold, numbers.true, numbers.gap):
        assert oracles.shows(quantity.text, quantity.relation, given.truth(quantity.name)), quantity.name
    true, foretold, gap = (q.shown.stated for q in (numbers.true, numbers.foretold, numbers.gap))
    before, after = Quantity(Y, given.chain.values[-1], places=numbers.true.places), numbers.moved[-1]
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
    whole = Calculation(theme, slope, (0.0, 0.0, 0.0))
    short = Calculation(theme, slope, (0.0, 0.0, 0.0), room=whole.width * 0.9)
    assert whole.numbers is not None
    assert short.numbers is None
    assert short.formula.height == pytest.approx(whole.formula.height)
