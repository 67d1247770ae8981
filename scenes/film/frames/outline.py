"""The outline of a vector mobject: its curves as they are handed to Cairo."""

from __future__ import annotations

import math
from typing import Any

import cairo
import numpy as np
from manim import VMobject
from manim.typing import Point3D_Array
from numpy.typing import NDArray

_CURVE = 4
"""Points of a cubic curve: where it starts, two handles, where it ends."""
_RELATIVE = 1e-5
"""What NumPy's `isclose`, by which Manim tells whether two points are one, allows for large coordinates."""


class Outline:
    """Where a camera shows the points of a vector mobject (n, 3), told from others by a key.

    `low` and `high` are the corners (x, y) of the box around them, `count` is their number. Points that a
    camera in space has lost may be anywhere.
    """

    def __init__(self, mobject: VMobject, points: Point3D_Array, key: tuple[Any, ...]) -> None:
        self.key, self.count = key, len(points)
        self._numbers: list[float] = points[:, :2].ravel().tolist()
        self._near = mobject.tolerance_for_point_equality
        self.low, self.high = (-math.inf, -math.inf), (math.inf, math.inf)
        if math.isfinite(sum(self._numbers)):
            across, up = self._numbers[::2], self._numbers[1::2]
            self.low, self.high = (min(across), min(up)), (max(across), max(up))
        self._parts = _parts(mobject, points) if len(points) % _CURVE else None

    @property
    def array(self) -> NDArray[np.float64]:
        """The points (n, 2)."""
        return np.array(self._numbers).reshape(-1, 2)

    def trace(self, context: cairo.Context[Any]) -> None:
        """Add the curves to a context's path, as Manim's camera does, without detours.

        A curve that does not begin where the one before ends begins a new part; a part that ends where it
        began is closed.
        """
        if self._parts is not None:
            self._trace_parts(context, self._parts)
            return
        numbers, near = self._numbers, self._near
        first = last = None
        for start in range(0, len(numbers), 2 * _CURVE):
            x0, y0, x1, y1, x2, y2, x3, y3 = numbers[start : start + 2 * _CURVE]
            here = x0, y0
            if last is None or not (last == here or _one(last, here, near)):
                if first is not None and last is not None and _one(first, last, near):
                    context.close_path()
                context.move_to(x0, y0)
                first = here
            context.curve_to(x1, y1, x2, y2, x3, y3)
            last = x3, y3
        if first is not None and last is not None and _one(first, last, near):
            context.close_path()

    def _trace_parts(self, context: cairo.Context[Any], parts: list[tuple[int, int, bool]]) -> None:
        """Add some parts' curves, each from one point to before another; points left over are left out."""
        numbers = self._numbers
        for start, end, closed in parts:
            context.move_to(numbers[2 * start], numbers[2 * start + 1])
            for first in range(start, end - _CURVE + 1, _CURVE):
                context.curve_to(*numbers[2 * first + 2 : 2 * first + 2 * _CURVE])
            if closed:
                context.close_path()


def _parts(mobject: VMobject, points: Point3D_Array) -> list[tuple[int, int, bool]]:
    """Return the parts of an outline whose points do not come to whole curves, as Manim finds them."""
    found = mobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist()
    return [
        (start, end, mobject.consider_points_equals_2d(points[start], points[end - 1]))
        for start, end in found
        if end - start >= _CURVE
    ]


def _one(one: tuple[float, float], other: tuple[float, float], near: float) -> bool:
    """Tell whether two points are the same, as NumPy's `isclose` does for both coordinates."""
    return abs(one[0] - other[0]) <= near + _RELATIVE * abs(other[0]) and abs(
        one[1] - other[1]
    ) <= near + _RELATIVE * abs(other[1])
