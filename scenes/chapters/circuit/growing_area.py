"""A gate that multiplies, as an area: nudge one side, and the strip is as long as the other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, FadeOut, Line, Rectangle, Transform, VGroup

from backprop_core.circuit import Circuit, Gate
from config import Theme
from scenes.chapters.circuit.gate_picture import NUDGE, GatePicture, name_line
from scenes.stage.formulas.equation import role_color
from scenes.stage.lettering.flights import changing

_MARGIN, _LEAST, _WIDE = (0.8, 0.62), 0.8, (4.4, 2.4)
"""What stays free beside and over the area; the least side on one scale; sides where each has its own."""

_SIDE, _EDGE, _AXIS, _FILL, _STRIP, _BESIDE = 9.0, 10.0, 2.5, 0.12, 0.4, 0.2
_NONE = 1e-4


class GrowingArea(GatePicture):
    """Two sides from a corner at zero, one across and one up, and the area between them."""

    def __init__(self, theme: Theme, circuit: Circuit, gate: Gate, size: tuple[float, float]) -> None:
        super().__init__()
        self.theme = theme
        values = [float(circuit.worked.values[name]) for name in gate.inputs]
        quantities = [circuit.value[name] for name in gate.inputs]
        self.across, self.up = self._sides(values, size)
        self.delta = NUDGE * size[0]
        self.corner = np.array([-self.across / 2, -self.up / 2, 0.0])
        long, tall = self._reach()
        axes = VGroup(
            Line(long[0], long[1], color=theme.dimmed, stroke_width=_AXIS),
            Line(tall[0], tall[1], color=theme.dimmed, stroke_width=_AXIS),
        )
        self.area = self._block((0.0, self.across), (0.0, self.up)).set_fill(theme.ink, _FILL)
        ends = [self._at(0, 0), self._at(self.across, 0), self._at(0, self.up)]
        self.sides = VGroup(
            *(
                Line(ends[0], end, color=role_color(theme, quantity.symbol), stroke_width=_SIDE)
                for end, quantity in zip(ends[1:], quantities, strict=True)
            )
        )
        names = VGroup(*(name_line(theme, quantity) for quantity in quantities))
        down, left = DOWN if self.up >= 0 else UP, LEFT if self.across >= 0 else RIGHT
        names[0].next_to(self.sides[0], down, buff=_BESIDE)
        names[1].next_to(self.sides[1], left, buff=_BESIDE)
        if abs(self.across) < names[0].width + 2 * _BESIDE:
            names[0].next_to(self.corner, down - left, buff=_BESIDE)
        if abs(self.up) < names[1].height + 2 * _BESIDE:
            names[1].next_to(self.corner, left - down, buff=_BESIDE)
        whole = name_line(theme, circuit.value[gate.name])
        room = abs(self.across) > 2 * whole.width and abs(self.up) > 1.5 * whole.height
        self.add(axes, self.area, self.sides, names)
        if room:
            self.add(whole.move_to(self.area))
        self.gained: VGroup | None = None

    def nudge(self, place: int) -> Iterator[list[Animation]]:
        """Move a side outward: the strip grows; then point out how long it is."""
        self.corner = self.sides[0].get_start()
        strip = self._strip(place, self.delta).set_fill(self.theme.gradient, _STRIP)
        edge = self._edge(place)
        begun = self._strip(place, _NONE).set_fill(self.theme.gradient, _STRIP)
        measure = edge.copy()
        self.gained = VGroup(begun)
        self.add(self.gained)
        yield [Transform(begun, strip)]
        self.gained.add(edge)
        yield [Create(edge)]
        self.gained.add(measure)
        yield [changing(measure).move_to(self.sides[1 - place])]

    def rest(self) -> list[Animation]:
        """Return the animation in which the strip goes."""
        gained, self.gained = self.gained, None
        if gained is None:
            return []
        self.remove(gained, *gained)
        return [FadeOut(gained)]

    def _sides(self, values: list[float], size: tuple[float, float]) -> tuple[float, float]:
        """Return both sides as they are drawn: on one scale where both can be seen then."""
        room = size[0] - 2 * _MARGIN[0], size[1] - 2 * _MARGIN[1]
        lengths = [abs(value) for value in values]
        unit = min((r / one for r, one in zip(room, lengths, strict=True) if one), default=0.0)
        drawn = [one * unit for one in lengths]
        if any(one and one < _LEAST for one in drawn):
            drawn = [min(wide, r) if one else 0.0 for wide, r, one in zip(_WIDE, room, lengths, strict=True)]
        signs = [1.0 if value >= 0 else -1.0 for value in values]
        return drawn[0] * signs[0], drawn[1] * signs[1]

    def _reach(self) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
        """Return the ends of the axes: a little beyond the area."""
        low, high = sorted((0.0, self.across))
        bottom, top = sorted((0.0, self.up))
        spare = 1.4 * self.delta
        return (
            (self._at(low - spare, 0), self._at(high + spare, 0)),
            (self._at(0, bottom - spare), self._at(0, top + spare)),
        )

    def _strip(self, place: int, wide: float) -> Rectangle:
        if place == 0:
            return self._block((self.across, self.across + wide), (0.0, self.up))
        return self._block((0.0, self.across), (self.up, self.up + wide))

    def _edge(self, place: int) -> Line:
        far = self.across + self.delta if place == 0 else self.up + self.delta
        ends = (
            (self._at(far, 0), self._at(far, self.up))
            if place == 0
            else (self._at(0, far), self._at(self.across, far))
        )
        return Line(ends[0], ends[1], color=self.theme.gradient, stroke_width=_EDGE)

    def _block(self, across: tuple[float, float], up: tuple[float, float]) -> Rectangle:
        wide, tall = (max(abs(ends[1] - ends[0]), _NONE) for ends in (across, up))
        block = Rectangle(width=wide, height=tall, stroke_width=0.0)
        return block.move_to(self._at(sum(across) / 2, sum(up) / 2))

    def _at(self, x: float, y: float) -> np.ndarray:
        place: np.ndarray = self.corner + np.array([x, y, 0.0])
        return place
