"""A step on a curve, to scale: the step, what the slope predicts, and what the curve really does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.curve import Nudge
from backprop_core.number import Number
from backprop_core.quantity import Piece, Symbol
from scenes.stage import typesetting
from scenes.stage.curve_view import CurveView
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots import settled

STEP = Symbol("Delta x", "Δx", "delta x", "input")
PREDICTED = Symbol("f'(x) thin Delta x", "f'(x)·Δx", "f prime of x times delta x", "gradient")
TRUE_CHANGE = Symbol("Delta f", "Δf", "delta f", "ink")
GAP = Symbol('"gap"', "gap", "gap", "loss")


class NudgeView(VGroup):
    """Three true-scale lengths at the view's point, which follow the step's tracker.

    The step lies flat, the prediction rises to the tangent, the gap leads on to the curve.
    """

    def __init__(self, view: CurveView, step: ValueTracker) -> None:
        super().__init__()
        self.view, self.tracker = view, step
        theme = view.theme
        self.step = Line(LEFT, RIGHT, stroke_color=theme.input, stroke_width=7)
        self.predicted = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=7)
        self.gap = Line(DOWN, UP, stroke_color=theme.loss, stroke_width=7)
        self.step_label = typesetting.math(
            [Piece(STEP.typst, "symbol", None)], theme.input, size=0.44, display=False
        )
        self.add(self.step, self.predicted, self.gap, self.step_label)
        self.set_z_index(2)
        for part, axis, name in (
            (self.step, 0, STEP),
            (self.predicted, 1, PREDICTED),
            (self.gap, 1, GAP),
        ):
            measured(part, partial(self._read, axis=axis, name=name.plain))
        self.add_updater(NudgeView.refresh)
        self.refresh(self)

    @property
    def nudge(self) -> Nudge:
        """The step as the core computes it, exact where the trackers rest on short decimals."""
        return self.view.source.nudge(settled(self.view.x), settled(self.tracker))

    def predicted_change(self) -> Number:
        """Slope times step."""
        return self.nudge.predicted

    def true_change(self) -> Number:
        """What the curve does over the step."""
        return self.nudge.true_change

    def gap_left(self) -> Number:
        """True change less predicted change."""
        return self.nudge.gap

    def _read(self, line: VMobject, *, axis: int, name: str) -> Iterable[Measurement]:
        panel = self.view.panel
        start, end = panel.read(line.points[0]), panel.read(line.points[-1])
        x, _ = panel.read(self.step.points[0])
        step = panel.read(self.step.points[-1])[0] - x
        low, high = (panel.x_range, panel.y_range)[axis]
        length = end[axis] - start[axis]
        yield Measurement(
            "length", name, length, 1e-6 * (high - low), {self.view.names[0]: x, STEP.plain: step}
        )

    @staticmethod
    def refresh(view: Mobject) -> None:
        """Lay the three lengths anew."""
        assert isinstance(view, NudgeView)
        panel, curve = view.view.panel, view.view
        x, step = float(view.view.x.get_value()), float(view.tracker.get_value())
        start, slope = curve.value(x), curve.slope(x)
        corner = panel.to_point(x + step, start)
        tip = panel.to_point(x + step, start + slope * step)
        _between(view.step, panel.to_point(x, start), corner)
        _between(view.predicted, corner, tip)
        _between(view.gap, tip, panel.to_point(x + step, curve.value(x + step)))
        side = DOWN if slope * step >= 0 else UP
        view.step_label.next_to(view.step, side, buff=0.12)


def _between(line: VMobject, start: np.ndarray, end: np.ndarray) -> None:
    line.set_points(np.array([start + (end - start) * s for s in (0.0, 1 / 3, 2 / 3, 1.0)]))
