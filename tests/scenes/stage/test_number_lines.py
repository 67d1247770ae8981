"""Nudges on number lines and their fractions, read back from their points."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from operator import and_

import numpy as np
import pytest
from manim import VGroup

from backprop_core.number import show
from config import Theme, load_settings
from scenes.chapters.chain_rule.nudge_product import NudgeProduct
from scenes.chapters.chain_rule.stretch_decimals import agreeing
from scenes.stage.graph.machines import U, X, Y
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.nudges.line_ticks import LineTick
from scenes.stage.nudges.nudge_fraction import NudgeFraction
from scenes.stage.nudges.number_lines import NumberLines
from scenes.stage.nudges.scale_breaks import told
from tests import oracles
from tests.scenes.stage.nested_cases import CASES, Nested

CLOSER = 2


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


STEEP = Nested("3*x + 1", "(2*u + 3)^2/2", Fraction(1), Fraction(1, 100))


def test_a_nudge_that_is_far_wider_has_a_broken_line_of_its_own_scale(theme: Theme) -> None:
    lines = lines_of(theme, STEEP)
    assert lines.shrunk == (0, 0, 2)
    for zoom in (0, CLOSER):
        lines.look(float(STEEP.nudge), zoom)
        lines.update()
        for measured in lines.measurements():
            true = STEEP.truth(measured.name, STEEP.nudge / 10**zoom)
            assert abs(measured.found - true) <= measured.tolerance, measured.name
    pieces = [len(bar.get_subpaths()) for bar in lines.bars]
    assert pieces == [1, 1, 2]
    assert [len(rail.get_subpaths()) for rail in lines.rails] == [1, 1, 2]
    assert told(lines.shrunk, "xuy") == "The broken line is drawn a hundred times smaller."
    assert told((0, 1, -2), "xuy") == "Broken lines: u ten times smaller, y a hundred times larger."
    widths = [abs(float(bar.points[-1][0] - bar.points[0][0])) for bar in lines.bars]
    assert max(widths) <= 15 * min(widths)
    (measured,) = NudgeFraction(theme, lines, 2, 1, 3.2).measurements()
    true = STEEP.truth("Δy/Δu", STEEP.nudge / 10**CLOSER)
    assert abs(measured.found - true) <= measured.tolerance


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
