"""Texts on texts and on lines, and those that only seem so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    ImageMobject,
    Line,
    Rectangle,
)

from scenes.stage.chapter import Chapter
from scenes.stage.measure import allow
from tests.scenes.audit.legible import only, report, shown, words


def test_two_texts_that_touch_are_told() -> None:
    def draw(chapter: Chapter) -> None:
        shown(
            chapter, words(chapter, "one text"), words(chapter, "another text").shift(RIGHT * 1.4 + UP * 0.1)
        )
        chapter.wait(1)

    found = only(report(draw))
    assert found.rule == "text on text" and "another text" in found.found
    assert found.time == pytest.approx(0.75, abs=0.26)
    assert found.box is not None and found.box[2] - found.box[0] < 1.5


def test_a_text_that_crosses_another_on_its_way_does_not_count() -> None:
    def draw(chapter: Chapter) -> None:
        above, still = words(chapter, "on its way").shift(UP * 2), words(chapter, "stays")
        shown(chapter, above, still)
        chapter.wait(1)
        chapter.play(above.animate.shift(DOWN * 4), run_time=1)
        chapter.wait(1)

    assert report(draw).failures == []


LINES: dict[str, Callable[[Chapter], object]] = {
    "stroke": lambda chapter: Line(LEFT * 3 + DOWN * 0.02, RIGHT * 3 + UP * 0.02, stroke_width=2),
    "curve": lambda chapter: Circle(radius=0.8, color=chapter.theme.ink).shift(RIGHT * 0.8),
    "edge of a box": lambda chapter: Rectangle(width=1, height=1, color=chapter.theme.ink),
    "edge of an area": lambda chapter: Rectangle(
        width=1, height=1, fill_color=chapter.theme.ink, fill_opacity=0.12, stroke_width=0
    ),
    "thick stroke just below": lambda chapter: Line(LEFT * 3, RIGHT * 3, stroke_width=40).shift(DOWN * 0.4),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_through_a_text_is_told(line: str) -> None:
    def draw(chapter: Chapter) -> None:
        shown(chapter, LINES[line](chapter), words(chapter))
        chapter.wait(1)

    rules = [failure.rule for failure in report(draw).failures]
    assert "text on line" in rules and set(rules) <= {"text on line", "contrast"}


def test_a_stroke_beside_a_text_is_not() -> None:
    def draw(chapter: Chapter) -> None:
        below = Line(LEFT * 3, RIGHT * 3, stroke_width=4).shift(DOWN * 0.4)
        shown(chapter, words(chapter), below, Circle(radius=2.5))
        chapter.wait(1)

    assert report(draw).failures == []


def test_a_picture_whose_edge_runs_through_a_text_is_told() -> None:
    def draw(chapter: Chapter) -> None:
        pixels = np.full((8, 8, 3), 10, dtype=np.uint8)
        image = ImageMobject(pixels).stretch_to_fit_width(1).stretch_to_fit_height(1)
        shown(chapter, image, words(chapter))
        chapter.wait(1)

    assert only(report(draw)).rule == "text on line"


def test_a_declared_exception_goes_to_the_foot() -> None:
    def draw(chapter: Chapter) -> None:
        strike = allow(Line(LEFT * 3, RIGHT * 3, color="#303644"), "text on line", "the term is struck out")
        shown(chapter, words(chapter), strike)
        chapter.wait(1)

    found = report(draw)
    assert found.failures == []
    assert {exception.reason for exception in found.exceptions} == {"the term is struck out"}
