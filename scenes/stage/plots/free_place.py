"""A free place for a label beside a segment: off all lines round it, as near to the middle as can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from manim import DOWN, UP, VMobject
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FREE = 0.09
"""What a label keeps from every line."""

_GAPS, _SHARES, _SAMPLES = (0.15, 0.3, 0.45), (0.5, 0.3, 0.7, 0.1, 0.9), 80
"""How far from the segment, and where along it, a label may stand; places measured along a straight line."""


@dataclass(frozen=True)
class LabelPlace:
    """Above (`UP`) or below (`DOWN`) a segment, at a share of its length, at a distance."""

    side: tuple[float, float, float]
    share: float
    gap: float

    def put_beside(self, label: VMobject, start: Floats, end: Floats) -> None:
        """Put a label there."""
        anchor = start + (end - start) * self.share
        label.move_to(anchor + np.array(self.side) * (self.gap + float(label.height) / 2))


def label_places(first: Floats) -> Iterator[LabelPlace]:
    """Yield the places to try, the nearest to the middle of the side `first` to begin with."""
    sides = tuple(map(float, first)), tuple(map(float, -first))
    tried = product(enumerate(_GAPS), enumerate(_SHARES), sides)
    for (_, gap), (_, share), (x, y, z) in sorted(tried, key=lambda one: one[0][0] + one[1][0]):
        yield LabelPlace((x, y, z), share, gap)


def lay_free(label: VMobject, start: Floats, end: Floats, first: Floats, clear: Callable[[], float]) -> None:
    """Put a label at the first place beside a segment where `clear` grants it its room, or the most."""
    found: list[tuple[float, int, LabelPlace]] = []
    for place in label_places(first):
        place.put_beside(label, start, end)
        room = clear()
        if room >= FREE:
            return
        found.append((room, -len(found), place))
    max(found, key=lambda one: one[:2])[2].put_beside(label, start, end)


def spread(names: Sequence[VMobject], over: Floats, apart: float, *, floor: float) -> None:
    """Push names that stand one beyond the other so far on that none meets the next or the floor."""
    for before, name in pairwise(names):
        need = float(before.height + name.height) / 2 + apart
        along = float(np.dot(name.get_center() - before.get_center(), over))
        name.shift(over * max(0.0, need - along))
    rise = max(0.0, floor - min(float(name.get_bottom()[1]) for name in names))
    for name in names:
        name.shift(UP * rise)


def sides(falls: bool) -> Floats:
    """Return the side to try first: the one away from a curve that climbs or falls along the segment."""
    side: Floats = np.array(UP if falls else DOWN, dtype=np.float64)
    return side


def clearance(
    label: VMobject,
    straight: Iterable[VMobject],
    bent: Iterable[VMobject],
    texts: Iterable[VMobject] = (),
) -> float:
    """Return how near straight lines, curves and other texts come to a label's frame, 0 if one meets it."""
    shares = np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    drawn = [line.points[0] + (line.points[-1] - line.points[0]) * shares for line in straight]
    points = np.concatenate([*drawn, *(curve.points for curve in bent)])
    half = np.array([float(label.width), float(label.height), 0.0]) / 2
    beyond = np.maximum(np.abs(points - label.get_center()) - half, 0.0)
    around = [texts_apart(label, text) for text in texts]
    return min([float(np.linalg.norm(beyond, axis=1).min()), *around])


def texts_apart(one: VMobject, other: VMobject) -> float:
    """Return how far the frames of two texts stand apart."""
    reach = np.array([one.width + other.width, one.height + other.height]) / 2
    away = np.abs(one.get_center() - other.get_center())[:2] - reach
    return float(np.linalg.norm(np.maximum(away, 0.0)))
