"""The prediction on a line from 0 to 1, the target beside it, and the gap between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, UP, Animation, AnimationGroup, Dot, Line, Triangle, VGroup
from numpy.typing import NDArray

from backprop_core.network.training import Epoch
from config import Theme
from scenes.chapters.recap.whole_scale import WholeScale
from scenes.stage.formulas.equation import name_piece
from scenes.stage.lettering.flights import changing
from scenes.stage.lettering.typesetting import FORMULA, math
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement

_TICK, _ABOVE, _NEAR, _FLAG, _BALL = 0.12, 0.18, 0.02, 0.2, 0.13


class TargetLine(VGroup):
    """A line from 0 to 1 as long as `width` allows, with a ball at the prediction of a step of training.

    A target or a prediction outside makes it a line from one whole number to another.

    `still` is what does not move; `gap` the stretch from the ball to the target, whose square is the loss.
    With `bold` all but the line is so many times as large.
    """

    def __init__(self, theme: Theme, epochs: Sequence[Epoch], width: float, *, bold: float = 1.0) -> None:
        super().__init__()
        self.bold = bold
        self.epochs, self.step = epochs, 0
        graph = epochs[0].network.graph
        (self.output,), (self.goal,) = graph.outputs, graph.targets
        aim = float(epochs[0].network.given[self.goal])
        predicted = (float(epoch.network.values[self.output]) for epoch in epochs)
        self.axis = WholeScale(theme, [aim, *predicted], width, bold * _TICK, bold * _BALL)
        self.line = self.axis.line
        target = self.place(aim)
        self.flag = Triangle(stroke_width=0.0, fill_color=theme.target, fill_opacity=1.0)
        self.flag.stretch_to_fit_width(bold * _FLAG).stretch_to_fit_height(bold * _FLAG)
        self.flag.next_to(target, DOWN, buff=_NEAR)
        name = math(
            [name_piece(epochs[0].network.quantity[self.goal])], theme.target, size=min(bold, 1.6) * FORMULA
        )
        name.next_to(self.flag, DOWN, buff=0.1)
        self.gap = Line(self.here(), target, stroke_color=theme.loss, stroke_width=9 * bold)
        self.ball = Dot(self.here(), radius=_BALL * bold, color=theme.activation).set_z_index(1)
        self.label = math(
            [name_piece(epochs[0].network.quantity[self.output])],
            theme.activation,
            size=min(bold, 1.6) * FORMULA,
        )
        self.label.next_to(self.ball, UP, buff=_ABOVE)
        self.still = VGroup(self.line, self.axis.ticks, *self.axis.numbers, self.flag, name)
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
        return self.axis.place(value)

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
        for name, mark in ((self.output, self.ball), (self.goal, self.flag)):
            yield self.axis.read(self.epochs[0].network.quantity[name].name, mark, self.step)
