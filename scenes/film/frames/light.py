"""How light falls on vector mobjects in space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VMobject
from manim.mobject.three_d.three_d_utils import get_3d_vmob_unit_normal
from manim.typing import Point3D
from numpy.typing import NDArray

_ALIGNED = 1e-6
"""Manim's bound for the cross product of two sides that lie on one line."""


def far_corner(count: int) -> int:
    """Return which of so many points Manim takes for the corner across from the first one."""
    return (count - 1) // 6 * 3


def light_at_ends(
    group: Sequence[VMobject], points: NDArray[Any], source: Point3D
) -> list[tuple[float, float]]:
    """Return what Manim adds to the colours at the first corner of some mobjects and at the one across.

    `points` are the mobjects' (mobjects, points, 3), `source` is where the light stands.
    """
    first, across = (_light(group, points, index, source) for index in (0, far_corner(points.shape[1])))
    return list(zip(first, across, strict=True))


def _light(group: Sequence[VMobject], points: NDArray[Any], index: int, source: Point3D) -> list[float]:
    """Return how much lighter some mobjects are at a corner, as `get_shaded_rgb` does for each."""
    ray = source - points[:, index]
    length = _lengths(ray)
    sun = np.divide(ray, length[:, None], out=np.zeros_like(ray), where=length[:, None] > 0)
    facing = _dots(_normals(group, points, index), sun).tolist()
    lights = (0.5 * cosine**3 for cosine in facing)
    return [0.5 * light if light < 0 else light for light in lights]


def _normals(group: Sequence[VMobject], points: NDArray[Any], index: int) -> NDArray[Any]:
    """Return which way some mobjects face at a corner (mobjects, 3), as `get_3d_vmob_unit_normal` does."""
    count = points.shape[1]
    if count < 8 or count % 4:
        return np.array([get_3d_vmob_unit_normal(mobject, index) for mobject in group])
    before = index - 3 if index > 2 else count - 4
    after = index + 3 if index < count - 3 else 3
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (_by_largest(points[:, place] - points[:, index]) for place in (after, before))
        x, y, z = one.T
        u, v, w = other.T
        normals = np.stack([y * w - z * v, z * u - x * w, x * v - y * u], axis=1)
        length = _lengths(normals)
        normals /= length[:, None]
    for place in np.flatnonzero(~(length > _ALIGNED)).tolist():
        normals[place] = get_3d_vmob_unit_normal(group[place], index)
    return normals


def _by_largest(vectors: NDArray[Any]) -> NDArray[Any]:
    largest: NDArray[Any] = np.abs(vectors).max(axis=1, keepdims=True)
    scaled: NDArray[Any] = vectors / largest
    return scaled


def _dots(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Return the product of each pair of vectors, as `numpy.dot` of the two does."""
    products: NDArray[Any] = np.matmul(one[:, None, :], other[:, :, None])[:, 0, 0]
    return products


def _lengths(vectors: NDArray[Any]) -> NDArray[Any]:
    lengths: NDArray[Any] = np.sqrt(_dots(vectors, vectors))
    return lengths
