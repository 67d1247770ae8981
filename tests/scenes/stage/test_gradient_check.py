"""The nudge as a ribbon and its check, measured in the drawings."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from manim import DL, UR

from backprop_core.decimals.contrast import common_prefix
from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.chain_product.nudge_row import TALLEST, NudgeRow
from scenes.chapters.chain_product.probes import Probes
from scenes.chapters.chain_product.ribbon import RibbonPiece
from scenes.chapters.chain_product.ribbon_scale import ribbon_scale
from scenes.chapters.chain_product.unit_in import UnitIn
from scenes.stage.formulas.comparison import Comparison
from tests import oracles
from tests.networks import chain

STEP = load_settings().lecture.check.step
GIVEN = load_settings().lecture.network


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def network(w2: str) -> Network:
    """Return the lecture's network with another second weight."""
    return Network.from_values(GIVEN).changed({"w2": Fraction(w2)})


def loss(net: Network, w1: mpmath.mpf) -> mpmath.mpf:
    """Return the loss at a first weight, worked out here."""
    big = {key: mpmath.mpf(str(float(net.given[key]))) for key in ("x", "b1", "w2", "b2", "y")}
    hidden = oracles.sigmoid(w1 * big["x"] + big["b1"])
    return (oracles.sigmoid(big["w2"] * hidden + big["b2"]) - big["y"]) ** 2


def drawn_width(piece: RibbonPiece, at: int) -> float:
    """Read the signed width of a ribbon off its first (0) or last (-1) places."""
    return float(piece.plus.points[at][1] - piece.minus.points[at][1])


@pytest.mark.parametrize("w2", ["1.1", "-2.1", "40", "0.001"])
def test_each_piece_is_stretched_by_its_slope_and_turned_over_by_a_negative_one(
    theme: Theme, w2: str
) -> None:
    net = network(w2)
    row = NudgeRow(theme, net)
    row.ribbon.shift((0.3, -0.2, 0.0))
    for piece, slope in zip(row.ribbon.pieces, net.chain, strict=True):
        ratio = drawn_width(piece, -1) / drawn_width(piece, 0)
        assert ratio == pytest.approx(float(slope.value), rel=1e-6, abs=1e-6)
        (measured,) = piece.measurements()
        assert measured.name == slope.name
        assert measured.found == pytest.approx(ratio)
        assert max(abs(drawn_width(piece, at)) for at in (0, -1)) <= TALLEST * (1 + 1e-6)
    (whole,) = row.ribbon.measurements()
    assert whole.name == "∂L/∂w₁"
    assert whole.found == pytest.approx(float(net.gradient["w1"].value), rel=1e-4)


def test_the_back_is_seen_from_where_the_edges_cross(theme: Theme) -> None:
    piece = RibbonPiece(theme, (0.0, 2.0), 0.0, (1.0, -1.0), "")
    assert float(piece.front.get_right()[0]) == pytest.approx(float(piece.back.get_left()[0]), abs=0.05)
    piece.draw(share=0.4)
    assert len(piece.back.points) == 0 < len(piece.front.points)


@pytest.mark.parametrize("slopes", [(1.5, -0.9), (1e-3, 1e-4, 20.0), (1e5, -30.0, 1e-9), (2.0, 0.0, 3.0)])
def test_no_piece_is_wider_than_the_stage_and_each_that_begins_can_be_seen(slopes: tuple[float, ...]) -> None:
    scale = ribbon_scale(slopes, 3.0)
    for index, slope in enumerate(slopes):
        begin, end = scale.ends(index)
        assert end == pytest.approx(begin * slope)
        assert max(abs(begin), abs(end)) <= 3.0 * (1 + 1e-6)
        assert max(abs(begin), abs(end)) >= 0.25 or scale.widths[index] == 0
    changes = [after - before for before, after in pairwise(scale.powers)]
    assert [dict(scale.steps()).get(line, 0) for line in range(1, len(changes) + 1)] == changes


@pytest.mark.parametrize("w2", ["1.1", "-2.1"])
def test_the_two_dots_end_as_far_apart_as_the_two_losses(theme: Theme, w2: str) -> None:
    net = network(w2)
    row = NudgeRow(theme, net)
    probes = Probes(row, net, STEP)
    first = float(probes.ahead.get_y() - probes.behind.get_y())
    assert first == pytest.approx(drawn_width(row.ribbon.pieces[0], 0), abs=1e-6)
    probes.put(float(len(row.keys) - 1))
    at, h = mpmath.mpf(str(float(net.given["w1"]))), mpmath.mpf(str(float(STEP)))
    true = (loss(net, at + h) - loss(net, at - h)) / (2 * h)
    (measured,) = probes.measurements()
    assert measured.found == pytest.approx(float(true), abs=measured.tolerance)
    ends = np.array([probes.ahead.get_y(), probes.behind.get_y()])
    piece = row.ribbon.pieces[-1]
    edges = np.array([edge.points[-1][1] for edge in (piece.plus, piece.minus)])
    assert ends == pytest.approx(edges, abs=1e-3)


def test_a_tick_stands_between_each_two_digits_that_agree(theme: Theme) -> None:
    check = Comparison(theme, network("1.4"), STEP, 8.0)
    upper, lower = (list(line.part(3)) for line in (check.measured, check.computed))
    first = check.rivals[0].text
    shared = first[: common_prefix(*(rival.text for rival in check.rivals))]
    digits = shared.replace("−", "").replace(".", "").lstrip("0")
    assert len(check.ticks) == len(digits) > 4
    start = next(place for place, sign in enumerate(first) if sign in "123456789")
    counted = [place for place in range(start, len(shared)) if first[place].isdigit()]
    for tick, place in zip(check.ticks, counted, strict=True):
        above, below = upper[place], lower[place]
        assert tick.get_x() == pytest.approx(above.get_x(), abs=1e-6)
        assert above.get_x() == pytest.approx(below.get_x(), abs=1e-6)
        assert below.get_top()[1] < tick.get_bottom()[1] < tick.get_top()[1] < above.get_bottom()[1]


def test_no_factor_stands_on_the_lines_that_open_where_the_scale_changes(theme: Theme) -> None:
    """On the second network here, a factor once stood on such a line."""
    numbers = ("0.58", "-0.3", "1", "1.7", "0.4", "-0.5", "0", "-0.18", "-0.44", "-0.89")
    deep = chain(numbers, "leaky_relu", "silu", "softplus", "tanh")
    opened = 0
    for net in (network("0.001"), deep):
        row = NudgeRow(theme, net)
        for lens in row.ribbon.lenses:
            opened += 1
            points = np.concatenate([part.points for part in lens.family_members_with_points()])
            for factor in row.factors:
                low, high = factor.get_corner(DL) - 0.03, factor.get_corner(UR) + 0.03
                assert not ((points[:, :2] > low[:2]) & (points[:, :2] < high[:2])).all(axis=1).any()
    assert opened >= 2


@pytest.mark.parametrize("weight", ["1.4", "-2.1", "0.9"])
def test_of_one_unit_at_a_line_the_slope_of_the_loss_by_it_arrives(theme: Theme, weight: str) -> None:
    row = NudgeRow(theme, network(weight))
    unit_in = UnitIn(row)
    drawn = [piece.widths for piece in row.ribbon.all]
    unit_in.begin()
    for index in reversed(range(len(row.slopes))):
        move = unit_in.step(index)
        move.interpolate(0.5)
        assert list(row.ribbon.pieces[index].measurements()) == []
        move.interpolate(1.0)
        arrives = row.ribbon.tail.widths[0] / unit_in.unit
        assert arrives == pytest.approx(float(row.stages.running[-1 - index].value), rel=1e-9)
        assert abs(row.ribbon.head.widths[1]) == pytest.approx(unit_in.unit)
    unit_in.as_before().interpolate(1.0)
    if unit_in.usable:
        assert [piece.widths for piece in row.ribbon.all] == [pytest.approx(pair) for pair in drawn]


def test_a_factor_with_many_decimals_is_shortened_rather_than_made_unreadable(theme: Theme) -> None:
    numbers = (
        "-0.1",
        "0.8",
        "0",
        "0.3",
        "0",
        "0.3",
        "0",
        "0.9",
        "0.48",
        "0.59",
        "1.8",
        "-1.4",
        "-0.5",
        "-0.31",
    )
    net = chain(numbers, "sigmoid", "softplus", "elu", "elu", "relu", "tanh", loss="half_squared")
    for factor in NudgeRow(theme, net).factors:
        assert max(float(glyph.height) for glyph in factor.part(2)) >= 0.16
