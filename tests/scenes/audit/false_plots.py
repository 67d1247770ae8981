"""Curves, losses and maps that become false, each in one way.

Each function puts a picture that is true on stage, yields, and falsifies it. Its name says how.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import UP, ValueTracker

from backprop_core.curve import Curve
from backprop_core.network.training import training_run
from scenes.chapters.drags.slope_plot import SlopePlot
from scenes.chapters.heatmap_cross_sections.frozen_loss import FrozenLoss
from scenes.chapters.tangent_slider.nudge_view import NudgeView
from scenes.chapters.tangent_slider.secant_view import SecantView
from scenes.chapters.tangent_slider.tangent_set import SLOPE
from scenes.chapters.tangent_slider.tangent_set import X as PLACE
from scenes.chapters.update_step.training_plot import TrainingCurve
from scenes.chapters.why_it_scales.dot_triangle import DotTriangle
from scenes.stage.chapter import Chapter
from scenes.stage.line_ends import set_ends
from tests.scenes.audit.true_pictures import curve_view, map_set, network


def another_curve(chapter: Chapter) -> Iterator[None]:
    """Raise a curve."""
    view = curve_view(chapter)
    yield
    view.clear_updaters()
    view.curve.shift(0.005 * UP)


def a_point_beside_the_curve(chapter: Chapter) -> Iterator[None]:
    """Raise the point on a curve."""
    view = curve_view(chapter)
    yield
    view.clear_updaters()
    view.point.shift(0.005 * UP)


def a_tangent_too_steep(chapter: Chapter) -> Iterator[None]:
    """Turn a tangent."""
    view = curve_view(chapter)
    yield
    view.clear_updaters()
    set_ends(view.tangent, view.panel.segment(1.0, 1.0, 2.02, 3.0))


def a_secant_too_steep(chapter: Chapter) -> Iterator[None]:
    """Stretch the line through two points of a curve upwards."""
    secant = SecantView(curve_view(chapter), ValueTracker(0.5))
    chapter.add(secant)
    yield
    secant.clear_updaters()
    secant.line.stretch(1.02, 1)


def a_slope_too_high(chapter: Chapter) -> Iterator[None]:
    """Let the bar that is as high as a slope reach farther."""
    x = ValueTracker(1.0)
    plot = SlopePlot(chapter.theme, Curve.from_text("x^2"), x, (-2.0, 2.0), (5.0, 3.0), (PLACE, SLOPE))
    chapter.add(plot)
    plot.update(0)
    yield
    plot.clear_updaters()
    set_ends(plot.bar, (plot.panel.to_point(1.0, 0.0), plot.panel.to_point(1.0, 2.02)))


def a_step_too_long(chapter: Chapter) -> Iterator[None]:
    """Stretch the gap between the curve and what the tangent promised."""
    steps = NudgeView(curve_view(chapter), ValueTracker(0.5))
    chapter.add(steps)
    yield
    steps.clear_updaters()
    steps.gap.stretch(1.2, 1, about_edge=UP)


def another_loss(chapter: Chapter) -> Iterator[None]:
    """Raise the curve of a loss of which all variables but one are frozen."""
    loss = FrozenLoss(chapter.theme, chapter.settings.lecture.network)
    chapter.add(loss.panel, loss.curve)
    yield
    loss.curve.shift(0.01 * UP)


def a_loss_too_high(chapter: Chapter) -> Iterator[None]:
    """Raise the ball at the end of a training run."""
    net, rate = network(chapter), chapter.settings.lecture.network.learning_rate
    curve = TrainingCurve(
        chapter.theme, training_run((net,), rate, 6, ("w1", "w2")), ValueTracker(4), (5.0, 3.0)
    )
    chapter.add(curve)
    yield
    curve.clear_updaters()
    curve.ball.shift(0.01 * UP)


def contours_of_other_heights(chapter: Chapter) -> Iterator[None]:
    """Widen the contour lines."""
    stage = map_set(chapter)
    yield
    stage.heatmap.contours.scale(1.05, about_point=stage.heatmap.to_point(0.0, 0.0))


def a_map_upside_down(chapter: Chapter) -> Iterator[None]:
    """Exchange the map's x and y."""
    image = map_set(chapter).heatmap.image
    yield
    image.pixel_array = np.ascontiguousarray(image.pixel_array.transpose(1, 0, 2))


def a_cross_section_shifted(chapter: Chapter) -> Iterator[None]:
    """Raise a cross-section."""
    section = map_set(chapter).sections[1]
    yield
    section.clear_updaters()
    section.curve.shift(0.01 * UP)


def a_point_beside_a_cross_section(chapter: Chapter) -> Iterator[None]:
    """Raise the point on a cross-section."""
    section = map_set(chapter).sections[0]
    yield
    section.clear_updaters()
    section.dot.shift(0.01 * UP)


def a_count_too_high(chapter: Chapter) -> Iterator[None]:
    """Leave a dot that one sweep does without in the gradient's colour."""
    triangle = DotTriangle(chapter.theme, 8)
    triangle.reached.set_value(8)
    triangle.burnt.set_value(8)
    triangle.update()
    chapter.add(triangle)
    yield
    triangle.clear_updaters()
    triangle.olds[1].set_fill(triangle.bright)
