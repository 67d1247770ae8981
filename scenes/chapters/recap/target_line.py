"""The prediction on a line from 0 to 1, the target beside it, and the gap between them."""

from __future__ import annotations

import math as mathematics
from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Dot, Line, Triangle, VGroup
from numpy.typing import NDArray

from backprop_core.network.training import Epoch
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import name_piece, number_line
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import BODY, FORMULA, math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement

_TICK, _BESIDE, _ABOVE, _NEAR, _FLAG = 0.12, 0.2, 0.18, 0.02, 0.2


class TargetLine(VGroup):
    """A line from 0 to 1 as long as `width` allows, with a ball at the prediction of a step of training.

    A target or a prediction outside makes it a line from one whole number to another.

    `still` is what does not move; `gap` the stretch from the ball to the target, whose square is the loss.
    """

    def __init__(self, theme: Theme, epochs: Sequence[Epoch], width: float) -> None:
        super().__init__()
        self.epochs, self.step = epochs, 0
        graph = epochs[0].network.graph
        (self.output,), (self.goal,) = graph.outputs, graph.targets
        aim = float(epochs[0].network.given[self.goal])
        self.ends = whole_ends([aim, *(float(epoch.network.values[self.output]) for epoch in epochs)])
        ends = [end_number(theme, value) for value in self.ends]
        length = width - sum(float(end.width) for end in ends) - 2 * _BESIDE
        self.line = Line(LEFT * length / 2, RIGHT * length / 2, stroke_color=theme.dimmed, stroke_width=3)
        ticks = VGroup(
            *(
                Line(p + UP * _TICK, p + DOWN * _TICK, stroke_color=theme.dimmed, stroke_width=3)
                for p in (self.line.get_start(), self.line.get_end())
            )
        )
        ends[0].next_to(self.line, LEFT, buff=_BESIDE)
        ends[1].next_to(self.line, RIGHT, buff=_BESIDE)
        target = self.place(aim)
        self.flag = Triangle(stroke_width=0.0, fill_color=theme.target, fill_opacity=1.0)
        self.flag.stretch_to_fit_width(_FLAG).stretch_to_fit_height(_FLAG)
        self.flag.next_to(target, DOWN, buff=_NEAR)
        name = math([name_piece(epochs[0].network.quantity[self.goal])], theme.target, size=FORMULA)
        name.next_to(self.flag, DOWN, buff=0.1)
        self.gap = Line(self.here(), target, stroke_color=theme.loss, stroke_width=9)
        self.ball = Dot(self.here(), radius=0.13, color=theme.activation).set_z_index(1)
        self.label = math(
            [name_piece(epochs[0].network.quantity[self.output])], theme.activation, size=FORMULA
        )
        self.label.next_to(self.ball, UP, buff=_ABOVE)
        self.still = VGroup(self.line, ticks, *ends, self.flag, name)
        self.add(self.still, self.gap, self.ball, self.label)

    @property
    def balls_and_names(self) -> VGroup:
        """The ball and its name, which come before the gap."""
        return VGroup(self.ball, self.label)

    @property
    def gaps(self) -> VGroup:
        """The stretch from the ball to the target."""
        return VGroup(self.gap)

    def place(self, value: float) -> NDArray[np.float64]:
        """Return where a value lies on the line."""
        start, end = self.line.get_start(), self.line.get_end()
        share = (value - self.ends[0]) / (self.ends[1] - self.ends[0])
        place: NDArray[np.float64] = start + share * (end - start)
        return place

    def here(self) -> NDArray[np.float64]:
        """Return where the prediction of the step lies."""
        return self.place(float(self.epochs[self.step].network.values[self.output]))

    def write(self, step: int) -> None:
        """Show the prediction of a step."""
        self.step = step
        here, target = self.here(), self.place(float(self.epochs[0].network.given[self.goal]))
        self.ball.move_to(here)
        self.label.next_to(self.ball, UP, buff=_ABOVE)
        set_ends(self.gap, (here, target))

    def move_on(self, step: int) -> Animation:
        """Return the animation in which ball, name and gap move on to the prediction of a step."""
        now = self.copy()
        now.write(step)
        self.step = step
        parts = ((self.gap, now.gap), (self.ball, now.ball), (self.label, now.label))
        return AnimationGroup(*(changing(part).become(aim) for part, aim in parts))

    def measurements(self) -> Iterable[Measurement]:
        """Read the prediction off the ball's place, and the target off the flag's."""
        start, length = self.line.get_start(), float(self.line.get_length())
        at, (low, high) = {"step": float(self.step)}, self.ends
        for name, mark in ((self.output, self.ball), (self.goal, self.flag)):
            found = low + (float(mark.get_x()) - start[0]) / length * (high - low)
            yield Measurement(
                "place", self.epochs[0].network.quantity[name].name, found, 1e-6 * (high - low), at
            )


def whole_ends(values: Iterable[float]) -> tuple[int, int]:
    """Return the whole numbers between which some values lie, 0 and 1 among them."""
    listed = list(values)
    return mathematics.floor(min(0.0, *listed)), mathematics.ceil(max(1.0, *listed))


def end_number(theme: Theme, value: int) -> VGroup:
    """Return the number at an end of a line."""
    quantity = Quantity(Symbol("t", "end tick", "the end"), Fraction(value))
    return number_line(theme, quantity, size=BODY, color=theme.dimmed)
