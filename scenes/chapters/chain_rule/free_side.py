"""Where beside the fans there is room for something to be read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.stage.nudges.number_lines import NumberLines

Edge = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Where an edge of a fan starts and ends."""

_CLEAR, _SAMPLES = 0.22, 9


def outlines(lines: NumberLines, nudge: float, closer: int) -> list[list[Edge]]:
    """Return the edges of each fan, and at last of all as one, as seen from afar and from close by."""
    found: list[list[Edge]] = [[] for _ in range(len(lines.symbols))]
    count = len(lines.symbols)
    for zoom in (0, closer):
        lines.look(nudge, zoom)
        for ends in (
            [lines.home(index) for index in range(count)],
            [lines.tip(index) for index in range(count)],
        ):
            for index, pair in enumerate(pairwise(ends)):
                found[index].append(pair)
            found[-1].append((ends[0], ends[-1]))
    lines.look(0.0, 0)
    return found


def beside_fans(
    thing: Mobject, edges: Iterable[Edge], lines: NumberLines, level: float
) -> NDArray[np.float64]:
    """Return where at a height a thing stands beside the fans, near to them on the side with more room.

    Where neither side holds all of it, it stands at the end of the lines, over the fans.
    """
    low, high = reach(edges, level - thing.height / 2, level + thing.height / 2)
    start, end = (float(place[0]) for place in (lines.rails[0].get_start(), lines.rails[0].get_end()))
    half = float(thing.width) / 2
    x = high + _CLEAR + half if end - high >= low - start else low - _CLEAR - half
    return np.array([min(max(x, start + half), end - half), level, 0.0])


def room_beside(edges: Iterable[Edge], lines: NumberLines, bottom: float, top: float) -> float:
    """Return how wide the wider of the two sides is between two heights."""
    low, high = reach(edges, bottom, top)
    start, end = (float(place[0]) for place in (lines.rails[0].get_start(), lines.rails[0].get_end()))
    return max(end - high, low - start) - _CLEAR


def reach(edges: Iterable[Edge], bottom: float, top: float) -> tuple[float, float]:
    """Return how far to the left and to the right the edges come between two heights."""
    places = [
        start[0] + (end[0] - start[0]) * (height - start[1]) / (end[1] - start[1])
        for start, end in edges
        for height in np.linspace(bottom, top, _SAMPLES)
        if (height - start[1]) * (height - end[1]) <= 0
    ]
    return (min(places), max(places)) if places else (0.0, 0.0)
