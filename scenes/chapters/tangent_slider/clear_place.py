"""How far a label stands from everything that is drawn in a picture."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Mobject, VMobject

from scenes.stage.plots.curve_view import CurveView

_SAMPLES = 80


def clearance(label: Mobject, view: CurveView, lines: Iterable[VMobject]) -> float:
    """Return how near straight `lines` and those of the view itself come to the label's frame."""
    shares = np.linspace(0.0, 1.0, _SAMPLES)[:, None]
    straight = [*lines, view.tangent, view.drop, *view.panel.axes, *view.panel.grid]
    places = [line.points[0] + (line.points[-1] - line.points[0]) * shares for line in straight]
    around = view.point.get_center() + view.point.width / 2 * np.array([LEFT, RIGHT, UP, DOWN])
    drawn = np.concatenate([*places, view.curve.points, around])
    beyond = np.abs(drawn - label.get_center()) - np.array([label.width, label.height, 0.0]) / 2
    return float(np.linalg.norm(np.maximum(beyond, 0.0), axis=1).min())
