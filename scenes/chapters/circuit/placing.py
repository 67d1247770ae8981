"""The places of a circuit's parts in a room: columns side by side, wires bent only between them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from backprop_core.circuit import Circuit, Wire
from scenes.chapters.circuit.layered_layout import (
    Columns,
    Extent,
    Floats,
    Passing,
    columns_of,
    heights_of,
)

GAPS = (0.9, 0.7, 0.5, 0.35, 0.25, 0.18, 0.12, 0.06)
"""Free space between neighbours in a column, the most first."""

_PASSING = Extent(0.12, 0.12)

_LEVEL = 0.8
"""Space that wires want between two columns that go straight on, in units of their rise."""


@dataclass(frozen=True)
class Size:
    """What a value takes: width and height of its gate, width of the number, what is over and under."""

    gate: float
    height: float
    number: float
    above: float
    below: float


@dataclass(frozen=True)
class Places:
    """By name the left edge of each gate, the end of the straight wire after it, and their height.

    `ports` tell how far over its gate's middle each wire enters, `ways` its curve as handles of cubics.
    """

    gates: Mapping[str, tuple[float, float, float]]
    ports: Mapping[Wire, float]
    ways: Mapping[Wire, Sequence[Floats]]


@dataclass(frozen=True)
class Placing:
    """A circuit to be placed, all of whose parts have their sizes.

    `pitch` is how far apart wires enter a gate, `brought` the width of the number before a gate, for each
    wire that has one; `bends` are the least and the most space between columns.
    """

    circuit: Circuit
    columns: Columns
    sizes: Mapping[str, Size]
    pitch: float
    brought: Mapping[Wire, float]
    bends: tuple[float, float]

    @property
    def least_width(self) -> float:
        """The width with the least space between columns."""
        return self._solid + self.bends[0] * (len(self._names) - 1)

    def within(self, width: float, low: float, high: float) -> Places | None:
        """Return the places in a width, or the least one that is needed, and between two heights.

        None where the heights are too near to each other.
        """
        entering = [(source, wire.gate, self.ports[wire]) for wire, source in self.circuit.wires.items()]
        extents = {one: self._extent(one) for column in self.columns.columns for one in column}
        heights = heights_of(self.columns, entering, extents, GAPS, (low, high))
        return None if heights is None else self._side_by_side(heights, width)

    @cached_property
    def ports(self) -> Mapping[Wire, float]:
        """How far over its gate's middle each wire enters, in the order of where they come from."""
        found: dict[Wire, float] = {}
        for gate in self.circuit.gates:
            wires = [Wire(gate.name, place) for place in range(len(gate.inputs))]
            wires.sort(key=lambda wire: self.columns.rank(self._way(wire)[-2]))
            middle = (len(wires) - 1) / 2
            found |= {wire: (middle - index) * self.pitch for index, wire in enumerate(wires)}
        return found

    def _way(self, wire: Wire) -> tuple[Hashable, ...]:
        return self.columns.way(self.circuit.wires[wire], wire.gate)

    def _extent(self, one: Hashable) -> Extent:
        if isinstance(one, Passing):
            return _PASSING
        size = self.sizes[str(one)]
        return Extent(size.above, size.below)

    @cached_property
    def _names(self) -> list[list[str]]:
        return [
            [str(one) for one in column if not isinstance(one, Passing)] for column in self.columns.columns
        ]

    @cached_property
    def _before(self) -> list[float]:
        """How wide the numbers before the gates of each column are."""
        return [
            max((width for wire, width in self.brought.items() if wire.gate in column), default=0.0)
            for column in self._names
        ]

    @cached_property
    def _gates(self) -> list[float]:
        return [max(self.sizes[name].gate for name in column) for column in self._names]

    @cached_property
    def _after(self) -> list[float]:
        """How wide the numbers after the gates of each column are."""
        return [max(self.sizes[name].number for name in column) for column in self._names]

    @property
    def _solid(self) -> float:
        return sum(self._before) + sum(self._gates) + sum(self._after)

    def _bends(self, heights: Mapping[Hashable, float], width: float) -> list[float]:
        """Return the space after each column but the last: the more, the farther wires rise or fall there."""
        rises = [0.0] * (len(self._names) - 1)
        for wire in self.circuit.wires:
            levels = [heights[one] for one in self._way(wire)]
            levels[-1] += self.ports[wire]
            first = self.columns.column(self.circuit.wires[wire])
            for index, (one, other) in enumerate(pairwise(levels), first):
                rises[index] = max(rises[index], abs(other - one))
        least, most = (bend * len(rises) for bend in self.bends)
        room = min(most, max(least, width - self._solid))
        wanted = [_LEVEL + rise for rise in rises]
        return [room * one / sum(wanted) for one in wanted]

    def _side_by_side(self, heights: Mapping[Hashable, float], width: float) -> Places:
        at, edges = 0.0, list[tuple[float, float]]()
        parts = zip(self._before, self._gates, self._after, [*self._bends(heights, width), 0.0], strict=True)
        for before, gate, after, bend in parts:
            edges.append((at, at + before + gate + after))
            at = edges[-1][1] + bend
        edges = [(left - at / 2, right - at / 2) for left, right in edges]
        placed = {
            name: (left + before + (gate - self.sizes[name].gate) / 2, right, heights[name])
            for column, (left, right), before, gate in zip(
                self._names, edges, self._before, self._gates, strict=True
            )
            for name in column
        }
        ways = {}
        for wire in self.circuit.wires:
            source, *passed, target = self._way(wire)
            points = [(edges[self.columns.column(source)][1], heights[source])]
            for one in passed:
                points += [(x, heights[one]) for x in edges[self.columns.column(one)]]
            level = heights[target] + self.ports[wire]
            points += [(edges[self.columns.column(target)][0], level), (placed[wire.gate][0], level)]
            ways[wire] = [_level(*pair) for pair in pairwise(points)]
        return Places(placed, self.ports, ways)


def columns_for(circuit: Circuit) -> Columns:
    """Return the columns of a circuit."""
    return columns_of([(source, wire.gate) for wire, source in circuit.wires.items()], circuit.names)


def _level(start: tuple[float, float], end: tuple[float, float]) -> Floats:
    """Return the curve from one point to another that is level at both, as the handles of a cubic."""
    middle = (start[0] + end[0]) / 2
    handles = (start, (middle, start[1]), (middle, end[1]), end)
    return np.array([[x, y, 0.0] for x, y in handles])
