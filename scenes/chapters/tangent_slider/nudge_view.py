"""A step on a curve, to scale: the step, what the slope predicts, and what the curve really does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Mobject, ValueTracker, VGroup, VMobject

from backprop_core.curve import Nudge
from backprop_core.number import Number
from backprop_core.quantity import Symbol
from scenes.stage.lettering.readout import Readout
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import Measurement, measured
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.free_place import FREE, LabelPlace, clearance, label_places, sides
from scenes.stage.trackers import settled

STEP = Symbol("Delta x", "Δx", "delta x", "input")
PREDICTED = Symbol("f'(x) thin Delta x", "f'(x)·Δx", "f prime of x times delta x", "gradient")
TRUE_CHANGE = Symbol("Delta f", "Δf", "delta f", "ink")
GAP = Symbol('"gap"', "gap", "gap", "loss")
_BESIDE, _CAP = 0.3, 0.09


class NudgeView(VGroup):
    """Four true-scale lengths at the view's point, which follow the step's tracker.

    The step lies flat, the prediction rises to the tangent, the gap leads on to the curve; beside them the
    true change stands as a bracket from the step's height to the curve.
    """

    def __init__(self, view: CurveView, step: ValueTracker, *, decimals: int = 2) -> None:
        super().__init__()
        self.view, self.tracker = view, step
        theme = view.theme
        self.step = Line(LEFT, RIGHT, stroke_color=theme.input, stroke_width=7)
        self.predicted = Line(DOWN, UP, stroke_color=theme.gradient, stroke_width=7)
        self.gap = Line(DOWN, UP, stroke_color=theme.loss, stroke_width=11)
        self.true = Line(DOWN, UP, stroke_color=theme.ink, stroke_width=5)
        self.caps = VGroup(*(Line(LEFT, RIGHT, stroke_color=theme.ink, stroke_width=5) for _ in range(2)))
        self.bracket = VGroup(self.true, self.caps)
        self.step_label = Readout(
            STEP,
            lambda: settled(step),
            theme.input,
            decimals=decimals,
            size=0.44,
            at=lambda: {STEP.plain: settled(step)},
        )
        self.add(self.step, self.predicted, self.gap, self.bracket, self.step_label)
        self.set_z_index(2)
        for part, axis, name in (
            (self.step, 0, STEP),
            (self.predicted, 1, PREDICTED),
            (self.gap, 1, GAP),
            (self.true, 1, TRUE_CHANGE),
        ):
            measured(part, partial(self._read, axis=axis, name=name.plain))
        self._place = self._free_place()
        self.add_updater(NudgeView.refresh)
        self.refresh(self)

    @property
    def nudge(self) -> Nudge:
        """The step as the core computes it, exact where the trackers rest on short decimals."""
        return self.view.source.nudge(settled(self.view.x), settled(self.tracker))

    def ghost(self, opacity: float) -> VGroup:
        """Return the prediction and the gap as they are drawn now, to be left behind; the gap stays clear."""
        lines = (self.predicted, opacity), (self.gap, 1.0)
        return VGroup(
            *(
                Line(line.points[0], line.points[-1]).match_style(line).set_stroke(opacity=seen)
                for line, seen in lines
            )
        )

    def drawn_at(self, step: float) -> VGroup:
        """Return what is drawn for another step, label included."""
        self._lay(step)
        drawn = VGroup(*(part.copy().clear_updaters() for part in self))
        self._lay(float(self.tracker.get_value()))
        return drawn

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
        """Lay the lengths and the step's label anew."""
        assert isinstance(view, NudgeView)
        view._lay(float(view.tracker.get_value()))

    def _lay(self, step: float) -> None:
        panel, curve = self.view.panel, self.view
        x = float(curve.x.get_value())
        start, slope = curve.value(x), curve.slope(x)
        corner = panel.to_point(x + step, start)
        tip = panel.to_point(x + step, start + slope * step)
        reached = panel.to_point(x + step, curve.value(x + step))
        set_ends(self.step, (panel.to_point(x, start), corner))
        set_ends(self.predicted, (corner, tip))
        set_ends(self.gap, (tip, reached))
        aside = RIGHT * _BESIDE * np.sign(step)
        set_ends(self.true, (corner + aside, reached + aside))
        for cap, end in zip(self.caps, (corner, reached), strict=True):
            set_ends(cap, (end + aside + LEFT * _CAP, end + aside + RIGHT * _CAP))
        self._place.put_beside(self.step_label, self.step.points[0], corner)

    def _free_place(self) -> LabelPlace:
        """Return a place for the step's label that is free for the step as it is and for half of it."""
        step = float(self.tracker.get_value())
        found: list[tuple[float, int, LabelPlace]] = []
        falls = self.view.slope(float(self.view.x.get_value())) * step < 0
        for self._place in label_places(sides(falls)):
            clear = min(self._clearance(length) for length in (step, step / 2))
            if clear >= FREE:
                return self._place
            found.append((clear, -len(found), self._place))
        return max(found, key=lambda one: one[:2])[2]

    def _clearance(self, step: float) -> float:
        """Return how near any line of the picture comes to the label when the step is so long."""
        self._lay(step)
        view = self.view
        straight = [self.predicted, self.gap, self.true, view.tangent]
        return clearance(self.step_label, straight, (view.curve, view.point))
