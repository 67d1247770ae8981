"""Why it scales: counts read from dots, what is left from a band, not from what they were drawn from."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from manim import LEFT, RIGHT, ValueTracker

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.why_it_scales.dot_triangle import BALL, DotTriangle
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder
from scenes.chapters.why_it_scales.in_a_row import ROWS
from scenes.chapters.why_it_scales.lattice import dot_places, rows_box
from scenes.chapters.why_it_scales.names import counts
from scenes.chapters.why_it_scales.readouts import left_readout
from scenes.chapters.why_it_scales.row_place import RowPlace
from scenes.chapters.why_it_scales.share_curve import ShareCurve
from scenes.chapters.why_it_scales.slope_band import SlopeBand
from scenes.chapters.why_it_scales.unit_row import UnitRow
from scenes.chapters.why_it_scales.views import geometric, view_of
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import numbers_in
from tests import oracles

DEPTH = 50
LINE = Region(-6.4, 6.4, -0.6, -0.6)
PLACE = RowPlace(LINE, DEPTH - 1)


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


@pytest.fixture(scope="module")
def net() -> Network:
    """The network of the lecture."""
    given = load_settings().lecture.network
    return Network.from_values(given)


def _triangle(theme: Theme, reached: float, burnt: float) -> DotTriangle:
    triangle = DotTriangle(theme, DEPTH - 1)
    triangle.reached.set_value(reached)
    triangle.burnt.set_value(burnt)
    triangle.radius.set_value(BALL)
    triangle.update()
    return triangle


@pytest.mark.parametrize("gradients", [2, 17, DEPTH])
def test_the_triangle_has_as_many_dots_as_there_are_multiplications_starting_over(
    theme: Theme, gradients: int
) -> None:
    triangle = _triangle(theme, gradients - 1, 0)
    scratch, _ = counts(DEPTH)
    assert triangle.multiplications() == scratch[gradients - 1] == gradients * (gradients - 1) // 2
    starting_over, _ = triangle.measurements()
    assert (starting_over.found, starting_over.at) == (scratch[gradients - 1], {"n": gradients})


@pytest.mark.parametrize("gradients", [2, 17, DEPTH])
def test_the_edge_has_as_many_dots_as_one_sweep_has_multiplications(theme: Theme, gradients: int) -> None:
    triangle = _triangle(theme, DEPTH - 1, gradients - 1)
    _, sweep = counts(DEPTH)
    assert triangle.kept() == sweep[gradients - 1] == gradients - 1
    _, swept = triangle.measurements()
    assert (swept.found, swept.at) == (sweep[gradients - 1], {"n": gradients})
    assert triangle.multiplications() == DEPTH * (DEPTH - 1) // 2


def test_the_edge_is_the_last_dot_of_each_row(theme: Theme) -> None:
    triangle = _triangle(theme, DEPTH - 1, DEPTH - 1)
    for row, (old, new) in enumerate(zip(triangle.olds, triangle.edge, strict=True)):
        assert new.get_center() == pytest.approx(dot_places(row)[-1])
        assert row == 0 or old.get_right()[0] < new.get_left()[0]


def test_a_dot_stands_between_any_two_tiles_of_a_product(theme: Theme, net: Network) -> None:
    ladder = FactorLadder(theme, net.chain[::-1], net.running)
    assert len(ladder.rungs) == len(net.running) - 1
    for row, rung in enumerate(ladder.rungs):
        places = dot_places(row)
        assert len(places) == len(rung.tiles) - 1 == row + 1
        for place, before, after in zip(places, rung.tiles[:-1], rung.tiles[1:], strict=True):
            assert before.get_right()[0] < place[0] < after.get_left()[0]
            assert place[1] == pytest.approx(before.get_y())


@pytest.mark.parametrize("rows", [1, 2.5, 4, DEPTH - 1])
def test_the_frame_shows_the_rows_in_the_room(rows: float) -> None:
    box, room = rows_box(rows), Region(-6.4, 6.4, -3.0, 3.1)
    scale, middle = view_of(box, room)
    left, right = ((box.point(side) - middle) / scale for side in (LEFT, RIGHT))
    assert left == pytest.approx(room.point(LEFT))
    assert right[0] <= room.right + 1e-9
    assert box.height / scale <= room.height + 1e-9


def test_a_geometric_pace_multiplies_by_the_same_in_the_same_time() -> None:
    pace = geometric(16.0)
    assert [pace(0.0), pace(0.5), pace(1.0)] == pytest.approx([0.0, 3 / 15, 1.0])


def _lights(name: str) -> list[float]:
    return [float(ROWS[name].left(count)) for count in range(DEPTH // 2 + 1)]


def _band(theme: Theme, name: str, walked: float) -> SlopeBand:
    return SlopeBand(theme, _lights(name), PLACE, ValueTracker(walked), 1.7)


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_the_band_is_as_high_as_the_slope_that_is_left_at_best(theme: Theme, count: int) -> None:
    band = _band(theme, "sigmoid", 2 * count + 0.5 if count else 0.5).shift((0.5, 1.0, 0.0))
    steepest = max(mpmath.diff(oracles.sigmoid, mpmath.mpf(z) / 10) for z in range(-20, 21))
    read = {one.at["passed"]: one for one in band.measurements()}
    assert sorted(read) == list(range(count + 1))
    for passed, measured in read.items():
        assert measured.found == pytest.approx(float(steepest ** int(passed)), abs=measured.tolerance)
    (shown,) = numbers_in(left_readout(ROWS["sigmoid"], ValueTracker(2 * count), theme.gradient, PLACE.of(0)))
    assert oracles.shows(shown.text, shown.relation, steepest**count)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "leaky_relu", "identity", "relu"])
def test_the_band_reaches_as_far_as_the_light_and_never_rises(theme: Theme, name: str) -> None:
    for walked in np.linspace(0.1, DEPTH - 1, 30):
        band = _band(theme, name, float(walked))
        upper = band.get_start_anchors()[:-2]
        assert upper[-1][0] == pytest.approx(PLACE.of(float(walked))[0])
        assert (np.diff(upper[:, 1]) <= 1e-9).all()
        assert band.get_right()[0] == pytest.approx(PLACE.of(0)[0])


def test_every_other_product_is_an_activation(theme: Theme, net: Network) -> None:
    kinds = [factor.symbol.plain.split("/")[0] for factor in net.chain[::-1][1:]]
    assert all(kind.lstrip("∂d").startswith("a") for kind in kinds[::2])
    row = UnitRow(theme, _lights("sigmoid"), PLACE, ValueTracker(0))
    assert (len(row.activations), len(row.weights)) == (DEPTH // 2, DEPTH // 2 - 1)
    assert row.dots[0] is row.activations[0] and row.dots[1] is row.weights[0]


@pytest.mark.parametrize(("walked", "told"), [(0.9, "1.000000"), (3.7, "0.062500"), (5.0, "0.015625")])
def test_what_is_left_is_told_behind_an_activation(theme: Theme, walked: float, told: str) -> None:
    readout = left_readout(ROWS["sigmoid"], ValueTracker(walked), theme.gradient, PLACE.of(0))
    (shown,) = numbers_in(readout)
    assert (shown.text, shown.relation) == (told, "=")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_tangent_has_the_slope_that_is_let_through(theme: Theme, name: str) -> None:
    drawn = ShareCurve(theme, ROWS[name], Region(-6.4, 1.0, -1.6, 1.6))
    assert drawn.plot.panel.read_slope(drawn.tangent) == pytest.approx(ROWS[name].share, abs=1e-6)
    assert drawn.steepest == (name == "sigmoid")


def test_nothing_is_left_behind_a_rectifier_below_zero(theme: Theme) -> None:
    whole, nothing = _band(theme, "relu", 2).measurements()
    assert (whole.found, nothing.found) == pytest.approx((1.0, 0.0))
    readout = left_readout(ROWS["relu"], ValueTracker(2), theme.gradient, PLACE.of(0))
    assert (readout.quantity.text, readout.quantity.relation) == ("0.000000", "=")


def test_the_light_leaves_each_activation_behind_it_its_own(theme: Theme) -> None:
    walked, place = ValueTracker(0), RowPlace(LINE, 5)
    row = UnitRow(theme, [1.0, 0.5, 0.25, 0.125], place, walked)
    row.walk()
    dark, full = row.shade(0.0), row.shade(1.0)
    for count, lights in ((0, [0.0, 0.0, 0.0]), (4, [0.5, 0.25, 0.0]), (4.5, [0.5, 0.25, 0.0625])):
        walked.set_value(count)
        row.update()
        expected = [dark.interpolate(full, light).to_hex() for light in lights]
        assert [dot.get_fill_color().to_hex() for dot in row.activations] == expected
    assert row.ring.get_x() == pytest.approx((row.dots[3].get_x() + row.dots[4].get_x()) / 2)


def test_the_edge_swings_down_to_the_row(theme: Theme) -> None:
    row = UnitRow(theme, [1.0] * 4, RowPlace(LINE, 5), ValueTracker(0))
    resting = [dot.get_center() for dot in row.dots]
    edge = [np.array([-6.0 + 2 * k, 3.0 - k, 0.0]) for k in range(5)]
    swing = row.swing_from(edge, [0.05] * 5)
    swing.begin()
    assert np.array([dot.get_center() for dot in row.dots]) == pytest.approx(np.array(edge))
    swing.interpolate(0.5)
    assert row.dots[0].get_y() > row.dots[-1].get_y()
    swing.finish()
    assert np.array([dot.get_center() for dot in row.dots]) == pytest.approx(np.array(resting))
