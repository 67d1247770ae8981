"""The drawing of a circuit: gates, wires, the values over the wires and the gradients under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    Indicate,
    ShowPassingFlash,
    VGroup,
    VMobject,
)

from backprop_core.circuit import Circuit, Wire
from backprop_core.decimals.shortening import shorter_forms
from backprop_core.quantity import Piece, Quantity
from config import Theme
from scenes.chapters.circuit.gate_labels import gate_label
from scenes.chapters.circuit.letterings import WAYS, WIDE, Lettering
from scenes.chapters.circuit.placing import Places, Placing, Size, columns_for
from scenes.stage.formulas.equation import name_piece, number_line
from scenes.stage.layout import Region
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.measure import allow
from scenes.stage.style import STYLE

_PAD, _LEAST, _NAME_GAP, _NUMBER_GAP, _BESIDE = 0.3, 1.7, 0.25, 0.26, 0.26
"""In ems of the numbers: space in a gate and its least side; between a gate and its name, a wire and its
number, a number and what is beside it."""

_CAPITAL = 0.66
"""How high digits stand, in ems."""

_PITCH, _BEND = 0.85, (1.1, 4.5)
"""In ems: how far apart wires enter a gate, and the least and the most space between columns."""

_WIRE, _LIGHT, _BAND, _LEAST, _HOLLOW = 2.5, 9.0, 0.32, 0.03, 0.06
"""Stroke of a wire and of the light on it; in ems how thick the largest gradient is; the least thickness of
any; from which thickness on a negative one is seen to be hollow."""


class CircuitDiagram(VGroup):
    """A circuit in a room of the frame. What is not yet known has its place and comes by the animations.

    `values` and `gradients` hold the digits by name, `brought` those of contributions by wire: only for
    values that fan out, and only where there is room. `beyond` is how far the drawing reaches over each side.
    """

    def __init__(self, theme: Theme, circuit: Circuit, room: Region) -> None:
        super().__init__()
        self.theme, self.circuit = theme, circuit
        self.lettering, places = self._fitting(room)
        self.places = places
        size = self.lettering.size
        self.boxes: dict[str, Box] = {}
        self.names: dict[str, TypesetLine] = {}
        self.labels: dict[str, TypesetLine] = {}
        self.stubs: dict[str, VMobject] = {}
        self.wires = {wire: self._wire(*way) for wire, way in places.ways.items()}
        self.unit = _BAND * size / (max(abs(float(one)) for one in circuit.worked.gradients.values()) or 1.0)
        self.lit: dict[Wire | str, VGroup] = {
            wire: self._band(line, float(circuit.worked.contributions[wire]))
            for wire, line in self.wires.items()
        }
        for name, (left, end, height) in places.gates.items():
            self._draw(name, left, end, height)
        self.lit |= {
            name: self._band(stub, float(circuit.worked.gradients[name])) for name, stub in self.stubs.items()
        }
        self.values = {
            name: self._number(self.short(quantity), name, UP) for name, quantity in circuit.value.items()
        }
        self.gradients = {
            name: self._number(self.short(quantity), name, DOWN)
            for name, quantity in circuit.gradient.items()
        }
        self.brought = {wire: self._branch(wire, size) for wire in self._branches(self.lettering)}
        self.add(*self.wires.values(), *self.stubs.values(), *self.boxes.values())
        self.add(*self.names.values(), *self.labels.values())
        self.beyond = max(0.0, round((float(self.width) - room.width) / 2, 3))
        if self.beyond:
            for part in VGroup(self, *self.lit.values(), *self._digits()).get_family():
                for rule in ("margin", "close-up"):
                    allow(part, rule, "the graph goes on beyond the frame, which follows the values")

    def short(self, quantity: Quantity) -> Quantity:
        """Return a number with no more decimals than the wires have room for."""
        most = min(quantity.decimals, self.lettering.decimals)
        return next(form for form in shorter_forms(quantity) if form.decimals <= most)

    def _digits(self) -> list[TypesetLine]:
        return [*self.values.values(), *self.gradients.values(), *self.brought.values()]

    def column(self, names: Iterable[str], *, named: bool = True) -> VGroup:
        """Return everything that is drawn of some values before they are known; their names if `named`."""
        parts: list[VMobject] = []
        for name in names:
            parts += [self.names[name]] if named else []
            parts += [self.stubs[name]]
            parts += [self.boxes[name], self.labels[name]] if name in self.boxes else []
            parts += [line for wire, line in self.wires.items() if wire.gate == name]
        return VGroup(*parts)

    def enter(self, name: str) -> Animation:
        """Return the animation in which values run along the wires into a gate."""
        gate = self.circuit.gate[name]
        lights = [self._light(Wire(name, place)) for place in range(len(gate.inputs))]
        return AnimationGroup(*lights, self.boxes[name].highlight(self.theme.ink))

    def go_back(self, way: Wire | str) -> Animation:
        """Return the animation in which a gradient runs back along a wire, or to where a value comes from."""
        return Create(self.lit[way], lag_ratio=0.0)

    def pulse(self, way: Wire | str, *, back: bool = True) -> Animation:
        """Return the animation in which a light runs along a gradient's band, back or as values do."""
        light = self.lit[way][0].copy().set_stroke(self.theme.ink, opacity=0.9)
        return ShowPassingFlash(light if back else light.reverse_direction(), time_width=0.7)

    def point_out(self, name: str) -> Animation:
        """Return the animation that points at a gradient."""
        return Indicate(self.gradients[name], color=self.theme.ink, scale_factor=1.05)

    def _light(self, wire: Wire) -> Animation:
        light = VMobject(stroke_color=self.theme.ink, stroke_width=_LIGHT, fill_opacity=0.0)
        return ShowPassingFlash(light.set_points(self.wires[wire].points), time_width=0.6)

    def _fitting(self, room: Region) -> tuple[Lettering, Places]:
        """Return the best lettering that fits with the places, or one that only fits in height.

        Raises `ValueError` where the room is too low.
        """
        columns = columns_for(self.circuit)
        for way, most in (*((way, room.width) for way in WAYS), *((way, inf) for way in WIDE)):
            self.lettering = way
            brought = {
                wire: self._room_of(self.circuit.contribution[wire], way) for wire in self._branches(way)
            }
            bends = _BEND[0] * way.size, _BEND[1] * way.size
            self.sizes = dict(self._sizes(way))
            placing = Placing(self.circuit, columns, self.sizes, self._pitch(way), brought, bends)
            if placing.least_width > most + 1e-9:
                continue
            places = placing.within(room.width, room.bottom, room.top)
            if places is not None:
                return way, places
        raise ValueError("the circuit is too high for its room")

    def _pitch(self, way: Lettering) -> float:
        """Return how far apart the wires into a gate are."""
        needed = _CAPITAL + 2 * _NUMBER_GAP + 0.1
        return way.size * max(_PITCH, needed if list(self._branches(way)) else 0.0)

    def _branches(self, way: Lettering) -> Iterator[Wire]:
        """Yield the wires whose contribution stands beside that of others."""
        if way.branches:
            yield from (
                w for w, source in self.circuit.wires.items() if len(self.circuit.leaving(source)) > 1
            )

    def _sizes(self, way: Lettering) -> Iterator[tuple[str, Size]]:
        em = way.size
        number = em * (_CAPITAL + _NUMBER_GAP + 0.12)
        for name, quantity in self.circuit.value.items():
            shown = [self._room_of(quantity, way)]
            if name in self.circuit.gradient:
                shown.append(self._room_of(self.circuit.gradient[name], way))
            called, tall = (ems * _name_size(em) for ems in _ems(quantity.symbol.typst))
            gate = self.circuit.gate.get(name)
            if gate is None:
                yield name, Size(called, 0.0, max(shown), number, number)
                continue
            label = gate_label(self.theme, self.circuit, gate, _label_size(way.size))
            pitches = len(gate.inputs) * self._pitch(way)
            high = max(_LEAST * em, float(label.height) + 2 * _PAD * em, pitches)
            above = high / 2 + _NAME_GAP * em + tall
            below = max(high / 2, number)
            wide = max(_LEAST * em, float(label.width) + 2 * _PAD * em)
            yield name, Size(wide, high, max(shown), above, below)

    def _room_of(self, quantity: Quantity, way: Lettering) -> float:
        return way.size * (_ems(self.short(quantity).shown.typst)[0] + 2 * _BESIDE)

    def _draw(self, name: str, left: float, end: float, height: float) -> None:
        quantity, size = self.circuit.value[name], self.lettering.size
        color = self.theme.input if quantity.symbol.role == "input" else self.theme.ink
        line = math([name_piece(quantity)], color, size=_name_size(size))
        gate = self.circuit.gate.get(name)
        if gate is None:
            line.move_to((left, height, 0.0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
            begin = float(line.get_right()[0]) + 0.3 * size
        else:
            sizes = self.sizes[name]
            box = Box(self.theme, self.theme.dimmed, sizes.gate, sizes.height)
            box.move_to((left + sizes.gate / 2, height, 0.0))
            self.boxes[name] = box
            self.labels[name] = gate_label(self.theme, self.circuit, gate, _label_size(size)).move_to(box)
            line.next_to(box, UP, buff=_NAME_GAP * size)
            begin = float(box.get_right()[0])
        self.names[name] = line
        stub = VMobject(stroke_color=self.theme.dimmed, stroke_width=_WIRE, fill_opacity=0.0)
        self.stubs[name] = stub.set_points_as_corners([(begin, height, 0.0), (end, height, 0.0)])

    def _number(self, quantity: Quantity, name: str, side: np.ndarray) -> TypesetLine:
        line = number_line(self.theme, quantity, size=self.lettering.size)
        return line.next_to(self.stubs[name], side, buff=_NUMBER_GAP * self.lettering.size)

    def _branch(self, wire: Wire, size: float) -> TypesetLine:
        line = number_line(self.theme, self.short(self.circuit.contribution[wire]), size=size)
        left, _, height = self.places.gates[wire.gate]
        end = np.array([left - _BESIDE * size, height + self.places.ports[wire], 0.0])
        return line.next_to(end, DOWN, buff=_NUMBER_GAP * size).align_to(end, RIGHT)

    def _wire(self, *pieces: np.ndarray) -> VMobject:
        line = VMobject(stroke_color=self.theme.dimmed, stroke_width=_WIRE, fill_opacity=0.0)
        return line.set_points(np.concatenate(pieces))

    def _band(self, line: VMobject, gradient: float) -> VGroup:
        """Return a line as a gradient runs along it: as thick as it is large, hollow if negative."""
        thick = max(abs(gradient) * self.unit, _LEAST)
        way = VMobject(fill_opacity=0.0).set_points(line.points[::-1].copy())
        band = VGroup(way.set_stroke(self.theme.gradient, width=100 * thick))
        if gradient < 0 and thick > _HOLLOW:
            band.add(way.copy().set_stroke(self.theme.background, width=100 * (thick - _LEAST)))
        return band


@lru_cache(maxsize=1024)
def _ems(source: str) -> tuple[float, float]:
    """Return the width and the height of some mathematics, in ems."""
    line = math([Piece(source, "symbol")], "#FFFFFF", size=1.0)
    return float(line.width), float(line.height)


def _name_size(size: float) -> float:
    return max(STYLE.readable + 0.05, 1.1 * size)


def _label_size(size: float) -> float:
    return max(STYLE.readable + 0.02, size)
