"""Gates as lengths on rows: laid end to end where they add, one beside the other where one is chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from manim import UP, Animation, DashedLine, Line, Transform, VGroup

from backprop_core.circuit import Circuit, Gate
from backprop_core.quantity import Quantity
from backprop_core.syntax import Call, Name
from config import Theme
from scenes.chapters.circuit.gate_picture import NUDGE, GatePicture, name_line
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import Measurement

_BAR, _PALE, _THIN = 26.0, 0.5, 2.5
_ROOM, _SPARE, _OVER = 0.1, 0.3, 0.2
"""Share of the width that stays free at both ends; space over and under the rows; of a name over its bar."""

_NOTHING, _CLEAR = 1e-4, 0.1


@dataclass(frozen=True)
class Part:
    """A length of a row: the wire that it comes by, or None for a number; what it is times."""

    quantity: Quantity | None
    value: float
    place: int | None
    sign: float = 1.0


class LengthRows(GatePicture):
    """A row for each length, and below them one for what comes out; a nudge lengthens a row's end."""

    def __init__(
        self, theme: Theme, parts: Sequence[Part], out: Quantity, size: tuple[float, float], *, chosen: int
    ) -> None:
        super().__init__()
        self.theme, self.parts, self.out, self.chosen = theme, parts, out, chosen
        wide, high = size
        ends = [end for pair in self._places({}) for end in pair]
        low, high_end = min(0.0, *ends), max(0.0, *ends)
        self.unit = wide * (1 - 2 * _ROOM) / ((high_end - low) or 1.0)
        self.zero = -wide * (0.5 - _ROOM) - low * self.unit
        self.delta = NUDGE * wide / self.unit
        self.levels = np.linspace(high / 2 - 2 * _SPARE, -high / 2 + _SPARE, len(parts) + 1)
        edge = [np.array([self.zero, y, 0.0]) for y in (high / 2, -high / 2)]
        self.upright = DashedLine(edge[0], edge[1], color=theme.dimmed, stroke_width=_THIN)
        self.begun = self.upright.get_center()
        self.marks = self._drawn({})
        self.add(self.upright, self.marks)
        for index, quantity in enumerate([*(part.quantity for part in parts), out]):
            if quantity is not None:
                self.add(self._over(index, name_line(theme, quantity)))

    def measurements(self) -> Iterable[Measurement]:
        """Read the values back from how long the rows are without what a nudge adds."""
        for index, quantity in enumerate([*(part.quantity for part in self.parts), self.out]):
            if quantity is not None:
                start, end = self.marks[index][0].get_start_and_end()
                sign = self.parts[index].sign if index < len(self.parts) else 1.0
                found = sign * float(end[0] - start[0] - _NOTHING) / self.unit
                yield Measurement("length", quantity.name, found, 1e-3 / self.unit)

    def _over(self, index: int, name: TypesetLine) -> TypesetLine:
        """Put a name over its row, clear of the upright lines there, before and after any nudge."""
        name.next_to(self.marks[index][0], UP, buff=_OVER)
        upright = [self.zero]
        for lead in self.marks[-1]:
            if lead.get_bottom()[1] < self.levels[index] + name.height:
                upright += [float(lead.get_x()) + at * self.delta * self.unit for at in (-1, 0, 1)]
        half = float(name.width) / 2 + _CLEAR
        places = [float(name.get_x()), *(x + side * (half + 1e-6) for x in upright for side in (-1, 1))]
        free = [x for x in places if all(abs(x - line) >= half for line in upright)]
        return name.set_x(min(free, key=lambda x: abs(x - places[0])))

    def nudge(self, place: int) -> Iterator[list[Animation]]:
        """Lengthen the rows that a wire's value moves."""
        yield [Transform(self.marks, self._drawn({place}))]

    def rest(self) -> list[Animation]:
        """Return the animation in which every row is as long as before."""
        return [Transform(self.marks, self._drawn(()))]

    def _places(self, nudged: Collection[int], delta: float = 0.0) -> list[tuple[float, float]]:
        """Return where each row begins and ends, what comes out last, while some wires are nudged."""
        rows, at = list[tuple[float, float]](), 0.0
        for part in self.parts:
            moved = part.sign * (part.value + delta * (part.place in nudged))
            rows.append((at, at + moved))
            at = at + moved if self.chosen < 0 else 0.0
        return [*rows, (0.0, at if self.chosen < 0 else rows[self.chosen][1])]

    def _drawn(self, nudged: Collection[int]) -> VGroup:
        """Return bars with their tips, then the lines that lead from one row to the next."""
        before, after = self._places({}), self._places(nudged, getattr(self, "delta", 0.0))
        bars, leads = VGroup(), VGroup()
        for index, ((start, end), (begun, reached)) in enumerate(zip(before, after, strict=True)):
            quantity = [*(part.quantity for part in self.parts), self.out][index]
            color = self.theme.dimmed if quantity is None else role_color(self.theme, quantity.symbol)
            own = end + begun - start
            y = float(self.levels[index])
            bars.add(
                VGroup(
                    self._line(begun, own, y).set_stroke(color, width=_BAR, opacity=_PALE),
                    self._line(own, reached, y).set_stroke(self.theme.ink, width=_BAR),
                )
            )
        for index, (_, reached) in enumerate(after[:-1]):
            if self.chosen in (-1, index):
                foot = self.levels[index + 1 if self.chosen < 0 else -1]
                x = self.zero + reached * self.unit
                ends = np.array([x, self.levels[index], 0.0]), np.array([x, float(foot), 0.0])
                leads.add(Line(ends[0], ends[1], color=self.theme.ink, stroke_width=_THIN))
        return VGroup(*bars, leads).shift(self.upright.get_center() - self.begun)

    def _line(self, start: float, end: float, y: float) -> Line:
        left, right = (np.array([self.zero + at * self.unit, y, 0.0]) for at in (start, end))
        return Line(left, right + np.array([_NOTHING, 0.0, 0.0]))


def sum_rows(theme: Theme, circuit: Circuit, gate: Gate, size: tuple[float, float]) -> LengthRows:
    """Return the rows of a gate that adds or takes away."""
    assert isinstance(gate.tree, Call)
    parts, values = list[Part](), circuit.worked.values
    for index, node in enumerate(gate.tree.arguments):
        sign = -1.0 if index and gate.operation == "subtract" else 1.0
        if isinstance(node, Name):
            name = gate.inputs[int(node.name)]
            parts.append(Part(circuit.value[name], float(values[name]), int(node.name), sign))
        else:
            known = sum(part.sign * part.value for part in parts)
            whole = float(values[gate.name])
            rest = whole - known - (_next_value(circuit, gate) if not index else 0.0)
            parts.append(Part(None, rest * (sign if index else 1.0), None, sign))
    return LengthRows(theme, parts, circuit.value[gate.name], size, chosen=-1)


def _next_value(circuit: Circuit, gate: Gate) -> float:
    """Return what the wire behind a number in front adds."""
    sign = -1.0 if gate.operation == "subtract" else 1.0
    return sign * float(circuit.worked.values[gate.inputs[0]])


def choice_rows(theme: Theme, circuit: Circuit, gate: Gate, size: tuple[float, float]) -> LengthRows:
    """Return the rows of a gate that lets the larger, or the smaller, of two values through."""
    values = [float(circuit.worked.values[name]) for name in gate.inputs]
    parts = [
        Part(circuit.value[name], value, place)
        for place, (name, value) in enumerate(zip(gate.inputs, values, strict=True))
    ]
    best = max if gate.operation == "max" else min
    chosen = values.index(best(values))
    return LengthRows(theme, parts, circuit.value[gate.name], size, chosen=chosen)
