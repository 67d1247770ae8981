"""The curves of outlines as lines, so that distances and areas can be worked out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def outline(points: Floats, box: Floats | None = None, steps: int = 6) -> shapely.Geometry:
    """Return the curves of a path as lines, those alone that come near a box where one is given."""
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, 3)[:, :, :2]
    if box is not None:
        low, high = curves.min(axis=1), curves.max(axis=1)
        curves = curves[((low <= box[2:]) & (high >= box[:2])).all(axis=1)]
    return _outline(np.ascontiguousarray(curves).tobytes(), steps)


@lru_cache(maxsize=4096)
def _outline(curves: bytes, steps: int) -> shapely.Geometry:
    lines = shapely.linestrings(sampled(np.frombuffer(curves).reshape(-1, 2), steps))
    return shapely.multilinestrings(lines)


def sampled(points: Floats, steps: int) -> Floats:
    """Return places along each cubic curve, shape (curves, steps + 1, 2)."""
    t = np.linspace(0.0, 1.0, steps + 1)[:, None]
    weights = np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])
    curves = points[: len(points) // 4 * 4].reshape(-1, 4, points.shape[1])[:, :, :2]
    found: Floats = np.einsum("tp,cpd->ctd", weights, curves)
    return found
