"""A training run drawn: the loss after every step, and the path of two parameters on a map of the loss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.network.batch import Batch
from backprop_core.network.training import Epoch, LossLandscape, ran_away, training_run
from backprop_core.number import Number
from backprop_core.quantity import Quantity, Symbol
from config import Theme
from scenes.stage.formulas.equation import value_line
from scenes.stage.lettering.fitting import narrowed
from scenes.stage.lettering.readout import Readout
from scenes.stage.lettering.typesetting import BODY, SMALL, text
from scenes.stage.lock import Lock
from scenes.stage.measure import Measurement
from scenes.stage.plots.heatmap import Heatmap
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
        self.panel = PlotPanel(theme, (0.0, float(len(run) - 1)), (0.0, top), *size, STEP, loss)
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


class DescentMap(Group):
    """The loss over two parameters as a heatmap, and a run's path on it as far as `step` has come."""

    def __init__(
        self, theme: Theme, run: Sequence[Epoch], keys: tuple[str, str], step: ValueTracker, size: float
    ) -> None:
        super().__init__()
        self.tracker = step
        self.weights = np.array([[float(epoch.network.given[key]) for key in keys] for epoch in run])
        landscape = LossLandscape(run[0].start, keys)
        low, high = self.weights.min(axis=0), self.weights.max(axis=0)
        span = max(_LEAST_SPAN, float((high - low).max()) / (1 - 2 * _AROUND))
        ranges = [(float(middle - span / 2), float(middle + span / 2)) for middle in (low + high) / 2]
        first, second = (run[0].network.graph.nodes[key].symbol for key in keys)
        symbols = first, second, Batch(run[0].start).loss.symbol
        self.symbols = symbols[:2]
        self.map = Heatmap(
            theme, landscape, ranges[0], ranges[1], size, symbols, (theme.weight, theme.weight)
        )
        self.path = VMobject(stroke_color=theme.ink, stroke_width=5.0, fill_opacity=0.0)
        self.start = Dot(radius=0.08, color=theme.ink)
        self.ball = Dot(radius=0.13, color=theme.ink, stroke_color=theme.background, stroke_width=3)
        self.add(self.map, self.path, self.start, self.ball)
        self.add_updater(DescentMap.refresh)
        self.refresh(self)

    def places(self) -> np.ndarray:
        """Return where the run has been so far, on stage."""
        steps = self.weights[: reached(self.tracker) + 1]
        return self.map.panel.to_points(steps[:, 0], steps[:, 1])

    @staticmethod
    def refresh(drawn: Mobject) -> None:
        """Draw the path as far as the step has come."""
        assert isinstance(drawn, DescentMap)
        places = drawn.places()
        drawn.start.move_to(places[0])
        drawn.ball.move_to(places[-1])
        if len(places) > 1:
            drawn.path.set_points_as_corners(places)

    def measurements(self) -> Iterable[Measurement]:
        """Read both parameters back from the ball's place."""
        found = self.map.panel.read(self.ball.get_center())
        at = {STEP.plain: float(reached(self.tracker))}
        for symbol, value in zip(self.symbols, found, strict=True):
            yield Measurement("place", f"{symbol.plain} on the map", value, 1e-6, at)


class SideBySide(Group):
    """One run drawn twice: its loss on the left, its path over two parameters on the right; the others rest.

    `step` moves both, up to `last`, after which there is nothing left to learn, or the loss is out of sight.
    `falls` tells whether every step lowers the loss, `ran_away` whether it leapt out of sight. `held` is
    what rests, below.
    """

    def __init__(
        self,
        theme: Theme,
        batch: Batch,
        keys: tuple[str, str],
        rate: Number,
        steps: int,
        width: float,
    ) -> None:
        super().__init__()
        run = training_run(batch.networks, rate, steps, keys)
        self.last = next((epoch.step for epoch in run[2:] if float(epoch.loss) < _LEARNT), len(run) - 1)
        run = run[: self.last + 1]
        self.step = ValueTracker(0)
        self.falls = all(before.loss >= after.loss for before, after in pairwise(run))
        self.ran_away = ran_away(run)
        loss = batch.loss
        self.ends = loss, replace(loss, value=run[-1].loss)
        self.chart = DescentMap(theme, run, keys, self.step, _MAP)
        room = width - float(self.chart.width) - _APART
        self.curve = narrowed(
            lambda across: TrainingCurve(theme, run, self.step, (across, _HEIGHT)), room, room
        )
        resting = [key for key in batch.graph.parameters if key not in keys]
        self.held = self._held(theme, [batch.network.quantity[key] for key in resting])
        self.curve.move_to(LEFT * width / 2, aligned_edge=LEFT)
        self.chart.move_to(RIGHT * width / 2, aligned_edge=RIGHT)
        self.chart.shift(UP * (self.curve.panel.axes[0].get_y() - self.chart.map.panel.axes[0].get_y()))
        lowest = min(float(part.get_bottom()[1]) for part in (self.curve, self.chart))
        self.held.move_to((0.0, lowest - _BELOW, 0.0), aligned_edge=UP)
        self.add(self.curve, self.chart, self.held)

    @staticmethod
    def _held(theme: Theme, resting: Sequence[Quantity]) -> VGroup:
        """Return what rests, each with a lock before it; many behind one lock."""
        lines = [value_line(theme, one, size=SMALL).set_color(theme.dimmed) for one in resting]
        if len(lines) > _LISTED:
            lines = [text("all other weights and biases rest", theme.dimmed, size=SMALL)]
        rows = VGroup()
        for line in lines:
            lock = Lock(theme.dimmed, theme.background)
            rows.add(VGroup(lock, line.next_to(lock, RIGHT, buff=0.15)))
        return rows.arrange(RIGHT, buff=_APART)
