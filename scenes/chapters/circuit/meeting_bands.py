"""A value that leaves by several wires, from close by: what comes back along them is laid together."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, ShowPassingFlash, VGroup, VMobject

from backprop_core.circuit import Wire
from config import Theme
from scenes.chapters.circuit.circuit_diagram import CircuitDiagram
from scenes.chapters.circuit.gate_labels import gate_label
from scenes.chapters.circuit.ribbon import LEAST, Ribbon
from scenes.stage.formulas.equation import fit, number_line, value_line
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.box import Box
from scenes.stage.lettering.typesetting import TypesetLine
from scenes.stage.measure import allow

_THICKEST, _SHARE = 1.9, 0.4
"""Thickness of the sum or the largest part of it; the share of a wire's height that its band may take."""

_FORK, _GATES, _BESIDE, _FEW, _BEYOND = -1.6, 3.9, 1.8, 2, 0.4
"""Where the wires part; where they enter their gates, and where so if what comes back stands behind these, as
it does of more than a few wires; how far they go on beyond the frame."""

_TYPE, _SMALL, _LABEL = 0.72, 0.46, 0.66
_GAP, _WIRE, _WIDE, _LIGHT = 0.16, 3.0, 1.6, 12.0


class MeetingBands(VGroup):
    """The value's wire and where it forks into others, each with its gate; bands come back along them.

    `label` is the value, `total` its gradient; `brought` by wire what comes back. The bands lie on one
    another where they meet: the first from the foot, each other from where the last one ends.
    """

    def __init__(self, theme: Theme, diagram: CircuitDiagram, name: str, room: Region) -> None:
        super().__init__()
        self.theme, self.circuit, self.source = theme, diagram.circuit, name
        circuit = diagram.circuit
        wires = sorted(circuit.leaving(name), key=lambda wire: _height(diagram, wire))
        pitch = room.height / len(wires)
        self.few = len(wires) <= _FEW
        self.gates_at = _GATES if self.few else _BESIDE
        self.heights = {wire: room.bottom + pitch * (index + 0.5) for index, wire in enumerate(wires)}
        values = [float(circuit.worked.contributions[wire]) for wire in wires]
        ends = np.concatenate([[0.0], np.cumsum(values)])
        span = float(ends.max() - ends.min())
        widest = max(map(abs, values))
        self.unit = min(_THICKEST / span, _SHARE * pitch / widest) if span else 0.0
        self.middle = (room.bottom + room.top) / 2
        foot = self.middle - self.unit * float(ends.max() + ends.min()) / 2
        self.feet = dict(zip(wires, (foot + self.unit * float(end) for end in ends), strict=False))
        self._lay_wires(pitch)
        self._lay_bands(foot, foot + self.unit * float(ends[-1]), dict(zip(wires, values, strict=True)))
        self._lay_numbers(pitch)
        for part in (*self.leads, *self.bands.values(), self.sum):
            for rule in ("margin", "close-up"):
                allow(part, rule, "the wire goes on")

    def _lay_wires(self, pitch: float) -> None:
        """Draw the wires and the gates that they lead to."""
        edge = -Frame.current().width / 2 - _BEYOND
        stem = Line((edge, self.middle, 0.0), (_FORK, self.middle, 0.0), color=self.theme.dimmed)
        self.leads = VGroup(stem.set_stroke(width=_WIRE))
        self.gates: dict[str, Box] = {}
        self.signs: dict[str, TypesetLine] = {}
        self.fork = np.array([_FORK, self.middle, 0.0])
        for height in self.heights.values():
            start, end = self.fork, np.array([self.gates_at, height, 0.0])
            half = RIGHT * (self.gates_at - _FORK) / 2
            lead = VMobject(stroke_color=self.theme.dimmed, stroke_width=_WIRE, fill_opacity=0.0)
            self.leads.add(lead.set_points(np.array([start, start + half, end - half, end])))
        for gate, members in groupby(self.heights, key=lambda wire: wire.gate):
            heights = [self.heights[wire] for wire in members]
            tall = heights[-1] - heights[0] + 0.62 * pitch
            sign = gate_label(self.theme, self.circuit, self.circuit.gate[gate], _LABEL)
            sign.scale(min(1.0, 2.0 / sign.width, 0.8 * tall / sign.height))
            box = Box(self.theme, self.theme.dimmed, max(_WIDE, float(sign.width) + 0.4), min(tall, 3.4))
            box.move_to((self.gates_at, sum(heights) / len(heights), 0.0), aligned_edge=LEFT)
            self.gates[gate], self.signs[gate] = box, sign.move_to(box)

    def _lay_bands(self, low: float, high: float, values: dict[Wire, float]) -> None:
        """Make a band for each wire, and the one of the sum."""
        self.bands: dict[Wire, Ribbon] = {}
        for wire, value in values.items():
            own = value * self.unit
            thick = max(abs(own), LEAST) if value else 1e-6
            start, end = (self.gates_at, self.heights[wire]), (_FORK, self.feet[wire] + own / 2)
            band = Ribbon(self.theme, start, end, (thick, thick), positive=value >= 0)
            self.bands[wire] = band.stands_for(self.circuit.contribution[wire], self.unit)
        edge = -Frame.current().width / 2 - _BEYOND
        thick, level = max(abs(high - low), LEAST), (high + low) / 2
        self.sum = Ribbon(self.theme, (_FORK, level), (edge, level), (thick, thick), positive=high >= low)
        self.sum.stands_for(self.circuit.gradient[self.source], self.unit)
        self.tall = max(low, high), min(low, high)

    def _lay_numbers(self, pitch: float) -> None:
        """Put the value over its wire and its gradient under it, and what comes back before each gate."""
        safe, circuit = Region.safe(), self.circuit
        x, room = (safe.left + _FORK) / 2 - 0.4, _FORK - safe.left - 1.0
        value = circuit.value[self.source]
        self.label = fit(value_line(self.theme, value, size=_TYPE, display=False), room)
        self.label.move_to((x, max(self.tall[0], self.middle) + _GAP, 0.0), aligned_edge=DOWN)
        self.total = fit(number_line(self.theme, circuit.gradient[self.source], size=_TYPE), room)
        self.total.move_to((x, min(self.tall[1], self.middle) - _GAP, 0.0), aligned_edge=UP)
        self.brought: dict[Wire, TypesetLine] = {}
        size = min(_TYPE, max(_SMALL, 0.3 * pitch))
        behind = max(float(box.get_right()[0]) for box in self.gates.values()) + _GAP
        for wire, height in self.heights.items():
            quantity = circuit.contribution[wire]
            half = abs(float(quantity.value)) * self.unit / 2
            line = number_line(self.theme, quantity, size=size)
            if self.few:
                over = 1.0 if height > self.middle else -1.0
                place = self.gates_at - 0.25, height + over * (half + 0.12), 0.0
                line.move_to(place, aligned_edge=RIGHT - over * UP)
            else:
                fit(line, safe.right - behind).move_to((behind, height, 0.0), aligned_edge=LEFT)
            self.brought[wire] = line

    def share_of(self, diagram: CircuitDiagram) -> float:
        """Return how large the graph's wires are from the fork to their gates, as a share of these."""
        fork, here = float(diagram.stubs[self.source].get_end()[0]), self.gates_at - _FORK
        return max(diagram.places.gates[wire.gate][0] - fork for wire in self.heights) / here

    def leave(self) -> list[Animation]:
        """Return the animations in which a nudge of the value leaves by all wires at once."""
        lights: list[Animation] = []
        for lead in self.leads:
            light = lead.copy().set_stroke(self.theme.ink, width=_LIGHT)
            lights.append(ShowPassingFlash(light, time_width=0.5))
        return lights


def _height(diagram: CircuitDiagram, wire: Wire) -> float:
    """Return how high a wire enters its gate in the graph."""
    return diagram.places.gates[wire.gate][2] + diagram.places.ports[wire]
