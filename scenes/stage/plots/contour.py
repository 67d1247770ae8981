"""Contour lines: where a surface has one height, as polylines that keep close to that height."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_POINTS, _ERROR = (161, 321, 641, 1281), 2e-4
"""Points along each side of the grid; error, as a share of the surface's span, that makes it finer."""


class Gridded(Protocol):
    """What contours and heatmaps are drawn from: values of a function of two variables on a grid."""

    def grid(self, xs: Floats, ys: Floats) -> Floats:
        """Return the values, shape `(len(ys), len(xs))`."""
        ...


class Contours:
    """The contour lines of a surface over a rectangle."""

    def __init__(self, surface: Gridded, x_range: tuple[float, float], y_range: tuple[float, float]) -> None:
        for points in _POINTS:
            xs, ys = np.linspace(*x_range, points), np.linspace(*y_range, points)
            values = surface.grid(xs, ys)
            if _error(values) <= _ERROR * float(np.ptp(values)):
                break
        self._generator = contour_generator(xs, ys, values, line_type=LineType.Separate)

    def paths(self, level: float) -> list[Floats]:
        """Return the places where the surface has a height, one array of shape (n, 2) for each line."""
        found = (np.asarray(path) for path in self._generator.lines(level))
        return [path for path in found if len(path) > 1]


def _error(values: Floats) -> float:
    """Return how far values lie off straight lines between their neighbours but one, over four.

    A grid half as wide is four times as good, so that is about what straight lines on this one lack.
    """
    along = np.abs(values[:, 1:-1:2] - (values[:, :-2:2] + values[:, 2::2]) / 2).max()
    upright = np.abs(values[1:-1:2] - (values[:-2:2] + values[2::2]) / 2).max()
    return float(max(along, upright)) / 4
