"""A free spot for a label in a region: clear of everything drawn, as near as can be to where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import shapely
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
    lines, boxes, size, clear = _indexed(drawn), _boxes(texts), 1.0, False
    for share in shrink:
        label.scale(share / size)
        size = share
        spot, clear = _best(_half(label), region, near[:2], lines, boxes, enough)
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
    room = _rooms(half, spot[None], _indexed(drawn), _boxes(texts))
    return inside and bool(room[0] >= enough)


def _best(
    half: Floats,
    region: Region,
    near: Floats,
    drawn: shapely.STRtree,
    boxes: Sequence[tuple[Floats, Floats]],
    enough: float,
) -> tuple[Floats, bool]:
    """Return the best spot for the middle of a label, and whether it keeps off by as much as is enough."""
    low = np.array([region.left, region.bottom]) + half
    high = np.maximum(low, np.array([region.right, region.top]) - half)
    across, up = (np.linspace(low[axis], high[axis], _GRID[axis]) for axis in (0, 1))
    spots = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    rooms, distances = _rooms(half, spots, drawn, boxes), np.linalg.norm(spots - near, axis=1)
    clear = rooms >= enough
    best = np.lexsort((distances, np.where(clear, distances, -rooms), ~clear))[0]
    return spots[best], bool(clear[best])


def _rooms(
    half: Floats, spots: Floats, drawn: shapely.STRtree, boxes: Sequence[tuple[Floats, Floats]]
) -> Floats:
    """Return how near points and other labels come to a label at each of some spots, shape (m, 2)."""
    rooms = np.full(len(spots), np.inf)
    if len(drawn):
        labels = shapely.box(*(spots - half).T, *(spots + half).T)
        (places, _), away = drawn.query_nearest(labels, return_distance=True, all_matches=False)
        rooms[places] = away
    for size, middle in boxes:
        apart = np.maximum(np.abs(middle - spots) - half - size, 0.0)
        rooms = np.minimum(rooms, np.linalg.norm(apart, axis=1))
    return rooms


def _indexed(drawn: Iterable[Mobject]) -> shapely.STRtree:
    """Return the places along what is drawn, so that the nearest one is soon found."""
    return shapely.STRtree(shapely.points(places_along(drawn)[:, :2]))


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
