"""Where the gates of a circuit stand: columns and their order by grandalf, heights by least squares.

Sugiyama's method: every gate gets a column after those that it needs, a long wire gets a place in each column
that it passes, and the order inside the columns is the one with few crossings. The heights are then those
with the straightest wires among all that leave everything its room.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from grandalf.graphs import Edge, Vertex, graph_core
from grandalf.layouts import SugiyamaLayout
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linprog, minimize

Floats = NDArray[np.float64]

_ROUNDS = 12
_STRAIGHT, _PASSING, _CENTRED = 4.0, 2.0, 0.01
"""How much more a bend weighs inside a long wire, and at its ends, than in a short one; and what it weighs
that something stands off the middle."""

_FAR = 1e3
"""A distance that is nowhere."""

_TIMES, _SMALL = 4, 0.1
"""How often the heights are found anew, bends weighing the more the smaller they are: a wire that is nearly
straight becomes straight (iteratively reweighted least squares)."""


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
    # A `Graph` keeps its edges in a set, whose order is another one each time.
    layout = SugiyamaLayout(graph_core(list(vertices.values()), joined))
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
    gaps: Sequence[float],
    room: tuple[float, float],
) -> dict[Hashable, float] | None:
    """Return the height of everything in the columns, None where the room is too low.

    `edges` tell how far over the middle of its target each wire enters. Between neighbours the first of
    `gaps` is left free for which there is room.
    """
    everything = [one for column in columns.columns for one in column]
    place = {one: index for index, one in enumerate(everything)}
    bounds = [(room[0] + extents[one].below, room[1] - extents[one].above) for one in everything]
    if any(lowest > highest for lowest, highest in bounds):
        return None
    pairs = [pair for column in columns.columns for pair in pairwise(column)]
    ordered = np.array([_row(place, upper, lower) for upper, lower in pairs] or [np.zeros(len(place))])
    apart = np.array([extents[upper].below + extents[lower].above for upper, lower in pairs] or [-_FAR])
    for gap in gaps:
        start = linprog(np.zeros(len(place)), -ordered, -(apart + gap), bounds=bounds, method="highs")
        if start.status == 0:
            kept = LinearConstraint(ordered, apart + gap, np.inf)
            heights = _straightest(_Bends.of(columns, edges, place), start.x, bounds, kept, sum(room) / 2)
            return {one: round(float(heights[index]), 2) for one, index in place.items()}
    return None


@dataclass(frozen=True)
class _Bends:
    """The bends of all wires as a linear function of the heights, and how much each weighs."""

    matrix: Floats
    aims: Floats
    weights: Floats

    @classmethod
    def of(
        cls, columns: Columns, edges: Sequence[tuple[str, str, float]], place: Mapping[Hashable, int]
    ) -> _Bends:
        steps = [
            (a, b, offset if b == target else 0.0)
            for source, target, offset in edges
            for a, b in pairwise(columns.way(source, target))
        ]
        weights = [
            (1.0, _PASSING, _STRAIGHT)[isinstance(a, Passing) + isinstance(b, Passing)] for a, b, _ in steps
        ]
        matrix = np.array([_row(place, a, b) for a, b, _ in steps])
        return cls(matrix, np.array([aim for *_, aim in steps]), np.array(weights))


def _straightest(
    bends: _Bends, start: Floats, bounds: Sequence[tuple[float, float]], kept: LinearConstraint, middle: float
) -> Floats:
    """Return the heights with the least bends, begun at some that are possible."""
    heights, pull = start, bends.weights

    def cost(at: Floats) -> tuple[float, Floats]:
        bent, off = bends.matrix @ at - bends.aims, at - middle
        slope = 2 * bends.matrix.T @ (pull * bent) + 2 * _CENTRED * off
        return float(pull @ bent**2 + _CENTRED * off @ off), slope

    for _ in range(_TIMES):
        options = {"maxiter": 300, "ftol": 1e-8}
        found = minimize(
            cost, heights, jac=True, bounds=bounds, constraints=kept, method="SLSQP", options=options
        )
        heights = found.x
        pull = bends.weights / (np.abs(bends.matrix @ heights - bends.aims) + _SMALL)
    return heights


def _row(place: Mapping[Hashable, int], plus: Hashable, minus: Hashable) -> Floats:
    row = np.zeros(len(place))
    row[place[plus]], row[place[minus]] = 1.0, -1.0
    return row


class _View:
    """What grandalf wants to know of a vertex."""

    w = h = 1.0
    xy = (0.0, 0.0)
