"""Why it scales: counts read from lines, dots and bars, not from what they were drawn from."""

from __future__ import annotations

import mpmath
import pytest
from manim import ValueTracker
from manim.animation.animation import prepare_animation

from backprop_core.network import TwoWeightNetwork
from config import Theme, load_settings
from scenes.stage.formulas.factor_ladder import FactorLadder
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.network.reuse_track import ReuseTrack
from scenes.stage.plots.cost_plot import CostPlot, counts, remaining_slopes
from scenes.stage.plots.shrinking_bars import ShrinkingBars
from tests import oracles

DEPTH = 50


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


@pytest.fixture(scope="module")
def net() -> TwoWeightNetwork:
    """The network of the lecture."""
    given = load_settings().lecture.network
    return TwoWeightNetwork(given.x, given.w1, given.b1, given.w2, given.b2, given.target)


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


def test_the_dots_of_the_ladder_are_the_multiplications(theme: Theme, net: TwoWeightNetwork) -> None:
    ladder = FactorLadder(theme, net.chain[::-1], net.running, 1.0)
    stages = len(net.running)
    assert ladder.multiplications() == stages * (stages - 1) // 2
    for index in range(1, stages):
        ladder.dissolve(index)
        ladder.reuse(index)
    assert ladder.multiplications() == stages - 1


def test_bars_are_as_long_as_the_slope_that_is_left(theme: Theme) -> None:
    left = remaining_slopes(DEPTH)
    bars = ShrinkingBars(theme, {n: left[n - 1] for n in (1, 2, 4, DEPTH)}, 9.0, 0.8)
    bars.scale(1.0).shift((0.5, 1.0, 0.0))
    z, slope, truth = mpmath.mpf(0), mpmath.mpf(1), {}
    for n in range(1, DEPTH + 1):
        slope *= mpmath.diff(oracles.sigmoid, z)
        z = oracles.sigmoid(z)
        truth[n] = slope
    for measured, n in zip(bars.measurements(), (1, 2, 4, DEPTH), strict=True):
        assert measured.found == pytest.approx(float(truth[n]), abs=measured.tolerance)
        shown = next(number for number in numbers_in(bars.digits[n]))
        assert oracles.shows(shown.text, shown.relation, truth[n])


def test_what_is_carried_is_one_object_that_states_each_gradient_in_turn(
    theme: Theme, net: TwoWeightNetwork
) -> None:
    track = ReuseTrack(theme, net)
    token = track.token
    for key in ("z2", "a1", "z1"):
        for animations in track.carry(key):
            for animation in map(prepare_animation, animations):
                animation.begin()
                animation.finish()
        assert track.token is token
        numbers = {number.name: number.value for number in numbers_in(token)}
        assert numbers == {net.gradient[key].name: float(net.gradient[key].value)}
        assert token.frame.get_x() == pytest.approx(track.boxes[key].get_x(), abs=1e-6)
