"""A training run drawn: the loss after every step, and the path of two parameters on a map of the loss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch
from backprop_core.number import Number
from backprop_core.quantity import Symbol
from config import Theme
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import BODY
from scenes.stage.measure import Measurement
from scenes.stage.plots.panel import PlotPanel

STEP = Symbol('#text(font: "Source Sans Pro")[step]', "step", "the step")
_LEAST_SPAN, _AROUND = 4.0, 0.35
_MAP, _HEIGHT, _APART, _BELOW, _LEARNT = 4.0, 3.8, 0.5, 0.15, 1e-10
_LISTED = 2
"""Numbers that rest are listed up to so many."""


def reached(tracker: ValueTracker) -> int:
    """Return the step that a tracker has come to."""
    return round(float(tracker.get_value()))


class TrainingCurve(VGroup):
    """The loss of a run over its steps, drawn as far as `step` has come, with a ball at its end.

    `names` stand where axes are named, and tell the step and the loss that are reached.
    """

    def __init__(
        self, theme: Theme, run: Sequence[Epoch], step: ValueTracker, size: tuple[float, float]
    ) -> None:
        super().__init__()
        self.run, self.tracker = run, step
        begun = Batch(run[0].start).loss
        loss = self.symbol = begun.symbol
        self.losses = np.array([float(epoch.loss) for epoch in run])
        top = 1.08 * float(self.losses.max()) or 1.0
        self.panel = PlotPanel(theme, (0.0, float(len(run) - 1)), (0.0, top), *size, STEP, loss, ticks=4)
        self.line = VMobject(stroke_color=theme.loss, stroke_width=5.0, fill_opacity=0.0)
        self.ball = Dot(radius=0.12, color=theme.ink)
        self.names = VGroup(
            Readout(STEP, self.reached, theme.dimmed, decimals=0, size=BODY, at=self.at),
            Readout(loss, self.loss, theme.loss, decimals=begun.decimals, size=1.1 * BODY, at=self.at),
        )
        self.names[0].next_to(self.panel.x_labels, DOWN, buff=0.2)
        self.names[1].next_to(self.panel.axes[1], UP, buff=0.2)
        self.names[1].shift(RIGHT * (self.panel.axes[1].get_x() - 0.2 - self.names[1].get_left()[0]))
        self.add(self.panel, self.names, self.line, self.ball)
        self.add_updater(TrainingCurve.refresh)
        self.refresh(self)

    def loss(self) -> Number:
        """Return the loss after the step that is reached."""
        return self.run[reached(self.tracker)].loss

    def at(self) -> dict[str, Number]:
        """Return the step that is reached, as readouts name it."""
        return {STEP.plain: self.reached()}

    def reached(self) -> Number:
        """Return the step that is reached."""
        return Fraction(reached(self.tracker))

    @staticmethod
    def refresh(curve: Mobject) -> None:
        """Draw the line as far as the step has come."""
        assert isinstance(curve, TrainingCurve)
        last = reached(curve.tracker)
        if last:
            curve.panel.trace(curve.line, np.arange(last + 1, dtype=np.float64), curve.losses[: last + 1])
        curve.ball.move_to(curve.panel.to_point(last, curve.losses[last]))

    def measurements(self) -> Iterable[Measurement]:
        """Read step and loss back from the ball's place."""
        step, height = self.panel.read(self.ball.get_center())
        tolerance = 1e-6 * self.panel.y_range[1]
        yield Measurement("height", self.symbol.plain, height, tolerance, {STEP.plain: float(round(step, 6))})
