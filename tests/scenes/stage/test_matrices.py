"""Matrices that keep their order and their room, and lines as thick as their slopes."""

from __future__ import annotations

import numpy as np
import pytest

from backprop_core.layered import LayeredNetwork
from backprop_core.wide import WideQuantities
from config import Theme, load_settings
from scenes.stage.formulas.matrix import Product, arranged
from scenes.stage.lettering.typesetting import numbers_in
from scenes.stage.network.wide_diagram import WideDiagram

WIDTHS = ([2, 3, 2], [3, 4, 1], [4, 5])


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


def products(numbers: WideQuantities) -> list[Product]:
    """Every layer's row times matrix."""
    return [
        Product(
            (numbers.gradient_symbol(k), numbers.jacobian_symbol(k), numbers.gradient_symbol(k - 1)),
            numbers.gradient(k),
            numbers.jacobian(k),
            numbers.gradient(k - 1),
        )
        for k in range(numbers.depth, 0, -1)
    ]


@pytest.mark.parametrize("widths", WIDTHS)
def test_products_fit_and_their_numbers_stand_where_they_belong(theme: Theme, widths: list[int]) -> None:
    network = LayeredNetwork.seeded(widths, 1)
    numbers, room = WideQuantities(network, 3), (12.8, 2.8)
    for k, drawn in zip(range(numbers.depth, 0, -1), arranged(theme, products(numbers), room), strict=True):
        assert drawn.width <= room[0] + 1e-6
        assert drawn.height <= room[1] + 1e-6
        lines = [(line, next(numbers_in(line)).value) for line in drawn.jacobian.lines]
        down = sorted({round(float(line.get_y()), 1) for line, _ in lines}, reverse=True)
        assert len(down) >= widths[k]
        read = sorted(lines, key=lambda pair: (-round(float(pair[0].baseline), 2), pair[0].get_right()[0]))
        assert np.allclose([value for _, value in read], network.jacobian(k).ravel())
        row, result = (
            np.array([next(numbers_in(line)).value for line in part.lines])
            for part in (drawn.row, drawn.result)
        )
        assert np.allclose(row @ network.jacobian(k), result)


@pytest.mark.parametrize("widths", WIDTHS)
def test_lines_are_as_thick_as_their_slopes(theme: Theme, widths: list[int]) -> None:
    network = LayeredNetwork.seeded(widths, 1)
    diagram = WideDiagram(theme, WideQuantities(network, 3), 12.8, 2.8)
    found = np.array([measured.found for measured in diagram.measurements()])
    truth = np.concatenate([network.jacobian(k).ravel() for k in range(1, len(widths))])
    assert np.allclose(found, truth, atol=1e-6)
    assert diagram.width <= 12.8 + 1e-6


def test_a_line_joins_the_neurons_of_its_entry(theme: Theme) -> None:
    diagram = WideDiagram(theme, WideQuantities(LayeredNetwork.seeded([2, 3, 2], 1), 3), 12.8, 2.8)
    for k, edges in diagram.edges.items():
        columns = len(diagram.columns[k - 1].boxes)
        for index, edge in enumerate(edges):
            i, j = divmod(index, columns)
            assert edge.get_start()[1] == pytest.approx(diagram.columns[k - 1].boxes[j].get_y())
            assert edge.get_end()[1] == pytest.approx(diagram.columns[k].boxes[i].get_y())
