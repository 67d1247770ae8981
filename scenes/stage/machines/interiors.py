"""What a neuron does, to scale: weigh and add, then squeeze, bend or let through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    Line,
    Polygon,
    ReplacementTransform,
    VGroup,
    VMobject,
)
from manim.typing import Point3D
from numpy.typing import NDArray

from backprop_core.decimals.contrast import GIVEN_DECIMALS
from backprop_core.network.activation_curve import ActivationCurve
from backprop_core.network.activations import Activation
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import name_piece, number_piece, role_color
from scenes.stage.lettering.typesetting import BODY, SMALL, math
from scenes.stage.machines.curve_reading import CurveReading
from scenes.stage.machines.step_picture import StepPicture, name_of
from scenes.stage.measure import Measurement
from scenes.stage.plots.activation_plot import ActivationPlot
from scenes.stage.plots.ticks import TICK_LENGTH, tick_values

THICK, SPARE = 12.0, 0.55
"""Stroke of a length; room for labels at the ends."""

_HEAD, _SAMPLES, _CLEAR, _TICKS = 0.26, 161, 0.08, 5
"""Length of an arrow's head; points of a curve; distance of a label from lines; ticks of an axis at most."""


class WeighedSum(StepPicture):
    """A number line on which w times the value before reaches from zero, and b on from there, to z.

    The value before is laid over it, and from that the weight makes the length that is weighed.
    """

    def __init__(
        self,
        theme: Theme,
        total: Quantity,
        factors: tuple[Quantity, Quantity],
        bias: Quantity,
        size: tuple[float, float],
        reach: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        super().__init__()
        self.total = total
        product, end = float(factors[0].value) * float(factors[1].value), float(total.value)
        source = float(factors[1].value)
        places = 0.0, product, end, source, *reach
        low, high = min(places), max(places)
        self.unit = (size[0] - 2 * SPARE) / ((high - low) or 1.0)
        self.start = -low * self.unit - (size[0] - 2 * SPARE) / 2
        above, *levels = np.linspace(0.34, -0.28, 4) * size[1]
        axis = Line(LEFT * size[0] / 2, RIGHT * size[0] / 2, color=theme.dimmed, stroke_width=2.5).set_y(
            levels[2]
        )
        zero = DashedLine(self._at(0, above), self._at(0, levels[2]), color=theme.dimmed, stroke_width=2)
        self.axis = VGroup(axis, zero)
        self.base.add(self.axis)
        for value in tick_values(low, high, most=_TICKS) if high > low else ():
            self.base.add(self._tick(theme, total, value, float(levels[2])))
        self.bars = VGroup(
            Line(self._at(0, levels[0]), self._at(product, levels[0]), color=theme.ink, stroke_width=THICK),
            Line(
                self._at(product, levels[1]),
                self._at(end, levels[1]),
                color=theme.weight,
                stroke_width=THICK,
            ),
        )
        color = role_color(theme, factors[1].symbol)
        ends = self._at(0, above), self._at(source, above)
        self.source = Line(ends[0], ends[1], color=color, stroke_width=THICK)
        self.source_name = name_of(theme, factors[1])
        self.drops = drops = VGroup(
            *(
                DashedLine(self._at(x, upper), self._at(x, lower), color=theme.dimmed, stroke_width=2)
                for x, upper, lower in ((product, *levels[:2]), (end, *levels[1:]))
            )
        )
        self.dot = Dot(self._at(end, levels[2]), radius=0.09, color=theme.pre_activation)
        weighed = math([name_piece(factor) for factor in factors], theme.ink, size=BODY)
        for index, factor in enumerate(factors, start=1):
            weighed.part(index).set_color(role_color(theme, factor.symbol))
        names = VGroup(weighed, name_of(theme, bias), name_of(theme, total))
        _place_over(self.source_name, self.source, [zero])
        _place_over(names[0], self.bars[0], [zero])
        _place_over(names[1], self.bars[1], [zero, *drops])
        names[2].next_to(self.dot, UP + (RIGHT if end >= 0 else LEFT), buff=0.04)
        self.head = self._head(theme)
        self.marks.add(self.source, self.source_name, self.bars, drops, self.dot, names, self.head)
        self.parts = [VGroup(drop, name) for drop, name in zip(drops, names, strict=False)]

    def moves(self) -> Iterator[list[Animation]]:
        """Lay both lengths, one after the other, and mark where they end."""
        yield [Create(self.source), FadeIn(self.source_name)]
        yield [ReplacementTransform(self.source.copy(), self.bars[0]), FadeIn(self.parts[0])]
        yield [Create(self.bars[1]), FadeIn(self.parts[1], self.head)]
        yield [FadeIn(self.dot, self.marks[-2][2])]

    @property
    def inlet(self) -> list[Point3D]:
        """Above the left end, to where the value before is laid from zero."""
        zero = self.source.get_start()
        return [np.array([min(self.get_left()[0], zero[0]), zero[1], 0.0]), zero]

    @property
    def outlet(self) -> list[Point3D]:
        """From the sum along the number line."""
        return [self.dot.get_center(), self.axis[0].get_end()]

    @property
    def drawn(self) -> VGroup:
        """The line with its lengths on it."""
        return VGroup(self.axis, self.source, self.bars, self.drops, self.dot, self.head)

    def measurements(self) -> Iterable[Measurement]:
        """Read the sum back from where the second length ends."""
        zero = float(self.bars[0].points[0][0])
        found = (float(self.bars[1].points[-1][0]) - zero) / self.unit
        yield Measurement("length", self.total.name, found, 1e-6 * max(1.0, abs(found)))

    def _head(self, theme: Theme) -> VGroup:
        """Return the head that shows which way the bias moves, none on a length too short for it."""
        start, end = self.bars[1].get_start(), self.bars[1].get_end()
        if abs(float(end[0] - start[0])) < 2 * _HEAD:
            return VGroup()
        back = RIGHT * _HEAD * (1.0 if start[0] > end[0] else -1.0)
        corners = [end, end + back + UP * _HEAD * 0.7, end + back + DOWN * _HEAD * 0.7]
        head = Polygon(*corners, stroke_width=0.0, fill_color=theme.weight, fill_opacity=1.0)
        return VGroup(head)

    def _tick(self, theme: Theme, total: Quantity, value: Fraction, level: float) -> VGroup:
        """Return a mark under the axis, with its number."""
        at = self._at(float(value), level)
        mark = Line(at, at + DOWN * TICK_LENGTH, color=theme.dimmed, stroke_width=2.5)
        named = Symbol(total.symbol.typst, f"{total.symbol.plain} tick", total.symbol.spoken)
        quantity = Quantity(named, value, decimals=GIVEN_DECIMALS)
        digits = math([number_piece(quantity)], theme.dimmed, size=SMALL, display=False)
        return VGroup(mark, digits.next_to(mark, DOWN, buff=0.1))

    def _at(self, x: float, level: float) -> NDArray[np.float64]:
        return np.array([self.start + x * self.unit, level, 0.0])


class Squeeze(CurveReading):
    """An activation's curve; a point goes up or down from z on the axis to the curve, across to the value."""

    def __init__(
        self, theme: Theme, z: Quantity, value: Quantity, activation: Activation, size: tuple[float, float]
    ) -> None:
        super().__init__()
        self.z, self.value = z, value
        at, height = float(z.value), float(value.value)
        shape = ActivationCurve(activation)
        window = shape.window([at])
        plot = ActivationPlot(theme, shape, window, size, ticks=3, y_ticks=3, samples=_SAMPLES)
        self.panel, self.curve = plot.panel, plot.line
        self.read_at_right()
        names = self.name_axes(name_of(theme, z), name_of(theme, value))
        self.base.add(self.panel, plot.levels, plot.line, names)
        self.lead(theme, at, height, (theme.pre_activation, theme.activation))

    def measurements(self) -> Iterable[Measurement]:
        """Read both values back from the lines' ends."""
        z, height = self.panel.read(self.across.points[0])
        yield Measurement("place", self.z.name, z, 1e-6 * max(1.0, abs(z)))
        yield Measurement("place", self.value.name, height, 1e-6 * max(1.0, abs(height)))


def _place_over(name: VMobject, bar: VMobject, lines: Sequence[VMobject]) -> None:
    """Put the name of a length over it, or beside an end of it, where no upright line crosses the name."""
    ends = sorted((bar.points[0], bar.points[-1]), key=lambda place: float(place[0]))
    name.next_to(bar, UP, buff=0.12)
    for place, side in ((ends[1], RIGHT), (ends[0], LEFT)):
        if not any(_meets(line, name) for line in lines):
            return
        name.next_to(place, side, buff=0.14)


def _meets(line: VMobject, name: VMobject) -> bool:
    """Tell whether an upright line comes near a name."""
    (x, y, _), (wide, tall, _) = name.get_center() - line.get_center(), (name.width, name.height, 0.0)
    return bool(abs(x) < wide / 2 + _CLEAR and abs(y) < (tall + line.height) / 2 + _CLEAR)
