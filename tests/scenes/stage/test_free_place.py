"""The label of a step finds a place that no line runs through, to either side and on any slope."""

import pytest
from manim import ValueTracker

from backprop_core.curve import Curve
from backprop_core.quantity import Symbol
from config import load_settings
from scenes.chapters.tangent_slider.nudge_view import NudgeView
from scenes.stage.plots.curve_view import EDGE_TO_EDGE, CurveView

TOUCHING = 0.05
"""Half a line's width, and as much again as the audit asks for."""

STEPS = (
    ("x^2", (-2.0, 2.0), 1.0, 0.5),
    ("x^2", (-0.5, 0.75), 0.123, 0.2),
    ("sin(2*x) + x/2", (-2.0, 2.0), 1.0, -0.4),
    ("cos(x)*x^2", (-1.0, 3.0), -0.25, -0.5),
    ("log(x^2 + 1)", (-1.0, 3.0), 0.123, 0.2),
    ("x^3 - 3*x", (-2.0, 2.0), 0.5, 0.2),
)


@pytest.mark.parametrize(("expression", "ends", "start", "step"), STEPS)
def test_nothing_runs_through_the_label(
    expression: str, ends: tuple[float, float], start: float, step: float
) -> None:
    symbols = Symbol("x", "x", "x"), Symbol("f(x)", "f(x)", "f of x")
    curve, theme = Curve.from_text(expression), load_settings().theme
    view = CurveView(theme, curve, ValueTracker(start), ends, (7.2, 3.75), symbols)
    heights = view.value(start), view.value(start) + view.slope(start) * step, view.value(start + step)
    view.show_window(view.window_around((start - 0.15 * step, start + 1.2 * step), heights))
    view.tangent_length = EDGE_TO_EDGE
    view.update()
    nudge = NudgeView(view, ValueTracker(step))
    for length in (step, 0.7 * step, step / 2):
        assert nudge._clearance(length) >= TOUCHING
