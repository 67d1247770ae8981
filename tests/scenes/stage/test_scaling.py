"""Why it scales: counts read from dots, what is left from a square, not from what they were drawn from."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from manim import DL, LEFT, RIGHT, UR, ValueTracker

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.why_it_scales.dot_triangle import BALL, DotTriangle
from scenes.chapters.why_it_scales.factor_ladder import FactorLadder
from scenes.chapters.why_it_scales.in_a_row import ROWS
from scenes.chapters.why_it_scales.lattice import dot_places, rows_box
from scenes.chapters.why_it_scales.left_square import LeftSquare
from scenes.chapters.why_it_scales.names import counts
from scenes.chapters.why_it_scales.readouts import left_readout
from scenes.chapters.why_it_scales.share_curve import ShareCurve
from scenes.chapters.why_it_scales.unit_row import UnitRow
from scenes.chapters.why_it_scales.views import geometric, view_of
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import numbers_in
from tests import oracles

DEPTH = 50
WINDOW = Region(-6.4, 6.4, -1.6, 3.0)


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


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_the_square_is_as_large_as_the_slope_that_is_left_at_best(theme: Theme, count: int) -> None:
    passed = ValueTracker(count)
    square = LeftSquare(theme, ROWS["sigmoid"].share, DEPTH - 1, passed, WINDOW)
    square.shift((0.5, 1.0, 0.0))
    steepest = max(mpmath.diff(oracles.sigmoid, mpmath.mpf(z) / 10) for z in range(-20, 21))
    (measured,) = square.measurements()
    assert measured.at == {"passed": count}
    assert measured.found == pytest.approx(float(steepest**count), abs=measured.tolerance)
    (shown,) = numbers_in(left_readout(ROWS["sigmoid"], passed, theme.gradient))
    assert oracles.shows(shown.text, shown.relation, steepest**count)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "leaky_relu", "identity"])
def test_what_is_left_lies_in_what_came(theme: Theme, name: str) -> None:
    passed = ValueTracker(0)
    square = LeftSquare(theme, ROWS[name].share, DEPTH - 1, passed, WINDOW)
    square.watch()
    assert square.rest.get_corner(DL) == pytest.approx(WINDOW.point(DL))
    for value in np.linspace(0.1, 3.0, 30):
        passed.set_value(value)
        square.update()
        outer, inner = square.lost[int(np.ceil(value)) - 1], square.rest
        assert (inner.get_corner(DL)[:2] >= outer.get_corner(DL)[:2] - 1e-6).all()
        assert (inner.get_corner(UR)[:2] <= outer.get_corner(UR)[:2] + 1e-6).all()


def test_what_is_left_is_told_after_whole_activations_only(theme: Theme) -> None:
    passed = ValueTracker(2.7)
    (shown,) = numbers_in(left_readout(ROWS["sigmoid"], passed, theme.gradient))
    assert (shown.text, shown.relation) == ("0.062500", "=")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_tangent_has_the_slope_that_is_let_through(theme: Theme, name: str) -> None:
    drawn = ShareCurve(theme, ROWS[name], Region(-6.4, 1.0, -1.6, 1.6))
    assert drawn.plot.panel.read_slope(drawn.tangent) == pytest.approx(ROWS[name].share, abs=1e-6)
    assert drawn.steepest == (name == "sigmoid")


def test_nothing_is_left_behind_a_rectifier_below_zero(theme: Theme) -> None:
    passed = ValueTracker(0.9)
    square = LeftSquare(theme, ROWS["relu"].share, DEPTH - 1, passed, WINDOW)
    square.watch()
    readout = left_readout(ROWS["relu"], passed, theme.gradient)
    assert list(square.measurements()) == []
    assert float(readout.quantity.value) == 1
    passed.set_value(1)
    square.update()
    (measured,) = square.measurements()
    assert measured.found == pytest.approx(0.0)
    assert (readout.quantity.text, readout.quantity.relation) == ("0.000000", "=")


def test_the_light_leaves_each_dot_behind_it_its_own(theme: Theme) -> None:
    passed = ValueTracker(0)
    row = UnitRow(theme, [1.0, 0.5, 0.25, 0.125], passed, Region(-6.4, 6.4, -2.6, -2.0))
    row.walk(WINDOW.point(DL))
    dark, full = row.shade(0.0), row.shade(1.0)
    for count, lights in ((0, [0.0, 0.0, 0.0]), (2, [0.5, 0.25, 0.0]), (2.5, [0.5, 0.25, 0.0625])):
        passed.set_value(count)
        row.update()
        expected = [dark.interpolate(full, light).to_hex() for light in lights]
        assert [dot.get_fill_color().to_hex() for dot in row.dots] == expected
    assert row.ring.get_x() == pytest.approx((row.dots[1].get_x() + row.dots[2].get_x()) / 2)


def test_the_edge_swings_down_to_the_row(theme: Theme) -> None:
    row = UnitRow(theme, [1.0] * 6, ValueTracker(0), Region(-6.4, 6.4, -2.6, -2.0))
    resting = [dot.get_center() for dot in row.dots]
    edge = [np.array([-6.0 + 2 * k, 3.0 - k, 0.0]) for k in range(5)]
    swing = row.swing_from(edge, [0.05] * 5)
    swing.begin()
    assert np.array([dot.get_center() for dot in row.dots]) == pytest.approx(np.array(edge))
    swing.interpolate(0.5)
    assert row.dots[0].get_y() > row.dots[-1].get_y()
    swing.finish()
    assert np.array([dot.get_center() for dot in row.dots]) == pytest.approx(np.array(resting))
