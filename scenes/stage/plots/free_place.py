"""A free place for a label beside a segment: off all lines round it, as near to the middle as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from manim import DOWN, UP, VMobject
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FREE = 0.09
"""What a label keeps from every line."""

_GAPS, _SHARES, _SAMPLES = (0.15, 0.3, 0.45), (0.5, 0.3, 0.7, 0.1, 0.9), 80
"""How far from the segment, and where along it, a label may stand; places measured along a straight line."""


@dataclass(frozen=True)
class Place:
    """Above (`UP`) or below (`DOWN`) a segment, at a share of its length, at a distance."""

    side: tuple[float, float, float]
    share: float
    gap: float

    def lay(self, label: VMobject, start: Floats, end: Floats) -> None:
        """Put a label there."""
        anchor = start + (end - start) * self.share
        label.move_to(anchor + np.array(self.side) * (self.gap + float(label.height) / 2))


def places(first: Floats) -> Iterator[Place]:
    """Yield the places to try, the nearest to the middle of the side `first` to begin with."""
    sides = tuple(map(float, first)), tuple(map(float, -first))
    tried = product(enumerate(_GAPS), enumerate(_SHARES), sides)
    for (_, gap), (_, share), (x, y, z) in sorted(tried, key=lambda one: one[0][0] + one[1][0]):
        yield Place((x, y, z), share, gap)


def sides(falls: bool) -> Floats:
    """Return the side to try first: the one away from a curve that climbs or falls along the segment."""
    side: Floats = np.array(UP if falls else DOWN, dtype=np.float64)
    return side


def clearance(label: VMobject, straight: Iterable[VMobject], bent: Iterable[VMobject]) -> float:
    """Return how near straight lines and curves come to a label's frame, 0 where one runs through it."""
    shares = np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    drawn = [line.points[0] + (line.points[-1] - line.points[0]) * shares for line in straight]
    points = np.concatenate([*drawn, *(curve.points for curve in bent)])
    half = np.array([float(label.width), float(label.height), 0.0]) / 2
    beyond = np.maximum(np.abs(points - label.get_center()) - half, 0.0)
    return float(np.linalg.norm(beyond, axis=1).min())
