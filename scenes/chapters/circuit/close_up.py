"""A gate from close by: its wires with their values, what it does inside, the gradient that runs through."""

from __future__ import annotations

from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, VGroup

from backprop_core.circuit import Circuit, Gate, Wire
from backprop_core.quantity import Quantity
from config import Theme
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.gate_labels import gate_label
from scenes.chapters.circuit.gate_picture import GatePicture
from scenes.chapters.circuit.growing_area import GrowingArea
from scenes.chapters.circuit.length_rows import choice_rows, sum_rows
from scenes.chapters.circuit.ribbon import FAINT, Ribbon, run_on, through
from scenes.chapters.circuit.sentences import kind_of
from scenes.chapters.circuit.wire_curves import WireCurves
from scenes.stage.formulas.equation import fit, name_piece, number_line, value_line
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow

WALL = 6.6
"""Width of the gate."""

_NAME, _SIGN, _TYPE, _SMALL = 0.6, 0.4, 0.64, 0.5
"""Type of the gate's name, and of its sign; of numbers at its wires, and of those of three wires."""

_THICKEST, _THICK = 0.6, 0.36
"""Thickness of the largest gradient; where there are three wires."""

_GAP, _PAD, _BEYOND, _WIRE, _APART, _TALL = 0.14, 0.3, 0.4, 3.0, 0.35, 0.5


class CloseUp(VGroup):
    """A gate as large as a region, with a lead for each wire.

    `labels` hold the values at the wires and what comes out, by name of the value and place; `upstream` is
    the gradient that comes, `brought` by place what goes on. `coming`, `passing` and `going` are the bands.
    """

    def __init__(self, theme: Theme, diagram: CircuitDiagram, gate: Gate, room: Region) -> None:
        super().__init__()
        self.theme, self.circuit, self.gate = theme, diagram.circuit, gate
        circuit = diagram.circuit
        wires = [Wire(gate.name, place) for place in range(len(gate.inputs))]
        self.called = math([name_piece(circuit.value[gate.name])], theme.ink, size=_NAME, display=False)
        top = room.top - self.called.height - _GAP
        self.wall = Box(theme, theme.dimmed, WALL, top - room.bottom)
        self.wall.move_to((0.0, (top + room.bottom) / 2, 0.0))
        self.called.next_to(self.wall, UP, buff=_GAP).align_to(self.wall, LEFT)
        sign = gate_label(theme, circuit, gate, _SIGN)
        low = sign.height <= _TALL and sign.width <= WALL / 2
        self.sign = sign.next_to(self.called, RIGHT, buff=_APART) if low else None
        order = sorted(wires, key=lambda wire: -diagram.places.ports[wire])
        size = WALL - 2 * _PAD, top - room.bottom - 2 * _PAD
        self.picture = picture_of(theme, circuit, gate, size, [wire.place for wire in order])
        self.picture.move_to(self.wall)
        many = len(wires) > 2
        self.type, thickest = (_SMALL, _THICK) if many else (_TYPE, _THICKEST)
        self._lay_leads(order)
        self._lay_bands(thickest)
        self._lay_numbers()
        for part in (*self.leads, *self.coming, *(band for bands in self.going.values() for band in bands)):
            for rule in ("margin", "close-up"):
                allow(part, rule, "the wire goes on")

    def _lay_leads(self, order: list[Wire]) -> None:
        """Lay a wire to each port, and one from the gate, beyond the frame."""
        edge = Frame.current().width / 2 + _BEYOND
        left, right = float(self.wall.get_left()[0]), float(self.wall.get_right()[0])
        high, middle = float(self.wall.height), float(self.wall.get_y())
        count = len(order)
        self.heights = {
            wire: middle + high * (0.5 - (index + 0.5) / count) for index, wire in enumerate(order)
        }
        self.edges = -edge, left, right, edge
        ways = [*((-edge, left, y) for y in self.heights.values()), (right, edge, middle)]
        self.leads = VGroup(
            *(
                Line((start, y, 0.0), (end, y, 0.0), color=self.theme.dimmed, stroke_width=_WIRE)
                for start, end, y in ways
            )
        )

    def _lay_bands(self, thickest: float) -> None:
        """Make the bands: the gradient that comes from the right, through the gate, and along each wire."""
        worked = self.circuit.worked
        up = float(worked.gradients[self.gate.name])
        brought = {wire: float(worked.contributions[wire]) for wire in self.heights}
        largest = max(abs(up), *map(abs, brought.values()))
        self.unit = thickest / largest if largest else 0.0
        outer, left, right, edge = self.edges
        middle = float(self.wall.get_y())
        every: dict[Wire | None, float] = {None: up}
        for wire, one in brought.items():
            every[wire] = one
        self.thick = {way: abs(one) * self.unit for way, one in every.items()}
        self.coming = VGroup(*through(self.theme, (edge, middle), (right, middle), (up, up), self.unit))
        for band in self.coming:
            band.stands_for(self.circuit.gradient[self.gate.name], self.unit)
        self.passing: dict[Wire, list[Ribbon]] = {}
        self.going: dict[Wire, list[Ribbon]] = {}
        for wire, height in self.heights.items():
            ends = (right, middle), (left, height)
            both = up, brought[wire]
            self.passing[wire] = list(through(self.theme, *ends, both, self.unit, opacity=FAINT))
            level = (left, height), (outer, height)
            self.going[wire] = list(through(self.theme, *level, (both[1], both[1]), self.unit))
            for band in self.going[wire]:
                band.stands_for(self._gradient_of(wire), self.unit)

    def _lay_numbers(self) -> None:
        """Put each value over its wire and each gradient under it."""
        safe, circuit = Region.safe(), self.circuit
        left, right = self.edges[1:3]
        sides = (safe.left + left) / 2, (right + safe.right) / 2
        room = left - safe.left - 2 * _GAP
        self.labels: dict[Wire | None, TypesetLine] = {}
        self.brought: dict[Wire, TypesetLine] = {}
        for wire, height in self.heights.items():
            source, gradient = circuit.wires[wire], self._gradient_of(wire)
            self.labels[wire] = self._value(circuit.value[source], room, (sides[0], height), self.thick[wire])
            self.brought[wire] = self._gradient(gradient, room, (sides[0], height), self.thick[wire])
        at = sides[1], float(self.wall.get_y())
        self.labels[None] = self._value(circuit.value[self.gate.name], room, at, self.thick[None])
        self.upstream = self._gradient(circuit.gradient[self.gate.name], room, at, self.thick[None])

    def _gradient_of(self, wire: Wire) -> Quantity:
        """Return what goes back along a wire: the whole gradient of its value, or a part of that."""
        source = self.circuit.wires[wire]
        alone = len(self.circuit.leaving(source)) == 1
        return self.circuit.gradient[source] if alone else self.circuit.contribution[wire]

    def _value(self, quantity: Quantity, room: float, at: tuple[float, float], thick: float) -> TypesetLine:
        line = fit(value_line(self.theme, quantity, size=self.type, display=False), room)
        line.move_to((at[0], at[1] + thick / 2 + _GAP, 0.0), aligned_edge=DOWN)
        return line

    def _gradient(
        self, quantity: Quantity, room: float, at: tuple[float, float], thick: float
    ) -> TypesetLine:
        line = fit(number_line(self.theme, quantity, size=self.type), room)
        line.move_to((at[0], at[1] - thick / 2 - _GAP, 0.0), aligned_edge=UP)
        return line

    def run_through(self, wire: Wire) -> Animation | None:
        """Return the animation in which the gradient runs through the gate and along a wire."""
        bands = [*self.passing[wire], *self.going[wire]]
        return run_on(bands) if bands else None


def picture_of(
    theme: Theme, circuit: Circuit, gate: Gate, size: tuple[float, float], order: list[int]
) -> GatePicture:
    """Return the picture of a gate; `order` are its wires from the uppermost down."""
    kind = kind_of(circuit, gate)
    if kind in ("add", "subtract", "shift"):
        return sum_rows(theme, circuit, gate, size)
    if kind == "multiply" and len(gate.inputs) == 2:
        return GrowingArea(theme, circuit, gate, size)
    if kind in ("max", "min", "tie"):
        return choice_rows(theme, circuit, gate, size)
    return WireCurves(theme, circuit, gate, size).in_order(order)
