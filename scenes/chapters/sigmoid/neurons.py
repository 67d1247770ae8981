"""Where a network's neurons stand on their curve, and what of a gradient gets through each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from manim import LEFT, RIGHT, UP, Animation, Dot, FadeIn, GrowFromCenter, ValueTracker, VGroup

from backprop_core.network import Network
from backprop_core.network.graph import Neuron
from backprop_core.network.standing import Standing
from backprop_core.quantity import Symbol
from config import Theme
from scenes.chapters.sigmoid.beam import TOP, Beam
from scenes.chapters.sigmoid.views import WHOLE
from scenes.stage.formulas.equation import color_roles, name_piece, number_piece, sign
from scenes.stage.frame import Frame
from scenes.stage.layout import Region
from scenes.stage.lettering.fitting import READABLE
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import TypesetLine, math
from scenes.stage.plots.curve_stage import FLOOR, HIGH, LOW, CurveStage
from scenes.stage.plots.free_spot import finds_spot, keeps_off

_WIDEST, _NARROWEST, _SHARE = 1.3, 0.24, 0.8
"""Width of a whole gradient at most and at least; how much of the way between two neurons it takes."""

_NAME, _LINE, _PITCH = 0.5, 0.62, 1.12
"""Sizes of type; how far apart the lines are."""

_AIR, _SAMPLES, _JUST, _LARGEST = 0.3, 60, 1.17, 1.2
"""Room around lines; places at which curves are asked; how much above the least size lines are at least, and
how much larger than they are set at most."""


class NeuronMarks:
    """For each neuron its `dots` on both curves, a `beam` through it, its name on top, and its slope's line.

    The lines stand under each other where most room is left between the beams and the curves.
    """

    def __init__(self, theme: Theme, net: Network, stage: CurveStage, standing: Standing) -> None:
        self.stage = stage
        self.places = [float(net.values[neuron.sum]) for neuron in standing.neurons]
        xs = [float(stage.on_curve(z)[0]) for z in self.places]
        apart = min((abs(b - a) for a, b in pairwise(sorted(xs))), default=_WIDEST)
        self.width = max(_NARROWEST, min(_WIDEST, _SHARE * apart))
        slopes = [net.local[neuron.output, neuron.sum].symbol for neuron in standing.neurons]
        self.beams = [self._beam(theme, *one) for one in zip(self.places, slopes, strict=True)]
        self.dots = [
            VGroup(
                *(
                    Dot(place, radius=0.12, color=color, stroke_color=theme.background, stroke_width=2.0)
                    for place, color in (
                        (stage.on_curve(z), theme.activation),
                        (stage.to_slope(z, float(stage.activation.slope(z))), theme.gradient),
                    )
                )
            )
            for z in self.places
        ]
        values = [net.quantity[neuron.output] for neuron in standing.neurons]
        self.names = [math([name_piece(one)], theme.activation, size=_NAME, display=False) for one in values]
        for name, x in zip(self.names, xs, strict=True):
            name.move_to((x, TOP + 0.28, 0.0))
        self._spread()
        self.lines = [self._line(theme, net, neuron) for neuron in standing.neurons]
        self._place_lines(xs)

    def come(self, index: int, light: Beam) -> Iterator[list[Animation]]:
        """Yield what brings one neuron: `light` that goes there, its point, its slope; a beam stays there."""
        there = changing(light.z).set_value(self.places[index]), changing(light.wide).set_value(self.width)
        yield [*there, FadeIn(self.names[index])]
        yield [GrowFromCenter(dot) for dot in self.dots[index]] + [FadeIn(self.lines[index], shift=UP * 0.2)]

    def _beam(self, theme: Theme, z: float, slope: Symbol) -> Beam:
        beam = Beam(theme, self.stage, ValueTracker(z), self.width, slope)
        beam.clear_updaters(recursive=True)
        return beam

    def _spread(self) -> None:
        """Push names that would meet apart, as many to the left as to the right."""
        row = sorted(self.names, key=lambda name: float(name.get_x()))
        for before, name in pairwise(row):
            need = float(before.width + name.width) / 2 + _AIR / 2
            name.shift(RIGHT * max(0.0, need - float(name.get_x() - before.get_x())))
        whole = VGroup(*row)
        middle = float(np.mean([float(self.stage.on_curve(z)[0]) for z in self.places]))
        if len(row) > 1:
            whole.shift(RIGHT * (middle - float(np.mean([float(name.get_x()) for name in row]))))

    def _line(self, theme: Theme, net: Network, neuron: Neuron) -> TypesetLine:
        local = net.local[neuron.output, neuron.sum]
        pieces = name_piece(local), sign(local.relation), number_piece(local)
        return color_roles(math(pieces, theme.ink, size=_LINE, display=False), theme)

    def _place_lines(self, xs: list[float]) -> None:
        """Put the lines into the largest place that is free, as large as they fit."""
        stack = VGroup(*self.lines)
        for index, line in enumerate(self.lines):
            line.align_to((0.0, 0.0, 0.0), LEFT).shift((0.0, -index * _PITCH - line.baseline, 0.0))
        regions = [room for room in self._rooms(xs) if min(room.width, room.height) > 2 * _AIR]
        best = max(regions, key=lambda room: min(room.width / stack.width, room.height / stack.height, 1.6))
        inner = best.inset(left=_AIR, right=_AIR, bottom=_AIR, top=_AIR)
        # What can just be read may take some of the air around it.
        least = _JUST * READABLE * WHOLE.scale / _LINE
        share = min(_LARGEST, inner.width / stack.width, inner.height / stack.height)
        stack.scale(max(least, share)).move_to(inner.center)
        if not keeps_off(stack, best, [self.stage.base], enough=_AIR / 2):
            finds_spot(stack, best, inner.center, [self.stage.base], enough=_AIR / 2)

    def _rooms(self, xs: list[float]) -> Iterator[Region]:
        """Yield what is free beside and between the beams: round the curve, and over its slope's."""
        stage, curve = self.stage, self.stage.activation
        half = Frame.current().safe_width * WHOLE.scale / 2
        edges = [-half, *(x + side * self.width / 2 for x in sorted(xs) for side in (-1, 1)), half]
        lines = sorted({round(float(line.get_y()), 6) for line in (stage.zero, *stage.levels)})
        for left, right in zip(edges[::2], edges[1::2], strict=True):
            middle = (left + right) / 2
            for start, end in ((left, right), (left, middle), (middle, right)):
                if end - start < 2 * _AIR:
                    continue
                zs = curve.middle + np.linspace(start, end, _SAMPLES) / stage.unit
                ys = LOW + (curve.values(zs) - stage.lowest) * stage.value_unit
                slopes = FLOOR + curve.slopes(zs) * stage.slope_unit
                bounds = [*lines, float(ys.min()), float(ys.max()), HIGH, LOW]
                cuts = sorted(one for one in bounds if min(LOW, *lines) <= one <= HIGH)
                for low, high in pairwise(cuts):
                    if not (low < ys.max() and high > ys.min()):
                        yield Region(start, end, low, high)
                yield Region(start, end, min(float(slopes.max()), LOW - 0.5), LOW - 0.5)
