"""Where the gates of a circuit stand: columns and their order by grandalf, heights by least squares.

Sugiyama's method: every gate gets a column after those that it needs, a long wire gets a place in each column
that it passes, and the order inside the columns is the one with few crossings. The heights are then those with
the straightest wires among all that leave everything its room.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linprog, minimize

_ROUNDS = 12
_STRAIGHT, _PASSING, _CENTRED = 4.0, 2.0, 0.01
"""How much more a bend weighs inside a long wire, and at its ends, than in a short one; and what it weighs that
something stands off the middle."""


@dataclass(frozen=True)
class Extent:
    """How far something reaches over and under the height of its wire."""

    above: float
    below: float


@dataclass(frozen=True)
class Passing:
    """The place of a long wire in a column that it only passes."""

    source: str
    target: str
    column: int


@dataclass(frozen=True)
class Columns:
    """What stands in each column from top to bottom; a `Passing` stands for a wire that goes by."""

    columns: tuple[tuple[Hashable, ...], ...]

    def way(self, source: str, target: str) -> tuple[Hashable, ...]:
        """Return what a wire meets from column to column, its ends included."""
        first, last = self.column(source), self.column(target)
        return (source, *(Passing(source, target, at) for at in range(first + 1, last)), target)

    def column(self, name: Hashable) -> int:
        """Return the number of the column in which something stands."""
        return next(index for index, column in enumerate(self.columns) if name in column)

    def rank(self, thing: Hashable) -> int:
        """Return how many things stand over one in its column."""
        return self.columns[self.column(thing)].index(thing)


def columns_of(edges: Sequence[tuple[str, str]], names: Sequence[str]) -> Columns:
    """Return the columns of a graph that hangs together: each name, and each long edge where it passes."""
    vertices = {name: Vertex(name) for name in names}
    for vertex in vertices.values():
        vertex.view = _View()
    joined = [Edge(vertices[a], vertices[b]) for a, b in dict.fromkeys(edges)]
    layout = SugiyamaLayout(Graph(list(vertices.values()), joined).C[0])
    layout.init_all(optimize=True)
    layout.draw(_ROUNDS)
    held: dict[object, Hashable] = {vertex: name for name, vertex in vertices.items()}
    for edge, control in layout.ctrls.items():
        ends = edge.v[0].data, edge.v[1].data
        held |= {one: Passing(*ends, column) for column, one in control.items() if one not in held}
    return Columns(tuple(tuple(held[vertex] for vertex in layer) for layer in layout.layers))


def heights_of(
    columns: Columns,
    edges: Sequence[tuple[str, str, float]],
    extents: Mapping[Hashable, Extent],
    gap: float,
    room: tuple[float, float],
) -> dict[Hashable, float] | None:
    """Return the height of everything in the columns, None where the room is too low.

    `edges` tell how far over the middle of its target each wire enters; `gap` is left free between neighbours.
    """
    everything = [one for column in columns.columns for one in column]
    place = {one: index for index, one in enumerate(everything)}
    bends, offsets, weights = [], [], []
    for source, target, offset in edges:
        for a, b in pairwise(columns.way(source, target)):
            bends.append(_row(len(everything), {place[a]: 1.0, place[b]: -1.0}))
            offsets.append(offset if b == target else 0.0)
            weights.append(_weight(a, b))
    apart, distances = [_row(len(everything), {})], [0.0]
    for column in columns.columns:
        for upper, lower in pairwise(column):
            apart.append(_row(len(everything), {place[upper]: 1.0, place[lower]: -1.0}))
            distances.append(extents[upper].below + extents[lower].above + gap)
    bounds = [(room[0] + extents[one].below, room[1] - extents[one].above) for one in everything]
    if any(lowest > highest for lowest, highest in bounds):
        return None
    ordered, least = np.array(apart), np.array(distances)
    start = linprog(np.zeros(len(everything)), -ordered, -least, bounds=bounds, method="highs")
    if start.status != 0:
        return None
    middle = sum(room) / 2
    matrix, aims, weight = np.array(bends), np.array(offsets), np.array(weights)

    def cost(heights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        bent, off = matrix @ heights - aims, heights - middle
        slope = 2 * matrix.T @ (weight * bent) + 2 * _CENTRED * off
        return float(weight @ bent**2 + _CENTRED * off @ off), slope

    found = minimize(
        cost,
        start.x,
        jac=True,
        bounds=bounds,
        constraints=LinearConstraint(ordered, least, np.inf),
        method="SLSQP",
        options={"maxiter": 500},
    )
    return {one: round(float(found.x[index]), 4) for one, index in place.items()}


class _View:
    """What grandalf wants to know of a vertex."""

    w = h = 1.0
    xy = (0.0, 0.0)


def _weight(a: Hashable, b: Hashable) -> float:
    passing = isinstance(a, Passing) + isinstance(b, Passing)
    return (1.0, _PASSING, _STRAIGHT)[passing]


def _row(count: int, entries: Mapping[int, float]) -> NDArray[np.float64]:
    row = np.zeros(count)
    for index, value in entries.items():
        row[index] = value
    return row
