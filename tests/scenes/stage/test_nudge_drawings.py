"""The first and the last chapter's drawings, measured: dolls, a nudge through their walls, live numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP

from backprop_core.network import Network
from backprop_core.network.nudging import NUDGE, nudged
from backprop_core.network.stages import stages_of
from backprop_core.network.training import training_run
from config import load_settings
from scenes.chapters.premise.machine_row import MachineRow
from scenes.chapters.premise.so_far import SoFar
from scenes.chapters.recap.folding import Folding
from scenes.chapters.recap.loss_bars import LossBars
from scenes.chapters.recap.ring import Ring
from scenes.chapters.recap.target_line import TargetLine
from scenes.chapters.recap.unfolded import Unfolded
from scenes.stage.dolls.answer import what_arrives
from scenes.stage.dolls.nest import Nest
from scenes.stage.dolls.ride import Ride
from scenes.stage.dolls.zooming import View
from scenes.stage.formulas.slope_product import SlopeProduct
from scenes.stage.frame import safe_bottom, safe_top, safe_width
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.live_network import LiveNetwork
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.measure import Measurement
from tests import oracles
from tests.networks import chain

NETWORKS = {
    "default": ("1.5", "0.6", "-0.2", "1.4", "-0.5", "1"),
    "negative": ("-0.7", "-1.3", "0.4", "-2.1", "0.3", "0"),
    "saturated": ("2", "3.1", "2.5", "-4", "-3", "0"),
}
KEYS = ("w1", "z1", "a1", "z2", "a2", "L")


@pytest.fixture(params=NETWORKS)
def given(request: pytest.FixtureRequest) -> dict[str, Fraction]:
    return dict(zip(("x", "w1", "b1", "w2", "b2", "y"), map(Fraction, NETWORKS[request.param]), strict=True))


def network(given: dict[str, Fraction]) -> Network:
    return chain(list(given.values()))


def test_loss_bars_are_as_high_as_the_losses(given: dict[str, Fraction]) -> None:
    epochs = training_run((network(given),), Fraction(1, 2), 5)
    bars = LossBars(load_settings().theme, epochs, 10.0, 2.0)
    assert list(bars.measurements()) == []
    bars.reveal(4)
    bars.shift((0.3, -1.7, 0.0))
    measured = list(bars.measurements())
    assert [one.at["step"] for one in measured] == [0, 1, 2, 3, 4]
    for one, epoch in zip(measured, epochs, strict=False):
        n = epoch.network
        numbers = [Fraction(number) for number in n.given.values()]
        loss = oracles.forward(dict(zip(given, numbers, strict=True)))["L"]
        assert abs(one.found - float(loss)) <= one.tolerance
        assert one.tolerance <= 2e-3 * float(epochs[0].loss)


def test_every_number_of_a_step_is_written_at_once(given: dict[str, Fraction]) -> None:
    theme, epochs = load_settings().theme, training_run((network(given),), Fraction(1, 2), 3)
    live = LiveNetwork(theme, NetworkDiagram(theme, network(given).graph, network(given).quantity), epochs)
    live.write(3)
    shown = {number.name: number for number in numbers_in(live)}
    assert {dict(number.at)["step"] for number in shown.values()} == {3.0}
    assert shown["w₁"].value == float(epochs[3].network.given["w1"])
    for key, digits in live.digits.items():
        box = live.diagram.nodes[key] if key in live.diagram.nodes else live.diagram.parameters[key]
        assert box.frame.get_left()[0] < digits.get_left()[0] < digits.get_right()[0], key
        assert digits.get_right()[0] < box.frame.get_right()[0], key


def test_a_number_runs_evenly_from_step_to_step(given: dict[str, Fraction]) -> None:
    theme, epochs = load_settings().theme, training_run((network(given),), Fraction(1, 2), 2)
    live = LiveNetwork(theme, NetworkDiagram(theme, network(given).graph, network(given).quantity), epochs)
    before, after = (float(epoch.network.given["w1"]) for epoch in epochs[:2])
    live.digits["w1"].write(0.25)
    (shown,) = numbers_in(live.digits["w1"])
    assert dict(shown.at) == {"step": 0.25}
    assert shown.value == pytest.approx(before + 0.25 * (after - before))


def test_every_parameter_has_its_branch(given: dict[str, Fraction]) -> None:
    theme, net = load_settings().theme, network(given)
    diagram = NetworkDiagram(theme, net.graph, net.quantity, lift=0.6)
    tabs = {key: Box(theme, theme.gradient, 1.4, 0.4) for key in net.graph.back}
    for key, tab in tabs.items():
        tab.next_to(diagram.nodes[key].frame, DOWN, buff=0.1)
    way = GradientWay(theme, diagram, tabs)
    for key in diagram.graph.parameters:
        arrow, box = way.branches[key], diagram.parameters[key].frame
        node = diagram.nodes[diagram.graph.above[key]].frame
        assert node.get_top()[1] < arrow.get_start()[1] < arrow.get_end()[1] < box.get_bottom()[1]
        for frame in (node, box):
            assert frame.get_left()[0] < arrow.get_end()[0] < frame.get_right()[0]


def test_the_prediction_stands_where_it_is(given: dict[str, Fraction]) -> None:
    epochs = training_run((network(given),), Fraction(1, 2), 3)
    line = TargetLine(load_settings().theme, epochs, 5.0).shift((0.7, -1.0, 0.0))
    for step in (0, 2):
        line.write(step)
        prediction, target = line.measurements()
        n = epochs[step].network
        numbers = [Fraction(number) for number in n.given.values()]
        truth = oracles.forward(dict(zip(given, numbers, strict=True)))["a₂"]
        assert prediction.at == {"step": step}
        assert prediction.found == pytest.approx(float(truth), abs=1e-6)
        assert target.found == pytest.approx(float(n.given["y"]), abs=1e-6)


def test_the_gap_closes_where_the_prediction_arrives_whatever_was_shown_before() -> None:
    start = chain(("0.8", "-1.3", "0.2", "1.4", "-0.5", "0.5"), "tanh", "tanh")
    epochs = training_run((start,), Fraction(1, 2), 60)
    line = TargetLine(load_settings().theme, epochs, 6.0)
    line.write(len(epochs) - 1)
    for end in (line.gap.get_start(), line.gap.get_end()):
        assert end == pytest.approx(line.here(), abs=1e-6)


@pytest.mark.parametrize("depth", [1, 2, 6])
def test_each_doll_lies_inside_the_next(depth: int) -> None:
    net = chain(["1.5", *("0.6", "-0.2") * depth, "1"], *["tanh"] * depth)
    nest = Nest(load_settings().theme, net.graph, net.quantity)
    frames = [nest.slot, *(doll.frame for doll in nest.dolls.values())]
    assert len(frames) == (4 if depth == 1 else 6 if depth == 2 else 8)
    for inner, outer in pairwise(frames):
        for side in (LEFT, RIGHT, UP, DOWN):
            assert np.dot(inner.get_edge_center(side), side) < np.dot(outer.get_edge_center(side), side)
    for doll in nest.dolls.values():
        doll.opened()
        assert doll.frame.get_left()[0] < doll.label.get_left()[0]
        assert len(doll.given) == 0 or doll.given.get_top()[1] < doll.frame.get_top()[1]


def ride_of(net: Network) -> Ride:
    theme = load_settings().theme
    nest = Nest(theme, net.graph, net.quantity)
    return Ride(theme, nest, nudged(net), [theme.ink] * len(nest.keys))


def test_what_comes_through_a_wall_is_as_long_as_the_change(given: dict[str, Fraction]) -> None:
    ride = ride_of(network(given))
    before, after = oracles.forward(given), oracles.forward({**given, "w1": given["w1"] + NUDGE})
    ride.stand(0.0)
    found: dict[str, Measurement] = {}
    for passage in ride.passages:
        passage.begin()
        assert list(passage.measurements()) == []
        passage.draw(1.0)
        found |= {measured.name: measured for measured in passage.measurements()}
    assert set(found) == {f"Δ{name}" for name in ("z₁", "a₁", "z₂", "a₂", "L")}
    for name, measured in found.items():
        true = float(after[name[1:]] - before[name[1:]])
        assert abs(measured.found - true) <= measured.tolerance, name
        assert measured.tolerance <= 1e-3 * abs(true) + 1e-6, name


def test_a_negative_slope_turns_the_arrow_over(given: dict[str, Fraction]) -> None:
    net = network(given)
    ride, keys = ride_of(net), list(KEYS)
    for passage, (by, of) in zip(ride.passages, pairwise(keys), strict=True):
        passage.begin()
        passage.draw(1.0)
        turned = passage.arrow.rise * passage.ghost.rise < 0
        assert turned == (float(net.slope(of, by)) < 0)


def test_the_camera_comes_close_enough_to_see_an_arrow_and_no_arrow_leaves_it(
    given: dict[str, Fraction],
) -> None:
    ride = ride_of(network(given))
    for passage, closer in zip(ride.passages, ride.closeness, strict=True):
        looks = max(abs(length) for length in passage.lengths) / passage.unit
        assert (looks >= 0.6 or closer > 100) and looks <= 3.2


@pytest.mark.parametrize(
    ("last", "change", "said"),
    [
        ("-0.9", "-0.001", "turns it over, and out it comes, pointing down: the loss falls"),
        ("-0.9", "0.001", "turns it back, and out it comes, pointing up: the loss rises"),
        ("0.9", "0.001", "keeps it upright, and out it comes, pointing up: the loss rises"),
        ("0.9", "-0.001", "keeps it turned, and out it comes, pointing down: the loss falls"),
        ("0.9", "0", "nothing is left of it: the loss stays as it was"),
    ],
)
def test_the_answer_is_what_the_loss_does(last: str, change: str, said: str) -> None:
    sentence = what_arrives(Fraction(last), Fraction(change))
    assert said in sentence
    assert len(sentence) <= 84


def test_each_sign_of_a_product_comes_with_the_number_behind_it(given: dict[str, Fraction]) -> None:
    net = network(given)
    line = SlopeProduct(load_settings().theme, net.running[-1], net.chain)
    groups = [line.signs_before(number) for number in (*line.written, line.result)]
    signs = [glyph for part in line.signs for glyph in part]
    assert sorted(map(id, signs)) == sorted(id(glyph) for group in groups for glyph in group)
    assert all(groups[1:])


def test_the_way_back_visits_every_box_but_the_input(given: dict[str, Fraction]) -> None:
    theme, net = load_settings().theme, network(given)
    epochs = training_run((net,), Fraction(1, 2), 3)
    ring = Ring(theme, NetworkDiagram(theme, net.graph, net.quantity), epochs)
    assert list(ring.tabs) == ["a2", "z2", "a1", "z1"]
    for key, tab in ring.tabs.items():
        assert tab.get_x() == pytest.approx(ring.diagram.nodes[key].frame.get_x())
        assert tab.get_top()[1] < ring.diagram.nodes[key].frame.get_bottom()[1]
    assert ring.way.get_left()[0] > ring.diagram.nodes["x"].frame.get_right()[0]
    assert set(ring.way.branches) == set(net.graph.parameters)
    low, high = ring.middle
    assert safe_bottom() < low < high < ring.tabs["a2"].get_bottom()[1]


def test_the_ring_has_every_number_of_a_step(given: dict[str, Fraction]) -> None:
    theme, net = load_settings().theme, network(given)
    epochs = training_run((net,), Fraction(1, 2), 3)
    ring = Ring(theme, NetworkDiagram(theme, net.graph, net.quantity), epochs)
    ring.write(2)
    assert {dict(number.at)["step"] for number in numbers_in(ring)} == {2.0}
    values = {"x", "z₁", "a₁", "z₂", "a₂", "L", "w₁", "b₁", "w₂", "b₂", "y"}
    slopes = {"∂L/∂z₁", "∂L/∂a₁", "∂L/∂z₂", "∂L/∂a₂"}
    assert {number.name for number in numbers_in(ring)} == values | slopes
    ring.let_go()
    assert {number.name for number in numbers_in(ring)} == {"x", "L", "w₁", "b₁", "w₂", "b₂", "y"}


@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_the_row_folds_into_dolls_with_the_last_numbers(given: dict[str, Fraction], loss: str) -> None:
    theme, net = load_settings().theme, chain(list(given.values()), loss=loss)
    epochs = training_run((net,), Fraction(1, 2), 3)
    ring = Ring(theme, NetworkDiagram(theme, net.graph, net.quantity), epochs)
    folding = Folding(theme, ring, epochs, net.quantity)
    assert list(numbers_in(folding.weight)) == []
    folding.weight.set_opacity(1.0)
    for line, key in ((folding.weight, "w1"), (folding.value, "L")):
        (shown,) = numbers_in(line)
        assert dict(shown.at) == {"step": 3.0}
        assert shown.text == ring.digits[key].numbers[3].text
    assert float(folding.value.get_left()[0]) > folding.nest.dolls["L"].wall


@pytest.mark.parametrize("depth", [1, 2])
def test_the_unfolded_row_has_every_slope_after_the_last_step(depth: int) -> None:
    theme, net = load_settings().theme, chain(["1.5", *("0.6", "-0.2") * depth, "1"], *["tanh"] * depth)
    epochs, stages = training_run((net,), Fraction(1, 2), 3), stages_of(net)
    gradient = [net.gradient[key] for key in net.graph.parameters]
    row = Unfolded(theme, epochs, stages, stages.slopes, gradient)
    shown = [number for line in row.slopes for number in numbers_in(line)]
    assert [number.value for number in shown] == [float(slope.value) for slope in stages.slopes]
    product = [part.number for part in (*row.product.written, row.product.result)]
    values = [float(one.value) for one in (*reversed(stages.slopes), stages.running[-1])]
    assert [number.value for number in product if number] == values
    assert {dict(number.at)["step"] for number in (*shown, *product) if number} == {3.0}
    assert set(row.tabs) == set(net.graph.parameters)
    for key, tab in row.tabs.items():
        assert row.diagram.parameters[key].frame.get_top()[1] < tab.get_bottom()[1] < tab.get_top()[1]
        assert tab.get_top()[1] <= safe_top() + 1e-6
    for one, other in pairwise(row.slopes):
        assert one.get_right()[0] < other.get_left()[0]


def test_a_camera_that_goes_in_grows_the_picture_evenly_around_one_point() -> None:
    view = View((np.array([1.0, 0.5, 0.0]), 8.0), (np.array([3.0, 0.5, 0.0]), 0.5))
    widths = [view.at(share)[1] for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert widths == pytest.approx([8.0, 4.0, 2.0, 1.0, 0.5])
    still = view.at(0.0)[0][0] + 8.0 * (3.0 - 1.0) / 7.5
    for share in (0.0, 0.3, 1.0):
        middle, width = view.at(share)
        assert (still - middle[0]) / width == pytest.approx((still - 1.0) / 8.0)


@pytest.mark.parametrize("depth", [1, 2, 6])
def test_slopes_stand_under_their_machines_and_the_product_comes_back_to_the_weight(depth: int) -> None:
    theme = load_settings().theme
    net = chain(["1.5", *("0.6", "-0.2") * depth, "1"], *["tanh"] * depth)
    stages = stages_of(net)
    row = MachineRow(theme, net, stages.keys, stages.slopes)
    for picture, line, node in zip(row.pictures, row.slopes, row.nodes, strict=True):
        assert node.frame.get_bottom()[1] > picture.get_top()[1] > picture.get_bottom()[1] > line.get_top()[1]
        assert abs(line.get_x() - node.frame.get_x()) < 0.5
    for one, other in pairwise(row.slopes):
        assert one.get_right()[0] < other.get_left()[0]
    product = SoFar(theme, row, stages.running)
    shown = [number for line in product.numbers for number in numbers_in(line)]
    assert [number.value for number in shown] == [float(slope.value) for slope in stages.running]
    for number, node in zip(product.numbers, reversed(row.nodes), strict=True):
        assert abs(number.get_x() - node.frame.get_x()) < 0.6
        assert safe_bottom() <= number.get_bottom()[1] and number.get_top()[1] < product.level
    assert product.answer.part(3).get_x() == pytest.approx(
        float(product.numbers[-1].part(1).get_x()), abs=1e-6
    )
    assert product.answer.get_left()[0] >= -safe_width() / 2 - 1e-6
    assert product.numbers[0].get_right()[0] <= safe_width() / 2 + 1e-6
