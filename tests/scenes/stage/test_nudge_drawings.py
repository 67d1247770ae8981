"""The first and the last chapter's drawings, measured: bars to scale, nested shells, live numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from backprop_core.network import Network
from backprop_core.network.nudging import NUDGE, nudged
from backprop_core.network.training import training_run
from config import load_settings
from scenes.chapters.premise.change_bars import ChangeBars
from scenes.chapters.recap.folding import Folding
from scenes.chapters.recap.loss_bars import LossBars
from scenes.chapters.recap.target_line import TargetLine
from scenes.stage.graph.gradient_way import GradientWay
from scenes.stage.graph.live_network import LiveNetwork
from scenes.stage.graph.nested_boxes import NestedBoxes
from scenes.stage.graph.network_diagram import NetworkDiagram
from scenes.stage.lettering.typesetting import numbers_in, shown_number
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


def test_change_bars_are_as_long_as_the_changes(given: dict[str, Fraction]) -> None:
    theme = load_settings().theme
    columns = {key: 2.0 * index for index, key in enumerate(KEYS)}
    bars = ChangeBars(theme, nudged(network(given)), columns, -2.0, -0.5)
    before, after = oracles.forward(given), oracles.forward({**given, "w1": given["w1"] + NUDGE})
    found = {measured.name: measured for measured in bars.measurements()}
    assert set(found) == {f"Δ{name}" for name in ("z₁", "a₁", "z₂", "a₂", "L")}
    for name, measured in found.items():
        true = float(after[name[1:]] - before[name[1:]])
        assert abs(measured.found - true) <= measured.tolerance, name
        assert measured.tolerance <= 2e-4
    assert max(bar.get_top()[1] for bar in bars.bars.values()) <= -0.5 + 1e-6
    assert min(bar.get_bottom()[1] for bar in bars.bars.values()) >= -2.0 - 2e-4


def test_bars_that_are_lined_up_elsewhere_keep_their_shares(given: dict[str, Fraction]) -> None:
    theme = load_settings().theme
    columns = {key: 2.0 * index for index, key in enumerate(KEYS)}
    bars = ChangeBars(theme, nudged(network(given)), columns, -2.0, -0.5, stated=("w1", "L"))
    before = {measured.name: measured.found for measured in bars.measurements()}
    places = {key: -6.0 + 2.2 * index for index, key in enumerate(KEYS)}
    move = bars.line_up(places, 0.5, 1.4)
    move.begin()
    move.finish()
    for measured in bars.measurements():
        assert measured.found == pytest.approx(before[measured.name], abs=2 * measured.tolerance)
    for key, place in places.items():
        assert bars.feet[key].get_x() == pytest.approx(place)
    assert max(bar.get_top()[1] for bar in bars.bars.values()) <= 1.4 + 1e-6
    assert min(number.get_bottom()[1] for number in bars.numbers.values()) >= 0.5 - 0.15
    assert all(abs(number.get_x()) + number.width / 2 <= 6.4 + 1e-6 for number in bars.numbers.values())


@pytest.mark.parametrize("bottom", [None, -1.9])
def test_each_box_lies_inside_the_next(given: dict[str, Fraction], bottom: float | None) -> None:
    shells = NestedBoxes(load_settings().theme, network(given).graph, network(given).quantity, 2.9, bottom)
    core = shells.box["w1"]
    assert core.symbol.get_top()[1] < core.frame.get_top()[1]
    assert core.value.get_bottom()[1] > core.frame.get_bottom()[1]
    assert bottom is None or shells.get_bottom()[1] == pytest.approx(bottom, abs=0.1)
    for inner, outer in pairwise(KEYS):
        small, large = shells.box[inner], shells.box[outer]
        assert large.frame.get_left()[0] < small.frame.get_left()[0]
        assert small.frame.get_right()[0] < large.symbol.get_left()[0]
        assert small.frame.get_right()[0] < large.value.get_left()[0]
        assert large.value.get_right()[0] < large.frame.get_right()[0]
        assert large.frame.get_top()[1] > small.frame.get_top()[1] > large.symbol.get_top()[1]
        assert large.lid.get_left()[0] < small.frame.get_left()[0]
        assert large.lid.get_top()[1] > small.frame.get_top()[1]


@pytest.mark.parametrize("activations", [("sigmoid", "sigmoid"), ("relu", "tanh", "sigmoid")])
def test_what_a_shell_does_stands_under_its_symbol(activations: tuple[str, ...]) -> None:
    numbers = ["1.5", *("0.6", "-0.2") * len(activations), "1"]
    net = chain(numbers, *activations, loss="cross_entropy")
    for shell in NestedBoxes(load_settings().theme, net.graph, net.quantity, 2.9).box.values():
        if shell.formula is not None:
            assert shell.formula.get_top()[1] < shell.symbol.get_bottom()[1]


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
    assert shown["∂L/∂z₁"].value == float(epochs[3].network.gradient_values["z1"])
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


def test_every_parameter_has_its_branch_and_its_tab(given: dict[str, Fraction]) -> None:
    theme, epochs = load_settings().theme, training_run((network(given),), Fraction(1, 2), 2)
    diagram = NetworkDiagram(theme, network(given).graph, network(given).quantity, lift=0.6)
    live = LiveNetwork(theme, diagram, epochs)
    way = GradientWay(theme, diagram, live.tabs)
    for key in diagram.graph.parameters:
        arrow, box = way.branches[key], diagram.parameters[key].frame
        node = diagram.nodes[diagram.graph.above[key]].frame
        assert node.get_top()[1] < arrow.get_start()[1] < arrow.get_end()[1] < box.get_bottom()[1]
        for frame in (node, box):
            assert frame.get_left()[0] < arrow.get_end()[0] < frame.get_right()[0]
        assert live.tabs[key].get_bottom()[1] > box.get_top()[1]
        (shown,) = numbers_in(live.gradients[key])
        assert shown.value == float(epochs[0].network.gradient_values[key])


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


@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_the_row_folds_into_boxes_with_the_last_numbers(given: dict[str, Fraction], loss: str) -> None:
    theme, net = load_settings().theme, chain(list(given.values()), loss=loss)
    epochs = training_run((net,), Fraction(1, 2), 3)
    live = LiveNetwork(theme, NetworkDiagram(theme, net.graph, net.quantity), epochs)
    live.write(3)
    folding = Folding(theme, live, net.quantity, epochs[-1].network, 2.9)
    pieces = folding.take_over()
    for piece, key in zip(pieces, reversed(KEYS), strict=True):
        shell = folding.shells.box[key]
        (shown,) = numbers_in(shell.digits)
        assert dict(shown.at) == {"step": 3.0}
        assert shown.text == live.digits[key].numbers[3].text
        assert piece[2].get_center() == pytest.approx(live.digits[key].part.get_center())
    slopes = zip(folding.chips.values(), folding.product.factors, epochs[-1].network.chain, strict=True)
    for chip, factor, slope in slopes:
        assert {*numbers_in(chip), *numbers_in(factor)} == {shown_number(slope, {"step": 3})}
