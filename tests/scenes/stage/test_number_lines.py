"""Nudges on number lines and the fans between them, read back from their points."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from operator import and_

import numpy as np
import pytest
from manim import VGroup

from config import Theme, load_settings
from scenes.chapters.chain_rule.ratio_plate import RatioPlate
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.nudges.chain_slopes import U, X, Y, slopes_of
from scenes.stage.nudges.line_ticks import LineTick
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


def test_all_lines_share_one_scale_and_a_fan_runs_from_a_nudge_to_the_next(
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
    for index, fan in enumerate(lines.fans):
        for edge, end in zip(fan.edges, (0, -1), strict=True):
            ends = lines.bars[index].points[end], lines.bars[index + 1].points[end]
            assert np.allclose(edge.points[[0, -1]], ends, atol=1e-6)


def test_light_comes_only_as_far_as_it_has_been_let(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    lines.reach[0].set_value(0.25)
    lines.look(float(given.nudge), 0)
    lines.update()
    first, second = (fan.edges[1].points[[0, -1], 1] for fan in lines.fans)
    assert first[0] - first[1] == pytest.approx(lines.pitch / 4)
    assert second[0] - second[1] == pytest.approx(lines.pitch)


def test_as_the_line_between_sinks_out_two_fans_are_one(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), 0)
    lines.sunk.set_value(1.0)
    lines.update()
    for end in (0, 1):
        upper, lower = (fan.edges[end].points for fan in lines.fans)
        straight = (lines.bars[0].points[-end] + lines.bars[2].points[-end]) / 2
        assert np.allclose(upper[-1], lower[0])
        assert np.allclose(upper[-1], straight, atol=1e-6)
    ticks = lines.ticks[1].submobjects
    assert all(tick.seen == 0 for tick in ticks if isinstance(tick, LineTick))


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


@pytest.mark.parametrize(("of", "source"), [(1, 0), (2, 1), (2, 0)])
def test_copies_of_a_nudge_fill_the_other(theme: Theme, given: Nested, of: int, source: int) -> None:
    lines = lines_of(theme, given)
    lines.look(float(given.nudge), 0)
    lines.update()
    names = "xuy"
    stretch = abs(float(given.truth(f"Δ{names[of]}/Δ{names[source]}")))
    copied = abs(lines.bars[source].points[-1][0] - lines.bars[source].points[0][0])
    tiles = lines.tiles(of, source)
    starts = [float(tile.get_edge_center((-1.0, 0.0, 0.0))[0]) for tile in tiles]
    assert len(tiles) in (max(1, int(stretch)), max(1, int(stretch) + 1))
    assert np.allclose(np.abs(np.diff(starts))[:-1], copied, atol=1e-4)
    assert float(tiles.width) == pytest.approx(copied * max(1.0, stretch), abs=0.04)


def test_no_label_comes_only_to_leave_as_the_scale_grows(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    steps = 90
    VGroup(*(edge for fan in lines.fans for edge in fan.edges)).set_stroke(opacity=1)
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


def test_a_stretch_stands_beside_its_fan_and_becomes_the_slope(theme: Theme, given: Nested) -> None:
    lines = lines_of(theme, given)
    slopes = slopes_of(given.chain, (X, U, Y))
    for of in (1, 2):
        nudges = [given.nudge / 10**zoom for zoom in (0, CLOSER)]
        ratios = [given.chain.nudges(nudge)[of] / given.chain.nudges(nudge)[of - 1] for nudge in nudges]
        plate = RatioPlate(theme, lines, of, slopes[of, of - 1], ratios, 2)
        plate.lay([])
        for zoom, nudge in zip((0, CLOSER), nudges, strict=True):
            lines.look(float(given.nudge), zoom)
            plate.readout.update()
            (shown,) = numbers_in(plate.readout)
            assert oracles.shows(shown.text, shown.relation, given.truth(shown.name, nudge))
        (slope,) = numbers_in(plate.settle())
        assert oracles.shows(slope.text, slope.relation, given.truth(slope.name))
        for line in (plate.readout, plate.settle()):
            assert plate.ground.get_left()[0] < line.get_left()[0]
            assert line.get_right()[0] < plate.ground.get_right()[0]
