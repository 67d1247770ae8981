"""What a loss measures, to scale: the square on a distance, half of it, or the height of a curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    Rectangle,
    VGroup,
    VMobject,
)
from manim.typing import Point3D

from backprop_core.network.losses import Loss
from backprop_core.operations import sigmoid
from backprop_core.quantity import Quantity
from config import Theme
from scenes.stage.formulas.equation import role_color, value_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY
from scenes.stage.machines.brackets import Bracket
from scenes.stage.machines.curve_reading import CurveReading
from scenes.stage.machines.interiors import SPARE, THICK
from scenes.stage.machines.step_picture import StepPicture, name_of
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel

_APART, _SAMPLES, _REACH, _BEYOND, _LOWEST_TOP = 0.55, 241, 4.0, 1.15, 2.5
"""Least distance of two labels; points of a curve; how far the sums go that it is drawn for, at least, and
beyond the last sum and the loss; how high it is drawn at least."""

_LEAST_SIDE, _ASIDE = 0.4, 0.24
"""The least side of a square that is measured; what the bracket and its length keep from it."""


class SquaredGap(StepPicture):
    """Prediction and target on a number line, the distance between them, and the square on it.

    With `halves` the loss is half of the square: its lower half is filled.
    """

    def __init__(
        self,
        theme: Theme,
        loss: Quantity,
        ends: tuple[Quantity, Quantity],
        size: tuple[float, float],
        *,
        halves: bool = False,
    ) -> None:
        super().__init__()
        self.loss, self.halves, self.moved = loss, halves, False
        values = [float(end.value) for end in ends]
        low, high = min(0.0, *values), max(1.0, *values)
        gap = abs(values[0] - values[1])
        self.unit = min((size[0] - 1.3 * SPARE) / (high - low), (size[1] - 0.9) / gap if gap else np.inf)
        width = (high - low) * self.unit
        line = Line(LEFT * width / 2, RIGHT * width / 2, color=theme.dimmed, stroke_width=2.5)
        places = [line.get_start() + RIGHT * (value - low) * self.unit for value in values]
        self.line = line
        self.base.add(line)
        self.dots = dots = VGroup(
            *(
                Dot(place, radius=0.09, color=role_color(theme, e.symbol))
                for place, e in zip(places, ends, strict=True)
            )
        )
        names = VGroup(
            *(name_of(theme, end).next_to(dot, DOWN, buff=0.15) for end, dot in zip(ends, dots, strict=True))
        )
        missing = _APART - abs(float(names[0].get_x() - names[1].get_x()))
        if missing > 0:
            way = RIGHT if values[0] <= values[1] else LEFT
            names[0].shift(-way * missing / 2)
            names[1].shift(way * missing / 2)
        names[1].match_y(names[0])
        self.dots.set_z_index(2)
        self.base.add(dots[1], names[1])
        self.gap = Line(places[0], places[1], color=theme.loss, stroke_width=THICK)
        self.square = Rectangle(width=max(gap * self.unit, 1e-6), height=max(gap * self.unit, 1e-6))
        self.square.set_stroke(theme.loss, width=2.5).set_fill(theme.loss, 0.0 if halves else 0.14)
        self.square.next_to(self.gap, UP, buff=0.0)
        self.area = self.square
        if halves:
            self.area = self.square.copy().set_stroke(width=0.0).set_fill(theme.loss, 0.3)
            self.area.stretch(0.5, 1, about_edge=DOWN)
        self.label = name_of(theme, loss)
        if (
            not halves
            and self.square.width > 2 * self.label.width
            and self.square.height > 2 * self.label.height
        ):
            self.label.move_to(self.square)
        else:
            self.label.next_to(self.square, UP, buff=0.2)
        self.arrival, self.side = VGroup(dots[0], names[0]), VGroup()
        self.marks.add(self.gap, *dict.fromkeys((self.area, self.square)), self.label, self.arrival)
        self.marks.add(self.side)

    def state_side(self, theme: Theme, length: Quantity) -> None:
        """Let the square's side be measured at its left, where the length is stated."""
        if self.square.width < _LEAST_SIDE:
            return
        low, high = (self.square.get_corner(edge + LEFT) + LEFT * _ASIDE for edge in (DOWN, UP))
        bracket = Bracket(low, high, theme.loss)
        stated = value_line(theme, length, size=BODY).next_to(bracket, LEFT, buff=_ASIDE)
        self.side.add(bracket, stated)

    @property
    def inlet(self) -> list[Point3D]:
        """Along the number line to where the prediction stands."""
        return [self.line.get_start(), self.dots[0].get_center()]

    @property
    def outlet(self) -> list[Point3D]:
        """From the square's right side."""
        return [self.square.get_right()]

    @property
    def drawn(self) -> VGroup:
        """Prediction and target on their line, and the square between them."""
        return VGroup(self.line, self.gap, *dict.fromkeys((self.area, self.square)), self.dots)

    @property
    def bare(self) -> VGroup:
        """The number line alone: where the prediction stands is not known yet."""
        return VGroup(self.line)

    def moves(self) -> Iterator[list[Animation]]:
        """Draw the distance, and put the square up on it."""
        yield [FadeIn(self.arrival)]
        yield [Create(self.gap)]
        full = float(self.square.height)
        self.square.stretch_to_fit_height(1e-6, about_edge=DOWN)
        yield [changing(self.square).stretch_to_fit_height(full, about_edge=DOWN)]
        half = [] if self.area is self.square else [FadeIn(self.area)]
        side = [FadeIn(self.side, shift=LEFT * 0.1)] if len(self.side) else []
        yield [*half, FadeIn(self.label), *side]

    def measurements(self) -> Iterable[Measurement]:
        """Read the loss back from the filled area, unless the square is that of a prediction moved aside."""
        if self.moved:
            return
        area = float(self.area.width * self.area.height) / self.unit**2
        yield Measurement("area", self.loss.name, area, 1e-6 * max(1.0, area))


def _beside(name: VMobject, aim: VMobject, other: VMobject) -> VMobject:
    """Put a name over an upright line, or beside its upper end where another name stands there."""
    name.next_to(aim, UP, buff=0.1)
    if abs(float(name.get_x() - other.get_x())) < _APART:
        name.next_to(aim.get_end(), LEFT + DOWN, buff=0.08)
    return name


class LossCurve(CurveReading):
    """The cross-entropy over all predictions from zero to one; a point goes up to it at this one.

    `last` is the sum that the prediction was made of.
    """

    def __init__(
        self,
        theme: Theme,
        quantities: tuple[Quantity, Quantity, Quantity, Quantity],
        loss: Loss,
        size: tuple[float, float],
    ) -> None:
        super().__init__()
        self.loss, self.output, y, last = quantities
        assert loss.from_sums is not None
        reach = max(_REACH, abs(float(last.value)) * _BEYOND)
        sums = np.linspace(-reach, reach, _SAMPLES)
        shares, heights = sigmoid(sums), loss.from_sums([sums], [float(y.value)])
        at, height, target = (float(one.value) for one in (self.output, self.loss, y))
        top = max(_LOWEST_TOP, height * _BEYOND)
        self.panel = PlotPanel(
            theme, (0.0, 1.0), (0.0, top), *size, self.output.symbol, self.loss.symbol, ticks=3, y_ticks=3
        )
        self.panel.grid.set_stroke(opacity=0.0)
        self.curve = self.panel.curve(shares, heights, theme.loss)
        ends = (self.panel.to_point(target, level) for level in (0.0, top))
        aim = DashedLine(*ends, color=theme.target, stroke_width=2.5, dash_length=0.1)
        self.read_at_right()
        names = self.name_axes(name_of(theme, self.output), name_of(theme, self.loss))
        names.add(_beside(name_of(theme, y), aim, names[1]))
        self.base.add(self.panel, aim, self.curve, names)
        self.lead(theme, at, height, (theme.activation, theme.loss))

    def measurements(self) -> Iterable[Measurement]:
        """Read prediction and loss back from the lines' ends."""
        share, height = self.panel.read(self.across.points[0])
        yield Measurement("place", self.output.name, share, 1e-6)
        yield Measurement("place", self.loss.name, height, 1e-6 * max(1.0, height))
