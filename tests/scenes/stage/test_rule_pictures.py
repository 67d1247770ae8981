"""The pictures of the rules are to scale, read back from their points."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from manim import ORIGIN, ValueTracker

from backprop_core.network.naming import symbol_of
from backprop_core.quantity import Quantity
from config import load_settings
from scenes.chapters.three_rules.box_row import BoxRow
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.ramps import STEP, Ramps
from scenes.chapters.three_rules.wall import Wall
from scenes.stage.frame import Frame
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import measurements_of
from tests.networks import chain


def ramps_of(slope: str) -> Ramps:
    net = chain(("1.5", "0.6", "-0.2", slope, "-0.5", "1"))
    over, bias, weight, total = (net.quantity[key] for key in ("a1", "b2", "w2", "z2"))
    return Ramps(load_settings().theme, over, bias, weight, total, net.local["z2", "b2"], ORIGIN)


@pytest.mark.parametrize("slope", ["0", "1.4", "-4", "37"])
def test_a_nudge_of_the_bias_lifts_the_whole_ramp(slope: str) -> None:
    ramps = ramps_of(slope)
    step, factor = float(STEP), float(slope)
    ramps.raised.set_value(1.0)
    ramps.lay()
    bars = ramps.run, ramps.rise, ramps.lift, ramps.gain
    truth = ("Δa₁", step), ("Δz₂", factor * step), ("Δb₂", step), ("Δz₂", step)
    for bar, (name, value) in zip(bars, truth, strict=True):
        (found,) = measurements_of(bar)
        assert found.name == name
        assert found.found == pytest.approx(value, abs=1e-6)
    assert ramps.gain.get_start()[1] == pytest.approx(ramps.rise.get_end()[1])
    ways = [line.get_end() - line.get_start() for line in (ramps.ramp, ramps.lifted)]
    assert np.cross(ways[0], ways[1])[2] == pytest.approx(0.0, abs=1e-6)
    number = numbers_in(ramps.names[3])
    assert [(one.name, one.value) for one in number] == [("∂z₂/∂b₂", 1.0)]
    assert max(abs(float(bar.get_y())) for bar in (*ramps.bars, ramps.lifted)) < 4


def test_a_step_that_slides_along_a_ramp_rises_as_much_everywhere() -> None:
    ramps = ramps_of("-1.4")
    rise, before = float(ramps.rise.get_length()), float(ramps.run.get_x())
    ramps.slid.set_value(ramps.slides[0])
    ramps.run.update()
    assert float(ramps.run.get_x()) < before - 0.5
    assert float(ramps.rise.get_length()) == pytest.approx(rise)


def test_a_ripple_runs_over_the_wall_and_does_not_move_it() -> None:
    wall = Wall(load_settings().theme, ORIGIN)
    edge, flat = wall.edge.points.copy(), float(wall.rope.height)
    wall.at.set_value(0.0)
    wall.rope.update()
    assert flat < 1e-6 < 1 < float(wall.rope.height)
    assert np.array_equal(wall.edge.points, edge)


@pytest.mark.parametrize("depth", [1, 2, 6])
def test_the_camera_can_stand_inside_a_box_and_sees_all_of_them_from_far(depth: int) -> None:
    net = chain(["1"] * (2 * depth + 2))
    row = BoxRow(load_settings().theme, net.graph, net.quantity)
    frame = Frame.current()
    for key in (*net.graph.row, net.graph.targets[0]):
        assert float(row.frames[key].width) >= frame.width
        assert float(row.frames[key].height) >= frame.height
    assert float(row.width) <= (frame.safe_width + 0.2) * row.scale_to
    boxes = [row.frames[key] for key in net.graph.row]
    for one, other in combinations(boxes, 2):
        assert abs(float(one.get_x() - other.get_x())) > float(one.width)


@pytest.mark.parametrize("target", ["1", "0"])
def test_the_areas_are_the_loss_and_what_a_step_adds_to_it(target: str) -> None:
    net = chain(("1.5", "0.6", "-0.2", "1.4", "-0.5", target))
    share = ValueTracker(0.0)
    known: dict[str, Quantity] = net.quantity
    square = GrowingSquare(load_settings().theme, known["a2"], known["y"], share, 2.2)
    share.set_value(0.25)
    square.update()
    found = {measured.name: measured for measured in measurements_of(square)}
    u = float(known["a2"].value) - float(target)
    assert found["u²"].found == pytest.approx(u * u)
    step = abs(u) / 4
    assert found["2u·Δu"].found == pytest.approx(2 * u * step)
    assert found["(Δu)²"].found == pytest.approx(step**2)
    after = sum(measured.found for measured in found.values())
    assert after == pytest.approx((u + step) ** 2)
    assert (square.place(1, 0) - square.place(0, 0))[0] * u > 0
    assert square.ends[1].get_x() == pytest.approx(square.place(1 + step / u, 0)[0])
    names = (square.side_name, *square.strip_names, square.corner_name, *square.ends)
    for one, other in combinations(names, 2):
        apart = abs(one.get_center() - other.get_center())[:2] * 2
        assert apart[0] > one.width + other.width or apart[1] > one.height + other.height


def test_a_corner_leaves_its_outline_where_it_was() -> None:
    known = chain(("1.5", "0.6", "-0.2", "1.4", "-0.5", "1")).quantity
    share = ValueTracker(0.25)
    square = GrowingSquare(load_settings().theme, known["a2"], known["y"], share, 4.0)
    trace, before = square.trace(), float(square.corner.width)
    share.set_value(0.125)
    square.update()
    assert float(trace.width) == pytest.approx(before) == pytest.approx(2 * float(square.corner.width))


def test_a_square_without_a_side_is_drawn() -> None:
    zero = Quantity(symbol_of("a", 2), Fraction(1, 2))
    square = GrowingSquare(load_settings().theme, zero, zero, ValueTracker(0.25), 2.2)
    assert {m.name: m.found for m in measurements_of(square)}["u²"] == pytest.approx(0.0)
