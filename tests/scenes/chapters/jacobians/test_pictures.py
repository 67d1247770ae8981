"""What is drawn of a wide network: lines as thick as their slopes, bars, rectangles; all in its room."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities, jacobian
from backprop_core.quantity import Quantity, Symbol
from config import Theme, load_settings
from scenes.chapters.jacobians.columns import Column, size_in_cell
from scenes.chapters.jacobians.inside_line import InsideLine
from scenes.chapters.jacobians.line_matrix import layer_product
from scenes.chapters.jacobians.outer_grid import OuterGrid
from scenes.chapters.jacobians.path_views import Lifts, PathSum
from scenes.chapters.jacobians.paths import Paths
from scenes.chapters.jacobians.row_times_lines import RowTimesLines
from scenes.chapters.jacobians.scene import Jacobians
from scenes.chapters.jacobians.staging import beside
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.layout import Region
from scenes.stage.lettering.typesetting import numbers_in
from tests.networks import HIDDEN, chain

WIDTHS = ([2, 3, 2], [3, 4, 1], [4, 5], [2, 8, 8], [1, 2, 1, 3, 2, 2, 4])
SOFTMAX = """
[network]
input = [-0.65, -0.3, -0.5, 0.5]
target = [0, 1, 0]
loss = "cross_entropy"
[[network.layers]]
weights = [[1.1, -0.8, 0.44, 0.5], [0.5, 2, 0.2, 0.58], [-0.7, -0.8, 0.6, 0.83]]
bias = [-0.54, 1.8, 0.5]
activation = "softmax"
"""
DEAD = """
[network]
input = [-0.4]
target = [1.2, 0.2]
loss = "half_squared"
learning_rate = 0.1
[[network.layers]]
weights = [[0.67], [0.2]]
bias = [0.7, 1.1]
activation = "identity"
[[network.layers]]
weights = [[-1, -1.3]]
bias = [-0.7]
activation = "relu"
[[network.layers]]
weights = [[0.42], [1.3]]
bias = [0.29, -0.8]
activation = "silu"
"""
REGION = Region(-6.2, 6.2, -2.9, 3.2)


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def numbers_of(widths: list[int]) -> WideQuantities:
    """The quantities of a network that a seed draws."""
    return WideQuantities(Network.seeded(widths, 1), 3)


def diagram_of(theme: Theme, widths: list[int]) -> WideDiagram:
    """The network in the room that the chapter has."""
    return WideDiagram(theme, numbers_of(widths), REGION)


@pytest.mark.parametrize("widths", WIDTHS)
def test_lines_are_as_thick_as_their_slopes_and_the_network_fills_its_room(
    theme: Theme, widths: list[int]
) -> None:
    diagram = diagram_of(theme, widths)
    found = np.array([measured.found for measured in diagram.measurements()])
    network = diagram.numbers.network
    truth = np.concatenate([np.array(jacobian(network, k)).ravel() for k in range(1, len(widths))])
    assert np.allclose(found, truth, atol=1e-6)
    assert 0.9 * REGION.width <= diagram.width <= REGION.width + 1e-6
    assert diagram.height <= REGION.height + 1e-6


def test_a_line_joins_the_neurons_of_its_entry(theme: Theme) -> None:
    diagram = diagram_of(theme, [2, 3, 2])
    for k, edges in diagram.edges.items():
        before, after = diagram.columns[k - 1].boxes, diagram.columns[k].boxes
        for index, edge in enumerate(edges):
            i, j = divmod(index, len(before))
            way = after[i].get_center() - before[j].get_center()
            drawn = edge.get_end() - edge.get_start()
            assert np.cross(way, drawn) == pytest.approx(0.0, abs=1e-6)
            apart = np.linalg.norm(edge.get_start() - before[j].get_center())
            assert apart > diagram.columns[k - 1].radius


@pytest.mark.parametrize(
    ("widths", "digits"), [([2, 3, 2], True), ([6, 6], False), ([2, 2, 3, 4, 1, 5], False)]
)
def test_a_network_of_many_values_shows_none_of_them(
    theme: Theme, widths: list[int], *, digits: bool
) -> None:
    shown = list(numbers_in(diagram_of(theme, widths)))
    assert bool(shown) == digits
    assert len(shown) <= 12


@pytest.mark.parametrize("widths", WIDTHS)
def test_gradients_are_bars_on_one_scale(theme: Theme, widths: list[int]) -> None:
    diagram = diagram_of(theme, widths)
    for k, column in enumerate(diagram.columns):
        found = [measured.found for measured in column.gradient.measurements()]
        assert found == pytest.approx([float(one.value) for one in diagram.numbers.gradient(k)])
        assert column.gradient.width <= column.boxes.width + 1e-6


@pytest.mark.parametrize("widths", WIDTHS)
def test_a_matrix_of_lines_says_what_the_jacobian_says(theme: Theme, widths: list[int]) -> None:
    diagram = diagram_of(theme, widths)
    for layer in range(1, len(widths)):
        view = beside(diagram, layer)
        drawn = RowTimesLines(theme, diagram, layer_product(diagram.numbers, layer), view)
        assert drawn.width <= view.room.width + 1e-6
        assert drawn.height <= view.room.height + 1e-6
        truth = np.array(jacobian(diagram.numbers.network, layer))
        found = dict(zip(drawn.matrix.lines, drawn.matrix.measurements(), strict=True))
        for entry, measured in found.items():
            assert measured.found == pytest.approx(truth[entry], abs=1e-6)
        for place, cell in drawn.result.at.items():
            column = [line.get_x() for (_, j), line in drawn.matrix.lines.items() if j == place]
            assert np.allclose(column, column[0])
            assert len(drawn.result.bars) or cell.get_x() == pytest.approx(column[0], abs=0.05)


@pytest.mark.parametrize("widths", WIDTHS)
def test_the_view_shows_both_layers_and_the_room_beside_them(theme: Theme, widths: list[int]) -> None:
    diagram = diagram_of(theme, widths)
    for layer in range(1, len(widths)):
        view = beside(diagram, layer)
        assert float(diagram.columns[layer].get_right()[0]) < view.room.left
        assert view.room.width > 0.4 * 14.2 * view.share
        assert diagram.columns[layer - 1] not in view.beyond(diagram, layer)


@pytest.mark.parametrize("widths", WIDTHS[:4])
def test_bars_of_paths_add_up_and_nudges_are_to_scale(theme: Theme, widths: list[int]) -> None:
    diagram = diagram_of(theme, widths)
    paths = Paths.of(diagram.numbers)
    assert paths is not None
    view = beside(diagram, paths.layer)
    drawn = PathSum(theme, paths.sums(), view)
    *terms, total = [measured.found for measured in drawn.measurements()]
    assert sum(terms) == pytest.approx(total)
    assert drawn.width <= view.room.width + 1e-6
    assert drawn.height <= view.room.height + 1e-6
    drawn_lines = (drawn.zero, drawn.drops, drawn.bars, drawn.sum)
    assert float(drawn.total.get_top()[1]) < min(float(part.get_bottom()[1]) for part in drawn_lines) - 0.05
    moved = [measured.found for measured in Lifts(theme, diagram, paths, paths.sums()).measurements()]
    sums = paths.sums()
    known = *paths.slopes, *sums.terms, sums.total
    assert moved == pytest.approx([float(one.value) for one in known], rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("widths", WIDTHS)
def test_rectangles_are_the_gradients_by_the_weights(theme: Theme, widths: list[int]) -> None:
    diagram = diagram_of(theme, widths)
    layer, net = diagram.numbers.depth, diagram.numbers.network
    drawn = OuterGrid(theme, diagram.numbers, layer, beside(diagram, layer))
    found = [measured.found for measured in drawn.measurements()]
    keys = [key for neuron in net.graph.neurons(layer) for key in neuron.weights]
    assert found == pytest.approx([float(net.gradient_values[key]) for key in keys], abs=1e-5)


@pytest.mark.parametrize("widths", WIDTHS)
def test_inside_a_line_the_gradient_reaches_the_weight(theme: Theme, widths: list[int]) -> None:
    numbers = numbers_of(widths)
    layer = numbers.depth
    branch = numbers.branch(layer, *numbers.steepest_weight(layer))
    view = InsideLine(theme, branch, numbers.network.graph.activation(layer))
    assert view.width <= 12.8
    arrived, at_sum, at_weight = (measured.found for measured in view.measurements())
    assert at_sum == pytest.approx(arrived * float(branch.squeeze.value))
    assert at_weight == pytest.approx(at_sum * float(branch.before.value))


@pytest.mark.parametrize("activation", HIDDEN)
def test_the_name_of_the_bend_keeps_off_the_band_of_the_weights_gradient(
    theme: Theme, activation: str
) -> None:
    network = chain(["1.5", "0.6", "-0.2", "1.4", "-0.5", "1"], activation, activation)
    numbers = WideQuantities(network, 3)
    view = InsideLine(theme, numbers.branch(2, 0, 0), network.graph.activation(2))
    largest = 0.31
    assert float(view.labels[1][1].get_left()[0]) >= largest + 0.05


@pytest.mark.parametrize("radius", [0.3, 0.45, 0.74])
@pytest.mark.parametrize("value", ["-0.23", "-12.345", "0", "0.58"])
def test_digits_in_a_cell_keep_off_its_edge(theme: Theme, value: str, radius: float) -> None:
    quantity = Quantity(Symbol("x", "x", "x"), Fraction(value), decimals=3)
    size = size_in_cell(theme, [quantity], radius)
    if size is None:
        return
    column = Column(theme, quantity.symbol, [quantity], (radius, 1.85), size)
    cell, digits = column.boxes[0], column.values[0]
    away = np.linalg.norm((digits.get_all_points() - cell.get_center())[:, :2], axis=1)
    assert away.max() <= radius - 0.035


@pytest.mark.parametrize("network", [SOFTMAX, DEAD])
def test_softmax_alone_and_dead_neurons_are_walked_through(network: str, tmp_path: Path) -> None:
    file = tmp_path / "network.toml"
    file.write_text(network)
    assert Jacobians.dry_run(load_settings(file)).beats
