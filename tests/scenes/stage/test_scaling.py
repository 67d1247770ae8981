"""Why it scales: counts read from lines, dots and bars, not from what they were drawn from."""

from __future__ import annotations

import mpmath
import pytest
from manim import ValueTracker

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.why_it_scales.cost_plot import CostPlot, counts
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder
from scenes.chapters.why_it_scales.in_a_row import ROWS
from scenes.chapters.why_it_scales.long_chain import LongChain
from scenes.chapters.why_it_scales.shrinking_bars import ShrinkingBars
from scenes.stage.lettering.typesetting import numbers_in
from tests import oracles

DEPTH = 50


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


@pytest.fixture(scope="module")
def net() -> Network:
    """The network of the lecture."""
    given = load_settings().lecture.network
    return Network.from_values(given)


@pytest.mark.parametrize("reached", [2, 17, DEPTH])
def test_the_lines_end_at_the_counts(theme: Theme, reached: int) -> None:
    depth = ValueTracker(1)
    plot = CostPlot(theme, counts(DEPTH), depth, (6.0, 4.0))
    depth.set_value(reached)
    plot.update()
    plot.shift((1.0, -0.4, 0.0))
    found = list(plot.measurements())
    assert [m.at for m in found] == [{"n": reached}] * 2
    for measured, truth in zip(found, (reached * (reached - 1) / 2, reached - 1), strict=True):
        assert measured.found == pytest.approx(truth, abs=measured.tolerance)


def test_the_dots_of_the_ladder_are_the_multiplications(theme: Theme, net: Network) -> None:
    ladder = FactorLadder(theme, net.chain[::-1], net.running, 1.0)
    stages = len(net.running)
    assert ladder.multiplications() == stages * (stages - 1) // 2
    for index in range(1, stages):
        ladder.bracket(index)
        ladder.reuse(index)
        rest = range(index + 1, stages)
        assert ladder.multiplications() == index + sum(rest)
    assert ladder.multiplications() == stages - 1


def test_bars_are_as_long_as_the_slope_that_is_left_at_best(theme: Theme) -> None:
    bars = ShrinkingBars(theme, {n: ROWS["sigmoid"].left(n) for n in (0, 1, 2, 4, DEPTH)}, 9.0, 0.8)
    bars.shift((0.5, 1.0, 0.0))
    steepest = max(mpmath.diff(oracles.sigmoid, mpmath.mpf(z) / 10) for z in range(-20, 21))
    for measured, n in zip(bars.measurements(), (0, 1, 2, 4, DEPTH), strict=True):
        assert measured.found == pytest.approx(float(steepest**n), abs=measured.tolerance)
        shown = next(number for number in numbers_in(bars.digits[n]))
        assert oracles.shows(shown.text, shown.relation, steepest**n)


def test_a_sweep_lights_one_link_for_each_multiplication(theme: Theme) -> None:
    chain = LongChain(theme, DEPTH, ValueTracker(DEPTH), 12.0)
    sweep = chain.sweep()
    sweep.begin()
    for share in (0.0, 0.5, 1.0):
        sweep.interpolate(share)
        (measured,) = chain.measurements()
        assert measured.found == measured.at["n"] - 1
    assert measured.found == len(chain.dots) - 1


def test_each_link_leaves_the_dots_behind_it_so_much_light(theme: Theme) -> None:
    chain = LongChain(theme, 5, ValueTracker(5), 6.0)
    for animation in (chain.sweep(), chain.darken(2, [0.25, 0.125, 0.0])):
        animation.begin()
        animation.finish()
    assert [dot.get_fill_opacity() for dot in chain.dots] == pytest.approx([1.0, 1.0, 0.25, 0.125, 0.0])
