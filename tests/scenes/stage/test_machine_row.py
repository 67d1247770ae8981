"""Functions of a chain as machines: gradients to scale, lines as steep as they are, what is in sight."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from manim import Line

from config import Theme, load_settings
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.machines.factory import fitting, slope_of
from scenes.stage.machines.interiors import WeighedSum
from scenes.stage.machines.machine_row import MachineRow
from scenes.stage.machines.slopes import LinePicture
from scenes.stage.measure import measurements_of
from tests.networks import chain

CASES = {
    "falls": ("1.5", "0.8", "-0.2", "1.1", "-0.6", "1"),
    "rises and turns": ("-0.7", "-1.3", "0.4", "-2.1", "0.3", "0"),
}


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the lecture's theme."""
    return load_settings().theme


@pytest.mark.parametrize("case", CASES)
def test_a_gradient_is_as_high_as_it_is_large_where_it_enters_and_where_it_leaves(
    case: str, theme: Theme
) -> None:
    net = chain(CASES[case])
    row = MachineRow(theme, net)
    largest = max(abs(float(one.value)) for one in net.gradient.values())
    assert list(row.flows) == ["a2", "z2", "z1"]
    for before, key in (("a2", "z2"), ("a1", "z1")):
        flow = row.flows[key]
        found = [one.found for one in measurements_of(flow)]
        wanted = [float(net.gradient[one].value) for one in (before, key)]
        assert found == pytest.approx(wanted, abs=1e-5 * largest)
        level, corners = flow.zero.get_y(), flow.band.get_vertices()[1:3]
        heights = [float(corner[1]) - level for corner in corners]
        assert heights[1] / heights[0] == pytest.approx(float(net.local[before, key].value), rel=1e-6)


@pytest.mark.parametrize("case", CASES)
def test_a_gradient_divides_into_arms_as_wide_as_the_gradients_that_they_lead_to(
    case: str, theme: Theme
) -> None:
    net = chain(CASES[case])
    row = MachineRow(theme, net)
    assert {node: list(fork.arms) for node, fork in row.forks.items()} == {
        "z1": ["w1", "b1"],
        "z2": ["w2", "a1", "b2"],
    }
    for fork in row.forks.values():
        for key, arm in fork.arms.items():
            (measured,) = measurements_of(arm)
            assert measured.found == pytest.approx(float(net.gradient[key].value), rel=1e-3)
            arm.draw(0.5)
            assert list(measurements_of(arm)) == []
            arm.draw(1.0)


def test_an_arm_whose_slope_is_negative_changes_sides(theme: Theme) -> None:
    net = chain(CASES["rises and turns"])
    fork = MachineRow(theme, net).forks["z2"]
    away = fork.arms["a1"].edge[:, 1] - fork.level
    assert min(away) < 0 < max(away)
    assert float(net.local["z2", "a1"].value) < 0


def test_what_stands_in_a_machine_is_out_of_sight_from_the_next_one(theme: Theme) -> None:
    row = MachineRow(theme, chain(CASES["falls"]))
    half = Frame.current().width / 2
    for key, after in pairwise(row.frames):
        assert row.inside(after, -1.0).left > float(row.view(key)[0]) + half
        assert row.inside(key, -1.0).right < float(row.view(after)[0]) - half
        assert float(row.frames[after].get_left()[0]) < float(row.view(key)[0]) + half
        between = row.boxes[key]
        assert float(between.get_right()[0]) <= float(row.view(key)[0]) + Frame.current().safe_width / 2


@pytest.mark.parametrize(("of", "by", "slope"), [("z1", "w1", 1.5), ("z2", "a1", 1.1), ("z2", "b2", 1.0)])
def test_a_line_is_as_steep_as_its_slope(of: str, by: str, slope: float, theme: Theme) -> None:
    picture = slope_of(theme, chain(CASES["falls"]), of, by, (5.2, 2.6), (4.3, 1.9))
    assert isinstance(picture, LinePicture)
    mark = picture.mark[0]
    assert isinstance(mark, Line)
    across, up, _ = mark.get_end() - mark.get_start()
    assert math.atan2(up, across) == pytest.approx(math.atan(slope), abs=1e-6)
    corners = picture.panel.to_point(*(one[0] for one in (picture.panel.x_range, picture.panel.y_range)))
    line = picture.picture[1]
    assert float(line.get_bottom()[1]) >= float(corners[1]) - 1e-6


def test_a_picture_fits_the_room_of_its_machine(theme: Theme) -> None:
    net = chain(("12345.6", "0.8", "-0.2", "1.1", "-0.6", "1"), "relu", "relu")
    room = Region(-2.65, 2.65, -0.85, 1.77)
    picture = fitting(lambda *sizes: slope_of(theme, net, "z1", "w1", *sizes), (5.2, 2.6), (4.3, 1.9), room)
    assert picture.width <= room.width + 1e-6
    assert picture.height <= room.height + 0.06
    assert np.allclose(picture.get_center(), room.center)


def test_what_is_weighed_is_laid_before_its_weight_changes_it(theme: Theme) -> None:
    q = chain(CASES["falls"]).quantity
    picture = WeighedSum(theme, q["z1"], (q["w1"], q["x"]), q["b1"], (7.4, 3.3))
    laid, weighed = picture.source.get_length(), picture.bars[0].get_length()
    assert weighed / laid == pytest.approx(0.8)
    assert picture.source.get_start()[0] == pytest.approx(picture.bars[0].get_start()[0])
