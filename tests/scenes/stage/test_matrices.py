"""Matrices that keep their order and their room, and lines as thick as their slopes."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities, jacobian
from config import Theme, load_settings
from scenes.chapters.jacobians.line_label import LineLabel
from scenes.chapters.jacobians.matrix import Product, arranged, layer_product
from scenes.chapters.jacobians.weight_branch import WeightBranchView
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from scenes.stage.lettering.typesetting import numbers_in

WIDTHS = ([2, 3, 2], [3, 4, 1], [4, 5])


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def products(numbers: WideQuantities) -> list[Product]:
    """Every layer's row times matrix."""
    return [layer_product(numbers, k) for k in range(numbers.depth, 0, -1)]


@pytest.mark.parametrize("widths", WIDTHS)
def test_products_fit_and_their_numbers_stand_where_they_belong(theme: Theme, widths: list[int]) -> None:
    network = Network.seeded(widths, 1)
    numbers, room = WideQuantities(network, 3), (12.8, 2.8)
    for k, drawn in zip(range(numbers.depth, 0, -1), arranged(theme, products(numbers), room), strict=True):
        assert drawn.width <= room[0] + 1e-6
        assert drawn.height <= room[1] + 1e-6
        lines = [(line, next(numbers_in(line)).value) for line in drawn.jacobian.lines]
        down = sorted({round(float(line.get_y()), 1) for line, _ in lines}, reverse=True)
        assert len(down) >= widths[k]
        read = sorted(lines, key=lambda pair: (-round(float(pair[0].baseline), 2), pair[0].get_right()[0]))
        assert np.allclose([value for _, value in read], np.array(jacobian(network, k)).ravel())
        row, result = (
            np.array([next(numbers_in(line)).value for line in part.lines])
            for part in (drawn.row, drawn.result)
        )
        assert np.allclose(row @ np.array(jacobian(network, k)), result)


@pytest.mark.parametrize("widths", WIDTHS)
def test_lines_are_as_thick_as_their_slopes(theme: Theme, widths: list[int]) -> None:
    network = Network.seeded(widths, 1)
    diagram = WideDiagram(theme, WideQuantities(network, 3), 12.8, 2.8)
    found = np.array([measured.found for measured in diagram.measurements()])
    truth = np.concatenate([np.array(jacobian(network, k)).ravel() for k in range(1, len(widths))])
    assert np.allclose(found, truth, atol=1e-6)
    assert diagram.width <= 12.8 + 1e-6


def test_a_line_joins_the_neurons_of_its_entry(theme: Theme) -> None:
    diagram = WideDiagram(theme, WideQuantities(Network.seeded([2, 3, 2], 1), 3), 12.8, 2.8)
    for k, edges in diagram.edges.items():
        columns = len(diagram.columns[k - 1].boxes)
        for index, edge in enumerate(edges):
            i, j = divmod(index, columns)
            assert edge.get_start()[1] == pytest.approx(diagram.columns[k - 1].boxes[j].get_y())
            assert edge.get_end()[1] == pytest.approx(diagram.columns[k].boxes[i].get_y())


@pytest.mark.parametrize("widths", WIDTHS)
def test_gradients_have_their_room_and_lines_begin_beyond_it(theme: Theme, widths: list[int]) -> None:
    diagram = WideDiagram(theme, WideQuantities(Network.seeded(widths, 1), 3), 12.8, 2.8)
    for k, edges in diagram.edges.items():
        before, after = diagram.columns[k - 1], diagram.columns[k]
        for edge in edges:
            assert before.slots.get_right()[0] < edge.get_start()[0] < edge.get_end()[0]
            assert edge.get_end()[0] < after.boxes.get_left()[0]
    for column in diagram.columns:
        for slot, tab in zip(column.slots, column.tabs, strict=True):
            assert tab.get_center() == pytest.approx(slot.get_center())
            assert tab.width == pytest.approx(slot.width)


def test_a_line_label_states_its_entry_in_the_middle_of_its_line(theme: Theme) -> None:
    numbers = WideQuantities(Network.seeded([2, 3, 2], 1), 3)
    diagram = WideDiagram(theme, numbers, 12.8, 2.8)
    entries = arranged(theme, products(numbers), (12.8, 2.8))[0].jacobian.lines
    for line, entry, true in zip(
        diagram.slopes[2], entries, np.array(jacobian(numbers.network, 2)).ravel(), strict=True
    ):
        label = LineLabel.of(theme, line, entry)
        assert label.get_center() == pytest.approx((line.get_start() + line.get_end()) / 2, abs=0.02)
        assert next(numbers_in(label)).value == pytest.approx(float(true))


@pytest.mark.parametrize("widths", WIDTHS)
def test_a_weight_close_up_fits_and_shows_its_product(theme: Theme, widths: list[int]) -> None:
    numbers, room = WideQuantities(Network.seeded(widths, 1), 3), (12.8, 2.8)
    branch = numbers.branch(numbers.depth, *numbers.steepest_weight(numbers.depth))
    view = WeightBranchView(theme, branch, widths[-2] - 1, room)
    assert view.width <= room[0] + 1e-6
    assert view.height <= room[1] + 1e-6
    shown = {number.name: number.value for number in numbers_in(view)}
    assert shown[branch.at_weight.name] == pytest.approx(
        shown[branch.at_sum.name] * shown[branch.before.name]
    )
