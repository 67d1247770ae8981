"""A kink's two tangents, one to each side."""

from __future__ import annotations

from manim import Line

from scenes.stage.plots.curve_stage import STEEP, CurveStage


def side_tangents(stage: CurveStage, at: float) -> list[Line]:
    """Return two lines that leave a kink, each as steep as the curve is on its side."""
    lines = []
    for side in (-1.0, 1.0):
        run = side * STEEP / stage.unit
        rise = float(stage.activation.slope(at + side)) * run
        start, end = stage.on_curve(at), stage.on_curve(at) + stage.to_point(at + run, rise)
        end -= stage.to_point(at, 0.0)
        lines.append(Line(start, end, stroke_color=stage.theme.gradient, stroke_width=9.0))
    return lines
