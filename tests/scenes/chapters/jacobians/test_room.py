"""What a wide network does where there is little room: shorter lines, no digits too small to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from backprop_core.network import Network
from backprop_core.network.matrices import WideQuantities
from config import Theme, load_settings
from scenes.chapters.jacobians.line_matrix import LENGTHS, layer_product
from scenes.chapters.jacobians.outer_grid import OuterGrid
from scenes.chapters.jacobians.row_times_lines import RowTimesLines
from scenes.chapters.jacobians.scene import Jacobians
from scenes.chapters.jacobians.staging import beside, values_at
from scenes.chapters.jacobians.wide_diagram import WideDiagram
from tests.scenes.chapters.jacobians.test_pictures import DEAD, REGION, SOFTMAX


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The theme of the lecture."""
    return load_settings().theme


@pytest.mark.parametrize(
    ("widths", "shorter"), [([4, 3], True), ([1, 4, 4, 2], True), ([4, 2, 3], False), ([2, 2], False)]
)
def test_lines_are_shorter_where_columns_have_no_room(
    theme: Theme, widths: list[int], *, shorter: bool
) -> None:
    diagram = WideDiagram(theme, WideQuantities(Network.seeded(widths, 1), 3), REGION)
    layer = len(widths) - 1
    product = layer_product(diagram.numbers, layer)
    drawn = RowTimesLines(theme, diagram, product, beside(diagram, layer))
    matrix = drawn.matrix
    assert (matrix.length < LENGTHS[0]) == shorter
    for place in range(len(product.across)):
        frame = matrix.around(*matrix.column(place))
        beside_it = (cell for row in matrix.cells for j, cell in enumerate(row) if j != place)
        away = (abs(float(cell.get_x() - frame.get_x())) - float(cell.width) / 2 for cell in beside_it)
        assert min(away, default=1.0) > float(frame.width) / 2


def test_the_name_over_the_grid_keeps_off_the_digits_of_a_narrow_bar(theme: Theme, tmp_path: Path) -> None:
    file = tmp_path / "network.toml"
    file.write_text(DEAD)
    numbers = WideQuantities.forms(Network.from_values(load_settings(file).lecture.network))[0]
    diagram = WideDiagram(theme, numbers, REGION)
    layer = numbers.elementwise_layer
    view = beside(diagram, layer)
    grid = OuterGrid(theme, numbers, layer, view)
    name, digits = grid.names[1], grid.digits[1]
    assert float(digits.get_bottom()[1]) < float(name.get_top()[1])
    assert float(name.get_left()[0]) >= float(digits.get_right()[0]) + 0.05
    assert float(grid.get_right()[0]) <= view.room.right + 0.02


def test_digits_in_cells_go_where_they_could_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "network.toml"
    file.write_text(SOFTMAX)
    scene = Jacobians(load_settings(file))
    scene.lay_out()
    assert scene.diagram.type_size is not None
    far = beside(scene.diagram, 1)
    assert far.share > 1.0
    assert far.reads(0.3 * far.share) and not far.reads(0.2 * far.share)
    values_at(scene, scene.diagram, 0.0)
    digits = (part for column in scene.diagram.columns for part in column.values.get_family())
    assert not any(part.get_fill_opacity() for part in digits)
