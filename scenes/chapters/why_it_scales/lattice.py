"""Where the dots of multiplications stand: in the triangle, and so between the tiles of a product."""

from __future__ import annotations

import numpy as np
from manim.typing import Point3D

from scenes.stage.layout import Region

TILE_WIDTH, TILE_HEIGHT = 1.5, 1.05
"""Of a tile, which holds a factor."""

PITCH_X, PITCH_Y = 2.1, 1.2
"""From a tile to the next one, and from a row to the next one."""

NAME_WAY = 2.1
"""From the middle of a row's name, before the equals sign, to the middle of its first tile."""


def tile_place(row: int, column: int) -> Point3D:
    """Return the middle of a tile, both counted from 0; the first row's first tile stands at the origin."""
    return np.array([PITCH_X * column, -PITCH_Y * row, 0.0])


def name_place(row: int) -> Point3D:
    """Return the middle of a row's name."""
    return np.array([-NAME_WAY, -PITCH_Y * row, 0.0])


def dot_places(row: int) -> Point3D:
    """Return the places of a row's dots, shape (row + 1, 3): between its tiles, one more in each row."""
    columns = np.arange(row + 1) + 0.5
    return np.stack([PITCH_X * columns, np.full(row + 1, -PITCH_Y * row), np.zeros(row + 1)], axis=1)


def rows_box(rows: float) -> Region:
    """Return the rectangle that so many rows take with their names; a part of a row counts as a part."""
    left = -NAME_WAY - TILE_WIDTH / 2
    right = PITCH_X * rows + TILE_WIDTH / 2
    return Region(left, right, -PITCH_Y * (rows - 1) - TILE_HEIGHT / 2, TILE_HEIGHT / 2)
