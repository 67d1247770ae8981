"""Drawings that say something else than the mathematics, each caught by the rule on geometry."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import RIGHT, UP, ValueTracker

from backprop_core.curve import Curve
from config import load_settings
from scenes.production.audit.findings import Report
from scenes.production.audit.geometry import Geometry, Ticks
from scenes.production.audit.inspector import inspect
from scenes.production.audit.truth import truth_of
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.readout import Readout
from scenes.stage.measure import allow
from scenes.stage.nudges.nudge_view import NudgeView
from scenes.stage.plots.curve_view import CurveView
from scenes.stage.plots.panel import settled
from scenes.stage.plots.partials import PartialsSet
from scenes.stage.plots.tangent_set import SLOPE, F, X
from scenes.stage.straight import lay
from scenes.stage.words import Words

Draw = Callable[[Chapter], object]


def report_of(draw: Draw, chapter: str) -> Report:
    """Return what the geometry rules say of a chapter of one beat, with the truth of a real one."""

    class Drawn(Chapter):
        """One beat."""

        title = "Drawn"

        def construct(self) -> None:
            """Draw, and hold it."""
            with self.beat("only", Words("Look at it.", "Look at it.")):
                draw(self)

    settings = load_settings()
    return inspect(Drawn, settings, [Geometry(truth_of(chapter, settings)), Ticks()])


def curve_view(chapter: Chapter, expression: str = "x^2") -> CurveView:
    """Put the tangent chapter's picture of a curve on stage, at x = 1."""
    curve, x = Curve.from_text(expression), ValueTracker(1.0)
    view = CurveView(chapter.theme, curve, x, (-2.0, 2.0), (7.0, 4.0), (X, F), slope=SLOPE)
    chapter.add(view)
    view.update(0)
    return view


def map_set(chapter: Chapter) -> PartialsSet:
    """Put the map and both cross-sections on stage."""
    stage = PartialsSet(chapter.theme, chapter.settings.lecture.surface)
    chapter.add(stage.heatmap, *stage.sections)
    return stage


def broken(report: Report) -> set[str]:
    """Return the names of the rules that the failures broke."""
    return {failure.rule for failure in report.failures}


def test_true_pictures_pass() -> None:
    def both_lengths(chapter: Chapter) -> None:
        chapter.add(NudgeView(curve_view(chapter), ValueTracker(0.5)))

    report = report_of(both_lengths, "tangent_slider")
    assert report.failures == []
    assert report.counts["measurements"] > 10
    assert report.counts["axes"] > 0
    report = report_of(map_set, "heatmap_cross_sections")
    assert report.failures == []
    assert report.counts["measurements"] > 40


def a_tangent_too_steep(chapter: Chapter) -> None:
    view = curve_view(chapter)
    view.tangent.clear_updaters()
    lay(view.tangent, view.panel.segment(1.0, 1.0, 2.02, 3.0))


def another_curve(chapter: Chapter) -> None:
    curve_view(chapter, "x^2 + x/1000")


def a_point_beside_the_curve(chapter: Chapter) -> None:
    view = curve_view(chapter)
    view.point.clear_updaters()
    view.point.shift(0.005 * UP)


def a_step_out_of_scale(chapter: Chapter) -> None:
    steps = NudgeView(curve_view(chapter), ValueTracker(0.5))
    steps.clear_updaters()
    steps.gap.stretch(1.2, 1, about_edge=UP)
    chapter.add(steps)


def a_tick_off_its_value(chapter: Chapter) -> None:
    view = curve_view(chapter)
    tick = view.panel.ticks[0][1]
    tick.mark.shift(0.02 * RIGHT)
    tick.label.shift(0.02 * RIGHT)


def a_map_upside_down(chapter: Chapter) -> None:
    stage = map_set(chapter)
    stage.heatmap.image.pixel_array = np.ascontiguousarray(stage.heatmap.image.pixel_array.transpose(1, 0, 2))


def contours_of_other_heights(chapter: Chapter) -> None:
    stage = map_set(chapter)
    stage.heatmap.contours.scale(1.05, about_point=stage.heatmap.to_point(0.0, 0.0))


def a_cross_section_shifted(chapter: Chapter) -> None:
    section = map_set(chapter).sections[1]
    section.curve.clear_updaters()
    section.curve.shift(0.01 * UP)


@pytest.mark.parametrize(
    ("draw", "chapter", "rule"),
    [
        (a_tangent_too_steep, "tangent_slider", "geometry: tangent"),
        (another_curve, "tangent_slider", "geometry: curve"),
        (a_point_beside_the_curve, "tangent_slider", "geometry: point on curve"),
        (a_step_out_of_scale, "tangent_slider", "geometry: length"),
        (a_tick_off_its_value, "tangent_slider", "geometry: ticks"),
        (a_map_upside_down, "heatmap_cross_sections", "geometry: heatmap pixel"),
        (contours_of_other_heights, "heatmap_cross_sections", "geometry: contour"),
        (a_cross_section_shifted, "heatmap_cross_sections", "geometry: cross-section"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_false_picture_is_caught(draw: Draw, chapter: str, rule: str) -> None:
    report = report_of(draw, chapter)
    assert rule in broken(report)
    found = next(failure for failure in report.failures if failure.rule == rule)
    assert found.beat == "only"
    assert found.box is not None


def test_a_drawing_must_agree_with_the_digits_on_screen() -> None:
    """A label that lags behind the picture is caught although both are true of some x."""

    def draw(chapter: Chapter) -> None:
        view = curve_view(chapter)
        slope = Readout(SLOPE, lambda: 2.5, chapter.theme.gradient, at=lambda: {"x": settled(view.x)})
        chapter.add(slope)

    failures = report_of(draw, "tangent_slider").failures
    assert [failure.allowed for failure in failures if failure.rule == "geometry: tangent"] == [
        "the 2.50 on screen"
    ]


def test_a_declared_exception_is_no_failure() -> None:
    def draw(chapter: Chapter) -> None:
        view = curve_view(chapter)
        allow(view.tangent, "geometry: tangent", "drawn steeper on purpose")
        view.tangent.clear_updaters()
        lay(view.tangent, view.panel.segment(1.0, 1.0, 3.0, 3.0))

    report = report_of(draw, "tangent_slider")
    assert report.failures == []
    assert {finding.reason for finding in report.exceptions} == {"drawn steeper on purpose"}
