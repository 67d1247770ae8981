"""A free spot for a label in a region: clear of everything drawn, as near as can be to where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from scenes.stage.layout import Region
from scenes.stage.measure import MobjectT

Floats = NDArray[np.float64]
_GRID, _SAMPLES, _ENOUGH = (41, 21), 60, 0.22
_SAME = 1e-6
_FEW_POINTS = 40
"""A line of no more points than this is sampled along its handles."""


def free_spot(
    label: MobjectT,
    region: Region,
    near: Floats,
    drawn: Iterable[Mobject],
    *,
    enough: float = _ENOUGH,
    texts: Sequence[Mobject] = (),
    shrink: Sequence[float] = (1.0,),
) -> MobjectT:
    """Move a label to the spot of a region nearest to a place that keeps off what is drawn; return it.

    Where none keeps so far off, the label is made smaller, as far as `shrink` goes; then it takes the spot
    that keeps farthest.
    """
    finds_spot(label, region, near, drawn, enough=enough, texts=texts, shrink=shrink)
    return label


def finds_spot(
    label: Mobject,
    region: Region,
    near: Floats,
    drawn: Iterable[Mobject],
    *,
    enough: float = _ENOUGH,
    texts: Sequence[Mobject] = (),
    shrink: Sequence[float] = (1.0,),
) -> bool:
    """Move a label as `free_spot` does; tell whether it keeps off by as much as is enough."""
    points, boxes, size, clear = places_along(drawn), _boxes(texts), 1.0, False
    for share in shrink:
        label.scale(share / size)
        size = share
        spot, clear = _best(_half(label), region, near[:2], points[:, :2], boxes, enough)
        label.move_to(np.array([*spot, 0.0]))
        if clear:
            break
    return clear


def keeps_off(
    label: Mobject,
    region: Region,
    drawn: Iterable[Mobject],
    *,
    enough: float = _ENOUGH,
    texts: Sequence[Mobject] = (),
) -> bool:
    """Tell whether a label stands in a region and keeps off what is drawn by as much as is enough."""
    half, spot = _half(label), label.get_center()[:2]
    low = np.array([region.left, region.bottom]) + half
    high = np.array([region.right, region.top]) - half
    inside = bool((spot > low - _SAME).all() and (spot < high + _SAME).all())
    return inside and _room(half, spot, places_along(drawn)[:, :2], _boxes(texts)) >= enough


def _best(
    half: Floats,
    region: Region,
    near: Floats,
    points: Floats,
    boxes: Sequence[tuple[Floats, Floats]],
    enough: float,
) -> tuple[Floats, bool]:
    """Return the best spot for the middle of a label, and whether it keeps off by as much as is enough."""
    low = np.array([region.left, region.bottom]) + half
    high = np.maximum(low, np.array([region.right, region.top]) - half)
    across, up = (np.linspace(low[axis], high[axis], _GRID[axis]) for axis in (0, 1))
    best, found, clear = (False, -np.inf, 0.0), low, False
    for spot in np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2):
        room = _room(half, spot, points, boxes)
        distance = float(np.linalg.norm(spot - near))
        rank = (room >= enough, -distance if room >= enough else room, -distance)
        if rank > best:
            best, found, clear = rank, spot, room >= enough
    return found, clear


def _room(half: Floats, spot: Floats, points: Floats, boxes: Sequence[tuple[Floats, Floats]]) -> float:
    """Return how near points and other labels come to a label at a spot."""
    away = np.maximum(np.abs(points - spot) - half, 0.0)
    room = float(np.linalg.norm(away, axis=1).min()) if len(points) else np.inf
    for size, middle in boxes:
        apart = np.maximum(np.abs(middle - spot) - half - size, 0.0)
        room = min(room, float(np.linalg.norm(apart)))
    return room


def _boxes(texts: Iterable[Mobject]) -> list[tuple[Floats, Floats]]:
    return [(_half(text), text.get_center()[:2]) for text in texts]


def _half(mobject: Mobject) -> Floats:
    return np.array([float(mobject.width), float(mobject.height)]) / 2


def places_along(mobjects: Iterable[Mobject]) -> Floats:
    """Return places along everything that is drawn, shape (n, 3)."""
    found, shares = [np.zeros((0, 3))], np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    for mobject in mobjects:
        for part in mobject.family_members_with_points():
            points = part.points
            if isinstance(part, VMobject) and len(points) <= _FEW_POINTS:
                ends = pairwise(points)
                points = np.concatenate([a + (b - a) * shares for a, b in ends])
            found.append(points)
    return np.concatenate(found)
