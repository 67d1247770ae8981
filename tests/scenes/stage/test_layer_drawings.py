"""Networks of wide layers as drawings: all in its room, large enough to be read, lines where they belong."""

from __future__ import annotations

from itertools import pairwise

import pytest

from backprop_core.network import Network
from config import Theme, load_settings
from scenes.chapters.backward_pass.weight_lines import WeightLines
from scenes.stage.frame import safe_width
from scenes.stage.graph.fitting_diagram import diagram_of
from scenes.stage.graph.layer_product import LayerProduct
from scenes.stage.graph.number_matrix import kept
from scenes.stage.graph.outer_product import OuterProduct
from scenes.stage.graph.term_sum_view import TermSumView
from scenes.stage.lettering.fitting import READABLE

WIDTHS = ([2, 2, 2], [3, 4, 3], [8, 8, 8, 2], [3, 4, 2, 4, 3, 4, 2])


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def test_what_is_left_out_of_many_are_dots_and_never_the_ends_or_the_focus() -> None:
    assert kept(4, 1, 6) == [0, 1, 2, 3]
    assert kept(8, 4, 5) == [0, None, 4, None, 7]
    for count in range(3, 9):
        for focus in range(count):
            for most in (3, 5, 6):
                shown = kept(count, focus, most)
                assert {0, focus, count - 1} <= set(shown)
                assert len(shown) <= max(most, 5)


@pytest.mark.parametrize("widths", WIDTHS)
@pytest.mark.parametrize("backward", [False, True])
def test_a_network_has_its_room_and_its_type_can_be_read(
    theme: Theme, widths: list[int], backward: bool
) -> None:
    _, diagram = diagram_of(theme, Network.seeded(widths, 1), 3.0, backward=backward)
    diagram.fill(*diagram.neuron_keys())
    assert diagram.width <= safe_width() + 1e-6
    assert diagram.get_top()[1] == pytest.approx(3.0)
    assert min(diagram.form.digits, diagram.form.name) >= READABLE
    boxes = [box.frame for box in diagram.boxes.values()]
    for column in diagram.columns:
        frames = [diagram.boxes[key].frame for key in column]
        ends = [(frame.get_top()[1], frame.get_bottom()[1]) for frame in frames]
        assert all(upper[1] > lower[0] for upper, lower in pairwise(ends))
    for box in diagram.boxes.values():
        if box.value is not None:
            assert box.frame.get_left()[0] < box.value.get_left()[0]
            assert box.value.get_right()[0] < box.frame.get_right()[0]
    assert len(boxes) == sum(widths) + 1 + widths[-1]


@pytest.mark.parametrize("widths", WIDTHS)
def test_lines_join_the_neurons_of_their_weights(theme: Theme, widths: list[int]) -> None:
    _, diagram = diagram_of(theme, Network.seeded(widths, 1), 3.0, backward=False)
    assert len(diagram.edges) == sum(a * b for a, b in pairwise(widths))
    for (start, end), line in diagram.edges.items():
        assert line.get_start()[1] == pytest.approx(diagram.boxes[start].frame.get_y())
        assert line.get_end()[1] == pytest.approx(diagram.boxes[end].frame.get_y())


@pytest.mark.parametrize("widths", WIDTHS)
def test_sums_and_matrices_have_their_room(theme: Theme, widths: list[int]) -> None:
    network, room = Network.seeded(widths, 1), (12.8, 2.5)
    numbers, _ = diagram_of(theme, network, 3.0, backward=True)
    neuron = numbers.focus(1)
    terms = numbers.weighted(neuron.sum)
    view = TermSumView(theme, terms.terms, [terms.total], (9.0, 2.3), theme.weight)
    product, outer = (
        LayerProduct(theme, numbers, 1, room, neuron.place),
        OuterProduct(theme, numbers, 1, room),
    )
    for drawn, (width, height) in ((view, (9.0, 2.3)), (product, room), (outer, room)):
        assert drawn.width <= width + 1e-6
        assert drawn.height <= height + 1e-6
    assert min(view.table.size, product.size) >= READABLE
    row, column = outer.entry
    steepest = max(numbers.network.graph.parameters, key=lambda key: _steepness(network, key, 1))
    shown = outer.slopes.entries[row][column].pieces[0].quantity
    assert shown is not None
    assert shown.name == numbers.weight_slope(steepest).name


def _steepness(network: Network, key: str, layer: int) -> float:
    node = network.graph.nodes[key]
    return abs(float(network.gradient_values[key])) if (node.kind, node.layer) == ("weight", layer) else -1.0


def test_lines_are_as_thick_as_the_gradients_of_their_weights(theme: Theme) -> None:
    network = Network.seeded([2, 3, 2], 24)
    numbers, diagram = diagram_of(theme, network, 3.0, backward=True)
    found = {
        measured.name: measured.found for measured in WeightLines(theme, diagram, numbers).measurements()
    }
    for key, node in network.graph.nodes.items():
        if node.kind == "weight":
            assert found[f"∂L/∂{node.symbol.plain}"] == pytest.approx(float(network.gradient_values[key]))
