"""The pictures of the three rules are to scale, read back from their points."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from manim import ValueTracker

from backprop_core.network.naming import symbol_of
from backprop_core.quantity import Quantity
from config import load_settings
from scenes.chapters.three_rules.growing_square import GrowingSquare
from scenes.chapters.three_rules.nudged_lines import NudgedLine, short, window
from scenes.chapters.three_rules.rule_lines import constant_line
from scenes.chapters.three_rules.step_halving import StepHalvings
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import measurements_of
from tests.networks import chain

SIZE = (5.2, 2.3)


@pytest.mark.parametrize("slope", ["0", "1.4", "-4", "37"])
def test_the_rise_is_the_slope_times_the_step(slope: str) -> None:
    factor, x, step = Fraction(slope), ValueTracker(0.6), ValueTracker(0.0)
    half, tall, longest = window(factor, Fraction(1), 0.6, SIZE)
    middle = float(factor) * 0.6 + 1
    ranges = (0.6 - half, 0.6 + half), (middle - tall, middle + tall)
    symbols = symbol_of("a", 1), symbol_of("z", 2)
    lifted = symbol_of("b", 2)
    line = NudgedLine(load_settings().theme, (factor, Fraction(1)), (x, step), ranges, SIZE, symbols, lifted)
    for length in (float(short(longest)), -0.05):
        step.set_value(length)
        line.update()
        run, rise = measurements_of(line)
        assert (run.name, rise.name) == ("Δa₁", "Δz₂")
        assert run.found == pytest.approx(length, abs=1e-9)
        assert rise.found == pytest.approx(float(factor) * length, abs=1e-9)
    assert abs(float(factor) * float(short(longest))) <= tall or longest < 0.01
    line.lift.set_value(0.1)
    for follower in (line.line, line.raised):
        follower.update()
    (lift,) = measurements_of(line.raised)
    assert lift.name == "Δb₂"
    assert lift.found == pytest.approx(0.1, abs=1e-9)
    assert {number.value for number in numbers_in(line.state_lift())} == {0.1}


def test_a_flat_line_does_not_rise_at_all() -> None:
    known = chain(("1.5", "0.6", "-0.2", "1.4", "-0.5", "1")).quantity
    line = constant_line(load_settings().theme, known)
    line.step.set_value(0.4321987)
    line.update()
    step, rise = numbers_in(line.readouts)
    assert (step.relation, rise.relation, rise.text) == ("≈", "=", "0")
    first, second = line.readouts
    assert isinstance(first, Readout) and isinstance(second, Readout)
    first, second = line.readouts
    assert isinstance(first, Readout)
    assert isinstance(second, Readout)
    longest = Readout(line.changes[0], lambda: -1.19, "#FFFFFF", size=first.size)
    assert first.label.get_left()[0] + longest.width < second.label.get_left()[0] - 0.1


def test_numbers_over_a_line_end_before_what_stands_beside_it() -> None:
    known = chain(("1.5", "0.6", "-0.2", "1.4", "-0.5", "1")).quantity
    line = constant_line(load_settings().theme, known)
    line.step.set_value(-1.19)
    line.update()
    reached = float(line.readouts.get_right()[0])
    line.keep_left_of(reached + 0.5)
    assert line.readouts.get_right()[0] == pytest.approx(reached)
    line.keep_left_of(reached - 0.2)
    assert line.readouts.get_right()[0] < reached - 0.2
    one, other = line.readouts
    assert one.get_right()[0] < other.get_left()[0]


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
    assert found["2u·Δu"].found == pytest.approx(2 * u * u / 4)
    assert found["(Δu)²"].found == pytest.approx((u / 4) ** 2)
    grown = sum(measured.found for measured in found.values())
    assert grown == pytest.approx((u * 1.25) ** 2)
    assert (square.place(1, 0) - square.place(0, 0))[0] * u > 0
    assert square.ends[1].get_x() == pytest.approx(square.place(1.25, 0)[0])
    names = (square.side_name, *square.strip_names, square.corner_name, *square.ends)
    for one, other in combinations(names, 2):
        apart = abs(one.get_center() - other.get_center())[:2] * 2
        assert apart[0] > one.width + other.width or apart[1] > one.height + other.height


def test_the_strips_halve_and_the_corner_is_quartered() -> None:
    theme, side = load_settings().theme, -0.3928
    table = StepHalvings.fitted(theme, side, [side / 4, side / 8, side / 16], 12.8)
    shown = [[number.value for number in numbers_in(column)] for column in table.columns]
    for before, after in pairwise(shown):
        assert [a / b for a, b in zip(before, after, strict=True)] == pytest.approx([2, 2, 4])
    assert shown[0][1] == pytest.approx(2 * side * side / 4)
    tiny = StepHalvings.fitted(theme, 9e-4, [2e-4, 1e-4, 5e-5], 12.8)
    assert tiny.width <= 12.8 + 1e-6


def test_a_square_without_a_side_is_drawn() -> None:
    zero = Quantity(symbol_of("a", 2), Fraction(1, 2))
    square = GrowingSquare(load_settings().theme, zero, zero, ValueTracker(0.25), 2.2)
    assert {m.name: m.found for m in measurements_of(square)}["u²"] == pytest.approx(0.0)
