"""What is measured in drawings is compared with the mathematics, with digits, and with labels of axes.

What is caught of each kind is tested in `test_geometry_kinds`.
"""

from __future__ import annotations

from collections.abc import Callable

from manim import RIGHT, ValueTracker

from scenes.audit.figures.geometry import Geometry, Ticks
from scenes.audit.findings import Report
from scenes.audit.inspector import inspect
from scenes.chapters.tangent_slider.nudge_view import NudgeView
from scenes.chapters.tangent_slider.tangent_set import SLOPE
from scenes.stage.chapter import Chapter
from scenes.stage.lettering.readout import Readout
from scenes.stage.line_ends import set_ends
from scenes.stage.measure import allow
from scenes.stage.trackers import settled
from scenes.stage.words import Words
from tests.configs import two_sigmoids
from tests.scenes.audit.chapter_truths import chapter_truth
from tests.scenes.audit.true_pictures import curve_view, map_set

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

    settings = two_sigmoids()
    return inspect(Drawn, settings, [Geometry(chapter_truth(chapter, settings).claims), Ticks()])


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


def test_a_tick_off_its_value_is_caught() -> None:
    def draw(chapter: Chapter) -> None:
        tick = curve_view(chapter).panel.ticks[0][1]
        tick.mark.shift(0.02 * RIGHT)
        tick.label.shift(0.02 * RIGHT)

    (found,) = report_of(draw, "tangent_slider").failures
    assert found.rule == "geometry: ticks"
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
        set_ends(view.tangent, view.panel.segment(1.0, 1.0, 3.0, 3.0))

    report = report_of(draw, "tangent_slider")
    assert report.failures == []
    assert {finding.reason for finding in report.exceptions} == {"drawn steeper on purpose"}
