"""Any gate as curves: what comes out by the value on each wire, while the others are held; and tangents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, Line, VGroup, VMobject
from numpy.typing import NDArray

from backprop_core.circuit import Circuit, Gate, Wire
from backprop_core.circuit.working import at_gate
from backprop_core.network.activations import ACTIVATIONS
from config import Theme
from scenes.chapters.circuit.gate_picture import GatePicture, name_line
from scenes.stage.formulas.equation import role_color
from scenes.stage.measure import Measurement

Floats = NDArray[np.float64]

_SAMPLES, _APART, _ROOM, _PAD = 241, 0.5, (0.75, 0.7), 0.12
"""Points of a curve; space between two; what names take at the left and below; room over and under curves."""

_WINDOW, _SMOOTH, _SHARE, _STEEP = 2.0, 4.0, 0.8, 2.5
"""How far a curve goes to both sides: at least; of an activation; as a share of the value. How many times as
far as the tangent it may go up."""

_CURVE, _TANGENT, _AXIS, _STEP, _LONG, _RUN = 6.0, 6.0, 2.5, 8.0, 2.6, 0.16


class WireCurves(GatePicture):
    """A curve for each wire, with the point where the gate stands; a nudge lays the tangent and its rise."""

    def __init__(self, theme: Theme, circuit: Circuit, gate: Gate, size: tuple[float, float]) -> None:
        super().__init__()
        count = len(gate.inputs)
        wide = (size[0] - _APART * (count - 1)) / count
        wires = [Wire(gate.name, place) for place in range(count)]
        self.curves = [OneCurve(theme, circuit, wire, (wide, size[1])) for wire in wires]
        self.add(*self.curves)
        self.arrange(RIGHT, buff=_APART).move_to((0.0, 0.0, 0.0))

    def in_order(self, places: list[int]) -> WireCurves:
        """Stand the curves in another order from left to right."""
        spots = sorted(float(curve.get_x()) for curve in self.curves)
        for place, x in zip(places, spots, strict=True):
            self.curves[place].set_x(x)
        return self

    def nudge(self, place: int) -> Iterator[list[Animation]]:
        """Lay a wire's tangent, and on it how far a nudge goes up."""
        curve = self.curves[place]
        for part in (curve.tangent, curve.step):
            curve.add(part.shift(curve.dot.get_center() - curve.point))
            yield [Create(part)]


class OneCurve(VGroup):
    """What a gate gives out by the value on one wire."""

    def __init__(self, theme: Theme, circuit: Circuit, wire: Wire, size: tuple[float, float]) -> None:
        super().__init__()
        gate = circuit.gate[wire.gate]
        at = [float(circuit.worked.values[name]) for name in gate.inputs]
        slope, out = float(circuit.worked.slopes[wire]), float(circuit.worked.values[gate.name])
        here = at[wire.place]
        half = max(_SMOOTH if gate.operation in ACTIVATIONS else _WINDOW, _SHARE * abs(here))
        xs = np.linspace(here - half, here + half, _SAMPLES)
        ys = np.array([_value(gate, [*at[: wire.place], float(x), *at[wire.place + 1 :]]) for x in xs])
        low, high = _heights(ys, out, _STEEP * max(abs(slope), 1e-9) * half)
        wide, tall = size[0] - _ROOM[0], size[1] - _ROOM[1]
        units = wide / (2 * half), tall / (high - low)
        corner = np.array([-size[0] / 2 + _ROOM[0], -size[1] / 2 + _ROOM[1], 0.0])

        def place(x: float, y: float) -> Floats:
            at: Floats = corner + np.array([(x - here + half) * units[0], (y - low) * units[1], 0.0])
            return at

        ends = corner, corner + RIGHT * wide, corner + UP * tall
        axes = VGroup(*(Line(ends[0], end, color=theme.dimmed, stroke_width=_AXIS) for end in ends[1:]))
        source = circuit.value[gate.inputs[wire.place]]
        names = VGroup(name_line(theme, source), name_line(theme, circuit.value[gate.name]))
        names[0].next_to(axes[0], DOWN, buff=0.14).set_x(float(place(here, low)[0]))
        names[1].next_to(axes[1], LEFT, buff=0.14).set_y(float(place(here, out)[1]))
        self.point = point = place(here, out)
        drops = VGroup(
            DashedLine(point, place(here, low), color=theme.dimmed, stroke_width=_AXIS),
            DashedLine(point, place(here - half, out), color=theme.dimmed, stroke_width=_AXIS),
        )
        curve = VGroup(*(_run_of(theme, [place(x, y) for x, y in run]) for run in _runs(xs, ys, low, high)))
        self.dot = Dot(point, radius=0.11, color=theme.ink).set_z_index(3)
        self.add(axes, drops, curve, names, self.dot)
        way = np.array([units[0], slope * units[1], 0.0])
        way /= np.linalg.norm(way)
        off = point - corner
        reach = min(_LONG / 2, _room(off[0], wide, way[0]), _room(off[1], tall, way[1]))
        first, last = point - way * reach, point + way * reach
        self.tangent = Line(first, last, color=theme.gradient, stroke_width=_TANGENT)
        climb = slope * units[1] / units[0]
        free = (tall - (point[1] - corner[1])) if climb > 0 else point[1] - corner[1]
        step = min(_RUN * wide, free / abs(climb) if climb else math.inf, corner[0] + wide - point[0])
        foot = point + RIGHT * step
        color = role_color(theme, source.symbol)
        run = Line(point, foot, color=color, stroke_width=_STEP)
        top = foot + UP * (step * climb + 1e-4)
        self.step = VGroup(run, Line(foot, top, color=theme.gradient, stroke_width=_STEP))
        self.units, self.slope = units, circuit.local[wire].name

    def measurements(self) -> Iterable[Measurement]:
        """Read the slope back from the tangent once it is there."""
        if self.tangent in self.submobjects:
            (x, y, _) = self.tangent.get_end() - self.tangent.get_start()
            found = float(y / self.units[1] / (x / self.units[0]))
            yield Measurement("slope", self.slope, found, 1e-5 * max(1.0, abs(found)))


def _value(gate: Gate, at: list[float]) -> float:
    try:
        value = at_gate(gate, at)[0]
        return math.nan if isinstance(value, complex) else float(value)
    except (ArithmeticError, ValueError):
        return math.nan


def _heights(ys: Floats, out: float, most: float) -> tuple[float, float]:
    """Return between which heights a curve is drawn, with a little room."""
    seen = ys[np.isfinite(ys)]
    low, high = max(float(seen.min()), out - most), min(float(seen.max()), out + most)
    low, high = min(low, out), max(high, out)
    if high - low < 1e-9 * max(1.0, abs(out)):
        low, high = out - 1.0, out + 1.0
    spare = _PAD * (high - low)
    return low - spare, high + spare


def _runs(xs: Floats, ys: Floats, low: float, high: float) -> Iterator[list[tuple[float, float]]]:
    """Yield the stretches of a curve that lie between two heights."""
    run: list[tuple[float, float]] = []
    for x, y in zip(xs, ys, strict=True):
        if math.isfinite(y) and low <= y <= high:
            run.append((float(x), float(y)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _run_of(theme: Theme, places: list[Floats]) -> VMobject:
    line = VMobject(stroke_color=theme.ink, stroke_width=_CURVE, fill_opacity=0.0)
    return line.set_points_as_corners(places if len(places) > 1 else [*places, *places])


def _room(at: float, whole: float, way: float) -> float:
    """Return how far a way may go to both sides inside a stretch."""
    return min(at, whole - at) / abs(way) if abs(way) > 1e-6 else math.inf
